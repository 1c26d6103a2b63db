//! From an OpenAPI document to the code of a client: lint ▸ lower ▸ generate ▸ refine ▸ format.

pub mod adapt;
mod comment;
mod generate;
mod header;
pub mod lint;
pub mod lower;
pub mod pipeline;
pub mod refine;
pub mod support;
