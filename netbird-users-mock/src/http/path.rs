//! Paths as Go's `net/url` and gorilla's router see them.

use std::fmt::Write as _;

/// Every `%XX` decoded. None when an escape is no escape.
pub(crate) fn unescape(raw: &str) -> Option<String> {
    if !raw.contains('%') {
        return Some(raw.to_owned());
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}

/// The path without empty parts, `.` and `..`; a slash at its end stays.
pub(crate) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let end = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}", parts.join("/"))
}

/// As Go prints a path that it was not given in this form.
pub(crate) fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(unescape("/a%2Fb%7C+%2525").as_deref(), Some("/a/b|+%25"));
        for wrong in ["%zz", "%", "%4", "%+1"] {
            assert_eq!(unescape(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn cleaning_is_that_of_the_router() {
        for (given, cleaned) in [
            ("/api/users/..", "/api"),
            ("/api/users/.", "/api/users"),
            ("/api/users/../groups/g1", "/api/groups/g1"),
            ("/api/users//tokens", "/api/users/tokens"),
            ("/api/users/", "/api/users/"),
            ("/../..", "/"),
        ] {
            assert_eq!(clean(given), cleaned);
        }
    }

    #[test]
    fn what_go_leaves_alone_is_left_alone() {
        assert_eq!(escape("/a|b+c d%?"), "/a%7Cb+c%20d%25%3F");
    }
}
