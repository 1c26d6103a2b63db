use specwright_client::{
    lint::ALLOWABLE,
    pipeline::{self, Request},
    refine::Support,
};
use specwright_diff::Generated;
use specwright_document::Document;

/// The client of a document, made in memory, for a comparison with another one.
#[must_use]
pub fn generated(document: &Document) -> Generated<'_> {
    Generated::new(document, code(document))
}

/// The code without its header, which names the document's hash.
fn code(document: &Document) -> Result<String, String> {
    let allow = ALLOWABLE.map(str::to_owned);
    let request =
        Request { document, allow: &allow, command: "", spec_name: &document.name, support: Support::Beside };
    match pipeline::run(request) {
        Ok(output) => {
            let body: Vec<&str> = output.code.lines().skip_while(|line| line.starts_with("//")).collect();
            Ok(body.join("\n"))
        }
        Err(problems) => {
            let first = problems.list.first().map(|problem| {
                let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
                format!("{}{line}: {} ({})", problems.file, problem.reason, problem.rule)
            });
            let more = match problems.list.len() {
                0 | 1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            Err(format!("{}{more}", first.unwrap_or_default().replace('\n', " ")))
        }
    }
}
