use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

/// A time as every format has it: RFC 3339, in UTC, to the second; `null` where it is not known or was never.
pub(crate) fn time(at: Option<DateTime<Utc>>) -> Value {
    json!(at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)))
}
