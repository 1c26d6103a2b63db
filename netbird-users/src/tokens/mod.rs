//! The access tokens of one user.

mod rotate;

use std::{fmt, sync::Arc};

use netbird_users_gen::types::PersonalAccessTokenRequest;
use reqwest::StatusCode;
pub use rotate::Rotated;

use crate::{
    call::{Attempt, Call, Engine},
    error::{Error, ErrorKind},
    model::{Secret, Token},
    operation::{CREATE_TOKEN, DELETE_TOKEN, GET_TOKEN, LIST_TOKENS},
    pending::Pending,
};

/// The access tokens of one user. From [`Users::tokens`](crate::Users::tokens); cheap to clone.
///
/// Everybody who may see tokens reaches their own; owners and admins reach those of service users as well, and nobody
/// those of another person.
#[derive(Clone)]
pub struct Tokens {
    engine: Arc<Engine>,
    user_id: String,
}

/// A token that was just made. `Debug` does not show it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewToken {
    /// The token itself. This is its only copy: nobody can read it again.
    pub plain_token: Secret,
    /// What is known of it.
    pub token: Token,
}

impl Tokens {
    pub(crate) fn new(engine: Arc<Engine>, user_id: String) -> Self {
        Self { engine, user_id }
    }

    /// The tokens of the user, without the tokens themselves.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no such user; [`ErrorKind::Forbidden`] for those of another person.
    pub fn list(&self) -> Pending<Vec<Token>> {
        let this = self.clone();
        Pending::new(async move { this.all().await })
    }

    async fn all(&self) -> Result<Vec<Token>, Error> {
        let send = || self.engine.generated.list_tokens().user_id(&self.user_id).send();
        let tokens = self.engine.call(Call::on(&LIST_TOKENS, &self.user_id), send).await?;
        Ok(tokens.unwrap_or_default().into_iter().map(Token::from).collect())
    }

    /// Makes a token that is taken for so many days, 1 to 365. It is sent once.
    ///
    /// ```
    #[doc = example!()]
    /// use netbird_users::NewUser;
    ///
    /// let ci = client.users().create(NewUser::service("ci")).await?;
    /// let new = client.users().tokens(ci.id).create("deploy", 90).await?;
    /// assert!(new.plain_token.expose().starts_with("nbp_") && !format!("{new:?}").contains("nbp_"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] for an empty name or another number of days, before anything is sent;
    /// [`ErrorKind::OutcomeUnknown`] when it may have been made: nobody knows that token, so find it in the list by its
    /// name and revoke it.
    pub fn create(&self, name: impl Into<String>, days: u16) -> Pending<NewToken> {
        let (this, name) = (self.clone(), name.into());
        Pending::new(async move { this.make(&name, days).await })
    }

    async fn make(&self, name: &str, days: u16) -> Result<NewToken, Error> {
        let refused =
            |reason| Error::local(CREATE_TOKEN.doing, ErrorKind::Refused, reason).about(&self.user_id);
        if name.is_empty() {
            return Err(refused("the name of the token is empty"));
        }
        if !(1..=365).contains(&days) {
            return Err(refused("a token is taken for 1 to 365 days"));
        }
        let body = || PersonalAccessTokenRequest::builder().name(name).expires_in(u64::from(days));
        let send = || self.engine.generated.create_token().user_id(&self.user_id).body(body()).send();
        let made = self.engine.call(Call::on(&CREATE_TOKEN, &self.user_id), send).await?;
        Ok(NewToken { plain_token: made.plain_token, token: made.personal_access_token.into() })
    }

    /// One token, without the token itself.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the user has no such token.
    pub fn get(&self, token_id: impl Into<String>) -> Pending<Token> {
        let (this, id) = (self.clone(), token_id.into());
        Pending::new(async move { this.one(&id).await })
    }

    async fn one(&self, id: &str) -> Result<Token, Error> {
        let send = || self.engine.generated.get_token().user_id(&self.user_id).token_id(id).send();
        self.engine.call(Call::on(&GET_TOKEN, &self.user_id), send).await.map(Token::from)
    }

    /// Takes a token away. Whoever uses it is refused from then on, this client as well if the token is its own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the user has no such token. When an attempt got no answer, and the next one finds the
    /// token gone, the call has succeeded.
    pub fn revoke(&self, token_id: impl Into<String>) -> Pending<()> {
        let (this, id) = (self.clone(), token_id.into());
        Pending::new(async move { this.remove(&id).await })
    }

    async fn remove(&self, id: &str) -> Result<(), Error> {
        let send = || self.engine.generated.delete_token().user_id(&self.user_id).token_id(id).send();
        // Who has revoked the token in use is not known to the server any more: a 404, where one that expired is a 401.
        let gone = |attempt: &Attempt| {
            let own_is_gone =
                attempt.kind == ErrorKind::Unauthorized && attempt.status == Some(StatusCode::NOT_FOUND);
            own_is_gone || attempt.says(&format!("pat: {id} not found"))
        };
        self.engine.remove_unless(Call::on(&DELETE_TOKEN, &self.user_id), send, gone).await
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}
