//! A table with a header: `email,name,role,groups,blocked`, in any order; only one of the first two is needed.

use super::{Row, role_of};

const COLUMNS: [&str; 5] = ["email", "name", "role", "groups", "blocked"];

pub(super) fn parse(text: &str) -> Result<Vec<Result<Row, String>>, String> {
    let separator = separator(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(format!(
            "line 1: there is no column `{unknown}`: the columns are {}",
            COLUMNS.join(", ")
        ));
    }
    if let Some(twice) = names.iter().enumerate().find(|(index, name)| names[..*index].contains(name)) {
        return Err(format!("line 1: the column `{}` stands twice", twice.1));
    }
    if !names.iter().any(|name| name == "email" || name == "name") {
        return Err(format!(
            "line 1: a header is needed, with `email` or `name`: the columns are {}",
            COLUMNS.join(", ")
        ));
    }
    Ok(reader.into_records().map(|record| row(record, &names)).collect())
}

/// Spreadsheets of many countries write semicolons, since the comma is in their numbers.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    match (header.contains(','), header.contains(';'), header.contains('\t')) {
        (false, true, _) => b';',
        (false, false, true) => b'\t',
        _ => b',',
    }
}

fn row(record: Result<csv::StringRecord, csv::Error>, names: &[String]) -> Result<Row, String> {
    let record = record.map_err(|error| match error.kind() {
        csv::ErrorKind::UnequalLengths { pos: Some(at), expected_len, len } => {
            format!("line {}: {len} cells, where the header has {expected_len}", at.line())
        }
        _ => error.to_string(),
    })?;
    let line = record.position().map_or(0, csv::Position::line);
    let mut row = Row { place: format!("line {line}"), ..Row::default() };
    for (name, cell) in names.iter().zip(&record) {
        let cell = plain(cell);
        match name.as_str() {
            "email" => cell.clone_into(&mut row.email),
            "name" => cell.clone_into(&mut row.name),
            "role" => row.role = role_of(cell, &row.place)?,
            "groups" => row.groups = groups(cell),
            _ => row.blocked = blocked(cell, &row.place)?,
        }
    }
    Ok(row)
}

/// An export guards what a spreadsheet would calculate by an apostrophe.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

/// An empty cell says nothing, and `[]` that there are none.
fn groups(cell: &str) -> Option<Vec<String>> {
    match cell {
        "" => None,
        "[]" => Some(Vec::new()),
        cell => Some(
            cell.split(';').map(str::trim).filter(|group| !group.is_empty()).map(str::to_owned).collect(),
        ),
    }
}

fn blocked(cell: &str, place: &str) -> Result<Option<bool>, String> {
    match cell.to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "1" => Ok(Some(true)),
        "false" | "no" | "0" => Ok(Some(false)),
        _ => Err(format!("{place}: blocked is `true` or `false`, not `{cell}`")),
    }
}
