//! A page dumped to plain text, or a story kept as text.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks};
use crate::sniff::Head;
use crate::{Article, Reason};

/// See the module.
pub(crate) struct Plain;

impl Format for Plain {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "text",
            title: "Plain text and page dumps",
            family: Family::Desk,
            recognised: "text of no other format",
            example: "seed.txt",
            kept: "headline, credit line, dateline, date, paragraphs, end mark, related headlines",
            not_kept: "navigation, share bars, footers",
        }
    }

    fn recognise(&self, _head: &Head<'_>) -> bool {
        true
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let mut paragraphs = blocks::paragraphs(record.text());
        if paragraphs.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "no paragraph in it"))];
        }
        let headline = paragraphs.remove(0).text;
        vec![Ok(Article { headline: Some(headline), paragraphs, ..Article::default() })]
    }
}
