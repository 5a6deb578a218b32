//! Phrases looked for at the beginnings of words, in any case.

/// Phrases in lower case, with a mask of their first letters.
pub(crate) struct Phrases<const N: usize> {
    phrases: [&'static str; N],
    first: u32,
}

impl<const N: usize> Phrases<N> {
    /// Of phrases that begin with a letter of a to z.
    pub(crate) const fn new(phrases: [&'static str; N]) -> Self {
        let mut first = 0;
        let mut rest: &[&str] = &phrases;
        while let [phrase, tail @ ..] = rest {
            if let [byte, ..] = phrase.as_bytes() {
                first |= letter(*byte);
            }
            rest = tail;
        }
        Self { phrases, first }
    }

    /// Whether one of them begins here, at any word of the text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let begins = !inside && letter(*byte) & self.first != 0;
            inside = byte.is_ascii_alphanumeric();
            if begins && bytes.get(at..).is_some_and(|rest| self.begin(rest)) {
                return true;
            }
        }
        false
    }

    fn begin(&self, bytes: &[u8]) -> bool {
        self.phrases.iter().any(|phrase| {
            bytes.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase.as_bytes()))
        })
    }
}

/// One bit for each letter of a to z, in any case; none for other bytes.
const fn letter(byte: u8) -> u32 {
    let lower = byte | 0x20;
    if lower >= b'a' && lower <= b'z' { 1 << (lower - b'a') } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_begin_with_a_word() {
        let phrases = Phrases::new(["see below", "pictured"]);
        assert!(phrases.are_in("The mayor, Pictured with his wife"));
        assert!(phrases.are_in("See below."));
        assert!(!phrases.are_in("The unpictured mayor sees below."));
    }
}
