use netbird_users_gen::support::Secret;
use reqwest::header::{HeaderValue, InvalidHeaderValue};

/// Who the client speaks for. `Debug` never shows the secret.
#[derive(Clone, Debug)]
pub struct Credential {
    scheme: &'static str,
    secret: Secret,
}

impl Credential {
    /// A personal access token, `nbp_…`: of a person, or of a service user.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self { scheme: "Token", secret: token.into() }
    }

    /// A JWT of the identity provider.
    pub fn bearer(jwt: impl Into<Secret>) -> Self {
        Self { scheme: "Bearer", secret: jwt.into() }
    }

    /// The value of the `Authorization` header, marked as sensitive so that no HTTP library prints it.
    pub(crate) fn header(&self) -> Result<HeaderValue, InvalidHeaderValue> {
        let text = Secret::new(format!("{} {}", self.scheme, self.secret.expose()));
        let mut value = HeaderValue::from_str(text.expose())?;
        value.set_sensitive(true);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_marked_as_sensitive() {
        for credential in [Credential::token("nbp_x"), Credential::bearer("a.b.c")] {
            assert!(credential.header().unwrap().is_sensitive());
        }
    }
}
