//! Names for articles that are computed from their content.

use crate::Article;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// Number of hexadecimal digits in a [`Uid`]: 96 bits, so that a thousand million articles collide with a chance below 1e-11.
pub const UID_DIGITS: usize = 24;

/// Name of an article, the same in every archive, run and machine: lower-case hexadecimal digits of a SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uid(String);

impl Uid {
    /// Takes a text of [`UID_DIGITS`] lower-case hexadecimal digits; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == UID_DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Uid {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a uid has 24 digits in lower case hexadecimal")
    }
}

impl From<Uid> for String {
    fn from(uid: Uid) -> Self {
        uid.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The uid of a story: its headline, day of publication and paragraphs.
///
/// Where the bytes were found, and when, plays no part: the same story in two files has one uid.
/// The parts are joined by characters that no finished text holds.
#[must_use]
pub fn of(article: &Article) -> Uid {
    let mut hash = Sha256::new();
    hash.update(article.headline.as_deref().unwrap_or_default());
    hash.update([0x1e]);
    if let Some(date) = article.published {
        hash.update(date.date_only().to_string());
    }
    for paragraph in &article.paragraphs {
        hash.update([0x1e]);
        hash.update(&paragraph.text);
    }
    let mut digits = hex(&hash.finalize());
    digits.truncate(UID_DIGITS);
    Uid(digits)
}

/// Lower-case hexadecimal digits of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// SHA-256 of bytes, lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paragraph;

    fn story(headline: &str, paragraphs: &[&str]) -> Article {
        Article {
            headline: Some(headline.into()),
            paragraphs: paragraphs.iter().copied().map(Paragraph::text).collect(),
            ..Article::default()
        }
    }

    #[test]
    fn the_uid_depends_on_content_alone() {
        let mut there = story("A", &["b", "c"]);
        there.url = Some("https://example.org/".into());
        assert_eq!(of(&there), of(&story("A", &["b", "c"])));
        assert_ne!(of(&story("A", &["b", "c"])), of(&story("A", &["bc"])));
        assert_ne!(of(&story("A", &["b"])), of(&story("", &["A", "b"])));
    }

    #[test]
    fn only_digits_make_a_uid() {
        let uid = of(&story("A", &["b"]));
        assert_eq!(Uid::parse(uid.as_str()), Some(uid.clone()));
        assert_eq!(Uid::parse(&uid.as_str().to_uppercase()), None);
        assert_eq!(Uid::parse("12"), None);
        let read = |text: &str| serde_json::from_str::<Uid>(&format!("\"{text}\""));
        assert_eq!(read(uid.as_str()).unwrap(), uid);
        assert!(read("ZZZ").is_err() && read("").is_err());
    }

    #[test]
    fn sha256_of_the_empty_text_is_the_standards() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
