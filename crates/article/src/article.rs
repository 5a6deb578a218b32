//! The record of a news story, with the field names that every Offwire command prints.
//!
//! Absent means unknown; nothing is made up.

use crate::{NewsDate, Paragraph, Print, Quality, Source, Span, Summary, Uid, WireMarks, uid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A news story: what it says, who says so, when, and where each part stands in its source.
///
/// ```
/// use offwire_article::{Article, Paragraph};
/// let mut story = Article::default();
/// story.headline = Some("Harbour reopens after storm".into());
/// story.paragraphs.push(Paragraph::text("The harbour reopened on Monday."));
/// story.seal();
/// assert!(story.uid.is_some());
/// assert_eq!(story.body(), "The harbour reopened on Monday.");
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Computed from the content by [`Article::seal`]: the same in every archive, run and machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<Uid>,
    /// The article's number in one archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The headline as printed, whitespace folded, NFC, without wire prefixes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Lines under the headline (standfirst, deck), in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subheads: Vec<String>,
    /// The line above the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// The wire or publisher that the text credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// People of the byline, one each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The place line as the text opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// When the story was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<NewsDate>,
    /// When a crawler or scanner took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<NewsDate>,
    /// What `published` rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_ground: Option<DateGround>,
    /// BCP 47 tag of the text's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Section or desk, from the source's own metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords, from the source's own metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Topic codes or names, from the source's own metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Places, from the source's own metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// People named by the source's own metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Organisations named by the source's own metadata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// Rights or licence line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// The body in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Paragraph>,
    /// Marks of wire transmission: slug, prefix, take, category, priority, number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wire: Option<WireMarks>,
    /// The end mark that closed the text: `Enditem`, `-30-`, `###`…
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_mark: Option<String>,
    /// Standing of this version of the story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Moment before which the source forbade publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<NewsDate>,
    /// Headlines that the page lists beside the story.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where the record's bytes lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Where each field other than the paragraphs stands in the raw record, by field name
    /// (`headline`, `published`, `authors`, `dateline`, `agency`, `end_mark`, …).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub field_sources: BTreeMap<String, Vec<Span>>,
    /// For newspapers: title, issue, page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print: Option<Print>,
    /// How far the record can be trusted, and what is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// In an archive: `uid` of the article that this one copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<Uid>,
    /// In an archive: `uid` of the first version of this story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_of: Option<Uid>,
    /// In an archive: number of the event that the story belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<i64>,
    /// In an archive: number of the run that imported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<i64>,
    /// The one-paragraph summary, where one was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
}

impl Article {
    /// Computes the `uid` from the content; call it when the record is complete.
    pub fn seal(&mut self) {
        self.uid = Some(uid::of(self));
    }

    /// The running text: paragraphs that are no captions, joined by a blank line.
    #[must_use]
    pub fn body(&self) -> String {
        let texts: Vec<&str> = self.body_paragraphs().map(|p| p.text.as_str()).collect();
        texts.join("\n\n")
    }

    /// The paragraphs that are no captions, in order.
    pub fn body_paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().filter(|p| p.kind != crate::ParagraphKind::Caption)
    }

    /// Adds a note on a defect once.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        let quality = self.quality.get_or_insert_default();
        if !quality.notes.contains(&note) {
            quality.notes.push(note);
        }
    }

    /// Takes all byte ranges out of the record; `source` stays.
    pub fn without_ranges(&mut self) {
        self.field_sources.clear();
        for paragraph in &mut self.paragraphs {
            paragraph.source.clear();
        }
        for sentence in self.summary.iter_mut().flat_map(|s| &mut s.sentences) {
            sentence.source.clear();
        }
    }
}

/// The place line that opens a wire story: `BEIJING, Jan. 26 (Xinhua) --`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dateline {
    /// The place as printed, state or country included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The day of writing, its year filled in from the record where the line has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NewsDate>,
    /// The agency as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
}

/// What a publication date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DateGround {
    /// The text's own place line.
    Dateline,
    /// Structured data or a header field of the record.
    Metadata,
    /// A date printed on the page beside the story.
    Page,
    /// The address.
    Address,
    /// The issue of the newspaper.
    Issue,
    /// The file's name or folder.
    File,
}

/// Standing of one version of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Corrects an earlier version.
    Correction,
    /// Adds to or replaces an earlier version.
    Update,
    /// Replaces all earlier takes.
    Writethru,
    /// A new lead of a running story.
    Lead,
    /// A summary of several stories.
    Wrapup,
    /// Sent again unchanged.
    Repeat,
    /// A flash, bulletin or urgent.
    Urgent,
    /// For editors, not for readers.
    Advisory,
    /// Held until a moment.
    Embargoed,
    /// Held without a moment.
    Withheld,
    /// Withdrawn.
    Kill,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_fields_are_not_written() {
        let json = serde_json::to_string(&Article::default()).unwrap();
        assert_eq!(json, "{}");
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        let mut story = Article { headline: Some("Harbour reopens".into()), ..Article::default() };
        story.published = Some("2016-07-21".parse().unwrap());
        story.date_ground = Some(DateGround::Page);
        story.status = Some(Status::Writethru);
        story.paragraphs.push(Paragraph::text("One.").with_source(vec![Span::of(3, 7)]));
        story.field_sources.insert("headline".into(), vec![Span::of(0, 2)]);
        story.note("cut off");
        story.note("cut off");
        story.seal();
        let json = serde_json::to_string(&story).unwrap();
        assert!(json.contains(r#""source":[[3,7]]"#), "{json}");
        assert!(json.contains(r#""notes":["cut off"]"#), "{json}");
        assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), story);
    }
}
