//! Dates in columns: as machines write them, else as people do, where day and month can be told apart.

use crate::Article;
use crate::field::date::{DateHints, first_date};
use crate::field::language;
use crate::format::when;
use offwire_article::NewsDate;

/// Longest value that is a date and not prose in which one stands.
const LONGEST: usize = 60;
/// Letters of a text that its language is told by.
const ENOUGH: usize = 2_000;

/// What a value gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Date(NewsDate),
    /// `4/5/1954`, and nothing says in which order.
    Open,
}

impl Told {
    pub(super) fn date(self) -> Option<NewsDate> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open => None,
        }
    }
}

/// What tells in which order a row writes day and month.
pub(super) struct Order<'a> {
    pub(super) article: &'a Article,
    /// Whether the table itself says that the day comes first.
    pub(super) day_first: bool,
    /// The language that the user gives.
    pub(super) told: Option<&'a str>,
}

impl Order<'_> {
    pub(super) fn read(&self, value: &str) -> Option<Told> {
        if let Some(date) = when::read(value) {
            return Some(Told::Date(date));
        }
        let value = value.trim();
        if value.len() > LONGEST || !value.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        // Few rows come so far: the language of each would cost more than the rest of it.
        let language = self.language();
        let of = |month_first| first_date(value, DateHints { language: &language, month_first })?.date();
        match self.month_first(&language) {
            Some(month_first) => of(month_first).map(Told::Date),
            None if of(true) == of(false) => of(false).map(Told::Date),
            None => Some(Told::Open),
        }
    }

    fn language(&self) -> String {
        let declared = self.article.language.as_deref().or(self.told).unwrap_or_default();
        let mut text = String::new();
        for paragraph in &self.article.paragraphs {
            text.push_str(&paragraph.text);
            text.push(' ');
            if text.len() > ENOUGH {
                break;
            }
        }
        language::language(&text, declared).unwrap_or_else(|| declared.to_owned())
    }

    /// English alone leaves the order open, unless its country is given.
    fn month_first(&self, language: &str) -> Option<bool> {
        let tag = language.to_lowercase();
        match tag.as_str() {
            _ if self.day_first => Some(false),
            "" | "en" => None,
            _ => Some(matches!(tag.as_str(), "en-us" | "en-ph")),
        }
    }
}
