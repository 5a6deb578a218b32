//! What single words tell about their sentence.

/// Properties of one word where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u16);

impl Marks {
    pub(crate) const CAPITAL: Self = Self(1);
    pub(crate) const DIGIT: Self = Self(2);
    /// "said", "told", "according".
    pub(crate) const SAYING: Self = Self(4);
    pub(crate) const DATE: Self = Self(8);
    pub(crate) const MONEY: Self = Self(16);
    pub(crate) const FUTURE: Self = Self(32);
    pub(crate) const SUPERLATIVE: Self = Self(64);
    /// "I", "we", "your".
    pub(crate) const FIRST_PERSON: Self = Self(128);
    pub(crate) const ARTICLE: Self = Self(256);
    pub(crate) const CONTENT: Self = Self(512);

    /// Both at once.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the other are among these.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Of an English word in lower case, wherever it stands.
    pub(crate) fn of_english(word: &str) -> Self {
        ENGLISH
            .iter()
            .filter(|(_, words)| words.contains(&word))
            .fold(Self::default(), |all, (m, _)| all.with(*m))
    }
}

const ENGLISH: [(Marks, &[&str]); 7] = [
    (
        Marks::SAYING,
        &["said", "says", "say", "told", "added", "tweeted", "wrote", "asked", "explained", "according"],
    ),
    (
        Marks::DATE,
        &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "today",
            "yesterday",
            "tonight",
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "week",
            "month",
            "year",
        ],
    ),
    (Marks::MONEY, &["percent", "cent", "million", "billion", "trillion", "dollars", "euros", "pounds"]),
    (Marks::FUTURE, &["will", "would", "plan", "plans", "expected", "scheduled", "could"]),
    (
        Marks::SUPERLATIVE,
        &["first", "most", "largest", "biggest", "worst", "best", "record", "only", "highest", "lowest"],
    ),
    (Marks::FIRST_PERSON, &["i", "we", "you", "my", "our", "your", "me", "us"]),
    (Marks::ARTICLE, &["the", "a", "an"]),
];

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn a_word_may_tell_several_things() {
        let both = Marks::of_english("said").with(Marks::CAPITAL);
        assert!(both.has(Marks::SAYING) && both.has(Marks::CAPITAL) && !both.has(Marks::DATE));
        assert_eq!(Marks::of_english("harbour"), Marks::default());
    }
}
