//! JSON Lines, JSON arrays and single JSON objects of the tools that collect news.

mod objects;

use super::table::{self, Row};
use super::{Cut, Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::Reason;
use crate::decode::Charset;
use crate::json::{self, Json};
use crate::sniff::Head;
use crate::text::Mapped;
use encoding_rs::UTF_8;
pub(crate) use objects::objects;
use objects::unwrapped;

/// See the module.
pub(crate) struct JsonLines;

impl Format for JsonLines {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "jsonl",
            title: "JSON and JSON Lines",
            family: Family::Desk,
            recognised: "begins with { or [",
            example: r#"{"title": "Harbour reopens", "text": "…", "date": "1987-02-26"}"#,
            kept: "headline, text, dates, authors, address, source, section, keywords, language, by the usual names of keys",
            not_kept: "other keys",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        is_json(head)
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        values(head)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let article = |object: &Json| table::article(&row(object, record.bytes()), record.options);
        let articles = |value: Result<Json, Reject>| match value {
            Ok(value) => objects(unwrapped(&value)).into_iter().map(unwrapped).map(article).collect(),
            Err(reject) => vec![Err(reject)],
        };
        values_of(record).into_iter().flat_map(articles).collect()
    }
}

/// Whether the text opens like an object, or an array of objects.
pub(crate) fn is_json(head: &Head<'_>) -> bool {
    let inner = |rest: &str| rest.trim_start().starts_with(['{', '[', ']']);
    match head.text.as_bytes().first() {
        Some(b'{') => head.text.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['"', '}'])),
        Some(b'[') => head.text.get(1..).is_some_and(inner),
        _ => false,
    }
}

/// The splitter that all formats in JSON share; none for UTF-16, in which signs are no bytes.
pub(crate) fn values(head: &Head<'_>) -> Option<Box<dyn Splitter>> {
    let is_plain = Charset::at_first_sight(head.raw).encoding.is_ascii_compatible();
    is_plain.then(|| {
        Box::new(Values { array: head.text.starts_with('['), ..Values::default() }) as Box<dyn Splitter>
    })
}

/// The JSON values of a record: one, but where no splitter could cut the stream.
pub(crate) fn values_of(record: &Record<'_>) -> Vec<Result<Json, Reject>> {
    let encoding = record.charset().encoding;
    if encoding == UTF_8 || record.bytes().is_ascii() {
        return vec![value(record)];
    }
    let text = record.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.as_str().get(at..).filter(|rest| !rest.trim().is_empty()) {
        match json::read_decoded(text, at) {
            Some((value @ (Json::Object(_) | Json::Array(_)), end)) => {
                found.push(Ok(value));
                at = end;
            }
            read => {
                let told = if read.is_some() { ALONE.to_owned() } else { why(rest.as_bytes()) };
                found.push(Err(Reject::new(Reason::Malformed, told)));
                at += rest
                    .trim_start()
                    .find('\n')
                    .map_or(rest.len(), |line| rest.len() - rest.trim_start().len() + line);
            }
        }
    }
    found
}

/// What is said of a number or a string by itself.
const ALONE: &str = "a JSON value that is no object";

/// The JSON value of a record in UTF-8.
pub(crate) fn value(record: &Record<'_>) -> Result<Json, Reject> {
    let bytes = record.bytes();
    let start = record.charset().bom;
    let padded = bytes.get(start..).unwrap_or_default();
    // Ranges are told from the start of the record: the byte order mark is passed over, not cut off.
    match json::read_from(bytes, start) {
        Some((value @ (Json::Object(_) | Json::Array(_)), _)) => Ok(value),
        Some(_) => Err(Reject::new(Reason::Malformed, ALONE)),
        None => Err(Reject::new(Reason::Malformed, why(padded))),
    }
}

/// What serde_json has against bytes that cannot be read.
fn why(bytes: &[u8]) -> String {
    match serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
        Err(error) => format!("no valid JSON: {error}"),
        Ok(_) => "JSON that is nested too deep".into(),
    }
}

