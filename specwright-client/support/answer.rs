//! From a response to a value, or to an error that keeps status, headers and body.

use bytes::Bytes;
use progenitor_client::{Error, ResponseValue};
use reqwest::Response;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::error_body::{Defect, ErrorBody, LIMIT};

/// The longest success that is read: a list of half a million users. What is longer has no end, or would take the
/// machine's memory.
const LARGEST: usize = 256 * 1024 * 1024;

/// A success whose body is the documented JSON.
pub(crate) async fn json<T: DeserializeOwned>(
    response: Response,
) -> Result<ResponseValue<T>, Error<ErrorBody>> {
    decode(response, LARGEST, |bytes| serde_json::from_slice(bytes), place::<T>).await
}

/// A success that answers `{}` and means nothing by it. A proxy may have dropped the body. Anything but JSON comes
/// from somebody else, for example a dashboard that answers every path with its HTML page: that is no success.
pub(crate) async fn empty_object(response: Response) -> Result<ResponseValue<()>, Error<ErrorBody>> {
    let parse = |bytes: &[u8]| {
        if bytes.trim_ascii().is_empty() {
            return Ok(());
        }
        serde_json::from_slice::<IgnoredAny>(bytes).map(|_| ())
    };
    decode(response, LIMIT, parse, place::<IgnoredAny>).await
}

/// A success with no documented body: whatever is there is read, so that the connection can be used again, and left.
#[allow(dead_code, reason = "only specs with bodiless successes call it")]
pub(crate) async fn no_content(response: Response) -> Result<ResponseValue<()>, Error<ErrorBody>> {
    decode(response, LIMIT, |_| Ok(()), place::<IgnoredAny>).await
}

/// Every other answer.
pub(crate) async fn refused(mut response: Response) -> Error<ErrorBody> {
    let (kept, defect) = read(&mut response, LIMIT).await;
    error(&response, ErrorBody::of_failure(kept, defect))
}

async fn decode<T>(
    mut response: Response,
    limit: usize,
    parse: impl FnOnce(&[u8]) -> serde_json::Result<T>,
    place: impl FnOnce(&serde_json::Error, &[u8]) -> String,
) -> Result<ResponseValue<T>, Error<ErrorBody>> {
    let (body, defect) = read(&mut response, limit).await;
    if let Some(defect) = defect {
        return Err(error(&response, ErrorBody::of_success(body, defect)));
    }
    match parse(&body) {
        Ok(value) => {
            let headers = std::mem::take(response.headers_mut());
            Ok(ResponseValue::new(value, response.status(), headers))
        }
        Err(reason) => {
            let defect = Defect::Undecodable(place(&reason, &body));
            Err(error(&response, ErrorBody::of_success(body, defect)))
        }
    }
}

/// The body up to a limit, and why it is not all of it. Its pieces are put together once, when all are there: a list
/// of users has tens of megabytes.
async fn read(response: &mut Response, limit: usize) -> (Bytes, Option<Defect>) {
    let mut pieces: Vec<Bytes> = Vec::new();
    let mut length = 0;
    let defect = loop {
        match response.chunk().await {
            Ok(None) => break None,
            Ok(Some(piece)) if piece.len() > limit - length => {
                pieces.push(piece.slice(..limit - length));
                break Some(Defect::TooLong(limit));
            }
            Ok(Some(piece)) => {
                length += piece.len();
                pieces.push(piece);
            }
            Err(error) => break Some(interrupted(error)),
        }
    };
    let body = if pieces.len() == 1 { pieces.remove(0) } else { Bytes::from(pieces.concat()) };
    (body, defect)
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

/// Where parsing stopped. The parser's own message is left out: it quotes the value that it did not expect. Only a body
/// that was not understood is read a second time, for the place in it.
fn place<T: DeserializeOwned>(error: &serde_json::Error, body: &[u8]) -> String {
    let what = match error.classify() {
        Category::Io | Category::Syntax => "not JSON",
        Category::Eof if body.trim_ascii().is_empty() => return "the body is empty".to_owned(),
        Category::Eof => "JSON that ends too early",
        Category::Data => "a value of another type or a missing field",
    };
    let (line, column) = (error.line(), error.column());
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) if error.path().iter().next().is_some() => {
            format!("{what} at `{}`, line {line} column {column}", error.path())
        }
        _ => format!("{what}, line {line} column {column}"),
    }
}
