use std::fmt::Debug;

use progenitor_client::Error;
use reqwest::{
    Request,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde::Serialize;
use serde_json::Value;

/// A value as the style `simple` writes it: a scalar alone, a list item by item. `None` for null, which is not sent.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn parts<E>(parameter: &str, value: &impl Serialize) -> Result<Option<Vec<String>>, Error<E>> {
    let refused = |reason: &str| Error::InvalidRequest(format!("`{parameter}` {reason}; nothing was sent"));
    let scalar = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    match serde_json::to_value(value).map_err(|error| refused(&format!("cannot be written: {error}")))? {
        Value::Null => Ok(None),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.into_iter().map(scalar).collect();
            items.map(Some).ok_or_else(|| refused("is a list of what has no text"))
        }
        value => scalar(value)
            .map(|text| Some(vec![text]))
            .ok_or_else(|| refused("is an object, which has no text")),
    }
}

/// Puts a header in, unless the value is null. A secret is marked, so that the HTTP library does not print it.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn header<E>(
    headers: &mut HeaderMap,
    name: &'static str,
    value: &(impl Serialize + Debug),
) -> Result<(), Error<E>> {
    let Some(parts) = parts(name, value)? else { return Ok(()) };
    let refused =
        |reason: String| Error::InvalidRequest(format!("the header `{name}` {reason}; nothing was sent"));
    let name = HeaderName::try_from(name).map_err(|error| refused(error.to_string()))?;
    let mut text =
        HeaderValue::try_from(parts.join(",")).map_err(|_| refused("holds what no header can".to_owned()))?;
    text.set_sensitive(format!("{value:?}").contains("[redacted]"));
    headers.append(name, text);
    Ok(())
}

/// Adds a list as one parameter of the query, its items between delimiters that stand for themselves. An empty list is
/// not sent.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn delimited<E>(
    request: &mut Request,
    name: &str,
    value: &impl Serialize,
    delimiter: &str,
) -> Result<(), Error<E>> {
    let parts = parts(name, value)?.unwrap_or_default();
    if parts.is_empty() {
        return Ok(());
    }
    let encoded: Vec<String> = parts.iter().map(|part| super::path_segment::encoded(part)).collect();
    let pair = format!("{}={}", super::path_segment::encoded(name), encoded.join(delimiter));
    let url = request.url_mut();
    let query = match url.query().filter(|query| !query.is_empty()) {
        Some(query) => format!("{query}&{pair}"),
        None => pair,
    };
    url.set_query(Some(&query));
    Ok(())
}