/// An object as a row; objects inside it give names with a dot.
fn row(object: &Json, bytes: &[u8]) -> Row {
    let mut row = Row::default();
    if let Json::Object(fields) = object {
        for (name, value) in fields {
            add(&mut row, &name.to_lowercase(), value, bytes, 0);
        }
    }
    row
}

fn add(row: &mut Row, name: &str, value: &Json, bytes: &[u8], depth: usize) {
    match value {
        Json::Object(fields) if depth < 2 => {
            for (inner, value) in fields {
                add(row, &format!("{name}.{}", inner.to_lowercase()), value, bytes, depth + 1);
            }
        }
        Json::Array(elements) => {
            // A text in sections is the headings and paragraphs of all of them.
            let parts = |element| match section(element) {
                Some(parts) => parts,
                None => vec![element],
            };
            let parts = elements.iter().flat_map(parts);
            let values: Vec<Mapped> = parts.filter_map(|element| cell(element, bytes)).collect();
            row.cells.push((name.to_owned(), values));
        }
        _ => row.cells.extend(cell(value, bytes).map(|value| (name.to_owned(), vec![value]))),
    }
}

/// The headings and paragraphs of an object that is a section of a text.
fn section(value: &Json) -> Option<Vec<&Json>> {
    let paragraphs = value.get("paragraphs")?.elements();
    let headings = value.get("headline").map(|heading| match heading {
        Json::Array(several) => several.as_slice(),
        one => std::slice::from_ref(one),
    });
    Some(headings.unwrap_or_default().iter().chain(paragraphs).collect())
}

/// A value as text: a string, a number, or what names an object.
fn cell(value: &Json, bytes: &[u8]) -> Option<Mapped> {
    match value {
        Json::String(_) | Json::Text(_) => value.mapped(bytes),
        Json::Number(range) => Some(Mapped::verbatim(value.text(bytes)?, range.start)),
        Json::Object(_) => {
            ["text", "value", "name", "content", "title"].iter().find_map(|key| value.get(key)?.mapped(bytes))
        }
        _ => None,
    }
}

/// Cuts JSON into its objects: those of an array, or those that follow one another, by line or not. An object
/// that a line break cuts inside a string ends there, so that one broken line costs one record.
#[derive(Debug, Default)]
struct Values {
    array: bool,
    seen: usize,
    depth: usize,
    in_string: bool,
}

impl Values {
    fn reset(&mut self) {
        (self.seen, self.depth, self.in_string) = (0, 0, false);
    }

    fn done(&mut self, cut: Cut) -> Cut {
        self.reset();
        cut
    }

    /// What stands between objects.
    fn is_between(&self, byte: u8) -> bool {
        byte.is_ascii_whitespace() || (self.array && matches!(byte, b',' | b'[' | b']')) || byte == 0x1e
    }

    /// Goes on through an object from where the last look stopped.
    fn object(&mut self, buffer: &[u8], complete: bool) -> Cut {
        while let Some(&byte) = buffer.get(self.seen) {
            match byte {
                b'\\' if self.in_string => self.seen += 1,
                b'"' => self.in_string = !self.in_string,
                b'\n' if self.in_string || (self.depth > 0 && !self.array && self.starts_line(buffer)) => {
                    let end = self.seen + 1;
                    return self.done(Cut::Record(end));
                }
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        let end = self.seen + 1;
                        return self.done(Cut::Record(end));
                    }
                }
                _ if self.in_string => {
                    let rest = buffer.get(self.seen..).unwrap_or_default();
                    let skip = memchr::memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                    self.seen += skip.max(1);
                    continue;
                }
                _ => {}
            }
            self.seen += 1;
        }
        if complete { self.done(Cut::Broken(buffer.len())) } else { Cut::More }
    }

    /// Whether the next line opens an object at its margin, as lines of JSON Lines do.
    fn starts_line(&self, buffer: &[u8]) -> bool {
        buffer.get(self.seen + 1..).is_some_and(|rest| rest.starts_with(b"{\""))
    }

    /// Something that is no object, up to the end of its line.
    fn stray(&mut self, buffer: &[u8], complete: bool) -> Cut {
        match memchr::memchr(b'\n', buffer) {
            Some(at) => self.done(Cut::Record(at + 1)),
            None if complete => self.done(Cut::Record(buffer.len())),
            None => Cut::More,
        }
    }
}

