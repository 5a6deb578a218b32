//! Article records as Offwire itself writes them: what `export` and `parse` give, read again without loss.

use super::jsonl::{is_json, value, values};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::json::Json;
use crate::sniff::Head;
use crate::{Article, Reason};
use std::collections::BTreeMap;

/// See the module.
pub(crate) struct OwnRecord;

/// Fields of a record whose place is told, besides the paragraphs; each by the name it has in both.
const PLACED: [&str; 9] =
    ["headline", "kicker", "agency", "authors", "published", "modified", "language", "section", "url"];

impl Format for OwnRecord {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "offwire",
            title: "Article records of Offwire",
            family: Family::Desk,
            recognised: "JSON with uid and paragraphs that have a text",
            example: r#"{"uid": "…", "headline": "Harbour reopens", "paragraphs": [{"text": "…", "kind": "text"}]}"#,
            kept: "every field of the record",
            not_kept: "summary; number, run, story and links of the archive it came from, which are found anew",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        is_json(head) && head.has("\"uid\":\"") && head.has("\"paragraphs\":[{\"text\":")
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        values(head)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        vec![value(record).and_then(|object| read(&object, record))]
    }
}

fn read(object: &Json, record: &Record<'_>) -> Result<Article, Reject> {
    let bytes = record.bytes();
    let body = bytes.get(record.charset().bom..).unwrap_or_default();
    let kept: Article = serde_json::from_slice(body)
        .map_err(|error| Reject::new(Reason::Malformed, format!("no article record: {error}")))?;
    let mut article = Article {
        uid: None,
        id: None,
        source: None,
        duplicate_of: None,
        version_of: None,
        story: None,
        run: None,
        summary: None,
        field_sources: BTreeMap::new(),
        ..kept
    };
    // The places that the record tells lie in the file it was made from; those in the record itself are told instead.
    for name in PLACED {
        let Some(field) = object.get(name) else { continue };
        let values = field.elements().iter().chain(matches!(field, Json::String(_)).then_some(field));
        let spans: Vec<_> = values
            .filter_map(|value| value.mapped(bytes))
            .flat_map(|mapped| mapped.spans(0..mapped.as_str().len()))
            .collect();
        if !spans.is_empty() {
            article.field_sources.insert(name.to_owned(), spans);
        }
    }
    let told = object.get("paragraphs").map(Json::elements).unwrap_or_default();
    for (paragraph, told) in article.paragraphs.iter_mut().zip(told) {
        let mapped = told.get("text").and_then(|text| text.mapped(bytes));
        paragraph.source = mapped.map(|mapped| mapped.spans(0..mapped.as_str().len())).unwrap_or_default();
    }
    Ok(article)
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};
    use offwire_article::{ParagraphKind, Status};

    const RECORD: &str = r#"{"uid":"352c97f34885f4957c8e995b","headline":"Port \u201creopens\u201d","subheads":["After the storm"],"dateline":{"place":"PORTO NERO"},"published":"1994-05-04","date_ground":"page","language":"en","paragraphs":[{"text":"PORTO NERO (AP) - The port reopened on Monday after the storm of the week before.","kind":"text","source":[[86,253]]},{"text":"The port at dawn","kind":"caption"}],"end_mark":"Enditem","status":"kill","summary":{"text":"The port reopened.","method":"lead","words":3,"sentences":[]}}"#;

    #[test]
    fn a_record_comes_back_whole() {
        let article = read_one(RECORD.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Port \u{201c}reopens\u{201d}"));
        assert_eq!((article.status, article.end_mark.as_deref()), (Some(Status::Kill), Some("Enditem")));
        assert_eq!(article.subheads, ["After the storm"]);
        assert!(article.paragraphs[0].text.starts_with("PORTO NERO (AP) - The port"));
        assert_eq!(article.paragraphs[1].kind, ParagraphKind::Caption);
        assert!(article.summary.is_none());
        let span = article.paragraphs[0].source[0];
        let cut = RECORD.get(span.start as usize..span.end as usize);
        assert_eq!(cut, Some(article.paragraphs[0].text.as_str()));
    }

    #[test]
    fn a_field_of_another_kind_is_named() {
        let broken = RECORD.replace("\"text\":\"The port at dawn\"", "\"text\":5");
        let found = read_all(broken.as_bytes());
        let error = found.first().and_then(|found| found.as_ref().err()).map(ToString::to_string);
        assert!(error.is_some_and(|error| error.contains("no article record: ")), "{found:?}");
    }
}
