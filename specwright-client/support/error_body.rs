use std::{borrow::Cow, fmt};

use bytes::Bytes;
use serde::de::DeserializeOwned;

/// How much of an error's body is kept: far more than any API error, and most of a proxy's HTML page.
pub(crate) const LIMIT: usize = 64 * 1024;

/// How much of a body `Debug` and `Display` print.
const PRINTED: usize = 2 * 1024;

/// What the server sent when it did not send the documented answer: JSON, HTML, half a body or nothing.
///
/// It comes inside [`Error::ErrorResponse`](progenitor_client::Error::ErrorResponse), together with the status and the
/// headers. `Debug` prints the text of a failure, and only the size of an answer with a 2xx status, since that one may
/// hold secrets.
#[derive(Clone)]
pub struct ErrorBody {
    bytes: Bytes,
    defect: Option<Defect>,
    confidential: bool,
}

/// Why a body is not what it should have been.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Defect {
    /// The body was longer than what is read, which is this many bytes: 64 KiB of a failure or of an answer that
    /// means nothing, 256 MiB of a documented success.
    TooLong(usize),
    /// The connection broke before the body was complete; the text says how.
    Interrupted(String),
    /// The status was a success, the body was not the documented JSON. The text says where, and never quotes it.
    Undecodable(String),
}

impl ErrorBody {
    pub(crate) fn of_failure(bytes: Bytes, defect: Option<Defect>) -> Self {
        Self { bytes, defect, confidential: false }
    }

    pub(crate) fn of_success(bytes: Bytes, defect: Defect) -> Self {
        Self { bytes, defect: Some(defect), confidential: true }
    }

    /// The bytes as received, up to 64 KiB for a failure.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The body as text; bytes that are not UTF-8 are replaced by U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The body as JSON, for example as the API's own error type.
    ///
    /// # Errors
    ///
    /// The body is not JSON, or not of this type. The bytes stay available.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.bytes)
    }

    /// Why the body is incomplete or unusable; `None` when it arrived whole.
    #[must_use]
    pub fn defect(&self) -> Option<&Defect> {
        self.defect.as_ref()
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.confidential {
            write!(f, "[{} bytes, not shown]", self.bytes.len())?;
        } else {
            let shown = &self.bytes[..self.bytes.len().min(PRINTED)];
            write!(f, "{:?}", String::from_utf8_lossy(shown))?;
            if shown.len() < self.bytes.len() {
                write!(f, "… [{} bytes in all]", self.bytes.len())?;
            }
        }
        self.defect.as_ref().map_or(Ok(()), |defect| write!(f, " ({defect})"))
    }
}

impl fmt::Display for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(limit) => write!(f, "only the first {limit} bytes were kept"),
            Self::Interrupted(how) => write!(f, "the connection broke before the end: {how}"),
            Self::Undecodable(place) => write!(f, "not the documented JSON: {place}"),
        }
    }
}
