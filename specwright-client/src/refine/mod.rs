//! From what progenitor writes to what people should get. Each pass finds what it is for, or fails: progenitor's output
//! is not a contract, and a pass that silently finds nothing would take a protection away.

mod answers;
mod client;
mod delimited;
mod docs;
mod forms;
mod growth;
mod header_values;
mod headers;
mod ids;
mod lenient;
mod methods;
mod open_enums;
mod optional_body;
mod parts;
#[cfg(test)]
mod sample;
mod secrets;
mod support_paths;
mod surface;

use crate::lower::Facts;

/// How many modules up from the output the support module is found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Support {
    /// Inside the output itself.
    Inside,
    /// Beside it: `super::support`.
    Beside,
}

/// Applies every pass.
pub(crate) fn refine(file: &mut syn::File, facts: &Facts, support: Support) -> Result<(), String> {
    secrets::pass(file, facts)?;
    open_enums::pass(file, facts)?;
    lenient::pass(file, facts, support)?;
    answers::pass(file, facts)?;
    ids::pass(file, facts)?;
    headers::pass(file, facts)?;
    header_values::pass(file)?;
    methods::pass(file)?;
    delimited::pass(file, facts)?;
    optional_body::pass(file, facts)?;
    forms::pass(file)?;
    client::pass(file)?;
    growth::pass(file)?;
    surface::pass(file)?;
    docs::pass(file, facts)?;
    support_paths::pass(file, support);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_became_a_text_stops_the_refinement() {
        let (mut file, mut facts) = sample::sample();
        facts.secrets.insert("state".to_owned());
        let error = refine(&mut file, &facts, Support::Inside).unwrap_err();
        assert_eq!(error, "the secret `state` became a plain text");
    }
}
