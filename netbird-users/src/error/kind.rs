use std::time::Duration;

/// What kind of failure an [`Error`](crate::Error) is: what a program decides by.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such user. The server said so with a 404 of the API, or the user is not in the list that the
    /// credential gets to see.
    NotFound,
    /// More than one user fits, and the call does not guess.
    Ambiguous,
    /// The list of users cannot be taken for the whole account, so nothing is concluded from who is not in it: it does
    /// not show the credential's own user, or that user may not see others.
    IncompleteList,
    /// The server does not take the credential: 401, or the 404 by which it says that it does not know the token.
    Unauthorized,
    /// The server knows the credential and does not allow the call: 403.
    Forbidden,
    /// The server does not take a value: 400 or 422.
    InvalidRequest,
    /// Somebody with this address is there already: 409.
    Conflict,
    /// This deployment does not have what the call needs, such as an identity provider: 412.
    NotAvailable,
    /// Too many requests: 429, or no place in time behind other calls of this client.
    RateLimited {
        /// How long the server asked to wait, or after which the limit is tried again.
        wait: Duration,
    },
    /// The server, or a proxy in front of it, failed: 5xx. Nothing was to be changed, or the API itself said that it
    /// failed.
    Server,
    /// What answered is not the API: a dashboard, a proxy, another service, or an API without this path.
    WrongEndpoint,
    /// The answer is not the one that the API documents. The error names the place in it.
    Undecodable,
    /// The server answered with a redirect. None is followed: that would turn one request into another.
    Redirected,
    /// No whole answer came in time, and nothing was to be changed.
    Timeout,
    /// No connection could be made; or it broke, and nothing was to be changed.
    Connection,
    /// The request may have been carried out, and no answer says whether it was. Look before you try again.
    OutcomeUnknown,
    /// The call was refused before anything was sent, since it would be refused by the server or do harm.
    Refused,
}
