//! Balance of quotation marks.

/// Marks opened and not closed, or closed and not opened, by one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Balance {
    /// Whether straight double marks are odd in number.
    pub straight: bool,
    /// Opened less closed: curly double, angle and corner marks.
    pub curly: i16,
    /// Opened less closed round brackets.
    pub brackets: i16,
}

impl Balance {
    /// Of one sentence.
    pub(crate) fn of(sentence: &str) -> Self {
        let mut balance = Self::default();
        if sentence.is_ascii() {
            for b in sentence.bytes() {
                balance.count(char::from(b));
            }
        } else {
            sentence.chars().for_each(|c| balance.count(c));
            // German marks close with what opens English ones.
            if sentence.contains('\u{201e}') {
                balance.curly -= 2 * i16::try_from(sentence.matches('\u{201c}').count()).unwrap_or(0);
            }
        }
        balance
    }

    fn count(&mut self, c: char) {
        match c {
            '"' => self.straight = !self.straight,
            '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{300c}' | '\u{300e}' => {
                self.curly = self.curly.saturating_add(1)
            }
            '\u{201d}' | '\u{bb}' | '\u{300d}' | '\u{300f}' => self.curly = self.curly.saturating_sub(1),
            '(' => self.brackets = self.brackets.saturating_add(1),
            ')' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    /// Of two neighbours.
    pub(crate) fn and(self, next: Self) -> Self {
        Self {
            straight: self.straight ^ next.straight,
            curly: self.curly.saturating_add(next.curly),
            brackets: self.brackets.saturating_add(next.brackets),
        }
    }

    /// Whether everything opened is closed.
    pub(crate) fn is_even(self) -> bool {
        self == Self::default()
    }
}

/// The sentence with its quotations blanked out, so that what others say is not taken for the story's own words.
pub(crate) fn without_quotations(sentence: &str) -> std::borrow::Cow<'_, str> {
    if !sentence.contains(['"', '\u{201c}']) {
        return sentence.into();
    }
    let mut inside = false;
    let blanked = sentence.chars().map(|c| {
        match c {
            '"' => inside = !inside,
            '\u{201c}' => inside = true,
            '\u{201d}' => inside = false,
            _ => return if inside { ' ' } else { c },
        }
        ' '
    });
    blanked.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_odd_and_neighbours_make_them_even() {
        let (first, second) = (Balance::of("\"We must go on."), Balance::of("We will win,\" he said."));
        assert!(!first.is_even() && !second.is_even());
        assert!(first.and(second).is_even());
        assert!(Balance::of("\u{201e}Wir gehen\u{201c}, sagte er.").is_even());
        assert!(Balance::of("\u{201c}We go,\u{201d} he said.").is_even());
        assert!(!Balance::of("\u{300c}\u{6e2f}").is_even());
    }

    #[test]
    fn quotations_are_blanked() {
        assert_eq!(without_quotations("\"He won,\" she said").trim(), "she said");
    }
}
