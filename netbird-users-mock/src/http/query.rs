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
