//! What a request that got no answer says about the attempt.

use std::{error::Error as _, io};

use super::{
    Engine,
    attempt::{Attempt, Sent},
};
use crate::error::{Cause, ErrorKind};

impl Engine {
    pub(super) fn transport(&self, error: reqwest::Error) -> Attempt {
        let attempt = if error.is_builder() {
            let detail = "the request could not be put together".to_owned();
            Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Refused, Sent::Nothing) }
        } else if error.is_redirect() {
            let detail = "the HTTP client followed redirects, which leads writes elsewhere".to_owned();
            Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Redirected, Sent::Unknown) }
        } else if error.is_connect() {
            self.not_connected(&error)
        } else if error.is_timeout() {
            let detail = "no whole answer came in the time that the HTTP client gives".to_owned();
            Attempt {
                transient: true,
                detail: Some(detail),
                ..Attempt::new(ErrorKind::Timeout, Sent::Unknown)
            }
        } else if is_no_http(&error) {
            let detail = "what came back is not HTTP".to_owned();
            Attempt {
                detail: Some(detail),
                cause: self.base_url.starts_with("http://").then_some(Cause::NotPlainHttp),
                ..Attempt::new(ErrorKind::Connection, Sent::Unknown)
            }
        } else {
            let detail = "the connection broke before an answer came".to_owned();
            Attempt {
                transient: true,
                detail: Some(detail),
                ..Attempt::new(ErrorKind::Connection, Sent::Unknown)
            }
        };
        Attempt { source: Some(error), ..attempt }
    }

    /// The request is written only after the connection, TLS included, is there.
    fn not_connected(&self, error: &reqwest::Error) -> Attempt {
        let cause = cause(error);
        let reason = cause.and_then(Cause::of_connection).map_or_else(String::new, |why| format!(": {why}"));
        let lasting = matches!(
            cause,
            Some(
                Cause::UntrustedCertificate
                    | Cause::CertificateOfAnotherHost
                    | Cause::CertificateOutOfDate
                    | Cause::NotTls
            )
        );
        Attempt {
            transient: !lasting,
            detail: Some(format!("no connection to {} could be made{reason}", self.base_url)),
            cause,
            ..Attempt::new(ErrorKind::Connection, Sent::Nothing)
        }
    }
}

/// Why there is no connection. The libraries that look up names and speak TLS keep their error types to themselves or
/// change them from release to release, so their words are read; a test has each of the causes happen.
fn cause(error: &reqwest::Error) -> Option<Cause> {
    if error.is_timeout() {
        return Some(Cause::ConnectTimeout);
    }
    let mut source = error.source();
    while let Some(error) = source {
        let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
        if error.downcast_ref().is_some_and(refused) {
            return Some(Cause::ConnectionRefused);
        }
        let text = error.to_string().to_lowercase();
        let cause = WORDS.iter().find(|(words, _)| text.contains(words)).map(|(_, cause)| *cause);
        if cause.is_some() {
            return cause;
        }
        source = error.source();
    }
    None
}

/// Of hyper-util, rustls, OpenSSL, Schannel and Security.framework. The first that fits.
const WORDS: [(&str, Cause); 15] = [
    ("dns error", Cause::NameNotFound),
    ("failed to lookup address", Cause::NameNotFound),
    ("not valid for name", Cause::CertificateOfAnotherHost),
    ("notvalidforname", Cause::CertificateOfAnotherHost),
    ("hostname mismatch", Cause::CertificateOfAnotherHost),
    ("certificate expired", Cause::CertificateOutOfDate),
    ("certificate has expired", Cause::CertificateOutOfDate),
    ("certificate not valid yet", Cause::CertificateOutOfDate),
    ("certificate is not yet valid", Cause::CertificateOutOfDate),
    ("certificate", Cause::UntrustedCertificate),
    ("invalidcontenttype", Cause::NotTls),
    ("corrupt message", Cause::NotTls),
    ("wrong version number", Cause::NotTls),
    ("http request", Cause::NotTls),
    ("packet length too long", Cause::NotTls),
];

/// A TLS server answers what it cannot read with an alert, for example.
fn is_no_http(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if error.to_string().to_lowercase().contains("invalid http version") {
            return true;
        }
        source = error.source();
    }
    false
}
