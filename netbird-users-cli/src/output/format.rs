use clap::ValueEnum;

/// How the result is printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people; its columns can change from release to release
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// With a header; lists are separated by `;`, and no cell is a formula to a spreadsheet
    Csv,
    /// One YAML document
    Yaml,
    /// The ids alone, one a line
    Ids,
}
