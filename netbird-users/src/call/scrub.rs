use netbird_users_gen::support::Secret;

/// A message longer than this is not one of the API's.
const LONGEST: usize = 500;

const REDACTED: &str = "[redacted]";

/// A text of the server as one line without secrets: what the request held, in any case, and the hash of a token that
/// the server does not know.
pub(super) fn scrub<'a>(text: &str, secrets: impl IntoIterator<Item = &'a Secret>) -> String {
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line = without_hash(&line);
    for secret in secrets {
        line = without(&line, secret.expose());
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.trim().to_owned(),
    }
}

/// Searches byte by byte without regard to the case of ASCII letters, since the server writes in lower case.
fn without(text: &str, secret: &str) -> String {
    let (bytes, wanted) = (text.as_bytes(), secret.as_bytes());
    if wanted.is_empty() {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let (mut kept, mut at) = (0, 0);
    while let Some(window) = bytes.get(at..at + wanted.len()) {
        let ends = text.is_char_boundary(at) && text.is_char_boundary(at + wanted.len());
        if ends && window.eq_ignore_ascii_case(wanted) {
            clean.push_str(&text[kept..at]);
            clean.push_str(REDACTED);
            at += wanted.len();
            kept = at;
        } else {
            at += 1;
        }
    }
    clean.push_str(&text[kept..]);
    clean
}

/// `… pat: <hash> not found` names the token by its SHA-256.
fn without_hash(text: &str) -> String {
    let Some((before, rest)) = text.split_once("pat: ") else { return text.to_owned() };
    let Some((hash, after)) = rest.split_once(' ') else { return format!("{before}pat: {REDACTED}") };
    if hash.len() >= 40 { format!("{before}pat: {REDACTED} {after}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str, secret: &str) -> String {
        scrub(text, [&Secret::new(secret)])
    }

    #[test]
    fn a_secret_goes_in_any_case_and_wherever_it_stands() {
        assert_eq!(
            clean("hunter2 or HUNTER2, not hunter; ähunter2", "Hunter2"),
            "[redacted] or [redacted], not hunter; ä[redacted]"
        );
        assert_eq!(clean("ab", "abc"), "ab");
        assert_eq!(clean("text", ""), "text");
    }

    #[test]
    fn the_hash_of_a_token_goes_and_the_id_of_one_stays() {
        let hash = "wpeqm+4dgmzixq4xz1ldzlyoatvzx9vy+rzgqyr2ko8=";
        assert_eq!(
            clean(&format!("invalid token: pat: {hash} not found"), "sesame"),
            "invalid token: pat: [redacted] not found"
        );
        assert_eq!(
            clean("pat: ch8i54g6lnn4g9hqv7n0 not found", "sesame"),
            "pat: ch8i54g6lnn4g9hqv7n0 not found"
        );
    }

    #[test]
    fn what_is_left_is_one_short_line() {
        assert_eq!(clean(" one\r\ntwo\u{1b}[31m ", "sesame"), "one  two [31m");
        let cut = clean(&"ä".repeat(600), "sesame");
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (501, true));
    }
}
