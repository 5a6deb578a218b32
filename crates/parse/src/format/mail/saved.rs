//! Saved pages (MHTML): a page and its pictures in the parts of a message, as browsers keep them.

use super::part::Part;
use super::{MAX_DEPTH, is_field, transfer};
use crate::decode;
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, html, when};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Origin, RawItem, Reason};
use offwire_article::Span;

/// See the module.
pub(crate) struct Saved;

impl Format for Saved {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "mhtml",
            title: "Saved pages (MHTML)",
            family: Family::Web,
            recognised: "header fields of mail, one of which says that a browser saved the page, or the name `.mht` or `.mhtml`",
            example: "From: <Saved by Blink>\nSnapshot-Content-Location: http://example.org/",
            kept: "what is kept of an HTML page, its address, the time of saving as that of capture",
            not_kept: "pictures, style sheets, pages in frames",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let mut fields = head.text.lines().take(30).take_while(|line| !line.trim().is_empty());
        let is_named = head.is_named(&[".mht", ".mhtml"]);
        head.text.lines().next().is_some_and(is_field) && (is_named || fields.any(says_saved))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let bytes = record.bytes();
        let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
        let whole = Part::read(bytes, start..bytes.len());
        let Some(page) = page(bytes, &whole, 0) else {
            return vec![Err(Reject::new(Reason::NoArticle, "a saved page without a part of HTML"))];
        };
        let charset = page.parameter("charset").as_deref().and_then(decode::label);
        let content = transfer::content(bytes, &page.content, page.get("content-transfer-encoding"), charset);
        let address = [page.get("content-location"), whole.get("snapshot-content-location")];
        let address = address.into_iter().flatten().find(|a| a.starts_with("http")).map(str::to_owned);
        let captured = whole.get("date").and_then(when::read);
        let origin = Origin { url: address.clone(), captured, ..record.item.origin.clone() };
        let item = RawItem {
            origin,
            bytes: content.as_str().as_bytes().to_vec(),
            charset: Some("utf-8".into()),
            ..RawItem::default()
        };
        let parsed = html::Html.parse(&Record::new(&item, record.options));
        let led = parsed.into_iter().map(|result| {
            result.map(|mut article| {
                lead_back(&mut article, &content);
                article.url = article.url.take().or_else(|| address.clone());
                article.captured = article.captured.or(captured);
                article
            })
        });
        led.collect()
    }
}

/// `From: <Saved by Microsoft Internet Explorer 5>`, `Snapshot-Content-Location: http://…`.
fn says_saved(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.starts_with("from:") && lower.contains("saved by")
        || lower.starts_with("snapshot-content-location:")
}

/// The first part that is a page.
fn page(bytes: &[u8], part: &Part, depth: usize) -> Option<Part> {
    let media = part.media();
    if media == "text/html" {
        return Some(part.clone());
    }
    let boundary =
        part.parameter("boundary").filter(|_| media.starts_with("multipart/") && depth < MAX_DEPTH)?;
    let parts = transfer::parts(bytes, &part.content, &boundary);
    parts.into_iter().find_map(|range| page(bytes, &Part::read(bytes, range), depth + 1))
}

/// Turns places in the page into those in the record.
fn lead_back(article: &mut Article, page: &Mapped) {
    let led = |spans: &mut Vec<Span>| {
        for span in spans {
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(page.as_str().len());
            *span = page.span(place(span.start)..place(span.end));
        }
    };
    article.paragraphs.iter_mut().for_each(|paragraph| led(&mut paragraph.source));
    article.field_sources.values_mut().for_each(led);
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    const SAVED: &str = "From: <Saved by Example Browser 5>\r\nSubject: Bridge closed\r\nDate: Thu, 3 Jun 1999 18:20:11 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://www.example.org/news/bridge.html\r\n\r\n<html><head><title>Bridge closed</title></head><body><table><tr><td><a href=3D\"/\">Home</a> | <a href=3D\"/s\">Sport</a></td></tr></table><h1>Bridge closed after a storm</h1><p>By Ann Smith</p><p>The old bridge was closed on Wednesday after a lorry had struck its railing, police said. The caf=E9 be=\r\nlow was emptied for three hours.</p><p>The driver was pulled out unhurt, and the bridge will stay closed until Monday.</p></body></html>\r\n--b\r\nContent-Type: image/gif\r\nContent-Location: http://www.example.org/a.gif\r\n\r\nGIF\r\n--b--\r\n";

    #[test]
    fn a_saved_page_is_a_page_with_its_address_and_not_the_day_of_saving() {
        let article = read_one(SAVED.as_bytes());
        assert_eq!(article.source.as_ref().unwrap().format, "mhtml");
        assert_eq!(article.url.as_deref(), Some("http://www.example.org/news/bridge.html"));
        assert_eq!(article.captured.unwrap().to_string(), "1999-06-03T18:20:11+01:00");
        assert_eq!(article.published, None);
        assert_eq!(article.headline.as_deref(), Some("Bridge closed after a storm"));
        assert_eq!(article.authors, ["Ann Smith"]);
        assert_eq!(article.paragraphs.len(), 2, "{:?}", article.paragraphs);
        let spans = &article.paragraphs[0].source;
        let cut: Vec<&[u8]> = spans.iter().map(|span| span.cut(SAVED.as_bytes()).unwrap()).collect();
        let cut = String::from_utf8(cut.concat()).unwrap();
        assert!(cut.starts_with("The old bridge") && cut.ends_with("three hours."), "{cut}");
    }

    #[test]
    fn a_mail_is_no_saved_page_and_one_without_a_page_says_so() {
        let mail = SAVED.replacen("<Saved by Example Browser 5>", "Ann Smith <a@example.org>", 1);
        assert_eq!(read_one(mail.as_bytes()).source.unwrap().format, "eml");
        let empty = SAVED.replacen("text/html", "image/png", 1);
        assert!(read_all(empty.as_bytes())[0].is_err());
    }
}
