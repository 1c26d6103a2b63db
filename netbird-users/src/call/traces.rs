//! What a program that uses `tracing` gets to see: a span a call, an event an attempt. No id, address or body.

use std::{future::Future, time::Duration};

use netbird_users_gen::ResponseValue;

use super::Attempt;
use crate::operation::Operation;

#[cfg(feature = "tracing")]
pub(super) fn call<T>(operation: &Operation, future: impl Future<Output = T>) -> impl Future<Output = T> {
    use tracing::Instrument;
    let span = tracing::info_span!(
        "netbird_users",
        operation = operation.id,
        method = operation.method,
        path = operation.path
    );
    future.instrument(span)
}

#[cfg(feature = "tracing")]
pub(super) fn answered<T>(
    number: u32,
    answer: &ResponseValue<T>,
    took: impl FnOnce() -> Duration,
    clean: impl FnOnce(&str) -> String,
) {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return;
    }
    let request_id = answer.headers().get("x-request-id").and_then(|value| value.to_str().ok()).map(clean);
    tracing::debug!(
        attempt = number,
        status = answer.status().as_u16(),
        duration_ms = milliseconds(took()),
        request_id,
        "answered"
    );
}

#[cfg(feature = "tracing")]
pub(super) fn failed(number: u32, attempt: &Attempt, took: impl FnOnce() -> Duration) {
    tracing::warn!(
        attempt = number,
        status = attempt.status.map(|status| status.as_u16()),
        duration_ms = milliseconds(took()),
        request_id = attempt.request_id.as_deref(),
        kind = ?attempt.kind,
        "failed"
    );
}

#[cfg(feature = "tracing")]
fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(not(feature = "tracing"))]
pub(super) fn call<T>(_: &Operation, future: impl Future<Output = T>) -> impl Future<Output = T> {
    future
}

#[cfg(not(feature = "tracing"))]
pub(super) fn answered<T>(
    _: u32,
    _: &ResponseValue<T>,
    _: impl FnOnce() -> Duration,
    _: impl FnOnce(&str) -> String,
) {
}

#[cfg(not(feature = "tracing"))]
pub(super) fn failed(_: u32, _: &Attempt, _: impl FnOnce() -> Duration) {}
