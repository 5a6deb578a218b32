//! Runs of ASCII letters and digits, which most words are, found eight bytes at a time.

/// Bytes that are told apart before runs are read off: one bit each.
const BLOCK: usize = 64;

/// Offsets of the first byte of each run and of the byte behind it, in order.
#[derive(Debug, Clone)]
pub(crate) struct Runs<'t> {
    /// Bytes behind the block under way.
    rest: &'t [u8],
    /// Offset of the block under way.
    at: usize,
    /// One bit for each letter or digit of the block that was not passed yet, the first byte in the lowest.
    left: u64,
}

impl<'t> Runs<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut runs = Self { rest: text.as_bytes(), at: 0, left: 0 };
        runs.left = runs.tell_block();
        runs
    }

    /// Tells the next block apart.
    fn tell_block(&mut self) -> u64 {
        let (block, rest) = self.rest.split_at_checked(BLOCK).unwrap_or((self.rest, &[]));
        self.rest = rest;
        let (eights, tail) = block.as_chunks::<8>();
        let full = eights.iter().rev().fold(0, |bits, eight| bits << 8 | told_apart(*eight));
        if tail.is_empty() {
            return full;
        }
        let mut last = [0; 8];
        last.iter_mut().zip(tail).for_each(|(to, from)| *to = *from);
        full | told_apart(last) << (8 * eights.len())
    }

    /// Goes on to the next block; `None` behind the last.
    fn turn(&mut self) -> Option<()> {
        if self.rest.is_empty() {
            return None;
        }
        self.at += BLOCK;
        self.left = self.tell_block();
        Some(())
    }
}

impl Iterator for Runs<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        while self.left == 0 {
            self.turn()?;
        }
        let first = self.left.trailing_zeros();
        let start = self.at + first as usize;
        let mut end = start + (self.left >> first).trailing_ones() as usize;
        // A run that reaches the end of its block may go on in the next.
        while end == self.at + BLOCK && self.turn().is_some() {
            end += self.left.trailing_ones() as usize;
        }
        let passed = end - self.at;
        self.left = if passed < BLOCK { self.left >> passed << passed } else { 0 };
        Some((start, end))
    }
}

/// One bit for each letter or digit among eight bytes, the first in the lowest.
///
/// All eight in one number: what is added brings a byte's highest bit up where it lies in a span, and never carries
/// into the next.
fn told_apart(eight: [u8; 8]) -> u64 {
    const HIGH: u64 = each(0x80);
    let bytes = u64::from_le_bytes(eight);
    let low = bytes & !HIGH;
    let letter = low | each(0x20);
    let is_letter = (letter + each(0x80 - b'a')) & !(letter + each(0x7f - b'z'));
    let is_digit = (low + each(0x80 - b'0')) & !(low + each(0x7f - b'9'));
    let found = (is_letter | is_digit) & !bytes & HIGH;
    // Brings the bit of each byte to its place among the highest eight.
    (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The same byte eight times.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain way, byte by byte.
    fn plainly(text: &str) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()) {
            match runs.last_mut() {
                Some((_, end)) if *end == at => *end += 1,
                _ => runs.push((at, at + 1)),
            }
        }
        runs
    }

    #[test]
    fn each_byte_is_told_apart() {
        for byte in 0..=u8::MAX {
            let found = told_apart([0xff, byte, 0, byte, b'a', 0x7f, byte, b'-']);
            let bit = u64::from(byte.is_ascii_alphanumeric());
            assert_eq!(found, bit << 1 | bit << 3 | 1 << 4 | bit << 6, "{byte}");
        }
    }

    #[test]
    fn long_runs_go_on_over_blocks() {
        for length in [1, 63, 64, 65, 127, 128, 129, 300] {
            let text = format!("- {} {}", "x".repeat(length), "y".repeat(length));
            assert_eq!(Runs::of(&text).collect::<Vec<_>>(), plainly(&text));
        }
    }

    proptest! {
        #[test]
        fn runs_are_those_of_single_bytes(text in "[a-zA-Z0-9é .,'’-]{0,200}|\\PC{0,60}|[a-z]{50,90}") {
            prop_assert_eq!(Runs::of(&text).collect::<Vec<_>>(), plainly(&text));
        }
    }
}
