use netbird_users_gen::support::Secret;

use super::{
    build_error::BuildError,
    builder::{ClientBuilder, Names},
    credential::Credential,
};

const TOKENS: [&str; 2] = ["NB_PAT", "NETBIRD_API_TOKEN"];
const URL: &str = "NB_MANAGEMENT_URL";

/// A builder with what the environment says. A variable that is set and empty counts as not set.
pub(super) fn builder(lookup: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder, BuildError> {
    let lookup = |name| lookup(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let found: Vec<(&'static str, Secret)> =
        TOKENS.into_iter().filter_map(|name| Some((name, Secret::new(lookup(name)?)))).collect();
    let (name, token) = match &found[..] {
        [] => return Err(BuildError::variables(missing())),
        [(one, first), (other, second)] if first.expose() != second.expose() => {
            return Err(BuildError::variables(format!(
                "{one} and {other} hold different tokens: unset the one that is not meant"
            )));
        }
        [(name, token), ..] => (*name, token.clone()),
    };
    let mut builder = ClientBuilder::new(Credential::token(token)).named(Names { token: name, url: URL });
    if let Some(url) = lookup(URL) {
        builder = builder.base_url(url);
    }
    Ok(builder)
}

fn missing() -> String {
    let [one, other] = TOKENS;
    format!("no token: set {one} (or {other}) to a personal access token, `nbp_…`, made in the dashboard")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
    const OTHER: &str = "nbp_00000000000000000000000000040500azb7";

    fn build(variables: &[(&str, &str)]) -> Result<String, String> {
        let lookup = |name: &str| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        };
        let client = builder(lookup).and_then(ClientBuilder::build);
        client.map(|client| client.base_url().to_owned()).map_err(|error| error.to_string())
    }

    #[test]
    fn either_name_of_the_token_will_do_and_the_hosted_server_is_meant() {
        for variables in [
            &[("NB_PAT", GOOD)][..],
            &[("NETBIRD_API_TOKEN", GOOD)],
            &[("NB_PAT", GOOD), ("NETBIRD_API_TOKEN", GOOD)],
            &[("NB_PAT", GOOD), ("NETBIRD_API_TOKEN", ""), ("NB_MANAGEMENT_URL", " ")],
            &[("NB_PAT", &format!(" {GOOD}\n"))],
        ] {
            assert_eq!(build(variables).as_deref(), Ok("https://api.netbird.io"), "{variables:?}");
        }
    }

    #[test]
    fn the_url_is_taken_in_any_of_its_forms() {
        let url = ("NB_MANAGEMENT_URL", "https://nb.example.com/api/");
        assert_eq!(build(&[("NB_PAT", GOOD), url]).as_deref(), Ok("https://nb.example.com"));
    }

    #[test]
    fn two_tokens_that_differ_are_an_error_that_shows_neither() {
        let error = build(&[("NB_PAT", GOOD), ("NETBIRD_API_TOKEN", OTHER)]).unwrap_err();
        assert!(error.contains("NB_PAT and NETBIRD_API_TOKEN hold different tokens"), "{error}");
        assert!(!error.contains("nbp_"), "{error}");
    }

    #[test]
    fn every_error_names_its_variable() {
        for (variables, part) in [
            (&[][..], "set NB_PAT (or NETBIRD_API_TOKEN)"),
            (&[("NB_PAT", "nbp_short")], "NB_PAT cannot be used: it does not have 40 characters"),
            (
                &[("NETBIRD_API_TOKEN", "x")],
                "NETBIRD_API_TOKEN cannot be used: it does not begin with `nbp_`",
            ),
            (
                &[("NB_PAT", GOOD), ("NB_MANAGEMENT_URL", "nb.example.com")],
                "NB_MANAGEMENT_URL `nb.example.com` cannot be used",
            ),
        ] {
            let error = build(variables).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