impl Splitter for Values {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        if self.seen == 0 {
            let bom = usize::from(buffer.starts_with(&[0xef, 0xbb, 0xbf])) * 3;
            let between = buffer.iter().skip(bom).take_while(|b| self.is_between(**b)).count() + bom;
            if between > 0 {
                return Cut::Skip(between);
            }
        }
        if buffer.first() == Some(&b'{') {
            self.object(buffer, complete)
        } else {
            self.stray(buffer, complete)
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        self.reset();
        memchr::memmem::find(buffer, b"\n{").or_else(|| memchr::memmem::find(buffer, b",{")).map(|at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::tests::pieces;
    use super::*;
    use crate::{Origin, ParseOptions, Parser};

    fn articles(text: &str) -> Vec<Result<crate::Article, crate::Error>> {
        let parser = Parser::new(ParseOptions::default());
        let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
        parser
            .items(Box::new(bytes), Origin::file("x"))
            .flat_map(|item| item.map_or_else(|e| vec![Err(e)], |item| parser.parse(&item)))
            .collect()
    }

    #[test]
    fn arrays_lines_and_pretty_objects_are_cut_alike() {
        for text in [
            "[{\"a\": \"}{\"}, {\"b\": [1, {}]}]",
            "{\"a\": \"}{\"}\n{\"b\": [1, {}]}\n",
            "\u{feff}{\"a\": \"}{\"}\n\n{\"b\": [1, {}]}",
        ] {
            for step in [1, 5, 99] {
                let mut splitter = Values { array: text.starts_with('['), ..Values::default() };
                let got = pieces(&mut splitter, text.as_bytes(), step);
                assert_eq!(got, ["{\"a\": \"}{\"}", "{\"b\": [1, {}]}"], "{text} {step}");
            }
        }
    }

    #[test]
    fn a_broken_line_costs_one_record() {
        let good = r#"{"title": "Harbour reopens", "text": "The harbour reopened on Monday."}"#;
        let text = format!("{good}\n{{\"title\": \"Cut of\n{good}\nnot json\n{good}\n");
        let got = articles(&text);
        assert_eq!(got.iter().filter(|r| r.is_ok()).count(), 3);
        let errors: Vec<_> = got.iter().filter_map(|r| r.as_ref().err()).collect();
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0].offset, Some(good.len() as u64 + 1));
    }

    #[test]
    fn paragraphs_lead_back_to_the_record() {
        let text = "  {\"title\": \"A\", \"text\": \"One “two”.\\n\\nThree \\u00e9.\"}";
        let article = articles(text).remove(0).unwrap();
        let source = article.source.as_ref().unwrap();
        let start = source.offset.unwrap() as usize;
        let record = &text.as_bytes()[start..start + source.length as usize];
        let cuts: Vec<&[u8]> = article.paragraphs.iter().map(|p| p.source[0].cut(record).unwrap()).collect();
        assert_eq!(cuts, ["One “two”.".as_bytes(), br"Three \u00e9."]);
    }

    #[test]
    fn lists_of_paragraphs_are_the_text() {
        let text = r#"{"title": "A", "paragraphs": ["One.", "Two."]}
            {"headline": "B", "paragraphs": [{"text": "Three.", "kind": "text"}, {"text": "Four."}]}"#;
        let bodies: Vec<String> = articles(text).into_iter().map(|a| a.unwrap().body()).collect();
        assert_eq!(bodies, ["One.\n\nTwo.", "Three.\n\nFour."]);
    }

