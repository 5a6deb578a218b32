//! Digests that crawls store with their records: `sha1:` or `sha256:`, then Base32 or hexadecimal digits.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Whether one of the contents has the digest that a record claims; `None` where its algorithm is not known.
pub(crate) fn matches<'b>(claimed: &str, mut contents: impl Iterator<Item = &'b [u8]>) -> Option<bool> {
    let (algorithm, digits) = claimed.split_once(':')?;
    let digits = digits.trim().trim_end_matches('=');
    let hash: fn(&[u8]) -> Vec<u8> = match algorithm.trim().to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => |bytes| Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => |bytes| Sha256::digest(bytes).to_vec(),
        _ => return None,
    };
    Some(contents.any(|content| {
        let found = hash(content);
        digits.eq_ignore_ascii_case(&base32(&found)) || digits.eq_ignore_ascii_case(&hex(&found))
    }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base32 of RFC 4648 without padding.
fn base32(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            digits.push(digit(bits >> held));
        }
    }
    if held > 0 {
        digits.push(digit(bits << (5 - held)));
    }
    digits
}

fn digit(bits: u32) -> char {
    let value = u8::try_from(bits & 31).unwrap_or(0);
    char::from(if value < 26 { b'A' + value } else { b'2' + value - 26 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_in_both_notations() {
        let of = |claimed: &str, content: &'static [u8]| matches(claimed, std::iter::once(content));
        assert_eq!(of("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", b"abc"), Some(true));
        assert_eq!(of("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", b"abc"), Some(true));
        assert_eq!(of("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", b"abd"), Some(false));
        let long = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(long, b"abc"), Some(true));
        assert_eq!(of("crc32:352441c2", b"abc"), None);
    }
}
