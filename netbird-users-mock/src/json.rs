//! JSON as Go's encoder writes it.

use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, SecondsFormat, Timelike, Utc};
use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};

/// What Go prints for a time that was never set.
pub(crate) const ZERO_TIME: &str = "0001-01-01T00:00:00Z";

/// The value and a line end.
pub(crate) fn line(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    append(&mut bytes, value);
    bytes.push(b'\n');
    bytes
}

/// Only a map with keys that are no strings could fail, and none is written here.
pub(crate) fn append(bytes: &mut Vec<u8>, value: &impl Serialize) {
    let written = value.serialize(&mut Serializer::with_formatter(bytes, Go));
    debug_assert!(written.is_ok(), "{written:?}");
}

/// Nine digits of a second at most, without zeros at their end, in a zone so many minutes east of UTC.
pub(crate) fn time(at: DateTime<Utc>, offset_minutes: i32) -> String {
    let Some(zone) = FixedOffset::east_opt(offset_minutes.saturating_mul(60)) else {
        return time(at, 0);
    };
    let whole = at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, true);
    let nanos = at.nanosecond() % 1_000_000_000;
    if nanos == 0 {
        return whole;
    }
    let (seconds, zone) = whole.split_at(19);
    format!("{seconds}.{}{zone}", format!("{nanos:09}").trim_end_matches('0'))
}

/// Whether a byte may begin what is escaped: `<`, `>`, `&`, and the first of U+2028 and U+2029.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "without a short cut the compiler looks at many bytes at once"
)]
fn is_suspect(byte: u8) -> bool {
    (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == 0xE2)
}

/// serde's compact form, and beyond it an escape for what would end a script in an HTML page.
struct Go;

impl Formatter for Go {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        if !bytes.iter().fold(false, |found, byte| found | is_suspect(*byte)) {
            return writer.write_all(bytes);
        }
        let mut done = 0;
        for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| is_suspect(**byte)) {
            let (escape, length): (&[u8], usize) = match (byte, bytes.get(at + 1..at + 3)) {
                (b'<', _) => (b"\\u003c", 1),
                (b'>', _) => (b"\\u003e", 1),
                (b'&', _) => (b"\\u0026", 1),
                (_, Some([0x80, 0xA8])) => (b"\\u2028", 3),
                (_, Some([0x80, 0xA9])) => (b"\\u2029", 3),
                _ => continue,
            };
            writer.write_all(&bytes[done..at])?;
            writer.write_all(escape)?;
            done = at + length;
        }
        writer.write_all(&bytes[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_have_no_zeros_at_their_end() {
        let at = |nanos| DateTime::from_timestamp(1_700_000_000, nanos).expect("a time");
        assert_eq!(time(at(0), 0), "2023-11-14T22:13:20Z");
        assert_eq!(time(at(120_000_000), 0), "2023-11-14T22:13:20.12Z");
        assert_eq!(time(at(1), 120), "2023-11-15T00:13:20.000000001+02:00");
    }

    #[test]
    fn what_could_end_a_script_is_escaped() {
        let text = "a<b>&\u{2028}\u{2029}\u{20AC}\"";
        assert_eq!(line(&text), "\"a\\u003cb\\u003e\\u0026\\u2028\\u2029\u{20AC}\\\"\"\n".as_bytes());
    }
}
