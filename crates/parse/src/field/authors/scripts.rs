//! Authors in the state that scripts carry: `"author":"Ann Lee"`, `"byline":"By Ann Lee"`, `"authors":[{"name":…}]`.

use super::candidates::{Gather, names};
use super::source::Source;
use crate::field::byline::signatures;
use crate::field::candidate::Place;
use crate::field::markup::Markup;
use memchr::memmem::Finder;

/// Bytes of a script that are read, values taken.
const BYTES: usize = 400_000;
const VALUES: usize = 3;

impl Gather<'_, '_> {
    pub(super) fn scripts(&mut self, markup: &Markup) {
        let mut left = VALUES;
        for &id in &markup.scripts {
            let is_told = self.page.attr(id, "type").is_some_and(|kind| kind.contains("ld+json"));
            let Some(text) = self.page.first_child(id).filter(|_| !is_told && left > 0) else { continue };
            let source = self.page.text(text);
            let end =
                (0..=source.len().min(BYTES)).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
            let found: Vec<String> = values(source.get(..end).unwrap_or("")).take(left).collect();
            for value in found {
                left -= 1;
                self.add(Source::Script, names(&value), Place::Element(id));
                self.add(Source::ScriptWritten, signatures(&value), Place::Element(id));
            }
        }
    }
}

/// The values of keys that name an author.
fn values(source: &str) -> impl Iterator<Item = String> {
    let mut keys = ["author", "Author", "byline", "Byline"].map(|key| Key::new(key, source));
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let nearest = keys.iter_mut().filter_map(|key| key.behind(at)).min()?;
            at = nearest;
            if let Some(value) = value(source.get(at..)?) {
                return Some(value);
            }
        }
    })
}

/// A key with its next place: each stretch of a script is looked through once for each key.
struct Key<'a> {
    finder: Finder<'static>,
    source: &'a [u8],
    next: Option<usize>,
}

impl<'a> Key<'a> {
    fn new(key: &'static str, source: &'a str) -> Self {
        let finder = Finder::new(key);
        let source = source.as_bytes();
        Self { next: finder.find(source), finder, source }
    }

    /// The offset behind the first place of the key from `at` on.
    fn behind(&mut self, at: usize) -> Option<usize> {
        if self.next? < at {
            self.next = self.finder.find(self.source.get(at..)?).map(|found| at + found);
        }
        Some(self.next? + self.finder.needle().len())
    }
}

/// The string behind a key: directly, in an array, or as the `name` of an object.
fn value(behind: &str) -> Option<String> {
    let rest = ["s", "Name", "_name", "Names", "-name"]
        .iter()
        .filter_map(|end| behind.strip_prefix(end))
        .min_by_key(|rest| rest.len())
        .unwrap_or(behind);
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix(':')?.trim_start();
    let rest = rest.strip_prefix('[').map_or(rest, str::trim_start);
    if let Some(object) = rest.strip_prefix('{') {
        let inner = object.get(..object.find('}')?).unwrap_or("");
        let name = inner.find("\"name\"")?;
        return literal(inner.get(name + 6..)?.trim_start().strip_prefix(':')?.trim_start());
    }
    literal(rest)
}

/// A string literal that reads like names.
fn literal(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text.get(1..)?;
    let end = inner
        .char_indices()
        .take(300)
        .find(|(at, c)| *c == quote && !inner.get(..*at).is_some_and(|before| before.ends_with('\\')))?;
    let raw = inner.get(..end.0)?;
    let read = serde_json::from_str::<String>(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned());
    let is_names = (3..100).contains(&read.chars().count()) && !read.contains(['{', '<', '=', '_', '/', '#']);
    is_names.then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_name_authors() {
        let source = r#"x={"author":"Ann Lee","a":1,authors: [{"id":3,"name":"Bo \u00c9k"}],'byline':'By Cy Fox'}
            if (author == "none") {}"#;
        assert_eq!(values(source).collect::<Vec<_>>(), ["Ann Lee", "Bo Ék", "By Cy Fox"]);
    }
}
