use std::fmt::Display;

use super::{NewToken, Tokens};
use crate::{
    call::Call,
    error::{Error, ErrorKind},
    model::{Secret, Token},
    operation::{CREATE_TOKEN, CURRENT},
    pending::Pending,
};

const DOING: &str = "rotate a token of the user";

/// A token that has taken the place of another.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rotated {
    /// What is known of the new token. It is delivered.
    pub token: Token,
    /// Why the old token is not known to be revoked, and so may still be taken; `None` when it is gone. Revoke it, or rotate
    /// it again.
    pub old_remains: Option<Error>,
}

impl Tokens {
    /// Puts a new token, of the same name and for as many days, in the place of an old one: makes it, tries it, hands it to
    /// `deliver`, and revokes the old one only when `deliver` says that it is where it is used from. At every moment at
    /// least one token is good that somebody knows: when the new one does not work or is not delivered, it is revoked and
    /// the old one stays. The old one may be the very token that this client uses, which works no more afterwards.
    ///
    /// A new token whose answer was lost is known to nobody: it is revoked, and made once more.
    ///
    /// ```
    #[doc = example!()]
    /// # use netbird_users::NewUser;
    /// # let ci = client.users().create(NewUser::service("ci")).await?;
    /// # let tokens = client.users().tokens(ci.id);
    /// # let old = tokens.create("deploy", 90).await?.token;
    /// # let file = std::env::temp_dir().join("rotate-doc-test");
    /// # let path = file.clone();
    /// let rotated = tokens.rotate(&old.id, move |token| std::fs::write(&path, token.expose())).await?;
    /// assert!(rotated.old_remains.is_none() && rotated.token.id != old.id);
    /// # std::fs::remove_file(file)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the user has no such token; [`ErrorKind::Refused`] when the new one was not delivered.
    /// The old token is good then.
    pub fn rotate<E: Display>(
        &self,
        old: impl Into<String>,
        deliver: impl FnOnce(&Secret) -> Result<(), E> + Send + 'static,
    ) -> Pending<Rotated> {
        let (this, old) = (self.clone(), old.into());
        Pending::new(async move {
            let before = this.one(&old).await?;
            let new = this.make_again(&before.name, days(&before)).await?;
            let delivered = match this.works(&new).await {
                Ok(()) => deliver(&new.plain_token).map_err(|error| this.undelivered(&error)),
                Err(error) => Err(error),
            };
            if let Err(error) = delivered {
                this.remove(&new.token.id).await?;
                return Err(error);
            }
            let old_remains = this.remove(&old).await.err();
            Ok(Rotated { token: new.token, old_remains })
        })
    }

    /// Makes a token; one whose answer was lost is revoked, and made once more.
    async fn make_again(&self, name: &str, days: u16) -> Result<NewToken, Error> {
        let before = self.all().await?;
        match self.make(name, days).await {
            Err(error) if *error.kind() == ErrorKind::OutcomeUnknown => {
                let is_lost =
                    |token: &&Token| token.name == name && before.iter().all(|old| old.id != token.id);
                for lost in self.all().await?.iter().filter(is_lost) {
                    self.remove(&lost.id).await?;
                }
                self.make(name, days).await
            }
            made => made,
        }
    }

    /// Whether the server takes the token: any answer but that it does not know it. A service user has no current user to
    /// ask for, and is told so only when it is known.
    async fn works(&self, new: &NewToken) -> Result<(), Error> {
        let fresh = self.engine.speaking_for(&new.plain_token).map_err(|reason| {
            Error::local(CREATE_TOKEN.doing, ErrorKind::Undecodable, reason).about(&self.user_id)
        })?;
        let send = || fresh.get_current_user().send();
        match self.engine.call(Call::on(&CURRENT, &self.user_id), send).await {
            Ok(_) => Ok(()),
            Err(error) if *error.kind() == ErrorKind::Forbidden => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn undelivered(&self, error: &dyn Display) -> Error {
        let detail =
            format!("the new token was not delivered, so it is revoked and the old one stays: {error}");
        Error::local(DOING, ErrorKind::Refused, detail).about(&self.user_id)
    }
}

/// As many days as the token was made for.
fn days(token: &Token) -> u16 {
    let made_for = token.expiration_date.zip(token.created_at).map(|(end, begin)| end - begin);
    // A day has 23 or 25 hours at times.
    let days = made_for.map_or(365, |time| (time.num_hours() + 12) / 24);
    u16::try_from(days).unwrap_or(365).clamp(1, 365)
}
