//! A paragraph of the body.

use crate::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One paragraph: its text (NFC, white space folded), what it is, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paragraph {
    /// The text; never empty in a finished record.
    pub text: String,
    /// What kind of paragraph it is.
    #[serde(default)]
    pub kind: ParagraphKind,
    /// Byte ranges in the raw record; more than one where it spans columns, pages or nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Span>,
}

impl Paragraph {
    /// A paragraph of running text without a known place.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same with another kind.
    #[must_use]
    pub fn with_kind(self, kind: ParagraphKind) -> Self {
        Self { kind, ..self }
    }

    /// The same with its byte ranges.
    #[must_use]
    pub fn with_source(self, source: Vec<Span>) -> Self {
        Self { source, ..self }
    }

    /// Where a part of the text, a range of its bytes, stands in the raw record.
    ///
    /// Exact where the paragraph is one range with as many bytes as its text: a parser gives no such range for bytes that
    /// spell the text in another way than by line ends in place of blanks. Else all ranges of the paragraph; what lies behind the text is cut off.
    ///
    /// ```
    /// use offwire_article::{Paragraph, Span};
    /// let paragraph = Paragraph::text("Under way. Ships came.").with_source(vec![Span::of(100, 122)]);
    /// assert_eq!(paragraph.source_of(11..22), [Span::of(111, 122)]);
    /// ```
    #[must_use]
    pub fn source_of(&self, part: Range<usize>) -> Vec<Span> {
        match self.source.as_slice() {
            [only] if only.len() == self.text.len() as u64 => {
                let place = |at: usize| only.start.saturating_add(at as u64).min(only.end);
                vec![Span::new(place(part.start), place(part.end))]
            }
            all => all.to_vec(),
        }
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Text,
    /// A heading inside the text.
    Subhead,
    /// A quotation set apart.
    Quote,
    /// An item of a list, or a row of a table.
    List,
    /// The caption or credit of a picture.
    Caption,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_the_text_is_cut_off() {
        let paragraph = Paragraph::text("abc").with_source(vec![Span::of(10, 13)]);
        assert_eq!(paragraph.source_of(1..50), [Span::of(11, 13)]);
        assert_eq!(paragraph.source_of(0..usize::MAX), [Span::of(10, 13)]);
        let apart = Paragraph::text("abc").with_source(vec![Span::of(10, 12), Span::of(12, 13)]);
        assert_eq!(apart.source_of(0..1), apart.source);
    }
}
