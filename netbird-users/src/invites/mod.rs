//! Links by which people join a server with the embedded identity provider.

mod new_invite;

use std::{fmt, sync::Arc};

use netbird_users_gen::types::UserInviteRegenerateRequest;
pub use new_invite::NewInvite;

use crate::{
    call::{Attempt, Call, Engine},
    error::{Error, ErrorKind},
    groups::Groups,
    guard::Ownership,
    model::{Invite, Role},
    operation::{CREATE_INVITE, DELETE_INVITE, LIST_INVITES, REGENERATE_INVITE},
    pending::Pending,
};

/// The invites of the account. From [`Users::invites`](crate::Users::invites); cheap to clone.
#[derive(Clone)]
pub struct Invites {
    engine: Arc<Engine>,
}

impl Invites {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// The invites that nobody has accepted yet, the expired ones among them, without their links.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotAvailable`] without the embedded identity provider.
    pub fn list(&self) -> Pending<Vec<Invite>> {
        let engine = Arc::clone(&self.engine);
        Pending::new(async move {
            let invites = engine.call(Call::of(&LIST_INVITES), || engine.generated.list_invites().send());
            Ok(invites.await?.into_iter().map(Invite::from).collect())
        })
    }

    /// Makes a link by which a person joins, once. The answer holds its only copy, as
    /// [`invite_token`](Invite::invite_token).
    ///
    /// ```
    #[doc = example!()]
    /// use netbird_users::NewInvite;
    ///
    /// let invite = client.users().invites().create(NewInvite::new("ada@example.com", "Ada Abel")).await?;
    /// assert!(invite.invite_token.is_some_and(|token| token.expose().starts_with("nbi_")));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] for what the server would refuse, and for a role that it would take and not know;
    /// [`ErrorKind::Conflict`] when a user or an invite has the address; [`ErrorKind::NotAvailable`] without the embedded
    /// identity provider; [`ErrorKind::OutcomeUnknown`] when it may have been made: look for the address in the list.
    pub fn create(&self, invite: NewInvite) -> Pending<Invite> {
        let engine = Arc::clone(&self.engine);
        Pending::new(async move {
            let mut body = invite
                .to_request()
                .map_err(|reason| Error::local(CREATE_INVITE.doing, ErrorKind::Refused, reason))?;
            Ownership::Refused.allows(&Role::from(body.role.as_str()), CREATE_INVITE.doing)?;
            let names = invite.groups_named().to_vec();
            Groups::new(Arc::clone(&engine)).add_named(names, &mut body.auto_groups).await?;
            let send = || engine.generated.create_invite().body(body.clone()).send();
            engine.call(Call::of(&CREATE_INVITE), send).await.map(Invite::from)
        })
    }

    /// Gives an invite a new link, good for 72 hours, once. The old one is worth nothing at once.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no such invite; [`ErrorKind::OutcomeUnknown`] when it may have a new link that
    /// nobody knows: do it again.
    pub fn regenerate(&self, invite_id: impl Into<String>) -> Pending<Invite> {
        let (engine, id) = (Arc::clone(&self.engine), invite_id.into());
        Pending::new(async move {
            let all = engine.call(Call::of(&LIST_INVITES), || engine.generated.list_invites().send()).await?;
            let old = all.into_iter().find(|invite| invite.id == id).map(Invite::from);
            let send = || {
                let body = UserInviteRegenerateRequest::builder();
                engine.generated.regenerate_invite().invite(&id).body(body).send()
            };
            let new = engine.call(Call::of(&REGENERATE_INVITE), send).await?;
            let missing =
                || Error::local(REGENERATE_INVITE.doing, ErrorKind::NotFound, "it is not in the list");
            Ok(Invite {
                invite_token: Some(new.invite_token),
                expires_at: Some(new.invite_expires_at),
                expired: Some(false),
                ..old.ok_or_else(missing)?
            })
        })
    }

    /// Takes an invite back. Its link is worth nothing at once.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no such invite. When an attempt got no answer, and the next one finds it gone,
    /// the call has succeeded.
    pub fn revoke(&self, invite_id: impl Into<String>) -> Pending<()> {
        let (engine, id) = (Arc::clone(&self.engine), invite_id.into());
        Pending::new(async move {
            let send = || engine.generated.delete_invite().invite(&id).send();
            let gone = |attempt: &Attempt| attempt.says("user invite not found");
            engine.remove_unless(Call::of(&DELETE_INVITE), send, gone).await
        })
    }
}

impl fmt::Debug for Invites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invites").field("base_url", &self.engine.base_url).finish_non_exhaustive()
    }
}
