//! Ids in the forms that the server gives them.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// 20 characters `0-9a-v`: seconds, machine, process and a counter, so that no two are alike.
pub(crate) fn xid() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    let mut bits = u128::from(seconds);
    bits = bits << 40 | u128::from(u64::from(std::process::id()) ^ 0x6E_6265_7264);
    bits = bits << 24 | u128::from(COUNTER.fetch_add(1, Ordering::Relaxed) & 0xFF_FFFF);
    // 96 bits are 19 characters and one bit: the last character holds it at its upper end.
    (0..20).map(|at| char::from(ALPHABET[((bits << 4) >> (95 - 5 * at)) as usize & 31])).collect()
}

/// Version 4.
pub(crate) fn uuid() -> String {
    let bits = fastrand::u128(..) & !(0xF << 76) & !(0b11 << 62) | 0x4 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// The id of a user of the embedded identity provider: a protobuf message of its own id and its connector's, in base64.
pub(crate) fn dex_id(uuid: &str, connector: &str) -> String {
    let field = |tag: u8, text: &str| {
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        [&[tag, length], text.as_bytes()].concat()
    };
    STANDARD_NO_PAD.encode([field(0x0A, uuid), field(0x12, connector)].concat())
}

/// So many random digits `0-9a-f`.
pub(crate) fn hex(length: usize) -> String {
    std::iter::repeat_with(|| fastrand::digit(16)).take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_alike() {
        let made: std::collections::HashSet<String> =
            (0..1000).flat_map(|_| [xid(), uuid(), dex_id(&uuid(), "local")]).collect();
        assert_eq!(made.len(), 3000);
    }

    #[test]
    fn they_have_the_length_of_the_servers() {
        assert_eq!((xid().len(), uuid().len(), dex_id(&uuid(), "local").len()), (20, 36, 60));
        assert!(uuid().char_indices().all(|(at, letter)| at != 14 || letter == '4'));
    }
}
