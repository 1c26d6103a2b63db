//! CORS as rs/cors answers it when everything is allowed.

use axum::http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
    },
};

use super::Answer;

const ANYONE: HeaderValue = HeaderValue::from_static("*");

/// The answer to a browser that asks before it sends, which needs no token; none when this is no such request.
pub(crate) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Answer> {
    let asked = headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
    headers.get(ORIGIN)?;
    if method != Method::OPTIONS {
        return None;
    }
    let mut answer = Answer::empty(StatusCode::NO_CONTENT)
        .header(VARY, HeaderValue::from_static("Access-Control-Request-Method"))
        .header(VARY, HeaderValue::from_static("Access-Control-Request-Headers"))
        .header(ACCESS_CONTROL_ALLOW_METHODS, asked.clone());
    if let Some(names) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer = answer.header(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    Some(answer)
}

/// What every answer of a matched route carries.
pub(crate) fn mark(request: &HeaderMap, answer: Answer) -> Answer {
    let answer = answer.header(VARY, HeaderValue::from_static("Origin"));
    if request.contains_key(ORIGIN) { answer.header(ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE) } else { answer }
}
