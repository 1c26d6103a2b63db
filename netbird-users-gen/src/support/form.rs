use progenitor_client::Error;
use reqwest::{RequestBuilder, header::CONTENT_TYPE};
use serde::Serialize;
use serde_json::Value;

use super::{path_segment::encoded, simple::parts};

/// A form: a member that is a list is a pair for each of its items, and one that is null is not sent.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn form<E>(request: RequestBuilder, body: &impl Serialize) -> Result<RequestBuilder, Error<E>> {
    let refused = |reason: String| Error::InvalidRequest(format!("the form {reason}; nothing was sent"));
    let Value::Object(members) =
        serde_json::to_value(body).map_err(|error| refused(format!("cannot be written: {error}")))?
    else {
        return Err(refused("is not an object".to_owned()));
    };
    let text = |text: &str| encoded(text).replace("%20", "+");
    let mut pairs: Vec<String> = Vec::new();
    for (name, value) in members {
        let values = parts(&name, &value)?.unwrap_or_default();
        pairs.extend(values.iter().map(|value| format!("{}={}", text(&name), text(value))));
    }
    Ok(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(pairs.join("&")))
}
