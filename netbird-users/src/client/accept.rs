use std::sync::Arc;

use netbird_users_gen::types::UserInviteAcceptRequest;

use super::Client;
use crate::{
    call::Call,
    error::{Error, ErrorKind},
    model::{InviteInfo, Secret},
    operation::{ACCEPT_INVITE, INVITE_INFO},
    pending::Pending,
};

/// What the hash of passwords takes at most, in bytes.
const LONGEST: usize = 72;

impl Client {
    /// What an invite says to whoever has its token. The credential is not sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when nobody has this token, or not any more; [`ErrorKind::InvalidRequest`] when it cannot
    /// be one.
    pub fn invite_info(&self, token: impl Into<Secret>) -> Pending<InviteInfo> {
        let (engine, secrets) = (Arc::clone(&self.engine), [token.into()]);
        Pending::new(async move {
            let send = || engine.public.get_invite_info().invite(secrets[0].expose()).send();
            engine
                .call(Call { secrets: &secrets, ..Call::of(&INVITE_INFO) }, send)
                .await
                .map(InviteInfo::from)
        })
    }

    /// Makes the person of an invite a user with this password, once. The credential is not sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] with the rule that the password breaks, before anything is sent; [`ErrorKind::NotFound`] when
    /// nobody has this token, or not any more; [`ErrorKind::InvalidRequest`] when the link has expired;
    /// [`ErrorKind::OutcomeUnknown`] when it may be done: sign in to see.
    pub fn accept_invite(&self, token: impl Into<Secret>, password: impl Into<Secret>) -> Pending<()> {
        let (engine, secrets) = (Arc::clone(&self.engine), [token.into(), password.into()]);
        Pending::new(async move {
            let [token, password] = &secrets;
            if let Some(rule) = broken_rule(password.expose()) {
                return Err(Error::local(ACCEPT_INVITE.doing, ErrorKind::Refused, rule));
            }
            let body = || UserInviteAcceptRequest::builder().password(password.clone());
            let send = || engine.public.accept_invite().invite(token.expose()).body(body()).send();
            engine.call(Call { secrets: &secrets, ..Call::of(&ACCEPT_INVITE) }, send).await.map(drop)
        })
    }
}

/// The server's rules: length in bytes, a digit and a capital of any script, and a character that is neither letter nor
/// digit. What counts as a digit outside of ASCII is left to the server.
fn broken_rule(password: &str) -> Option<&'static str> {
    let has = |rule: fn(char) -> bool| password.chars().any(rule);
    Some(match password.len() {
        0..8 => "the password has fewer than 8 characters",
        _ if password.len() > LONGEST => "the password has more than 72 bytes",
        _ if !has(char::is_numeric) => "the password has no digit",
        _ if !has(char::is_uppercase) => "the password has no upper-case letter",
        _ if !has(|c| !c.is_alphabetic() && !c.is_ascii_digit()) => {
            "the password has no character that is neither letter nor digit"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::broken_rule;

    #[test]
    fn the_rule_that_a_password_breaks_is_named() {
        for (password, part) in [
            ("Short1!", "fewer than 8"),
            ("Nodigits!", "no digit"),
            ("no-capital-1", "upper-case"),
            ("Onlyletters1", "neither letter nor digit"),
        ] {
            assert!(broken_rule(password).is_some_and(|rule| rule.contains(part)), "{password}");
        }
        assert!(broken_rule(&format!("A1!{}", "a".repeat(70))).is_some_and(|rule| rule.contains("72")));
        for password in ["Correct horse 1", "Äußerst-sicher-9", "Long enough \u{663}"] {
            assert_eq!(broken_rule(password), None, "{password}");
        }
    }
}
