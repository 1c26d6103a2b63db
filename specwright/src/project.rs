use std::path::PathBuf;

/// Where the commands are typed, and what they mean when nothing is named.
#[derive(Clone, Debug)]
pub struct Project {
    /// What a person types to start the program.
    pub program: &'static str,
    /// The folder that [`Self::spec`] is in.
    pub root: PathBuf,
    /// The folder where the person is.
    pub here: PathBuf,
    /// The document that is meant when none is named; without one, a document has to be named.
    pub spec: Option<&'static str>,
    /// The list of accepted changes, beside [`Self::spec`] at every revision.
    pub accepted: Option<&'static str>,
    /// The crates whose next version a comparison works out.
    pub crates: Vec<String>,
    /// The version that they have.
    pub version: Option<String>,
}

impl Project {
    /// No project in particular: every document is named.
    #[must_use]
    pub fn any(program: &'static str, here: PathBuf) -> Self {
        Self {
            program,
            root: here.clone(),
            here,
            spec: None,
            accepted: None,
            crates: Vec::new(),
            version: None,
        }
    }
}
