//! What the generated code stands on: secrets, unknown enum values, ids in paths, and answers of every kind.

mod answer;
mod error_body;
mod http;
mod lenient;
mod path_segment;
mod secret;
mod unknown_value;

#[allow(unused_imports, reason = "the successes that a spec describes decide which of these are called")]
pub(crate) use answer::{empty_object, json, no_content, refused};
pub use error_body::{Defect, ErrorBody};
pub(crate) use http::{Hook, client as http_client};
#[allow(unused_imports, reason = "only specs with lenient objects call it")]
pub(crate) use lenient::lenient;
pub(crate) use path_segment::path_segment;
pub use secret::Secret;
pub use unknown_value::UnknownValue;
#[allow(unused_imports, reason = "only specs with open enums call it")]
pub(crate) use unknown_value::open_enum;
