//! Files that were made to do harm: each is named, nothing outside is read or written, and none takes long.

mod property;

use offwire_parse::{Article, Error, ParseOptions, Reason};
use std::io::{Cursor, Read, Write};

fn read_from(stream: Box<dyn Read + Send>) -> (Vec<Article>, Vec<Error>) {
    let (articles, errors) = property::read_from(ParseOptions::default(), stream);
    property::hold(&articles, &errors);
    (articles, errors)
}

fn read(bytes: &[u8]) -> (Vec<Article>, Vec<Error>) {
    let (articles, errors) = property::read(ParseOptions::default(), bytes);
    property::hold(&articles, &errors);
    (articles, errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same members of gzip over and over, without holding them.
struct Repeated {
    member: Vec<u8>,
    at: usize,
    left: u64,
    given: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl Read for Repeated {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.member.len() {
            self.at = 0;
            self.left = self.left.saturating_sub(1);
        }
        if self.left == 0 {
            return Ok(0);
        }
        let count = into.len().min(self.member.len() - self.at);
        into[..count].copy_from_slice(&self.member[self.at..self.at + count]);
        self.at += count;
        self.given.fetch_add(count as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn twenty_gigabytes_of_zeros_are_left_at_their_start() {
    for filling in [0u8, b'a'] {
        let given = std::sync::Arc::default();
        let member = gzip(&vec![filling; 16 << 20]);
        let bomb = Repeated { member, at: 0, left: 1_280, given: std::sync::Arc::clone(&given) };
        let (articles, errors) = read_from(Box::new(bomb));
        assert!(articles.is_empty());
        assert!(matches!(errors[0].reason, Reason::NotText | Reason::Bomb), "{errors:?}");
        let given = given.load(std::sync::atomic::Ordering::Relaxed);
        assert!(given < 1 << 20, "{given} bytes were read");
    }
}

#[test]
fn zips_in_zips_are_stopped_by_what_all_of_them_unpack_to() {
    let leaf = zip(&[("zeros.txt", &vec![b'a'; 17 << 20])]);
    let mut nested = leaf;
    for _ in 0..4 {
        let names: Vec<String> = (0..16).map(|n| format!("{n}.zip")).collect();
        let members: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), nested.as_slice())).collect();
        nested = zip(&members);
    }
    let (articles, errors) = read(&nested);
    assert!(articles.is_empty());
    assert!(errors.iter().all(|error| error.reason == Reason::Bomb), "{errors:?}");
    assert!((1..=16).contains(&errors.len()), "{} of 65,536 were looked into", errors.len());
}

#[test]
fn members_that_lie_in_one_another_are_a_bomb() {
    let mut bytes = zip(&[("a.txt", b"The harbour reopened."), ("b.txt", b"The ferries run again.")]);
    // The second entry of the table is led to the first member.
    let table = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[table + 42..table + 46].fill(0);
    let (articles, errors) = read(&bytes);
    assert!(articles.is_empty());
    assert_eq!(errors[0].reason, Reason::Bomb);
}

#[test]
fn names_that_lead_out_are_refused_by_name() {
    let story: &[u8] = b"{\"title\": \"Harbour reopens\", \"text\": \"It did.\"}";
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_old();
    header.as_old_mut().name[..16].copy_from_slice(b"../../etc/passwd");
    header.set_size(story.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    tar.append(&header, story).unwrap();
    for bytes in [zip(&[("../../etc/passwd", story), ("a.json", story)]), tar.into_inner().unwrap()] {
        let (articles, errors) = read(&bytes);
        assert!(articles.len() <= 1);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].reason, Reason::Malformed);
        assert!(errors[0].to_string().contains("../../etc/passwd"), "{}", errors[0]);
    }
}

#[test]
fn entities_are_neither_multiplied_nor_fetched() {
    let levels: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let story = |subset: &str, used: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE nitf [{subset}]><nitf><body><body.head><hedline><hl1>Harbour</hl1></hedline></body.head><body.content><p>{used} It reopened.</p></body.content></body></nitf>"
        )
    };
    let laughs = story(&format!("<!ENTITY l0 \"ha\">{levels}"), "&l9;");
    let (articles, errors) = read(laughs.as_bytes());
    assert!(articles.is_empty());
    assert!(matches!(errors[0].reason, Reason::Bomb | Reason::Malformed), "{errors:?}");
    let outside = story("<!ENTITY x SYSTEM \"file:///etc/hostname\">", "&x;");
    let (articles, errors) = read(outside.as_bytes());
    assert!(articles.is_empty());
    assert_eq!(errors.len(), 1);
    assert!(errors[0].to_string().contains("entit"), "{}", errors[0]);
}
