//! A raw record on its way to becoming articles.

use offwire_article::NewsDate;

/// Where an item was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path of the file as it was given, with `/` between folders.
    pub path: String,
    /// Path inside containers, nested ones joined by `!/`; `None` for a bare file.
    pub member: Option<String>,
    /// Where the item begins in the unpacked stream of its file or member, in bytes.
    pub offset: Option<u64>,
    /// Address that the container gives for the item.
    pub url: Option<String>,
    /// When the container says that it was captured.
    pub captured: Option<NewsDate>,
}

impl Origin {
    /// The origin of a bare file.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// The name that the item's extension and date hints are read from: the last part of member or path.
    #[must_use]
    pub fn name(&self) -> &str {
        let whole = self.member.as_deref().unwrap_or(&self.path);
        whole.rsplit('/').next().unwrap_or(whole)
    }
}

/// One record's bytes with what its container says of it. A record may hold several articles.
#[derive(Debug, Clone, Default)]
pub struct RawItem {
    /// Where it was found.
    pub origin: Origin,
    /// The bytes: unpacked, not decoded.
    pub bytes: Vec<u8>,
    /// Name of the format where the container decides it; otherwise it is told from the bytes.
    pub format: Option<&'static str>,
    /// Charset that the container declares (an HTTP header, a mail part).
    pub charset: Option<String>,
}
