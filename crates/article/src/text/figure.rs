//! Figures of news prose: how many of what, with the words that bound them.

mod number;
mod unit;

use super::words;
use number::Number;
use std::ops::Range;

/// A number of something, as a text gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure<'t> {
    /// Where it stands, words of bound and unit included: `at least 12 people`.
    pub range: Range<usize>,
    /// The number: `2.5 million` is 2,500,000.
    pub value: f64,
    /// How exact the text says it is.
    pub bound: Bound,
    /// What sort of thing is counted.
    pub kind: Kind,
    /// Up to three words behind the number that say what is counted, as the text writes them; empty where none does.
    pub unit: &'t str,
}

/// How exact a figure is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// `at least`, `more than`, `over`.
    AtLeast,
    /// `up to`, `fewer than`, `at most`.
    AtMost,
    /// `about`, `some`, `nearly`.
    About,
}

/// What sort of thing a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// People or things.
    Count,
    /// Money, whatever the currency.
    Money,
    /// Parts of a hundred.
    Percent,
}

impl Figure<'_> {
    /// Whether both count the same sort of thing: money, shares of a hundred, or things whose names share a word.
    /// Two figures that count the same and differ may contradict each other.
    #[must_use]
    pub fn counts_the_same(&self, other: &Figure<'_>) -> bool {
        self.kind == other.kind && (self.kind != Kind::Count || unit::share_a_word(self.unit, other.unit))
    }

    /// Whether no one number can meet both: `at least 12` and `18` agree, `12` and `18` do not.
    /// Figures said to be about right agree within a tenth.
    #[must_use]
    pub fn contradicts(&self, other: &Figure<'_>) -> bool {
        let ((low, high), (other_low, other_high)) = (self.span(), other.span());
        self.counts_the_same(other) && (low > other_high || other_low > high)
    }

    fn span(&self) -> (f64, f64) {
        match self.bound {
            Bound::Exact => (self.value, self.value),
            Bound::AtLeast => (self.value, f64::INFINITY),
            Bound::AtMost => (f64::NEG_INFINITY, self.value),
            Bound::About => (self.value - self.value.abs() / 10.0, self.value + self.value.abs() / 10.0),
        }
    }
}

/// The figures of an English text in order: numbers in digits (`1,200`, `$3.5m`, `12%`) and in words (`twenty-two`, `three
/// million`, `a dozen`), with the words that bound them and say what is counted.
///
/// Years, days of a month, times of day, ordinals and numbers in names (`No. 2`, `Boeing 737`, `Article 5`) are no figures.
///
/// ```
/// use offwire_article::text::{Bound, numbers};
/// let text = "At least 12 people died on May 3, 2016; police later said 18 people.";
/// let found = numbers(text);
/// assert_eq!((found[0].value, found[0].bound, found[0].unit), (12.0, Bound::AtLeast, "people died"));
/// assert_eq!(&text[found[0].range.clone()], "At least 12 people died");
/// assert_eq!(found.len(), 2);
/// assert!(found[0].counts_the_same(&found[1]) && !found[0].contradicts(&found[1]));
/// ```
#[must_use]
pub fn numbers(text: &str) -> Vec<Figure<'_>> {
    let words: Vec<(Range<usize>, &str)> = words(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(number) = Number::read(text, &words, at) else {
            at += 1;
            continue;
        };
        at = number.next.max(at + 1);
        if !number.is_name_or_date(text, &words) {
            found.push(unit::complete(text, &words, &number));
        }
    }
    found
}

#[cfg(test)]
mod tests;
