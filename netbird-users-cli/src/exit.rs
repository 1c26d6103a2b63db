//! What the program ends with.

use netbird_users::ErrorKind;

/// The code that the program ends with. The order is that of urgency: of several, the last one counts.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Exit {
    /// All is done, or there was nothing to do.
    #[default]
    Done,
    /// Something on this machine failed: a file, a pipe.
    Local,
    /// The command cannot be meant so, or a check found what it looks for.
    Usage,
    /// The server refused it, or would have.
    Refused,
    /// No usable answer came, and nothing was changed.
    Unreachable,
    /// The credential is missing, or the server does not take it.
    Credentials,
    /// It was interrupted; what was begun is finished.
    Interrupted,
    /// Something may have been done, or not.
    Unknown,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Local => 1,
            Self::Usage => 2,
            Self::Credentials => 3,
            Self::Refused => 4,
            Self::Unknown => 5,
            Self::Unreachable => 6,
            Self::Interrupted => 130,
        }
    }

    pub(crate) fn of(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::Ambiguous => Self::Usage,
            ErrorKind::Unauthorized => Self::Credentials,
            ErrorKind::OutcomeUnknown => Self::Unknown,
            ErrorKind::NotFound
            | ErrorKind::IncompleteList
            | ErrorKind::Forbidden
            | ErrorKind::InvalidRequest
            | ErrorKind::Conflict
            | ErrorKind::NotAvailable
            | ErrorKind::Refused => Self::Refused,
            // What a later release of the client adds came without a usable answer, as far as this one knows.
            _ => Self::Unreachable,
        }
    }
}
