use std::fmt;

use netbird_users_gen::support::Secret;
use reqwest::header::{HeaderValue, InvalidHeaderValue};

use super::token_format::objection;

const BEARER: &str = "Bearer";

/// Who the client speaks for. `Debug` never shows the secret.
///
/// Blanks and line ends around a secret are left out: no token has them, and what is read from a file often has.
#[derive(Clone)]
pub struct Credential {
    scheme: &'static str,
    secret: Secret,
    checked: bool,
}

impl Credential {
    /// A personal access token, `nbp_…`: of a person, or of a service user.
    ///
    /// [`build`](crate::ClientBuilder::build) refuses one that cannot be a token, by length, alphabet and checksum: a
    /// mistake in copying shows before anything is sent.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self { scheme: "Token", secret: trimmed(token.into()), checked: true }
    }

    /// A JWT of the identity provider.
    pub fn bearer(jwt: impl Into<Secret>) -> Self {
        Self { scheme: BEARER, secret: trimmed(jwt.into()), checked: false }
    }

    /// Takes a token of any form, for a server or a proxy that makes its own.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// What is wrong with the credential, as far as its form tells.
    pub(super) fn objection(&self) -> Option<&'static str> {
        let secret = self.secret.expose();
        if secret.is_empty() {
            return Some("it is empty: is the variable set that it comes from?");
        }
        if self.checked { objection(secret) } else { None }
    }

    pub(super) fn is_bearer(&self) -> bool {
        self.scheme == BEARER
    }

    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The value of the `Authorization` header, marked as sensitive so that no HTTP library prints it.
    pub(super) fn header(&self) -> Result<HeaderValue, InvalidHeaderValue> {
        let text = Secret::new(format!("{} {}", self.scheme, self.secret.expose()));
        let mut value = HeaderValue::from_str(text.expose())?;
        value.set_sensitive(true);
        Ok(value)
    }
}

fn trimmed(secret: Secret) -> Secret {
    let bare = secret.expose().trim();
    if bare.len() == secret.expose().len() { secret } else { Secret::new(bare) }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [redacted]", self.scheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_marked_as_sensitive_and_has_the_scheme() {
        for (credential, text) in
            [(Credential::token("nbp_x"), "Token nbp_x"), (Credential::bearer("a.b.c"), "Bearer a.b.c")]
        {
            let header = credential.header().unwrap();
            assert!(header.is_sensitive());
            assert_eq!(header.as_bytes(), text.as_bytes());
        }
    }

    #[test]
    fn only_a_token_is_checked_and_only_unless_told_otherwise() {
        assert!(Credential::token("nbp_x").objection().is_some());
        assert!(Credential::token("nbp_x").unchecked().objection().is_none());
        assert!(Credential::bearer("a.b.c").objection().is_none());
        assert!(Credential::bearer("").objection().is_some());
    }
}
