//! Why a record gives no article.

use std::fmt;

/// A record, or the rest of a container, that could not be turned into articles.
///
/// It says where (file, member, offset), in which class ([`Error::reason`], a stable code that quarantine
/// counts by) and why, in a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {detail}", place = Place(path, member.as_deref(), *offset))]
#[non_exhaustive]
pub struct Error {
    /// The file as it was given.
    pub path: String,
    /// The member inside a container, where there is one.
    pub member: Option<String>,
    /// Where the record begins in the unpacked stream, in bytes, where known.
    pub offset: Option<u64>,
    /// The class of the failure.
    pub reason: Reason,
    /// The cause in a sentence.
    pub detail: String,
    /// The error of a library below, where there was one.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Classes of failure; the code of each is stable and stands in quarantine and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// No bytes, or none but white space.
    Empty,
    /// Bytes that are no text and no known container.
    NotText,
    /// Text, but no article in it: an index, a tag or search page, an error page.
    NoArticle,
    /// The record is larger than the limit.
    TooLarge,
    /// The container or record ends before its own end.
    Truncated,
    /// The container or record breaks its format.
    Malformed,
    /// Packed too deep, or unpacks to far more than it should: a bomb.
    Bomb,
    /// A format that is recognised and not read (7z, rar, PDF, images).
    Unsupported,
    /// Reading the bytes failed.
    Unreadable,
    /// The record took longer than the limit.
    TimedOut,
    /// A defect of this program: the parser failed on the record.
    Internal,
}

impl Reason {
    /// The stable code, lower case with hyphens.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotText => "not-text",
            Self::NoArticle => "no-article",
            Self::TooLarge => "too-large",
            Self::Truncated => "truncated",
            Self::Malformed => "malformed",
            Self::Bomb => "bomb",
            Self::Unsupported => "unsupported",
            Self::Unreadable => "unreadable",
            Self::TimedOut => "timed-out",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Error {
    /// An error about a whole file; the other fields are filled in where they are known.
    #[must_use]
    pub fn new(path: impl Into<String>, reason: Reason, detail: impl Into<String>) -> Self {
        Self { path: path.into(), member: None, offset: None, reason, detail: detail.into(), source: None }
    }

    /// An error about one item.
    #[must_use]
    pub fn at(origin: &crate::Origin, reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            member: origin.member.clone(),
            offset: origin.offset,
            ..Self::new(origin.path.clone(), reason, detail)
        }
    }

    /// The same with the error that caused it.
    #[must_use]
    pub fn caused_by(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Box::new(source)), ..self }
    }
}

/// `file!/member @ offset`, as far as known.
struct Place<'a>(&'a str, Option<&'a str>, Option<u64>);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        if let Some(member) = self.1 {
            write!(f, "!/{member}")?;
        }
        match self.2 {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}
