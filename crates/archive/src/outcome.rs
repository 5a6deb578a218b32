//! What one record of input came to, ready for the writer.

use crate::{
    columns::Columns, fingerprint::Fingerprint, keys::Keys, source::PackedSource, summary::StoredSummary,
};
use offwire_article::{Article, NewsDate, Source, Summary, Uid, uid};
use serde::Serialize;
use std::sync::Arc;

/// Where a record lies among the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it was given, with `/` between folders.
    pub path: String,
    /// Path inside containers, nested ones joined by `!/`.
    pub member: Option<String>,
    /// Where the record begins in the unpacked stream of its file or member, in bytes.
    pub offset: Option<u64>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }
}

/// What one record of input came to; a record with several articles gives several.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// An article, made by [`Outcome::article`].
    Article(Box<Entry>),
    /// A record that the run's own filters leave out.
    Excluded {
        /// Where it lies.
        place: Place,
        /// Which filter: a stable code (`date`, `language`…).
        reason: String,
    },
    /// A record that gives no article.
    Quarantined {
        /// Where it lies.
        place: Place,
        /// The class of the failure, a stable code.
        reason: String,
        /// The cause in a sentence.
        detail: String,
        /// Its bytes, where they are worth a later try.
        source: Option<Arc<PackedSource>>,
        /// What its bytes do not tell.
        told: Told,
    },
}

/// What the user and the container said of a record that gave no article: reading it again needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Name of the format that it was read as, where its own bytes did not decide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The address that the container gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the container says that it was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<NewsDate>,
    /// Defects that the container found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Outcome {
    /// An article with its source and its summary. Pure, and does all work that needs no archive: meant for
    /// the workers. Where `summary` is `None`, the article's own is taken.
    #[must_use]
    pub fn article(article: Article, source: Arc<PackedSource>, summary: Option<Summary>) -> Self {
        Self::Article(Box::new(Entry::new(article, source, summary)))
    }

    /// Number of bytes that it holds in memory, roughly: what a batch counts to stay within its limit.
    #[must_use]
    pub fn weight(&self) -> usize {
        let own = match self {
            Self::Article(entry) => entry.columns.body.len() * 2 + 1024,
            Self::Excluded { .. } => 256,
            Self::Quarantined { .. } => 512,
        };
        own + self.source_weight()
    }

    /// The part of [`Outcome::weight`] that is its raw record, packed.
    #[must_use]
    pub fn source_weight(&self) -> usize {
        match self {
            Self::Article(entry) => entry.source.weight(),
            Self::Excluded { .. } => 0,
            Self::Quarantined { source, .. } => source.as_ref().map_or(0, |source| source.weight()),
        }
    }
}

/// An article on its way into the archive: parted into columns, fingerprinted, keyed.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) uid: Uid,
    pub(crate) columns: Columns,
    /// Of the columns, as they are stored.
    pub(crate) checksum: u32,
    pub(crate) place: Place,
    pub(crate) format: String,
    pub(crate) encoding: String,
    pub(crate) summary: Option<StoredSummary>,
    pub(crate) source: Arc<PackedSource>,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) keys: Keys,
    pub(crate) take: Option<u32>,
    pub(crate) published: Option<NewsDate>,
}

/// The full-text index ends a text at its first NUL, which no finished text holds.
fn without_nul(article: &mut Article) {
    let texts = article.paragraphs.iter_mut().map(|paragraph| &mut paragraph.text);
    let fields = article.headline.iter_mut().chain(&mut article.subheads).chain(&mut article.authors);
    texts.chain(fields).filter(|text| text.contains('\0')).for_each(|text| text.retain(|c| c != '\0'));
}

impl Entry {
    fn new(mut article: Article, source: Arc<PackedSource>, summary: Option<Summary>) -> Self {
        without_nul(&mut article);
        // Whoever changed the article since it was sealed has made another one of it.
        let uid = uid::of(&article);
        let Source { format, path, member, offset, encoding, .. } = article.source.take().unwrap_or_default();
        let summary = summary
            .or_else(|| article.summary.take())
            .map(|summary| StoredSummary::of(&summary, &article.paragraphs));
        let fingerprint = Fingerprint::of(&article);
        let keys = Keys::of(&article);
        let take = article.wire.as_ref().and_then(|wire| wire.take);
        let published = article.published;
        let columns = Columns::of(article);
        Self {
            checksum: columns.checksum(&uid),
            uid,
            place: Place { path, member, offset },
            format,
            encoding,
            summary,
            source,
            fingerprint,
            keys,
            take,
            published,
            columns,
        }
    }

    /// Where its record lies.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Its uid.
    #[must_use]
    pub fn uid(&self) -> &Uid {
        &self.uid
    }

    /// Its headline.
    #[must_use]
    pub fn headline(&self) -> Option<&str> {
        self.columns.headline.as_deref()
    }

    /// When it was published.
    #[must_use]
    pub fn published(&self) -> Option<NewsDate> {
        self.published
    }
}
