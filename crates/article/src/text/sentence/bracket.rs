//! Brackets that are open in the sentence under way.

/// Farthest that a bracket holds a sentence together, in bytes: an opening bracket that nobody closes must not swallow the text.
const REACH: usize = 300;

/// The first open bracket of a sentence and how many of its kind are nested in it.
#[derive(Default)]
pub(super) struct Brackets {
    first: Option<(usize, char)>,
    depth: usize,
}

impl Brackets {
    pub(super) fn open(&mut self, at: usize, c: char) {
        let closing = closing(c);
        match self.first {
            None => (self.first, self.depth) = (Some((at, closing)), 1),
            Some((_, first)) if first == closing => self.depth += 1,
            Some(_) => {}
        }
    }

    pub(super) fn close(&mut self, c: char) {
        if self.first.is_some_and(|(_, closing)| closing == c) {
            self.depth -= 1;
            if self.depth == 0 {
                self.first = None;
            }
        }
    }

    /// Whether `at` lies inside a bracket that opened not long ago and closes soon in `rest`, what follows in the paragraph.
    pub(super) fn hold(&self, at: usize, rest: &str) -> bool {
        let Some((opened, closing)) = self.first else { return false };
        if at.saturating_sub(opened) > REACH {
            return false;
        }
        let mut buffer = [0; 4];
        let closing = closing.encode_utf8(&mut buffer).as_bytes();
        let near = rest.as_bytes().get(..REACH.min(rest.len())).unwrap_or_default();
        near.windows(closing.len()).any(|w| w == closing)
    }
}

/// Whether the character opens a bracket that keeps sentences together.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '「' | '『' | '【')
}

/// Whether it closes one.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '」' | '』' | '】')
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        '「' => '」',
        '『' => '』',
        _ => '】',
    }
}
