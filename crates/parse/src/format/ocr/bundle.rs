//! Issues that lie in several files: they come as one record, a tar of the files as they are, so that ranges
//! point into it and the record can be read again by itself.

use crate::container::budget::Budget;
use crate::container::compressed::unpack;
use crate::markup::{Element, Tree};
use crate::sniff::{self, Kind};
use crate::stream::Stream;
use crate::{ParseOptions, Siblings};
use std::io::Read;

/// Most files in one issue.
const MAX_FILES: usize = 2_000;
/// Endings of files that are packed one by one.
const PACKED: [&str; 4] = [".gz", ".bz2", ".xz", ".zst"];

/// One file of an issue.
pub(crate) struct File<'b> {
    pub(crate) name: String,
    pub(crate) bytes: &'b [u8],
    /// Where its bytes begin in the record.
    pub(crate) start: u64,
}

/// A tar of files; names longer than a tar header holds are cut from the front.
pub(crate) fn pack(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        let name = name.trim_start_matches("../");
        let short = name.char_indices().map(|(at, _)| at).find(|at| name.len() - at <= 100).unwrap_or(0);
        header.set_path(name.get(short..).unwrap_or(name)).ok()?;
        header.set_cksum();
        builder.append(&header, bytes.as_slice()).ok()?;
    }
    builder.into_inner().ok()
}

/// The files of a record: those of a tar, or the bytes as the only one.
pub(crate) fn files(bytes: &[u8]) -> Vec<File<'_>> {
    let mut files = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().into_iter().flatten() {
        let Ok(entry) = entry else { break };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let start = entry.raw_file_position();
        let end = start + entry.size();
        let (from, to) =
            (usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(end).unwrap_or(usize::MAX));
        let Some(content) = bytes.get(from..to.min(bytes.len())) else { break };
        files.push(File { name, bytes: content, start });
    }
    if files.is_empty() {
        files.push(File { name: String::new(), bytes, start: 0 });
    }
    files
}

/// The file of an issue that a reference names, by its last parts.
pub(crate) fn find<'f, 'b>(files: &'f [File<'b>], reference: &str) -> Option<&'f File<'b>> {
    let wanted = clean(reference);
    let name = wanted.rsplit('/').next().unwrap_or_default();
    files
        .iter()
        .find(|file| file.name == wanted)
        .or_else(|| files.iter().find(|file| !name.is_empty() && file.name.rsplit('/').next() == Some(name)))
}

/// A reference as a path: without scheme, dots and backslashes.
pub(crate) fn clean(reference: &str) -> String {
    let path = reference.trim().trim_start_matches("file:").replace('\\', "/");
    let path = path.trim_start_matches('/');
    path.trim_start_matches("./").trim_start_matches('/').to_owned()
}

/// Reads the files that the head of an issue names; gives them with the head first. `None` where none is there.
pub(crate) fn gather(
    head: (String, Vec<u8>),
    references: &[String],
    siblings: &dyn Siblings,
    options: &ParseOptions,
) -> Option<Vec<u8>> {
    let mut left = options.max_buffered.saturating_sub(head.1.len());
    let mut files = vec![head];
    for reference in references.iter().take(MAX_FILES) {
        let path = clean(reference);
        if path.is_empty() || path.split('/').any(|part| part == "..") || path.contains("://") {
            continue;
        }
        let Some(bytes) = open(&path, siblings).and_then(|read| whole(read, left, options)) else { continue };
        left -= bytes.len();
        files.push((path, bytes));
    }
    if files.len() < 2 { None } else { pack(&files) }
}

