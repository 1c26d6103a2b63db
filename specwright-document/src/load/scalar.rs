use serde_json::{Number, Value};

/// What a scalar without quotes says, by the core schema of YAML 1.2: a text when it is nothing else.
///
/// An integer that no machine word holds is the nearest number that one does. `None`: a number that JSON does not have.
pub(super) fn plain(text: &str) -> Option<Value> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_not_finite(text) => return None,
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    })
}

fn is_not_finite(text: &str) -> bool {
    matches!(unsigned(text), ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn number(text: &str) -> Option<Number> {
    let digits = unsigned(text);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            let number = u64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?;
            return if text.starts_with('-') {
                Some(0_i64.checked_sub_unsigned(number)?.into())
            } else {
                Some(number.into())
            };
        }
    }
    // `007` is somebody's name, not seven; `inf` and `nan` are words.
    let leads = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    if leads || !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    text.parse::<u64>()
        .map(Number::from)
        .or_else(|_| text.parse::<i64>().map(Number::from))
        .ok()
        .or_else(|| Number::from_f64(text.parse().ok()?))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::plain;

    #[test]
    fn a_scalar_is_what_the_core_schema_says() {
        for (text, value) in [
            ("7", json!(7)),
            ("+7", json!(7)),
            ("-7", json!(-7)),
            ("0x1F", json!(31)),
            ("-0x1F", json!(-31)),
            ("0o17", json!(15)),
            ("0.5", json!(0.5)),
            (".5", json!(0.5)),
            ("1e3", json!(1000.0)),
            ("9223372036854775808", json!(9_223_372_036_854_775_808_u64)),
            ("-9223372036854776000", json!(-9_223_372_036_854_776_000.0)),
            ("36893488147419103232", json!(36_893_488_147_419_103_232.0)),
            ("007", json!("007")),
            ("1_000", json!("1_000")),
            ("0x", json!("0x")),
            ("0x+1", json!("0x+1")),
            ("inf", json!("inf")),
            ("-nan", json!("-nan")),
            ("2024-01-02", json!("2024-01-02")),
            ("yes", json!("yes")),
            ("-", json!("-")),
            (".", json!(".")),
            ("~", json!(null)),
            ("", json!(null)),
            ("TRUE", json!(true)),
        ] {
            assert_eq!(plain(text), Some(value), "{text}");
        }
        assert_eq!(["-.inf", ".NaN"].map(plain), [None, None]);
    }
}
