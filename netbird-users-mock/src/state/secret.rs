//! Tokens that carry a checksum, so that a typing error needs no look into the database.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

pub(crate) const PAT_PREFIX: &str = "nbp_";
pub(crate) const INVITE_PREFIX: &str = "nbi_";

const LENGTH: usize = 40;
const CHECKSUM_AT: usize = 34;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A new one: prefix, 30 random characters, 6 of checksum.
pub(crate) fn make(prefix: &str) -> String {
    let secret = random_text(30);
    format!("{prefix}{secret}{}", checksum(&secret))
}

/// So many characters `0-9A-Za-z`.
pub(crate) fn random_text(length: usize) -> String {
    std::iter::repeat_with(fastrand::alphanumeric).take(length).collect()
}

/// What the database keeps.
pub(crate) fn hash(token: &str) -> String {
    STANDARD.encode(Sha256::digest(token.as_bytes()))
}

/// Why a text is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unsound {
    Length,
    Prefix,
    Alphabet(char),
    Checksum,
}

impl fmt::Display for Unsound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => formatter.write_str("invalid token length"),
            Self::Prefix => formatter.write_str("invalid token prefix"),
            Self::Alphabet(letter) => {
                write!(formatter, "checksum decoding failed: invalid character: {letter}")
            }
            Self::Checksum => formatter.write_str("checksum does not match"),
        }
    }
}

/// In the server's order: length, prefix, letters of the checksum, the checksum.
pub(crate) fn check(prefix: &str, token: &str) -> Result<(), Unsound> {
    if token.len() != LENGTH {
        return Err(Unsound::Length);
    }
    let Some(rest) = token.strip_prefix(prefix) else { return Err(Unsound::Prefix) };
    let Some((secret, sum)) = rest.split_at_checked(CHECKSUM_AT - prefix.len()) else {
        return Err(Unsound::Checksum);
    };
    if let Some(letter) = sum.chars().find(|letter| !letter.is_ascii_alphanumeric()) {
        return Err(Unsound::Alphabet(letter));
    }
    if checksum(secret) == sum { Ok(()) } else { Err(Unsound::Checksum) }
}

/// CRC-32 in base 62, most significant first, six characters.
fn checksum(secret: &str) -> String {
    let mut rest = crc32fast::hash(secret.as_bytes()) as usize;
    let mut letters = [b'0'; 6];
    for letter in letters.iter_mut().rev() {
        *letter = ALPHABET[rest % 62];
        rest /= 62;
    }
    letters.iter().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_samples_pass() {
        for sample in ["nbp_abcdefghijklmnopqrstuvwxyz01232LolCm", "nbp_00000000000000000000000000040500azb7"]
        {
            assert_eq!(check(PAT_PREFIX, sample), Ok(()), "{sample}");
        }
        assert_eq!(check(INVITE_PREFIX, &make(INVITE_PREFIX)), Ok(()));
    }

    #[test]
    fn each_flaw_is_named() {
        let sample = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
        assert_eq!(check(PAT_PREFIX, "nbp_short"), Err(Unsound::Length));
        assert_eq!(check(INVITE_PREFIX, sample), Err(Unsound::Prefix));
        assert_eq!(check(PAT_PREFIX, &sample.replace('m', "_")), Err(Unsound::Alphabet('_')));
        assert_eq!(check(PAT_PREFIX, &sample.replace("LolCm", "LolCn")), Err(Unsound::Checksum));
    }
}
