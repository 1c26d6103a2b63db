//! Takes out of a server's text what the request held as a secret, however the server, or a proxy before it, has written
//! it down.

use std::collections::HashSet;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use netbird_users_gen::support::Secret;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A message longer than this is not one of the API's.
const LONGEST: usize = 500;

/// So much of a text is looked at: what is shown, and behind it as much as a secret may reach into what is shown.
const READ: usize = LONGEST + 8 * 1024;

const REDACTED: &str = "[redacted]";

/// So much of a credential in one piece is taken out: what is left of a token says nothing, and no word of the API's has
/// so much in common with one.
const PART: usize = 8;

/// A text of the server as one line without the credential, whole, in parts or encoded; without the request's other
/// secrets, whole or encoded; and without the hash of a token that the server does not know.
pub(super) fn scrub(text: &str, credential: &Secret, secrets: &[Secret]) -> String {
    let readable = text.chars().take(READ);
    let mut line: String = readable.map(|c| if c.is_control() { ' ' } else { c }).collect();
    line = without_hash(&line);
    for form in forms(credential.expose()) {
        line = without(&line, form.as_bytes(), form.len().min(PART));
    }
    for form in secrets.iter().flat_map(|secret| forms(secret.expose())) {
        line = without(&line, form.as_bytes(), form.len());
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.trim().to_owned(),
    }
}

/// The ways in which a secret is written down: as it is, for a URL, for JSON, for HTML, in hexadecimal digits, and in
/// base 64 behind any other text.
fn forms(secret: &str) -> Vec<String> {
    if secret.is_empty() {
        return Vec::new();
    }
    let json = serde_json::Value::from(secret).to_string();
    let html = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;");
    let hexadecimal = secret.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut forms = vec![
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        json.trim_matches('"').to_owned(),
        html.replace("&#34;", "&quot;"),
        html,
        hexadecimal.filter_map(|digit| char::from_digit(digit.into(), 16)).collect(),
    ];
    for before in 0..3 {
        let bytes = [&[0; 3][..before], secret.as_bytes()].concat();
        // The characters at both ends depend on what stands beside the secret.
        let (first, last) = ([0, 2, 3][before], bytes.len() * 8 / 6);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            forms.extend(engine.encode(&bytes).get(first..last).map(str::to_owned));
        }
    }
    forms.retain(|form| form != secret && form.len() >= PART);
    // The whole before its parts, which the other forms have in common with it.
    forms.insert(0, secret.to_owned());
    forms
}

/// Takes out each piece of the secret that has at least this length. Letters are compared without regard to ASCII case,
/// since the server writes in lower case.
fn without(text: &str, secret: &[u8], least: usize) -> String {
    let (bytes, secret) = (text.to_ascii_lowercase().into_bytes(), secret.to_ascii_lowercase());
    let pieces: HashSet<&[u8]> = secret.windows(least).collect();
    let mut clean = String::with_capacity(text.len());
    let (mut kept, mut at) = (0, 0);
    while let Some(window) = bytes.get(at..at + least) {
        let found = text.is_char_boundary(at) && pieces.contains(window);
        let length = if found { longest_piece(&bytes[at..], &secret) } else { 1 };
        if found && text.is_char_boundary(at + length) {
            clean.push_str(&text[kept..at]);
            clean.push_str(REDACTED);
            kept = at + length;
        }
        at += length;
    }
    clean.push_str(&text[kept..]);
    clean
}

/// How many bytes at the front of the text stand so anywhere in the secret.
fn longest_piece(text: &[u8], secret: &[u8]) -> usize {
    let common = |from: usize| text.iter().zip(&secret[from..]).take_while(|(a, b)| a == b).count();
    (0..secret.len()).map(common).max().unwrap_or_default()
}

/// `… pat: <hash> not found` names the token by its SHA-256.
fn without_hash(text: &str) -> String {
    let Some((before, rest)) = text.split_once("pat: ") else { return text.to_owned() };
    let Some((hash, after)) = rest.split_once(' ') else { return format!("{before}pat: {REDACTED}") };
    if hash.len() >= 40 { format!("{before}pat: {REDACTED} {after}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKEN: &str = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";

    fn clean(text: &str, secret: &str) -> String {
        scrub(text, &Secret::new(TOKEN), &[Secret::new(secret)])
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
    fn parts_of_the_credential_go_and_what_every_token_has_stays() {
        for (text, left) in [
            (&TOKEN[4..], "[redacted]"),
            ("token abcdefghij… of ada", "token [redacted]… of ada"),
            ("ends in 232LOLCM", "ends in [redacted]"),
            ("nbp%5Fabcdefghijklmnopqrstuvwxyz01232LolCm", "nbp%5F[redacted]"),
            ("tokens begin with nbp_", "tokens begin with nbp_"),
        ] {
            assert_eq!(clean(text, "sesame"), left);
        }
    }

    #[test]
    fn a_password_goes_whole_and_the_servers_words_stay() {
        assert_eq!(
            clean("failed to update password: passwords, Passwords1!", "passwords1!"),
            "failed to update password: passwords, [redacted]"
        );
        for written in
            ["p%C3%A4ss%20%22w%22%3F", r#"päss \"w\"?"#, "päss &#34;w&#34;?", "päss &quot;w&quot;?"]
        {
            assert_eq!(clean(&format!("got {written}."), "päss \"w\"?"), "got [redacted].", "{written}");
        }
    }

    proptest! {
        /// Whatever stands around it, no eight characters in a row are left of a token that was written in base 64.
        #[test]
        fn no_base_64_of_the_credential_is_left(before in ".{0,7}", after in ".{0,7}", safe: bool) {
            let bytes = format!("{before}{TOKEN}{after}");
            let engine = if safe { URL_SAFE_NO_PAD } else { STANDARD_NO_PAD };
            let left = clean(&engine.encode(bytes), "sesame").replace(REDACTED, "|");
            prop_assert!(left.split('|').all(|piece| engine.decode(piece).is_err() || piece.len() <= 4 * 10), "{left}");
            let inner = engine.encode(TOKEN);
            prop_assert!(!left.contains(&inner[4..12]), "{left}");
        }
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
