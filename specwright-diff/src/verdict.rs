/// What a change means for programs that talk to the API as the old document says.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Wire {
    /// Nothing that is sent changes.
    Documentation,
    /// They go on working.
    Ok,
    /// The document does not say whether they go on working.
    Warning,
    /// They stop working.
    Breaking,
}

impl Wire {
    /// The word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }
}

/// What a change means for Rust code that uses the generated crate.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Rust {
    /// The public API is the same.
    None,
    /// There is more of it.
    Additive,
    /// Code that compiled may not compile.
    Breaking,
}

impl Rust {
    /// The word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}
