//! What the generated code stands on: secrets, unknown enum values, ids in paths, and answers of every kind.

mod answer;
mod error_body;
#[allow(dead_code, reason = "only specs with forms call it")]
mod form;
mod http;
mod lenient;
#[allow(dead_code, reason = "only specs with optional bodies call it")]
mod optional;
mod path_segment;
mod secret;
#[allow(dead_code, reason = "the parameters that a spec describes decide which of these are called")]
mod simple;
mod unknown_value;

#[allow(unused_imports, reason = "the successes that a spec describes decide which of these are called")]
pub(crate) use answer::{empty_object, json, no_content, refused};
pub use error_body::{Defect, ErrorBody};
#[allow(unused_imports, reason = "only specs with forms call it")]
pub(crate) use form::form;
pub(crate) use http::{Hook, client as http_client};
#[allow(unused_imports, reason = "only specs with lenient objects call it")]
pub(crate) use lenient::lenient;
#[allow(unused_imports, reason = "only specs with optional bodies call it")]
pub(crate) use optional::{optional_bytes, optional_form, optional_json};
#[allow(unused_imports, reason = "only specs with ids in paths call it")]
pub(crate) use path_segment::path_segment;
pub use secret::Secret;
#[allow(
    unused_imports,
    reason = "the parameters that a spec describes decide which of these are called"
)]
pub(crate) use simple::{delimited, header};
pub use unknown_value::UnknownValue;
#[allow(unused_imports, reason = "only specs with open enums call it")]
pub(crate) use unknown_value::open_enum;
