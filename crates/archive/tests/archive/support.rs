//! Stories and archives for the tests.

use offwire_archive::{Archive, Counts, Outcome, PackedSource, RunInfo, RunReport};
use offwire_article::{Article, Paragraph, Source, Span, uid};
use tempfile::TempDir;

/// An archive in a folder of its own, which goes when the test ends.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("offwire.db")
    }

    pub(crate) fn open(&self) -> Archive {
        Archive::open_or_create(self.path()).unwrap()
    }
}

/// A story whose record is its headline and paragraphs parted by blank lines.
pub(crate) fn story(path: &str, headline: &str, paragraphs: &[&str]) -> Article {
    let mut article = Article { headline: Some(headline.into()), ..Article::default() };
    let mut at = headline.len() + 2;
    for text in paragraphs {
        let span = Span::of(at, at + text.len());
        article.paragraphs.push(Paragraph::text(*text).with_source(vec![span]));
        at += text.len() + 2;
    }
    article.published = Some("1987-02-26".parse().unwrap());
    article.language = Some("en".into());
    let raw = raw_of(&article);
    article.source = Some(Source {
        format: "text".into(),
        path: path.into(),
        length: raw.len() as u64,
        sha256: uid::sha256(&raw),
        encoding: "UTF-8".into(),
        ..Source::default()
    });
    article.seal();
    article
}

/// The record that [`story`] pretends to have read.
pub(crate) fn raw_of(article: &Article) -> Vec<u8> {
    let mut raw = article.headline.clone().unwrap_or_default();
    for paragraph in &article.paragraphs {
        raw.push_str("\n\n");
        raw.push_str(&paragraph.text);
    }
    raw.into_bytes()
}

pub(crate) fn outcome(article: &Article) -> Outcome {
    Outcome::article(article.clone(), PackedSource::pack(&raw_of(article)).into(), None)
}

/// Stores stories in one run and one commit.
pub(crate) fn import(archive: &mut Archive, articles: &[Article]) -> Counts {
    let outcomes: Vec<Outcome> = articles.iter().map(outcome).collect();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let counts = archive.commit(run, &outcomes, &[]).unwrap();
    archive.finish_run(run, &RunReport::default()).unwrap();
    assert!(counts.balance(), "{counts:?}");
    counts
}

/// A small archive of unlike stories.
pub(crate) fn harbour_stories() -> Vec<Article> {
    let mut stories = vec![
        story(
            "a.txt",
            "Harbour reopens after storm",
            &["PORT ELM — The harbour reopened on Monday.", "Pilots brought in eleven ships before noon."],
        ),
        story(
            "b.txt",
            "Council votes on ferry fares",
            &["The council voted to raise fares.", "Café owners near the harbour objected."],
        ),
        story("c.txt", "代表团抵达北京", &["代表团星期一抵达北京市，开始访问。"]),
    ];
    stories[1].agency = Some("Northern Wire".into());
    stories[1].published = Some("1991".parse().unwrap());
    stories[2].language = Some("zh".into());
    for story in &mut stories {
        story.seal();
    }
    stories
}
