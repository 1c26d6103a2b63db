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
