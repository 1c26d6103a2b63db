//! Progenitor, kept at arm's length: it may refuse a spec with an error that names no place, or panic.

mod blame;
mod clash;

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;

pub(crate) use blame::blame;
pub(crate) use clash::{clash_problem, clashes};

use crate::lower::secret_schema;

/// Where generated code finds what it stands on, until the refinement writes the way from each place.
pub(crate) const SUPPORT: &str = "support";

/// Runs progenitor on a lowered spec.
pub(crate) fn generate(lowered: &Value) -> Result<syn::File, String> {
    use serde::Deserialize;

    let spec =
        OpenAPI::deserialize(lowered).map_err(|error| format!("not OpenAPI 3.0 after lowering: {error}"))?;
    let tokens = Generator::new(&settings()?).generate_tokens(&spec).map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| format!("progenitor wrote what is not Rust: {error}"))
}

fn settings() -> Result<GenerationSettings, String> {
    let secret = serde_json::from_value(secret_schema()).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_map_type("::std::collections::BTreeMap")
        .with_conversion(secret, format!("::{SUPPORT}::Secret"), std::iter::empty());
    Ok(settings)
}
