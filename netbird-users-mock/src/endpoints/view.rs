//! A user as answers show it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use crate::{
    flavour::{Flavour, Idp},
    json,
    state::{Deployment, State, User},
};

/// The members are in the server's order.
#[derive(Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "they are the server's own")]
pub(crate) struct View<'a> {
    auto_groups: &'a [String],
    email: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    idp_id: &'a str,
    is_blocked: bool,
    is_current: bool,
    is_service_user: bool,
    issued: &'a str,
    last_login: Cow<'static, str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
    pending_approval: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions: Option<Permissions>,
    role: &'a str,
    status: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct Permissions {
    pub(crate) is_restricted: bool,
    pub(crate) modules: BTreeMap<&'static str, BTreeMap<&'static str, bool>>,
}

impl<'a> View<'a> {
    /// As the one user itself is shown.
    pub(crate) fn of(deployment: Deployment, user: &'a User, caller: &str) -> Self {
        let Deployment { flavour, settings } = deployment;
        let can_be_invited = flavour.idp().is_some_and(Idp::invites);
        let status = match user {
            _ if user.is_blocked => "blocked",
            _ if user.invited && can_be_invited => "invited",
            _ => "active",
        };
        let last_login = user.last_login.filter(|_| !user.is_service_user);
        Self {
            auto_groups: &user.auto_groups,
            email: if user.is_service_user { "" } else { &user.email },
            id: &user.id,
            idp_id: if flavour.is_embedded() { &user.connector } else { "" },
            is_blocked: user.is_blocked,
            is_current: user.id == caller,
            is_service_user: user.is_service_user,
            issued: &user.issued,
            last_login: last_login.map_or(Cow::Borrowed(json::ZERO_TIME), |at| {
                json::time(at, settings.utc_offset_minutes).into()
            }),
            name: &user.name,
            password: None,
            pending_approval: user.pending_approval,
            permissions: None,
            role: &user.role,
            status,
        }
    }

    /// As the new user is shown to whoever made it.
    pub(crate) fn of_new(deployment: Deployment, user: &'a User) -> Self {
        let password = user.password.as_deref().filter(|_| deployment.flavour.is_embedded());
        Self { password, idp_id: "", ..Self::of(deployment, user, "") }
    }

    pub(crate) fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions: Some(permissions), ..self }
    }

    /// The short form for whom the identity provider outside does not know.
    fn template(self, user: &'a User) -> Self {
        Self {
            is_blocked: false,
            issued: "",
            last_login: Cow::Borrowed(json::ZERO_TIME),
            name: if user.is_service_user { &user.name } else { "" },
            pending_approval: false,
            status: "active",
            ..self
        }
    }
}

/// Users as the list and PUT show them: through the identity provider, where there is one outside.
/// It borrows nothing, so that an answer outlives the lock.
#[derive(Debug)]
pub(crate) struct Lens {
    deployment: Deployment,
    caller: String,
    templates: bool,
}

impl Lens {
    pub(crate) fn new(state: &State, caller: &User) -> Self {
        let external = matches!(state.flavour, Flavour::External(_));
        let templates =
            external && state.members(&caller.account).any(|user| user.in_idp && !user.is_service_user);
        Self { deployment: state.deployment(), caller: caller.id.clone(), templates }
    }

    /// The short form knows that a user is non-deletable, and the list leaves such a user out.
    pub(crate) fn hides(&self, user: &User) -> bool {
        user.non_deletable && self.is_template(user)
    }

    fn is_template(&self, user: &User) -> bool {
        self.templates && (user.is_service_user || !user.in_idp)
    }

    pub(crate) fn view<'u>(&self, user: &'u User) -> View<'u> {
        let view = View::of(self.deployment, user, &self.caller);
        if self.is_template(user) { view.template(user) } else { view }
    }
}
