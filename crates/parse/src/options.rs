//! What a parser may be told.

use crate::decode;

/// What a [`crate::Parser`] is told beyond the bytes, and its limits.
///
/// ```
/// let mut options = offwire_parse::ParseOptions::default();
/// options.encoding = Some("windows-1251".into());
/// options.language = Some("ru".into());
/// assert_eq!(options.check(), Ok(()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseOptions {
    /// Name of the format of every record; told from the bytes where `None`. Containers are always opened.
    pub format: Option<String>,
    /// Label of the charset of every record; a byte order mark still wins.
    pub encoding: Option<String>,
    /// BCP 47 tag given to records that do not say their language.
    pub language: Option<String>,
    /// For tables: pairs of a field's name and a column's name or number (from 1), as in `headline=title`.
    pub columns: Vec<(String, String)>,
    /// Largest record in bytes; larger ones are refused. 64 MiB at first.
    pub max_record: usize,
    /// Deepest nesting of containers. 8 at first.
    pub max_depth: usize,
    /// Largest ratio of unpacked to packed bytes, looked at once 16 MiB are unpacked. 400 at first.
    pub max_ratio: u64,
    /// Most members in one archive. 10 million at first.
    pub max_members: u64,
    /// Largest archive that has to be held in memory since it cannot be read in order (a zip inside another
    /// container). 256 MiB at first.
    pub max_buffered: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            language: None,
            columns: Vec::new(),
            max_record: 64 << 20,
            max_depth: 8,
            max_ratio: 400,
            max_members: 10_000_000,
            max_buffered: 256 << 20,
        }
    }
}

impl ParseOptions {
    /// Whether the format and the encoding are known.
    ///
    /// # Errors
    /// A sentence that names the unknown one.
    pub fn check(&self) -> Result<(), String> {
        if let Some(name) = &self.format
            && crate::format_named(name).is_none()
        {
            return Err(format!("`{name}` is no format that is known; see `offwire formats`"));
        }
        match &self.encoding {
            Some(name) if decode::label(name).is_none() => {
                Err(format!("`{name}` is no encoding of the WHATWG Encoding Standard"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_named() {
        let options = ParseOptions { format: Some("betamax".into()), ..ParseOptions::default() };
        assert!(options.check().unwrap_err().contains("betamax"));
        let options = ParseOptions { encoding: Some("klingon".into()), ..ParseOptions::default() };
        assert!(options.check().unwrap_err().contains("klingon"));
    }
}
