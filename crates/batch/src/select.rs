//! Which of the files found are taken: patterns and shards.

use crate::Error;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Which files of a walk are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// Where not empty, one of these must match.
    include: Option<GlobSet>,
    /// None of these may match.
    exclude: Option<GlobSet>,
}

impl Selection {
    pub(crate) fn new(include: &[String], exclude: &[String]) -> Result<Self, Error> {
        Ok(Self { include: set(include)?, exclude: set(exclude)? })
    }

    /// Whether a file of this name is taken. A pattern without `/` is matched against the last part of the name.
    pub(crate) fn takes(&self, name: &str) -> bool {
        self.include.as_ref().is_none_or(|set| matches(set, name))
            && !self.exclude.as_ref().is_some_and(|set| matches(set, name))
    }
}

fn matches(set: &GlobSet, name: &str) -> bool {
    set.is_match(name.strip_prefix("./").unwrap_or(name))
}

fn set(patterns: &[String]) -> Result<Option<GlobSet>, Error> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        let wrong =
            |e: globset::Error| Error::Glob { pattern: pattern.clone(), detail: e.kind().to_string() };
        let anywhere = if pattern.starts_with('/') { pattern.clone() } else { format!("**/{pattern}") };
        builder.add(GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(wrong)?);
    }
    let built = builder.build().map_err(|e| Error::Option(e.to_string()))?;
    Ok(Some(built))
}

/// One machine's part of the files: number `index` (from 1) of `count`.
///
/// ```
/// use offwire_batch::Shard;
/// let shard: Shard = "2/8".parse()?;
/// assert_eq!(shard, Shard::new(2, 8)?);
/// assert!("9/8".parse::<Shard>().is_err());
/// # Ok::<(), offwire_batch::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// Part `index` of `count`, counted from 1.
    ///
    /// # Errors
    /// [`Error::Option`] unless `1 <= index <= count`.
    pub fn new(index: u32, count: u32) -> Result<Self, Error> {
        if index == 0 || index > count {
            return Err(Error::Option(format!("there is no shard {index}/{count}: shards are 1/N to N/N")));
        }
        Ok(Self { index, count })
    }

    /// Whether the file of this name belongs to the part: decided by the name alone, so every machine that
    /// sees the same names agrees.
    pub(crate) fn holds(self, name: &str) -> bool {
        fnv1a(name.as_bytes()) % u64::from(self.count) == u64::from(self.index - 1)
    }
}

impl std::str::FromStr for Shard {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Option(format!("{text:?} is no shard: write it as 1/8"));
        let (index, count) = text.split_once('/').ok_or_else(wrong)?;
        Self::new(index.parse().map_err(|_| wrong())?, count.parse().map_err(|_| wrong())?)
    }
}

/// FNV-1a, 64 bits: short, and the same in every build, unlike the standard library's hasher.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(include: &[&str], exclude: &[&str], name: &str) -> bool {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        Selection::new(&owned(include), &owned(exclude)).unwrap().takes(name)
    }

    #[test]
    fn patterns_choose_by_name_or_by_path() {
        assert!(takes(&[], &[], "a/b.txt"));
        assert!(takes(&["*.txt"], &[], "a/b.txt"));
        assert!(!takes(&["*.html"], &[], "a/b.txt"));
        assert!(takes(&["1987/*.txt"], &[], "archive/1987/b.txt"));
        assert!(!takes(&["1987/*.txt"], &[], "archive/1987/02/b.txt"));
        assert!(takes(&["1987/**"], &[], "archive/1987/02/b.txt"));
        assert!(!takes(&["*.txt"], &["b.*"], "a/b.txt"));
        assert!(!takes(&[], &["a/**"], "./a/b.txt"));
    }

    #[test]
    fn a_broken_pattern_is_named() {
        let error = Selection::new(&["a[".to_owned()], &[]).unwrap_err();
        assert!(error.to_string().contains("\"a[\""), "{error}");
    }

    #[test]
    fn every_file_is_in_exactly_one_shard() {
        for n in 0..200 {
            let name = format!("news/{n}.txt");
            let held = (1..=7).filter(|i| Shard::new(*i, 7).unwrap().holds(&name)).count();
            assert_eq!(held, 1);
        }
    }
}
