//! Issues of newspapers inside archives: their parts wait on a shelf until the issue is whole.

use crate::format::ocr::bundle;
use crate::sniff::Head;
use crate::{ParseOptions, RawItem, Siblings};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::{Mutex, PoisonError};

/// Bytes that may wait; beyond, everything is given as far as it has come.
const ROOM: usize = 64 << 20;

/// Which part of an issue in several files a format is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Page,
}

impl Part {
    pub(super) fn of(format: &str, head: &Head<'_>) -> Option<Self> {
        match format {
            "didl" if head.root_is(&["text"]) => Some(Self::Page),
            "olive" if !head.root_is(&["Xmd_toc"]) => Some(Self::Page),
            "abbyy" if head.root_is(&["ticket"]) => Some(Self::Head),
            "mets" | "didl" | "olive" => Some(Self::Head),
            "alto" | "page" | "abbyy" => Some(Self::Page),
            _ => None,
        }
    }
}

/// The parts of issues that have been read and not yet given.
#[derive(Default)]
pub(super) struct Shelf {
    parts: Vec<Held>,
    bytes: usize,
    depth: usize,
}

/// A part that waits, with the paths of what it needs where it is the head of an issue.
struct Held {
    item: RawItem,
    part: Part,
    needs: Vec<String>,
}

impl Shelf {
    /// Adds a part of an archive at a depth of nesting; gives what is whole by it.
    pub(super) fn put(
        &mut self,
        item: RawItem,
        part: Part,
        depth: usize,
        options: &ParseOptions,
    ) -> Vec<RawItem> {
        self.bytes += item.bytes.len();
        self.depth = depth;
        let needs = match part {
            Part::Head => bundle::references(&item.bytes, item.origin.name())
                .iter()
                .map(|reference| join(folder(&item), &bundle::clean(reference)))
                .collect(),
            Part::Page => Vec::new(),
        };
        self.parts.push(Held { item, part, needs });
        if self.bytes > ROOM.min(options.max_buffered) {
            return self.clear(0, options);
        }
        let here: BTreeSet<&str> = self.parts.iter().map(|held| path(&held.item)).collect();
        let is_whole = |held: &Held| {
            held.part == Part::Head && held.needs.iter().all(|need| here.contains(need.as_str()))
        };
        match self.parts.iter().position(is_whole) {
            Some(head) => self.bind(head, options).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Once the archive is left: issues as far as their parts have come, then pages without a head.
    pub(super) fn clear(&mut self, depth: usize, options: &ParseOptions) -> Vec<RawItem> {
        let mut given = Vec::new();
        if depth >= self.depth {
            return given;
        }
        while let Some(head) = self.parts.iter().position(|held| held.part == Part::Head) {
            given.extend(self.bind(head, options));
        }
        given.extend(self.parts.drain(..).map(|held| held.item));
        self.bytes = 0;
        given
    }

    /// An issue as one record; its parts leave the shelf.
    fn bind(&mut self, head: usize, options: &ParseOptions) -> Option<RawItem> {
        let mut head = (head < self.parts.len()).then(|| self.parts.remove(head))?.item;
        let around = Around { folder: folder(&head), parts: &self.parts, taken: Mutex::default() };
        let references = bundle::references(&head.bytes, head.origin.name());
        let own = (head.origin.name().to_owned(), head.bytes.clone());
        let packed = bundle::gather(own, &references, &around, options);
        let taken = around.taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut at = 0;
        self.parts.retain(|_| {
            at += 1;
            !taken.contains(&(at - 1))
        });
        self.bytes = self.parts.iter().map(|held| held.item.bytes.len()).sum();
        if let Some(packed) = packed {
            head.bytes = packed;
        }
        Some(head)
    }
}

/// The path of a part inside all archives.
fn path(item: &RawItem) -> &str {
    item.origin.member.as_deref().unwrap_or_default()
}

/// The path of its folder.
fn folder(item: &RawItem) -> &str {
    path(item).rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The parts on the shelf as the files around a head.
struct Around<'s> {
    folder: &'s str,
    parts: &'s [Held],
    taken: Mutex<BTreeSet<usize>>,
}

impl Siblings for Around<'_> {
    fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>> {
        let wanted = join(self.folder, relative);
        let at = self.parts.iter().position(|held| path(&held.item) == wanted)?;
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(at);
        Some(Box::new(Cursor::new(self.parts.get(at)?.item.bytes.clone())))
    }

    fn list(&self, relative: &str) -> Vec<String> {
        let wanted = if relative.is_empty() { self.folder.to_owned() } else { join(self.folder, relative) };
        let there = self.parts.iter().filter(|held| folder(&held.item) == wanted);
        let mut names: Vec<String> = there.map(|held| held.item.origin.name().to_owned()).collect();
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Origin, ParseOptions, Parser};
    use std::io::{Cursor, Write};

    const METS: &str = r#"<mets><dmdSec><titleInfo><title>The Harbour Times</title></titleInfo><dateIssued>1824-02-17</dateIssued></dmdSec>
        <fileSec><file ID="p1"><FLocat href="file://./ALTO/1.xml"/></file><file ID="p2"><FLocat href="ALTO/2.xml"/></file></fileSec><structMap TYPE="LOGICAL">
        <div TYPE="ARTICLE"><fptr><area FILEID="p1" BEGIN="b"/></fptr><fptr><area FILEID="p2" BEGIN="b"/></fptr></div></structMap></mets>"#;

    fn page(word: &str) -> String {
        format!(
            "<alto><Layout><Page><TextBlock ID=\"b\"><TextLine><String CONTENT=\"{word}\"/></TextLine></TextBlock></Page></Layout></alto>"
        )
    }

    fn read(bytes: Vec<u8>) -> Vec<Article> {
        let parser = Parser::new(ParseOptions::default());
        let items: Vec<_> =
            parser.items(Box::new(Cursor::new(bytes)), Origin::file("x")).collect::<Result<_, _>>().unwrap();
        items.iter().flat_map(|item| parser.parse(item)).map(Result::unwrap).collect()
    }

    fn tar(members: &[(&str, String)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, text) in members {
            let mut header = tar::Header::new_ustar();
            header.set_size(text.len() as u64);
            builder.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn zip(members: &[(&str, String)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_issue_in_an_archive_comes_once_wherever_its_head_stands() {
        let head = ("a/mets.xml", METS.to_owned());
        let pages = [("a/ALTO/1.xml", page("Harbour")), ("a/ALTO/2.xml", page("Ferries"))];
        let lone = ("b/1.xml", page("Alone"));
        let first = [vec![head.clone()], pages.to_vec(), vec![lone.clone()]].concat();
        let last = [pages.to_vec(), vec![lone, head]].concat();
        for members in [first, last] {
            for bytes in [tar(&members), zip(&members)] {
                let articles = read(bytes);
                let bodies: Vec<String> = articles.iter().map(Article::body).collect();
                assert_eq!(bodies, ["Harbour\n\nFerries", "Alone"]);
                let print = articles[0].print.as_ref().unwrap();
                assert_eq!(print.title.as_deref(), Some("The Harbour Times"));
                assert_eq!(articles[0].source.as_ref().unwrap().member.as_deref(), Some("a/mets.xml"));
            }
        }
    }

    #[test]
    fn an_issue_that_lacks_a_page_is_given_at_the_end() {
        let articles = read(tar(&[("a/ALTO/1.xml", page("Harbour")), ("a/mets.xml", METS.to_owned())]));
        assert_eq!(articles[0].body(), "Harbour");
        assert_eq!(articles.len(), 1);
    }
}
