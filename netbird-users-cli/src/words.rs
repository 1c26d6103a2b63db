//! The client's errors in the words of the program: they name methods, where a person has commands.

use netbird_users::Error;

/// What the client calls it, and what it is here.
const WORDS: [(&str, &str); 20] = [
    ("`NB_MANAGEMENT_URL`", "`--url`"),
    ("`Credential::bearer`", "another program: this one takes personal access tokens"),
    ("`allow_plain_http`", "`allow_plain_http` in the profile"),
    ("`approve`", "`nbu users approve`"),
    ("`attempt_timeout`", "`--timeout`"),
    ("`auto_groups`", "`--groups`"),
    ("`block`", "`--block`"),
    ("`connect_timeout`", "`--timeout`"),
    ("`create`", "`nbu users invite`"),
    ("`deadline`", "`--timeout`"),
    ("`find_by_email`", "`nbu users show ADDRESS`"),
    ("`find_created`", "`nbu users show ADDRESS-OR-NAME`"),
    ("`get`", "`nbu users show`"),
    ("`is_current`", "`nbu whoami`"),
    ("`proxy`", "variable `HTTPS_PROXY`"),
    ("`regenerate`", "`nbu invites regenerate`"),
    ("`remove_group`", "`nbu users edit --remove-group`"),
    ("`role`", "`--role`"),
    ("`root_certificate`", "`--ca-file`"),
    ("`transfer_ownership`", "`nbu users transfer-ownership`"),
];

/// The error, its hint with what to type.
pub(crate) fn in_words_of_the_program(error: &Error) -> String {
    let text = error.to_string();
    let Some(hint) = error.hint() else { return advice(&text) };
    // What the server says is its own: only the client's words are others here.
    match text.strip_suffix(hint) {
        Some(rest) => format!("{rest}{}", advice(hint)),
        None => text,
    }
}

/// A text of the client with what to type in it.
pub(crate) fn advice(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (name, word)| text.replace(name, word))
}