    #[test]
    fn texts_in_sections_and_lists_deep_inside_are_read() {
        let fundus = r#"{"title": "A", "author": {"name": "Ann Smith"}, "body": {"summary": ["S."], "sections": [{"headline": [], "paragraphs": ["One.", "Two."]}, {"headline": ["Next"], "paragraphs": ["Three."]}]}}"#;
        let article = articles(fundus).remove(0).unwrap();
        assert_eq!(article.body(), "One.\n\nTwo.\n\nNext\n\nThree.");
        assert_eq!(article.authors, ["Ann Smith"]);
        let answer = r#"{"zone": [{"records": {"total": 2, "article": [{"heading": "A", "articleText": "<p>One.</p><p>Two.</p>"}, {"heading": "B", "articleText": "Three."}]}}]}"#;
        let bodies: Vec<String> = articles(answer).into_iter().map(|a| a.unwrap().body()).collect();
        assert_eq!(bodies, ["One.\n\nTwo.", "Three."]);
        let one = r#"{"headlines": [{"value": "A"}], "bodies": [{"value": "One."}], "associations": [{"renditions": [{"title": "Hires", "text": "x"}]}]}"#;
        assert_eq!(super::objects(&json::read_from(one.as_bytes(), 0).unwrap().0).len(), 1);
        let feed = r#"{"title": "Paper", "items": [{"title": "A", "url": "https://example.org/a", "date_published": "1999-03-02"}]}"#;
        let listed = articles(feed).remove(0).unwrap();
        assert_eq!((listed.headline.as_deref(), listed.paragraphs.len()), (Some("A"), 0));
        assert_eq!(listed.quality.unwrap().notes, ["no text"]);
    }

    #[test]
    fn an_envelope_is_opened_and_a_list_of_blocks_is_one_text() {
        for (text, want) in [
            (
                r#"{"_id": {"$oid": "5"}, "_source": {"headline": {"main": "A", "kicker": null}, "body": {"html": "<p>One.</p><p>Two.</p>"}}}"#,
                "A: One.\n\nTwo.",
            ),
            (
                r#"{"data": {"article": {"title": "A", "content": [{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}]}}}"#,
                "A: One.\n\nTwo.",
            ),
            (r#"{"attributes": {"title": "A", "body": "One.\nTwo."}}"#, "A: One.\n\nTwo."),
            (
                r#"{"hits": {"total": 2, "hits": [{"_id": "1", "_source": {"title": "A", "text": "One."}}, {"_source": {"title": "B", "text": "Two."}}]}}"#,
                "A: One. B: Two.",
            ),
            (
                r#"{"data": [{"type": "node", "attributes": {"title": "A", "body": {"value": "<p>One.</p>"}}}], "included": [{"type": "file", "attributes": {"title": "x.jpg"}}]}"#,
                "A: One.",
            ),
            (r#"{"title": "A", "text": "One.", "attributes": {"title": "B"}}"#, "A: One."),
        ] {
            let told = |a: crate::Article| format!("{}: {}", a.headline.clone().unwrap(), a.body());
            let got: Vec<String> = articles(text).into_iter().map(|a| told(a.unwrap())).collect();
            assert_eq!(got.join(" "), want, "{text}");
        }
    }

    #[test]
    fn of_two_copies_of_a_text_the_one_with_paragraphs_is_read() {
        let text = r#"{"webTitle": "A", "fields": {"bodyText": "One & more. Two.", "body": "<p>One &amp; more.</p> <figure>Boat</figure><p>Two.</p>"}}"#;
        assert_eq!(articles(text).remove(0).unwrap().body(), "One & more.\n\nTwo.");
        let other = r#"{"title": "A", "text": "One.", "html": "<p>Menu</p><p>One.</p><p>Footer</p>"}"#;
        assert_eq!(articles(other).remove(0).unwrap().body(), "One.");
    }

    #[test]
    fn wrapped_lists_are_opened() {
        let text =
            r#"{"total": 1, "articles": [{"title": "A", "body": "One."}, {"title": "B", "body": "Two."}]}"#;
        assert_eq!(articles(text).len(), 2);
    }
}
