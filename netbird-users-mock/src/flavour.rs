/// How the deployment knows its people. It decides which endpoints work and which fields an answer has.
///
/// The default is [`Flavour::Embedded`], as new servers of one's own have it since release 0.62.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flavour {
    /// The identity provider inside the management server: passwords and invite links work, and a created person is
    /// active at once.
    #[default]
    Embedded,
    /// An identity provider outside. What it can do depends on the product.
    External(Idp),
    /// No identity provider: service users only.
    NoIdp,
}

/// The products that NetBird has a manager for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idp {
    /// Invites people by mail.
    Auth0,
    /// Invites people by mail.
    Zitadel,
    /// Invites people by mail; the server drops the connection when the name is one word.
    PocketId,
    /// Cannot create people: the server answers 500.
    Keycloak,
    /// Cannot create people: the server answers 500.
    Azure,
    /// Cannot create people: the server answers 500.
    Okta,
    /// Cannot create people: the server answers 500.
    Google,
    /// Cannot create people: the server answers 500.
    JumpCloud,
    /// Cannot create people: the server answers 500.
    Authentik,
}

impl Idp {
    pub(crate) const fn invites(self) -> bool {
        matches!(self, Self::Auth0 | Self::Zitadel | Self::PocketId)
    }
}

impl Flavour {
    pub(crate) const fn idp(self) -> Option<Idp> {
        match self {
            Self::External(idp) => Some(idp),
            Self::Embedded | Self::NoIdp => None,
        }
    }

    pub(crate) fn is_embedded(self) -> bool {
        self == Self::Embedded
    }
}

/// Which releases of the server the router behaves like. The rest is that of the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Generation {
    /// Before 0.62: a known path with an unknown method answers 405 with an empty body.
    Before062,
    /// From 0.62, the default: the same request answers 404 as plain text.
    #[default]
    From062,
}
