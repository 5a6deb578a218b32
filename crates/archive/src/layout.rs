//! How paragraphs lie in `articles.body`, and where each stands in the raw record.
//!
//! The column `paragraphs` is a JSON list with one entry a paragraph: its length in characters, or a list of
//! its kind (absent for running text), that length, and pairs of byte offsets in the raw record:
//! `[112, ["subhead", 24, 830, 859], [310, 860]]`. The last end is left out where the range is as long as the
//! text in bytes of UTF-8. Paragraphs are parted by two line feeds in `body`.

use offwire_article::{Paragraph, ParagraphKind, Span};
use serde_json::Value;

/// What stands between two paragraphs in `articles.body`.
pub(crate) const GAP: &str = "\n\n";

/// The texts of all paragraphs, in order.
pub(crate) fn body(paragraphs: &[Paragraph]) -> String {
    let size = paragraphs.iter().map(|p| p.text.len() + GAP.len()).sum();
    let mut body = String::with_capacity(size);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number > 0 {
            body.push_str(GAP);
        }
        body.push_str(&paragraph.text);
    }
    body
}

/// Number of characters of the lead: the body up to the end of its first paragraph of running text.
pub(crate) fn lead_length(paragraphs: &[Paragraph]) -> usize {
    let mut length = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        length += paragraph.text.chars().count() + if number > 0 { GAP.len() } else { 0 };
        if matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Quote) {
            return length;
        }
    }
    0
}

/// The column `paragraphs`.
pub(crate) fn encode(paragraphs: &[Paragraph]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(paragraphs.len() * 16 + 2);
    text.push('[');
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        let length = paragraph.text.chars().count();
        let kind = kind_name(paragraph.kind);
        // Writing to a String cannot fail.
        let _ = match (&kind, paragraph.source.is_empty()) {
            (None, true) => write!(text, "{length}"),
            (None, false) => write!(text, "[{length}"),
            (Some(kind), _) => write!(text, "[{},{length}", kind),
        };
        for (number, span) in paragraph.source.iter().enumerate() {
            let last = number + 1 == paragraph.source.len();
            let _ = match last && span.len() == paragraph.text.len() as u64 {
                true => write!(text, ",{}", span.start),
                false => write!(text, ",{},{}", span.start, span.end),
            };
        }
        if kind.is_some() || !paragraph.source.is_empty() {
            text.push(']');
        }
    }
    text.push(']');
    text
}

/// The paragraphs again; `None` where the column and the body do not fit each other.
pub(crate) fn decode(layout: &str, body: &str) -> Option<Vec<Paragraph>> {
    let entries: Vec<Value> = serde_json::from_str(layout).ok()?;
    let mut rest = body;
    let mut paragraphs = Vec::with_capacity(entries.len());
    for (number, entry) in entries.iter().enumerate() {
        if number > 0 {
            rest = rest.strip_prefix(GAP)?;
        }
        let (kind, numbers) = parts(entry)?;
        let (length, offsets) = numbers.split_first()?;
        let (text, behind) = split_characters(rest, usize::try_from(*length).ok()?)?;
        rest = behind;
        let source = offsets.chunks(2).filter_map(|pair| match pair {
            [start, end] => Some(Span::new(*start, *end)),
            [start] => Some(Span::new(*start, start.saturating_add(text.len() as u64))),
            _ => None,
        });
        paragraphs.push(Paragraph { text: text.to_owned(), kind, source: source.collect() });
    }
    rest.is_empty().then_some(paragraphs)
}

/// The kind and the numbers of one entry.
fn parts(entry: &Value) -> Option<(ParagraphKind, Vec<u64>)> {
    let Value::Array(list) = entry else { return Some((ParagraphKind::Text, vec![entry.as_u64()?])) };
    let (kind, numbers) = match list.split_first()? {
        (first @ Value::String(_), rest) => (serde_json::from_value(first.clone()).ok()?, rest),
        _ => (ParagraphKind::Text, list.as_slice()),
    };
    Some((kind, numbers.iter().map(Value::as_u64).collect::<Option<_>>()?))
}

/// Parts a text behind so many characters; `None` where it has fewer.
pub(crate) fn split_characters(text: &str, count: usize) -> Option<(&str, &str)> {
    let at = match text.get(..count) {
        Some(head) if head.is_ascii() => count,
        _ => match text.char_indices().nth(count) {
            Some((at, _)) => at,
            None if text.chars().count() == count => text.len(),
            None => return None,
        },
    };
    text.split_at_checked(at)
}

fn kind_name(kind: ParagraphKind) -> Option<Value> {
    (kind != ParagraphKind::Text).then(|| serde_json::to_value(kind).unwrap_or(Value::Null))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paragraphs() -> impl Strategy<Value = Vec<Paragraph>> {
        let kind = prop_oneof![
            Just(ParagraphKind::Text),
            Just(ParagraphKind::Subhead),
            Just(ParagraphKind::Caption)
        ];
        let spans =
            proptest::collection::vec((0u64..5000, 0u64..90).prop_map(|(s, l)| Span::new(s, s + l)), 0..3);
        let one = ("(a|é|中|\n|\"|,){0,12}", kind, spans);
        proptest::collection::vec(one.prop_map(|(text, kind, source)| Paragraph { text, kind, source }), 0..6)
    }

    proptest! {
        #[test]
        fn paragraphs_come_out_as_they_went_in(all in paragraphs()) {
            prop_assert_eq!(decode(&encode(&all), &body(&all)), Some(all));
        }

        #[test]
        fn no_stored_text_panics(layout in "\\PC{0,20}", text in "\\PC{0,20}", count in 0u64..20) {
            let _ = decode(&layout, &text);
            let _ = decode(&format!("[{count}]"), &text);
        }
    }

    #[test]
    fn the_lead_is_the_first_running_text() {
        let all = [
            Paragraph::text("Über").with_kind(ParagraphKind::Caption),
            Paragraph::text("Ships came."),
            Paragraph::text("More."),
        ];
        assert_eq!(lead_length(&all), 4 + 2 + 11);
        assert_eq!(encode(&all[..2]), r#"[["caption",4],11]"#);
    }
}
