//! A raw record on its way to becoming articles.

use offwire_article::NewsDate;
use std::io::Read;
use std::sync::Arc;

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
        self.whole().rsplit('/').next().unwrap_or_default()
    }

    /// The name of the folder that the item lies in; empty where there is none.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.whole().rsplit('/').nth(1).unwrap_or_default()
    }

    fn whole(&self) -> &str {
        self.member.as_deref().unwrap_or(&self.path)
    }

    /// The origin of a member of this container.
    #[must_use]
    pub(crate) fn member(&self, name: &str) -> Self {
        let member = match &self.member {
            Some(outer) => format!("{outer}!/{name}"),
            None => name.to_owned(),
        };
        Self { path: self.path.clone(), member: Some(member), ..Self::default() }
    }

    /// The same at an offset.
    #[must_use]
    pub(crate) fn at(&self, offset: u64) -> Self {
        Self { offset: Some(offset), ..self.clone() }
    }
}

/// One record's bytes with what its container says of it. A record may hold several articles.
#[derive(Debug, Clone, Default)]
pub struct RawItem {
    /// Where it was found.
    pub origin: Origin,
    /// The bytes: unpacked, not decoded.
    pub bytes: Vec<u8>,
    /// Name of the format where the container decides it, in which case the bytes are one record of it;
    /// otherwise the format is told from the bytes, which may then hold many records.
    pub format: Option<&'static str>,
    /// Charset that the container declares (an HTTP header, a mail part).
    pub charset: Option<String>,
    /// What the record needs from its container to be read by itself: the header row of a table. Whoever
    /// stores the bytes to read them again later stores this with them.
    pub context: Option<Arc<str>>,
    /// Defects found on the way, in plain words, such as `cut off`.
    pub notes: Vec<String>,
}

/// The files that lie around an item: how a METS issue finds its pages.
///
/// Paths are relative to the item's own folder, with `/` between folders, and may begin with `../`.
/// An implementation must refuse (`None`, or an empty list) whatever leaves the folders that it may read.
pub trait Siblings: Send + Sync {
    /// Opens a file; `None` where there is none.
    fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>>;

    /// Names of the files in a folder (`""` is the item's own), sorted; without folders.
    fn list(&self, folder: &str) -> Vec<String>;
}