/// The file of a path: as it is called, packed, or with other marks between the same letters and digits (heads
/// of issues write `x_1937-03-01.xml` of a file that is called `x_1937_03_01.xml`).
fn open(path: &str, siblings: &dyn Siblings) -> Option<Box<dyn Read + Send>> {
    if let Some(file) = siblings.open(path) {
        return Some(file);
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let wanted = letters(name);
    let like = |found: &String| {
        let bare = PACKED.iter().find_map(|ending| found.strip_suffix(ending)).unwrap_or(found);
        letters(bare) == wanted
    };
    let found = siblings.list(folder).into_iter().find(like)?;
    siblings.open(&if folder.is_empty() { found } else { format!("{folder}/{found}") })
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The bytes of a file, unpacked; `None` where it is empty, damaged at its start or too large.
fn whole(read: Box<dyn Read + Send>, limit: usize, options: &ParseOptions) -> Option<Vec<u8>> {
    let mut stream = Stream::new(read);
    if let Kind::Packed(packing) = sniff::kind(stream.fill(16)) {
        stream = unpack(packing, stream, options, &Budget::default());
    }
    let length = stream.fill(limit.saturating_add(1)).len();
    (length > 0 && length <= limit).then(|| stream.draw(length))
}

/// The text files that the head of an issue names: pages of METS, texts of DIDL, entities of Olive.
pub(crate) fn references(head: &[u8], own: &str) -> Vec<String> {
    let tree = Tree::of_bytes(head);
    let Some(root) = tree.root() else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    for element in root.descendants() {
        let reference = reference(element);
        if let Some(path) = reference
            .filter(|path| path.to_ascii_lowercase().ends_with(".xml") && !own.ends_with(&clean(path)))
            && !found.contains(&path)
        {
            found.push(path);
        }
    }
    found
}

fn reference(element: Element<'_>) -> Option<String> {
    if element.is("FLocat") {
        return element.attribute("href");
    }
    if element.is("Resource") {
        return element.attribute("filename").or_else(|| element.attribute("ref"));
    }
    if element.is("Entity") || element.is("Page") {
        return element.attribute("HREF").map(|href| format!("Document{href}.xml"));
    }
    if element.is("image") {
        let path = element.attribute("xml")?;
        return path.rsplit('/').next().map(str::to_owned);
    }
    None
}

/// Parts of the names that heads of issues bear.
const HEADS: [&str; 4] = ["mets", "didl", "_metadata", "_mit.xml"];

/// Whether another file of the folder, or of the one above, is the head of an issue that this page belongs to.
pub(crate) fn belongs(name: &str, siblings: &dyn Siblings) -> bool {
    // A plain copy of a page that lies beside it in ALTO.
    let name = PACKED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    if let Some(stem) = name.strip_suffix("_ocr_text.xml")
        && siblings.list("").contains(&format!("{stem}_alto.xml"))
    {
        return true;
    }
    for folder in ["", "../", "../../"] {
        for file in siblings.list(folder) {
            let lower = file.to_ascii_lowercase();
            let is_head = lower.ends_with(".xml")
                && (HEADS.iter().any(|part| lower.contains(part)) || lower == "toc.xml");
            if !is_head || file == name {
                continue;
            }
            let Some(read) = siblings.open(&format!("{folder}{file}")) else { continue };
            let mut bytes = Vec::new();
            if read.take(64 << 20).read_to_end(&mut bytes).is_ok() && names(&bytes, name) {
                return true;
            }
        }
    }
    false
}

/// Whether the head of an issue names a file.
fn names(head: &[u8], name: &str) -> bool {
    let within = format!("/{}", name.trim_end_matches(".xml"));
    if [name, &within].iter().any(|wanted| memchr::memmem::find(head, wanted.as_bytes()).is_some()) {
        return true;
    }
    let wanted = letters(name);
    references(head, "").iter().any(|reference| letters(reference.rsplit('/').next().unwrap_or("")) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_keeps_the_bytes_of_its_files() {
        let packed = pack(&[
            ("mets.xml".into(), b"<mets/>".to_vec()),
            ("ALTO/1.xml".into(), b"<alto>x</alto>".to_vec()),
        ])
        .unwrap();
        let files = files(&packed);
        assert_eq!(files.len(), 2);
        let page = find(&files, "file://./ALTO/1.xml").unwrap();
        assert_eq!(&packed[page.start as usize..][..14], b"<alto>x</alto>");
    }

    #[test]
    fn references_out_of_the_folder_are_not_followed() {
        struct All;
        impl Siblings for All {
            fn open(&self, _: &str) -> Option<Box<dyn Read + Send>> {
                Some(Box::new(&b"x"[..]))
            }
            fn list(&self, _: &str) -> Vec<String> {
                Vec::new()
            }
        }
        let head = ("mets.xml".to_owned(), b"<mets/>".to_vec());
        let options = ParseOptions { max_buffered: 1000, ..ParseOptions::default() };
        assert!(gather(head.clone(), &["../../etc/a.xml".into()], &All, &options).is_none());
        assert!(gather(head, &["a.xml".into()], &All, &options).is_some());
    }

    #[test]
    fn names_may_differ_in_their_marks_and_files_may_be_packed() {
        struct Folder;
        impl Siblings for Folder {
            fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>> {
                let packed = || {
                    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                    std::io::Write::write_all(&mut packer, b"<alto/>").unwrap();
                    packer.finish().unwrap()
                };
                (relative == "pages/x_1937_03_01.xml.gz")
                    .then(|| Box::new(std::io::Cursor::new(packed())) as Box<dyn Read + Send>)
            }
            fn list(&self, folder: &str) -> Vec<String> {
                if folder == "pages" { vec!["x_1937_03_01.xml.gz".into()] } else { Vec::new() }
            }
        }
        let head = ("didl.xml".to_owned(), b"<didl/>".to_vec());
        let packed =
            gather(head, &["pages/x_1937-03-01.xml".into()], &Folder, &ParseOptions::default()).unwrap();
        assert_eq!(files(&packed)[1].bytes, b"<alto/>");
    }
}
