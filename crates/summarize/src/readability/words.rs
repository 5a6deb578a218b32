//! Words of a sentence with their places, as the readability rules see them.

/// A word: a run of letters and digits with the apostrophes, hyphens and stops inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Offset of its first byte.
    pub at: usize,
}

impl Word<'_> {
    /// Offset behind its last byte.
    pub(crate) fn end(self) -> usize {
        self.at + self.text.len()
    }

    pub(crate) fn is(self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }

    pub(crate) fn is_any(self, others: &[&str]) -> bool {
        others.iter().any(|other| self.is(other))
    }

    pub(crate) fn is_capitalized(self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// The part before an apostrophe: "he" of "he's".
    pub(crate) fn stem(self) -> Self {
        let end = self.text.find(['\'', '\u{2019}']).unwrap_or(self.text.len());
        Self { text: self.text.get(..end).unwrap_or(self.text), at: self.at }
    }
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = next_start(text, rest)?;
        let end = end_of_word(text, start);
        rest = end;
        Some(Word { text: text.get(start..end)?, at: start })
    })
}

/// Offset of the next letter or digit.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        let c = if byte.is_ascii() { '.' } else { text.get(at..)?.chars().next()? };
        if c.is_alphanumeric() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
        let run = text.get(start..).unwrap_or("");
        if !c.is_alphanumeric() && !joins(run, at - start, c) {
            return at;
        }
        at += c.len_utf8();
    }
    bytes.len()
}

/// Whether this mark stands inside a word: "don't", "U.S.-led", "3.5", "x-ray".
fn joins(run: &str, at: usize, mark: char) -> bool {
    let next = run.get(at + mark.len_utf8()..).and_then(|r| r.chars().next());
    match mark {
        '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric),
        '.' | ',' => {
            next.is_some_and(|n| n.is_ascii_digit())
                && run.get(..at).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_keep_their_inner_marks() {
        let found: Vec<&str> =
            words("\"He didn't pay $3.5m,\" said Mr. O'Neil\u{2019}s x-ray.").map(|w| w.text).collect();
        assert_eq!(found, ["He", "didn't", "pay", "3.5m", "said", "Mr", "O'Neil\u{2019}s", "x-ray"]);
    }
}
