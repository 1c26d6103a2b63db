use super::path::unescape;

/// The first value of a name, decoded; pairs that Go cannot read are passed over.
pub(crate) fn first(query: &str, name: &str) -> Option<String> {
    let decode = |text: &str| unescape(&text.replace('+', " "));
    query.split('&').filter(|pair| !pair.contains(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value)?;
        (decode(key)? == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_value_that_can_be_read_counts() {
        for (query, value) in [
            ("a=1&a=2", Some("1")),
            ("a=%zz&a=2", Some("2")),
            ("a=1;b=2&a=3", Some("3")),
            ("%61=b+c%2B", Some("b c+")),
            ("a", Some("")),
            ("b=a", None),
        ] {
            assert_eq!(first(query, "a").as_deref(), value, "{query}");
        }
    }
}
