//! Changes that a person has looked at and accepted, by fingerprint, with a reason.

use serde::Deserialize;

use super::Change;

/// The file as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Its entries, in the order of the file.
    #[serde(default)]
    pub accepted: Vec<Entry>,
}

/// One accepted change.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The fingerprint that the report prints.
    pub fingerprint: String,
    /// Why it is all right: it stands in the report beside the change.
    pub reason: String,
}

impl Accepted {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// It is not TOML of this form, or an entry has no reason.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: Self =
            toml::from_str(text).map_err(|error| error.to_string().trim_end().replace('\n', "\n  "))?;
        match read.accepted.iter().find(|entry| entry.reason.trim().is_empty()) {
            Some(entry) => Err(format!("the entry {} has no reason", entry.fingerprint)),
            None => Ok(read),
        }
    }

    /// Leaves out what another revision of the file has already: it was about changes before it.
    #[must_use]
    pub fn since(mut self, older: &Self) -> Self {
        self.accepted.retain(|entry| !older.accepted.contains(entry));
        self
    }

    /// Marks the accepted changes. Gives back the entries that are about none of them.
    pub fn apply<'a>(&'a self, changes: &mut [Change]) -> Vec<&'a Entry> {
        let mut unused = Vec::new();
        for entry in &self.accepted {
            match changes.iter_mut().find(|change| change.fingerprint == entry.fingerprint) {
                Some(change) => change.accepted = Some(entry.reason.trim().to_owned()),
                None => unused.push(entry),
            }
        }
        unused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[accepted]]\nfingerprint = \"0123456789ab\"\nreason = \"No server ever sent it.\"\n";

    #[test]
    fn an_empty_file_accepts_nothing() {
        assert!(Accepted::parse("# A comment.\n").unwrap().accepted.is_empty());
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(
            Accepted::parse("[[accepted]]\nfingerprint = \"0123456789ab\"\n").unwrap_err().contains("reason")
        );
        let empty = ONE.replace("No server ever sent it.", " ");
        assert_eq!(Accepted::parse(&empty).unwrap_err(), "the entry 0123456789ab has no reason");
    }

    #[test]
    fn an_entry_that_is_about_no_change_is_given_back() {
        let accepted = Accepted::parse(ONE).unwrap();
        assert_eq!(accepted.apply(&mut []), [&accepted.accepted[0]]);
    }

    #[test]
    fn entries_of_an_older_revision_are_left_alone() {
        let older = Accepted::parse(ONE).unwrap();
        assert!(Accepted::parse(ONE).unwrap().since(&older).accepted.is_empty());
    }
}
