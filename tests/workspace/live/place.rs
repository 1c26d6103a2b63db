//! Where the tests run.

use std::env;

const URL: &str = "NB_LIVE_URL";
const TOKEN: &str = "NB_LIVE_TOKEN";

/// A server to run on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A mock for each test.
    Mock,
    /// One that somebody runs.
    Live { url: String, token: String },
}

impl Place {
    /// What the environment says.
    pub(super) fn from_environment() -> Result<Self, String> {
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self::of(set(URL), set(TOKEN))
    }

    fn of(url: Option<String>, token: Option<String>) -> Result<Self, String> {
        match (url, token) {
            (None, None) => Ok(Self::Mock),
            (Some(url), Some(token)) => Ok(Self::Live { url, token }),
            (Some(_), None) => {
                Err(format!("{URL} is set and {TOKEN} is not: set both, or none to run on the mock"))
            }
            (None, Some(_)) => {
                Err(format!("{TOKEN} is set and {URL} is not: set both, or none to run on the mock"))
            }
        }
    }
}

#[test]
fn both_variables_or_none_say_where() {
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(Place::of(None, None), Ok(Place::Mock));
    let live = Place::Live { url: "u".to_owned(), token: "t".to_owned() };
    assert_eq!(Place::of(text("u"), text("t")), Ok(live));
    for (url, token, missing) in [(text("u"), None, TOKEN), (None, text("t"), URL)] {
        let error = Place::of(url, token).expect_err("one of two");
        assert!(error.contains(&format!("{missing} is not")), "{error}");
    }
}
