//! From a response to a value, or to an error that keeps status, headers and body.

use bytes::{Bytes, BytesMut};
use progenitor_client::{Error, ResponseValue};
use reqwest::Response;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::error_body::{Defect, ErrorBody, LIMIT};

/// A success whose body is the documented JSON.
pub(crate) async fn json<T: DeserializeOwned>(
    response: Response,
) -> Result<ResponseValue<T>, Error<ErrorBody>> {
    decode(response, |bytes| serde_json::from_slice(bytes)).await
}

/// A success that answers `{}` and means nothing by it. A proxy may have dropped the body. Anything but JSON comes
/// from somebody else, for example a dashboard that answers every path with its HTML page: that is no success.
pub(crate) async fn empty_object(response: Response) -> Result<ResponseValue<()>, Error<ErrorBody>> {
    decode(response, |bytes| {
        if bytes.trim_ascii().is_empty() {
            return Ok(());
        }
        serde_json::from_slice::<IgnoredAny>(bytes).map(|_| ())
    })
    .await
}

/// A success with no documented body: whatever is there is read, so that the connection can be used again, and left.
#[allow(dead_code, reason = "only specs with bodiless successes call it")]
pub(crate) async fn no_content(response: Response) -> Result<ResponseValue<()>, Error<ErrorBody>> {
    decode(response, |_| Ok(())).await
}

/// Every other answer.
pub(crate) async fn refused(mut response: Response) -> Error<ErrorBody> {
    let mut kept = BytesMut::new();
    let defect = loop {
        match response.chunk().await {
            Ok(None) => break None,
            Ok(Some(chunk)) if kept.len() + chunk.len() > LIMIT => {
                kept.extend_from_slice(&chunk[..LIMIT - kept.len()]);
                break Some(Defect::TooLong);
            }
            Ok(Some(chunk)) => kept.extend_from_slice(&chunk),
            Err(error) => break Some(interrupted(error)),
        }
    };
    error(&response, ErrorBody::of_failure(kept.freeze(), defect))
}

async fn decode<T>(
    mut response: Response,
    parse: impl FnOnce(&[u8]) -> serde_json::Result<T>,
) -> Result<ResponseValue<T>, Error<ErrorBody>> {
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => break,
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(broken) => {
                return Err(error(&response, ErrorBody::of_success(body.freeze(), interrupted(broken))));
            }
        }
    }
    match parse(&body) {
        Ok(value) => Ok(ResponseValue::new(value, response.status(), response.headers().clone())),
        Err(reason) => {
            let defect = Defect::Undecodable(place(&reason, &body));
            Err(error(&response, ErrorBody::of_success(Bytes::from(body), defect)))
        }
    }
}

fn error(response: &Response, body: ErrorBody) -> Error<ErrorBody> {
    Error::ErrorResponse(ResponseValue::new(body, response.status(), response.headers().clone()))
}

fn interrupted(error: reqwest::Error) -> Defect {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    Defect::Interrupted(text)
}

/// Where parsing stopped. The parser's own message is left out: it quotes the value that it did not expect.
fn place(error: &serde_json::Error, body: &[u8]) -> String {
    let what = match error.classify() {
        Category::Io | Category::Syntax => "not JSON",
        Category::Eof if body.trim_ascii().is_empty() => return "the body is empty".to_owned(),
        Category::Eof => "JSON that ends too early",
        Category::Data => "a value of another type or a missing field",
    };
    format!("{what}, line {} column {}", error.line(), error.column())
}
