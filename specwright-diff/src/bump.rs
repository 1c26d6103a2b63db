//! The next version that a change asks for.

use super::{Change, Rust, RustApi, Wire};

/// How much of a version has to move.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Bump {
    /// Nothing that users get has changed.
    None,
    /// The last number.
    Patch,
    /// The middle number; before 1.0, what breaks.
    Minor,
    /// The first number.
    Major,
}

impl Bump {
    /// The word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// A crate and the version that the changes ask for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Release {
    /// The crate.
    pub name: String,
    /// What moves.
    pub bump: Bump,
    /// Its version now.
    pub now: String,
    /// Its next version.
    pub next: String,
}

/// What the changes ask for from these crates, which have one version. Something that breaks on the wire breaks programs too, though they compile. That a person
/// accepted a change does not make it smaller.
#[must_use]
pub fn releases(crates: &[String], now: &str, changes: &[Change], api: &RustApi) -> Vec<Release> {
    let wire = changes.iter().map(|change| change.wire).max();
    let rust = changes.iter().map(Change::rust_verdict).max();
    let code_changed = *api != RustApi::Compared { code_changed: false };
    let size = match (wire, rust) {
        (Some(Wire::Breaking), _) | (_, Some(Rust::Breaking)) => Size::Breaking,
        (_, Some(Rust::Additive)) => Size::Additive,
        (Some(_), _) if code_changed => Size::Fix,
        _ => Size::Nothing,
    };
    let (bump, next) = next(now, size);
    let release =
        |name: &String| Release { name: name.clone(), bump, now: now.to_owned(), next: next.clone() };
    crates.iter().map(release).collect()
}

#[derive(Clone, Copy)]
enum Size {
    Nothing,
    Fix,
    Additive,
    Breaking,
}

fn next(now: &str, size: Size) -> (Bump, String) {
    let mut numbers = now.split(['.', '-', '+']).map(|part| part.parse::<u64>().unwrap_or_default());
    let [major, minor, patch] = [(); 3].map(|()| numbers.next().unwrap_or_default());
    let bump = match (size, major) {
        (Size::Nothing, _) => Bump::None,
        (Size::Breaking, 1..) => Bump::Major,
        (Size::Breaking, 0) | (Size::Additive, 1..) => Bump::Minor,
        (Size::Additive | Size::Fix, _) => Bump::Patch,
    };
    let next = match bump {
        Bump::None => now.to_owned(),
        Bump::Patch => format!("{major}.{minor}.{}", patch + 1),
        Bump::Minor => format!("{major}.{}.0", minor + 1),
        Bump::Major => format!("{}.0.0", major + 1),
    };
    (bump, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_first_stable_version_the_middle_number_is_for_what_breaks() {
        assert_eq!(next("0.1.4", Size::Breaking), (Bump::Minor, "0.2.0".to_owned()));
        assert_eq!(next("0.1.4", Size::Additive), (Bump::Patch, "0.1.5".to_owned()));
        assert_eq!(next("0.1.4", Size::Fix), (Bump::Patch, "0.1.5".to_owned()));
        assert_eq!(next("0.1.4", Size::Nothing), (Bump::None, "0.1.4".to_owned()));
    }

    #[test]
    fn after_it_each_number_has_its_meaning() {
        assert_eq!(next("1.2.3", Size::Breaking), (Bump::Major, "2.0.0".to_owned()));
        assert_eq!(next("1.2.3", Size::Additive), (Bump::Minor, "1.3.0".to_owned()));
        assert_eq!(next("1.2.3", Size::Fix), (Bump::Patch, "1.2.4".to_owned()));
    }
}
