//! The file of how an account is wanted. All of it is read and checked before anything is asked of the server.

mod csv;
mod tree;

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use netbird_users::{ErrorKind, GroupNames, Wanted, model::Role};

use crate::{directory::role, failure::Failure};

/// What one row says; what it does not say stays as it is.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Where it stands, for messages: `line 3`.
    pub(crate) place: String,
    /// The address of a person; a service user has none.
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: Option<Role>,
    /// By name or id.
    pub(crate) groups: Option<Vec<String>>,
    pub(crate) blocked: Option<bool>,
}

/// Reads the rows, or all that is wrong with them, a line each.
pub(crate) fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let failed = |error: io::Error| Failure::usage(format!("cannot read {}: {error}", path.display()));
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        bytes
    } else {
        fs::read(path).map_err(failed)?
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::usage(format!("{}: byte {} is not UTF-8", path.display(), error.utf8_error().valid_up_to()))
    })?;
    parse(&text, path.extension().and_then(|extension| extension.to_str())).map_err(|wrong| {
        let lines: Vec<String> = wrong.iter().map(|wrong| format!("{}: {wrong}", path.display())).collect();
        Failure::usage(format!("{}\nnothing was sent", lines.join("\n")))
    })
}

/// By the name of the file; where that does not tell, by its first character.
fn parse(text: &str, extension: Option<&str>) -> Result<Vec<Row>, Vec<String>> {
    let text = &text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let is_tree = match extension.map(str::to_lowercase).as_deref() {
        Some("csv" | "tsv" | "txt") => false,
        Some("yaml" | "yml" | "json") => true,
        _ => text.trim_start().starts_with(['[', '{', '-']),
    };
    let rows = if is_tree { tree::parse(text) } else { csv::parse(text) };
    let (mut good, mut wrong) = (Vec::new(), Vec::new());
    for row in rows.map_err(|wrong| vec![wrong])? {
        match row.and_then(checked) {
            Ok(row) => good.push(row),
            Err(reason) => wrong.push(reason),
        }
    }
    if wrong.is_empty() { Ok(good) } else { Err(wrong) }
}

fn checked(row: Row) -> Result<Row, String> {
    let objection = if row.email.is_empty() && row.name.is_empty() {
        Some("neither an address nor a name".to_owned())
    } else if !row.email.is_empty() && !row.email.contains('@') {
        Some(format!("`{}` is no address: a service user has a name and no address", row.email))
    } else {
        None
    };
    match objection {
        Some(reason) => Err(format!("{}: {reason}", row.place)),
        None => Ok(row),
    }
}

fn role_of(text: &str, place: &str) -> Result<Option<Role>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    // The owner's own row may stand in the file; a plan makes nobody the owner.
    if text.trim().eq_ignore_ascii_case("owner") {
        return Ok(Some(Role::Owner));
    }
    role(text).map(Some).map_err(|reason| format!("{place}: the role `{}`: {reason}", text.trim()))
}

/// The rows for a plan, groups by id. Every name that is nobody's is told with its row.
pub(crate) fn wanted(rows: Vec<Row>, names: &GroupNames) -> Result<Vec<Wanted>, Failure> {
    let (mut wanted, mut wrong) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let mut one = if row.email.is_empty() {
            Wanted::service_user(&row.name)
        } else {
            let name = if row.name.is_empty() { &row.email } else { &row.name };
            Wanted::person(&row.email, name)
        };
        if let Some(role) = row.role {
            one = one.role(role);
        }
        if let Some(groups) = row.groups {
            let mut ids = Vec::with_capacity(groups.len());
            for group in groups {
                match names.id(&group) {
                    Ok(id) => ids.push(id.to_owned()),
                    Err(error) if *error.kind() == ErrorKind::NotFound && names.name(&group).is_some() => {
                        ids.push(group);
                    }
                    Err(error) => wrong.push(format!("{}: {error}", row.place)),
                }
            }
            one = one.auto_groups(ids);
        }
        if let Some(blocked) = row.blocked {
            one = one.blocked(blocked);
        }
        wanted.push(one);
    }
    if wrong.is_empty() {
        Ok(wanted)
    } else {
        Err(Failure::usage(format!("{}\nnothing was changed", wrong.join("\n"))))
    }
}

#[cfg(test)]
mod tests;
