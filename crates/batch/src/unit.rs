//! Units of reading: a large file alone, small files in groups. Their numbers fix the order of results.

use crate::SourceFile;

/// A file of the plan with what is done of it already.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) file: SourceFile,
    /// Records at its start that an earlier run has done.
    pub(crate) done: u64,
}

/// Consecutive jobs `first..end` that are read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) number: u64,
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Whether a reader thread streams it; otherwise the worker that parses it reads it, too.
    pub(crate) is_stream: bool,
    /// Bytes that its files hold once unpacked, guessed.
    pub(crate) weight: u64,
}

/// Files up to this size are read whole by the worker that parses them.
const SMALL_FILE: u64 = 4 << 20;
/// The same for packed files, whose records are larger than they.
const SMALL_PACKED_FILE: u64 = 512 << 10;
/// A group of small files is closed at this size, or at [`GROUP_FILES`].
const GROUP_BYTES: u64 = 256 << 10;
const GROUP_FILES: usize = 16;
/// Packed text is some five times as large when unpacked.
const PACKED_FACTOR: u64 = 5;

const PACKED_ENDINGS: [&str; 11] =
    ["gz", "tgz", "bz2", "xz", "lzma", "zst", "lz4", "zip", "wacz", "tar", "7z"];

/// Cuts the jobs into units.
pub(crate) fn units(jobs: &[Job]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        let is_packed = is_packed(&job.file.name);
        let is_stream =
            job.file.is_stdin() || job.file.size > if is_packed { SMALL_PACKED_FILE } else { SMALL_FILE };
        let weight = job.file.size * if is_packed { PACKED_FACTOR } else { 1 };
        match units.last_mut() {
            Some(last) if !is_stream && last.takes(weight) => {
                last.end = index + 1;
                last.weight += weight;
            }
            _ => {
                let number = units.len() as u64;
                units.push(Unit { number, first: index, end: index + 1, is_stream, weight });
            }
        }
    }
    units
}

impl Unit {
    fn takes(&self, weight: u64) -> bool {
        !self.is_stream && self.end - self.first < GROUP_FILES && self.weight + weight <= GROUP_BYTES
    }
}

fn is_packed(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| PACKED_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &str, size: u64) -> Job {
        Job {
            file: SourceFile {
                name: name.into(),
                raw: None,
                root: std::sync::Arc::default(),
                size,
                modified: 0,
            },
            done: 0,
        }
    }

    #[test]
    fn small_files_go_together_and_large_ones_alone() {
        let jobs = [
            job("a.txt", 10),
            job("b.txt", 20),
            job("c.warc", 5 << 20),
            job("d.html", 300 << 10),
            job("e.gz", 40 << 10),
            job("f.gz", 600 << 10),
            job("-", 0),
        ];
        let got: Vec<(usize, usize, bool)> =
            units(&jobs).iter().map(|u| (u.first, u.end, u.is_stream)).collect();
        let want = [(0, 2, false), (2, 3, true), (3, 4, false), (4, 5, false), (5, 6, true), (6, 7, true)];
        assert_eq!(got, want);
    }

    #[test]
    fn groups_are_bounded() {
        let jobs: Vec<Job> = (0..100).map(|n| job(&format!("{n}.txt"), 100)).collect();
        let units = units(&jobs);
        assert!(units.iter().all(|u| u.end - u.first <= GROUP_FILES));
        assert_eq!(units.last().map(|u| u.end), Some(100));
        assert_eq!(units.len(), 7);
    }
}
