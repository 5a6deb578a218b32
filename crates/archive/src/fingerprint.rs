//! A small sample of an article's word pairs, by which near copies find each other.

use crate::pieces::is_cjk;
use offwire_article::Article;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// One pair in so many is kept.
const SPACING: usize = 8;
/// Fewest and most pairs of a sample.
const FEWEST: usize = 16;
const MOST: usize = 64;

/// The smallest hashes of an article's pairs of neighbouring content words, sorted.
///
/// A content word has four letters or more, or a digit; pairs of them survive edits elsewhere, and the errors
/// of OCR at the rates that old newspapers show. The sample is the bottom of all hashes by one permutation
/// (A. Broder, "On the resemblance and containment of documents", 1997), which costs one hash a pair.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub(crate) sample: Vec<u32>,
}

impl Fingerprint {
    /// The fingerprint of an article's body.
    ///
    /// ```
    /// use offwire_article::{Article, Paragraph};
    /// let mut story = Article::default();
    /// story.paragraphs.push(Paragraph::text("The harbour reopened on Monday after repairs."));
    /// let print = offwire_archive::Fingerprint::of(&story);
    /// assert_eq!(print.resemblance(&print), 1.0);
    /// ```
    #[must_use]
    pub fn of(article: &Article) -> Self {
        Self::of_texts(article.body_paragraphs().map(|paragraph| paragraph.text.as_str()))
    }

    pub(crate) fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sample = Vec::with_capacity(512);
        let mut pairs = Pairs::default();
        for text in texts {
            pairs.read(text, &mut |pair| sample.push(pair.hash));
        }
        sample.sort_unstable();
        sample.dedup();
        let size = (sample.len() / SPACING).clamp(FEWEST, MOST);
        sample.truncate(size);
        Self { sample }
    }

    /// Estimate of the share of common pairs among the pairs of both, 0 to 1.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        let Some(limit) = self.limit(other) else { return 0.0 };
        let (common, mine, theirs) = self.count(other, limit);
        ratio(common, mine + theirs - common)
    }

    /// Greatest hash that both samples reach.
    fn limit(&self, other: &Self) -> Option<u32> {
        let reach = |print: &Self| {
            let full = print.sample.len() >= FEWEST;
            print.sample.last().map(|last| if full { *last } else { u32::MAX })
        };
        Some(reach(self)?.min(reach(other)?))
    }

    /// Hashes up to `limit`: in both, in this, in the other.
    fn count(&self, other: &Self, limit: u32) -> (usize, usize, usize) {
        let upto = |print: &Self| print.sample.partition_point(|hash| *hash <= limit);
        let (mine, theirs) = (upto(self), upto(other));
        let common =
            self.sample.iter().take(mine).filter(|hash| other.sample.binary_search(hash).is_ok()).count();
        (common, mine, theirs)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A pair of neighbouring content words, with the bytes that it spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) hash: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// All pairs of a text in order.
pub(crate) fn pairs_of(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(text.len() / 10);
    Pairs::default().read(text, &mut |pair| pairs.push(pair));
    pairs
}

/// Walks over words and remembers the one before.
#[derive(Default)]
struct Pairs {
    /// Hash and first byte of the content word before.
    before: Option<(u64, usize)>,
    word: String,
    word_start: usize,
    /// Last letters of a run without blanks, oldest first, with their first bytes.
    run: [(char, usize); 4],
    run_length: usize,
}

impl Pairs {
    fn read(&mut self, text: &str, found: &mut impl FnMut(Pair)) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            // Most of most texts is ASCII, which is told by the byte and lowered by the word.
            let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if let Some(letters) = rest.get(..run).filter(|letters| !letters.is_empty()) {
                self.open(at);
                let before = self.word.len();
                self.word.push_str(letters);
                self.word.get_mut(before..).unwrap_or_default().make_ascii_lowercase();
                at += run;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            if c.is_ascii() {
                if c != '\'' {
                    self.close(at, found);
                }
            } else {
                self.letter(c, at, found);
            }
            at += c.len_utf8();
        }
        self.close(text.len(), found);
    }

    /// Begins a word, or goes on with the one that is open.
    fn open(&mut self, at: usize) {
        self.run_length = 0;
        if self.word.is_empty() {
            self.word_start = at;
        }
    }

    /// A character beyond ASCII.
    fn letter(&mut self, c: char, at: usize, found: &mut impl FnMut(Pair)) {
        if is_cjk(c) {
            self.close(at, found);
            self.unspaced(c, at, found);
        } else if c.is_alphanumeric() {
            self.open(at);
            self.word.extend(c.to_lowercase());
        } else if c != '\u{2019}' {
            self.close(at, found);
        }
    }

    /// Ends a word: a content word makes a pair with the one before.
    fn close(&mut self, end: usize, found: &mut impl FnMut(Pair)) {
        if self.word.is_empty() {
            return;
        }
        if self.word.len() >= 4 || self.word.bytes().any(|b| b.is_ascii_digit()) {
            let hash = xxh3_64(self.word.as_bytes());
            if let Some((before, start)) = self.before {
                found(Pair { hash: top(xxh3_64_with_seed(&hash.to_le_bytes(), before)), start, end });
            }
            self.before = Some((hash, self.word_start));
        }
        self.word.clear();
    }

    /// Runs without blanks are taken four letters at a time, for two name half of all stories.
    fn unspaced(&mut self, c: char, at: usize, found: &mut impl FnMut(Pair)) {
        self.run.rotate_left(1);
        if let Some(last) = self.run.last_mut() {
            *last = (c, at);
        }
        self.run_length += 1;
        if self.run_length >= self.run.len() {
            let letters: String = self.run.iter().map(|(letter, _)| letter).collect();
            let start = self.run.first().map_or(at, |(_, start)| *start);
            found(Pair { hash: top(xxh3_64(letters.as_bytes())), start, end: at + c.len_utf8() });
        }
    }
}

fn top(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Fingerprint {
        Fingerprint::of_texts([text])
    }

    fn long(seed: usize) -> String {
        (0..400).map(|n| format!("word{} ", (n * 7919 + seed * 104_729) % 99_991)).collect()
    }

    #[test]
    fn an_edit_leaves_most_of_the_sample() {
        let text = long(1);
        let edited = text.replacen("word", "changed", 3);
        assert!(of(&text).resemblance(&of(&edited)) > 0.85);
        assert!(of(&text).resemblance(&of(&long(2))) < 0.05);
    }

    #[test]
    fn words_are_told_alike_in_and_beyond_ascii() {
        let spans = |text: &str| -> Vec<(u32, String)> {
            pairs_of(text)
                .into_iter()
                .map(|pair| (pair.hash, text[pair.start..pair.end].to_owned()))
                .collect()
        };
        let plain = spans("harbour's 7 naïveté reopens");
        assert_eq!(
            plain.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
            ["harbour's 7", "7 naïveté", "naïveté reopens"]
        );
        let hashes = |text: &str| spans(text).into_iter().map(|(hash, _)| hash).collect::<Vec<_>>();
        assert_eq!(hashes("HARBOUR’S; 7, NAÏVETÉ (and) Reopens"), hashes("harbours 7 naïveté reopens"));
    }

    #[test]
    fn texts_without_blanks_have_a_sample() {
        assert!(!of("代表团星期一抵达北京进行访问").sample.is_empty());
        assert!(of("").sample.is_empty());
        assert_eq!(of("").resemblance(&of("")), 0.0);
    }
}
