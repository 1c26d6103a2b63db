pub(super) const PREFIX: &str = "nbp_";
const SECRET: usize = 30;
const CHECKSUM: usize = 6;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What is wrong with a personal access token, as far as its form tells: `nbp_`, 30 random characters, and their CRC-32
/// in base 62.
pub(super) fn objection(token: &str) -> Option<&'static str> {
    if token.starts_with("eyJ") && token.matches('.').count() == 2 {
        return Some("it looks like a JWT of the identity provider: that goes into `Credential::bearer`");
    }
    let Some(rest) = token.strip_prefix(PREFIX) else {
        return Some("it does not begin with `nbp_`: give the token alone, without `Token` or quotes");
    };
    if rest.len() != SECRET + CHECKSUM {
        return Some("it does not have 40 characters: copy the whole token, or make a new one");
    }
    if !rest.bytes().all(|byte| ALPHABET.contains(&byte)) {
        return Some("it holds characters that no token has: copy it again, or make a new one");
    }
    let (secret, checksum) = rest.split_at(SECRET);
    let right = encode(crc32fast::hash(secret.as_bytes()));
    (checksum.as_bytes() != right).then_some(
        "its checksum is wrong, so a character was lost or changed: copy it again, or make a new one",
    )
}

fn encode(mut number: u32) -> [u8; CHECKSUM] {
    let mut digits = [b'0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(number % 62) as usize];
        number /= 62;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_the_server_pass() {
        for token in ["nbp_abcdefghijklmnopqrstuvwxyz01232LolCm", "nbp_00000000000000000000000000040500azb7"]
        {
            assert_eq!(objection(token), None, "{token}");
        }
    }

    #[test]
    fn each_mistake_is_named() {
        for (token, reason) in [
            ("", "begin with"),
            ("eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "`Credential::bearer`"),
            ("abcdefghijklmnopqrstuvwxyz01232LolCm", "begin with"),
            ("NBP_abcdefghijklmnopqrstuvwxyz01232LolCm", "begin with"),
            ("nbp_abcdefghijklmnopqrstuvwxyz01232LolC", "40 characters"),
            ("nbp_abcdefghijklmnopqrstuvwxyz01232LolCm ", "40 characters"),
            ("nbp_abcdefghijklmnopqrstuvwxyz0123-LolCm", "characters that no token"),
            ("nbp_abcdefghijklmnopqrstuvwxyz01232LolCn", "checksum"),
            ("nbp_bacdefghijklmnopqrstuvwxyz01232LolCm", "checksum"),
        ] {
            assert!(objection(token).is_some_and(|text| text.contains(reason)), "{token}");
        }
    }
}
