use std::io::{self, Write};

/// A crate, the path by which generated code names it, and what `cargo add` is told.
const CRATES: [(&str, &str); 13] = [
    ("base64::", "base64"),
    ("bytes::", "bytes"),
    ("::chrono::", "chrono --features serde"),
    ("futures::", "futures"),
    ("percent_encoding::", "percent-encoding"),
    ("progenitor_client::", "progenitor-client@0.15"),
    ("rand::", "rand"),
    ("::regress::", "regress"),
    ("reqwest::", "reqwest@0.13 --features json,query,stream"),
    ("serde::", "serde --features derive"),
    ("serde_path_to_error::", "serde_path_to_error"),
    ("::uuid::", "uuid --features serde"),
    ("zeroize::", "zeroize"),
];

/// Says how a person uses a generated file that stands alone.
pub(super) fn print(screen: &mut dyn Write, code: &str) -> io::Result<()> {
    writeln!(screen, "To use it, write `mod generated;` beside it and add what it stands on:")?;
    for (_, add) in CRATES.iter().filter(|(path, _)| code.contains(path)) {
        writeln!(screen, "  cargo add {add}")?;
    }
    writeln!(screen, "  cargo add serde_json")
}

/// The manifest of a crate that has all that generated code can stand on.
pub(super) fn manifest() -> String {
    let dependency = |add: &str| {
        let (crate_and_version, features) = add.split_once(" --features ").unwrap_or((add, ""));
        let (name, version) = crate_and_version.split_once('@').unwrap_or((crate_and_version, "*"));
        let features: Vec<String> = features
            .split(',')
            .filter(|feature| !feature.is_empty())
            .map(|feature| format!("{feature:?}"))
            .collect();
        format!("{name} = {{ version = {version:?}, features = [{}] }}\n", features.join(", "))
    };
    let dependencies =
        CRATES.iter().map(|(_, add)| *add).chain(["serde_json"]).map(dependency).collect::<Vec<_>>().concat();
    format!(
        "[package]\nname = \"survey\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
    )
}
