//! What no request may do in passing.

use crate::{
    error::{Error, ErrorKind},
    model::Role,
};

/// What a request may do with the ownership of the account. Every body that holds a role is asked about here before it
/// leaves, since the server reads a role in any letter case and takes the ownership from the caller without a word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Ownership {
    /// Nobody becomes the owner.
    Refused,
    /// The user is the owner, and stays it.
    Kept,
    /// The user becomes the owner, and the caller an admin.
    Transferred,
}

impl Ownership {
    /// An error where the role is the owner's and the request is not to give it.
    pub(crate) fn allows(self, role: &Role, doing: &'static str) -> Result<(), Error> {
        if self != Self::Refused || !means_owner(role.as_str()) {
            return Ok(());
        }
        let detail = "nobody becomes the owner in passing: `transfer_ownership` makes somebody the owner, and says what \
                      it does to the caller";
        Err(Error::local(doing, ErrorKind::Refused, detail))
    }
}

/// Whether a server could take this text for the owner's role, whatever the case of its letters and what stands
/// around or between them.
fn means_owner(role: &str) -> bool {
    let letters = role.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.eq("owner".chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_could_take_for_the_owners_role_is_given_by_the_transfer_alone() {
        for text in ["owner", "Owner", "OWNER", " owner\n", "\u{feff}oWNER\u{a0}", "own\u{200b}er"] {
            let role = Role::from(text);
            assert!(Ownership::Refused.allows(&role, "test").is_err(), "{text:?}");
            assert!(Ownership::Kept.allows(&role, "test").is_ok());
            assert!(Ownership::Transferred.allows(&role, "test").is_ok());
        }
        for text in ["admin", "owners", "co-owner", "", "user"] {
            assert!(Ownership::Refused.allows(&Role::from(text), "test").is_ok(), "{text:?}");
        }
    }
}
