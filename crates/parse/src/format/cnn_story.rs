//! CNN and Daily Mail stories as summarization research keeps them.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks};
use crate::sniff::Head;
use crate::{Article, Reason};

/// See the module.
pub(crate) struct CnnStory;

/// Opens each highlight.
const MARK: &str = "@highlight";

impl Format for CnnStory {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "story",
            title: "CNN/DailyMail .story files",
            family: Family::Corpus,
            recognised: "a line @highlight, or a name that ends in .story",
            example: "(CNN)The harbour reopened…\n\n@highlight\n\nHarbour reopens",
            kept: "paragraphs, dateline",
            not_kept: "highlights: they are a summary by others",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        head.is_named(&[".story"]) || head.text.contains("\n@highlight\n")
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let text = record.text();
        let end = text.as_str().find(MARK).unwrap_or(text.as_str().len());
        let paragraphs = blocks::paragraphs(&text.slice(0..end));
        if paragraphs.is_empty() {
            return vec![Err(Reject::new(Reason::NoArticle, "highlights without a text"))];
        }
        vec![Ok(Article { paragraphs, ..Article::default() })]
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn highlights_are_no_text() {
        let text = "(CNN)The harbour reopened on Monday after a long storm, the office said in a statement on its own site.\n\nFerries run again.\n\n@highlight\n\nHarbour reopens\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.source.unwrap().format, "story");
    }
}
