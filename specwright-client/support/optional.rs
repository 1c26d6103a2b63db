use progenitor_client::Error;
use reqwest::{Body, RequestBuilder};
use serde::Serialize;

use super::form::form;

/// A body of JSON where there is one.
pub(crate) fn optional_json<B: Serialize>(request: RequestBuilder, body: Option<&B>) -> RequestBuilder {
    match body {
        Some(body) => request.json(body),
        None => request,
    }
}

/// A form where there is one.
#[allow(clippy::result_large_err, reason = "the size is that of progenitor's error type")]
pub(crate) fn optional_form<B: Serialize, E>(
    request: RequestBuilder,
    body: Option<&B>,
) -> Result<RequestBuilder, Error<E>> {
    match body {
        Some(body) => form(request, body),
        None => Ok(request),
    }
}

/// A text or bytes where there are some.
pub(crate) fn optional_bytes<B: Into<Body>>(request: RequestBuilder, body: Option<B>) -> RequestBuilder {
    match body {
        Some(body) => request.body(body),
        None => request,
    }
}
