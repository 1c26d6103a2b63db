use netbird_users_gen::support::Secret;
use reqwest::Url;

use super::token_format::PREFIX;

/// A word of a host or a path is shorter, and a token without its prefix is not.
const LONGEST_WORD: usize = 30;

/// What NetBird hosts itself.
pub(crate) const HOSTED: &str = "https://api.netbird.io";

/// Brings a management URL as people have it (with a slash or `/api` at its end) into the form that paths are added
/// to. Plain `http` would send the token in the clear, so it is taken for this machine only, or when allowed.
pub(crate) fn normalize(given: &str, allow_http: bool) -> Result<String, String> {
    // Or `host:80` is read as the scheme `host`.
    if !given.contains("://") {
        return Err(
            "it has no scheme; write `https://` before it, or `http://` for a server on this machine"
                .to_owned(),
        );
    }
    if given.contains(PREFIX) || given.contains("eyJ") {
        return Err("it holds a token; pass that as the credential instead".to_owned());
    }
    let url = Url::parse(given).map_err(|error| format!("{error}; write it as `https://host`"))?;
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "https" => {}
        "http" if allow_http || is_loopback(host) => {}
        "http" => return Err("plain http would send the token in the clear; use https".to_owned()),
        _ => return Err("its scheme is not one of the API; write it as `https://host`".to_owned()),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds a user name or a password; pass a credential instead".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it holds a query or a fragment; leave it out".to_owned());
    }
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/api").unwrap_or(path).trim_end_matches('/');
    Ok(format!("{}{path}", url.origin().ascii_serialization()))
}

/// A URL that was given, where it can be shown: a person may have given a token in its place, or one inside of it.
pub(crate) fn shown<'a>(given: &'a str, credential: &Secret) -> Option<&'a str> {
    let of_a_host = |c: char| c.is_ascii_alphanumeric() || ".:/[]-".contains(c);
    let secret = credential.expose();
    let holds_secret =
        given.contains("eyJ") || given.contains(PREFIX) || (!secret.is_empty() && given.contains(secret));
    let long_word = given.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.len() >= LONGEST_WORD);
    (given.chars().all(of_a_host) && !holds_secret && !long_word).then_some(given)
}

/// Whether a server is reached without a network.
pub(crate) fn is_on_this_machine(base_url: &str) -> bool {
    Url::parse(base_url).is_ok_and(|url| is_loopback(url.host_str().unwrap_or_default()))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_write_one_server_mean_the_same() {
        for given in [
            "https://nb.example.com",
            "https://nb.example.com/",
            "https://nb.example.com/api",
            "https://NB.example.com:443/api/",
        ] {
            assert_eq!(normalize(given, false).as_deref(), Ok("https://nb.example.com"), "{given}");
        }
        assert_eq!(
            normalize("https://example.com/netbird/api", false).as_deref(),
            Ok("https://example.com/netbird")
        );
    }

    #[test]
    fn plain_http_is_for_this_machine() {
        for given in ["http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:1"] {
            assert!(normalize(given, false).is_ok(), "{given}");
        }
        assert!(normalize("http://nb.example.com", false).unwrap_err().contains("in the clear"));
        assert!(normalize("http://nb.example.com", true).is_ok());
    }

    #[test]
    fn what_is_no_server_is_refused_with_the_reason() {
        for (given, reason) in [
            ("nb.example.com", "no scheme; write `https://` before it"),
            ("https://nb.example.com/nbp_x", "pass that as the credential"),
            ("https://eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "pass that as the credential"),
            ("nb.example.com:443", "no scheme"),
            ("localhost:8080", "`http://` for a server on this machine"),
            ("https://", "https://host"),
            ("ftp://nb.example.com", "scheme is not one"),
            ("https://user:pw@nb.example.com", "credential"),
            ("https://user@nb.example.com", "credential"),
            ("https://nb.example.com/?account=1", "query"),
            ("https://nb.example.com/#users", "fragment"),
        ] {
            assert!(normalize(given, false).unwrap_err().contains(reason), "{given}");
        }
    }
}
