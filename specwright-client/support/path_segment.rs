use std::fmt::Debug;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use progenitor_client::Error;
use serde::Serialize;

use super::simple::parts;

/// Everything but the unreserved characters of RFC 3986: what is left arrives as given through every proxy.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// One segment of a URL path, percent-encoded, or a refusal. The items of a list stand between commas.
///
/// Values that encoding cannot protect are refused before a request exists: URL parsers fold `.`, `..` and `\`, and
/// servers decode `%2F` before they route, so each of these would reach another endpoint.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn path_segment<E>(parameter: &str, value: &(impl Serialize + Debug)) -> Result<String, Error<E>> {
    let parts = parts(parameter, value)?.unwrap_or_default();
    match objection(&parts.join(",")) {
        None => Ok(parts.iter().map(|part| encoded(part)).collect::<Vec<_>>().join(",")),
        Some(reason) => {
            Err(Error::InvalidRequest(format!("`{parameter}` is {value:?}, {reason}; nothing was sent")))
        }
    }
}

fn objection(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return Some("which is empty");
    }
    if value == "." || value == ".." {
        return Some("which means another path");
    }
    if value.contains(['/', '\\']) {
        return Some("which holds a path separator");
    }
    value.chars().any(char::is_control).then_some("which holds a control character")
}
