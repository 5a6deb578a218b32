//! Mail: mailboxes and single messages.

use super::{
    Cut, Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, blocks, html_text, story, when,
};
use crate::decode;
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::{DateGround, Paragraph, text};

mod letter;
mod lines;
mod part;
mod saved;
mod transfer;
mod usenet;

use part::Part;
pub(crate) use saved::Saved;
pub(crate) use usenet::Usenet;

/// Mailboxes.
pub(crate) struct Mbox;
/// Single messages.
pub(crate) struct Eml;

/// Header fields that messages open with.
const FIELDS: &[&str] = &[
    "received",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "path",
    "newsgroups",
    "content-type",
    "reply-to",
    "sender",
    "x-received",
    "dkim-signature",
    "received-spf",
    "organization",
];
/// Deepest parts inside parts.
const MAX_DEPTH: usize = 8;

impl Format for Mbox {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "mbox",
            title: "Mailboxes",
            family: Family::Desk,
            recognised: "begins with `From `, a sender and a date",
            example: "From newsletter@example.org Mon Jun 01 10:00:00 2009",
            kept: "subject as headline, sender as author where a person, date, text part (else the HTML part)",
            not_kept: "attachments, other header fields",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        is_envelope(head.text.lines().next().unwrap_or_default())
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::<Messages>::default())
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let bytes = record.bytes();
        let line = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
        let envelope = String::from_utf8_lossy(bytes.get(..line).unwrap_or_default()).into_owned();
        vec![message(record, line).map(|mut article| {
            let date = envelope.trim_end().splitn(3, ' ').nth(2).and_then(when::read);
            if article.published.is_none() && date.is_some() {
                article.published = date;
                article.date_ground = Some(DateGround::Metadata);
            }
            article
        })]
    }
}

impl Format for Eml {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "eml",
            title: "Mail messages",
            family: Family::Desk,
            recognised: "begins with header fields of mail",
            example: "Received: from …\nSubject: Harbour reopens",
            kept: "subject as headline, sender as author where a person, date, text part (else the HTML part)",
            not_kept: "attachments, other header fields",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let fields = head.text.lines().take(30).take_while(|line| !line.trim().is_empty());
        let known = fields.filter(|line| is_field(line)).count();
        known >= 2 && head.text.lines().next().is_some_and(is_field)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let start = record.bytes().iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
        vec![message(record, start)]
    }
}

/// `From sender Mon Jun 01 10:00:00 2009`.
fn is_envelope(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    words.len() >= 5
        && words.iter().any(|w| w.contains(':') && w.bytes().next().is_some_and(|b| b.is_ascii_digit()))
}

fn is_field(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    FIELDS.contains(&name.to_ascii_lowercase().as_str()) || (name.starts_with("X-") && !name.contains(' '))
}

/// Cuts a mailbox at lines that open with `From `, a sender and a date.
#[derive(Debug, Default)]
struct Messages {
    seen: usize,
}

impl Messages {
    /// Where the next message begins behind `from`; the line must be there in whole.
    fn next(buffer: &[u8], from: usize, complete: bool) -> Result<Option<usize>, usize> {
        let mut at = from;
        while let Some(found) = buffer.get(at..).and_then(|rest| memchr::memmem::find(rest, b"\nFrom ")) {
            let start = at + found + 1;
            let line = buffer.get(start..).unwrap_or_default();
            let end = match memchr::memchr(b'\n', line) {
                Some(end) => end,
                None if complete => line.len(),
                None => return Err(start - 1),
            };
            if is_envelope(&String::from_utf8_lossy(line.get(..end).unwrap_or_default())) {
                return Ok(Some(start));
            }
            at = start;
        }
        Ok(None)
    }
}

impl Splitter for Messages {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        let from = self.seen;
        match Self::next(buffer, from, complete) {
            Ok(Some(at)) => {
                self.seen = 0;
                Cut::Record(at)
            }
            Ok(None) if complete => {
                self.seen = 0;
                Cut::Record(buffer.len())
            }
            Ok(None) => {
                self.seen = buffer.len().saturating_sub(6);
                Cut::More
            }
            Err(at) => {
                self.seen = at;
                Cut::More
            }
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        self.seen = 0;
        Self::next(buffer, 0, true).ok().flatten()
    }
}

fn message(record: &Record<'_>, start: usize) -> Result<Article, Reject> {
    let bytes = record.bytes();
    let whole = Part::read(bytes, start..bytes.len());
    let mut article = Article::default();
    let decoded = |name: &str| whole.get(name).map(|value| text::fold_space(&transfer::encoded_words(value)));
    article.headline = decoded("subject").map(|subject| subject_words(&subject)).filter(|s| !s.is_empty());
    let sender = decoded("from").unwrap_or_default();
    let name = sender.split('<').next().unwrap_or_default().trim_matches(['"', ' ']).to_owned();
    if name.contains(' ') && !name.contains('@') && crate::field::byline::is_person(&name, true) {
        article.authors = story::people(&name);
    }
    story::set_published(&mut article, whole.get("date").map(str::to_owned));
    let mut texts = Vec::new();
    collect(bytes, &whole, 0, &mut texts);
    article.paragraphs = best(texts);
    letter::take_headline(&mut article);
    if article.paragraphs.is_empty() {
        if article.headline.is_none() {
            return Err(Reject::new(Reason::NoArticle, "a message without subject and text"));
        }
        article.note("no text");
    }
    Ok(article)
}

/// `Re:`, `Fwd:`, stars and a closing date come off.
fn subject_words(subject: &str) -> String {
    let mut words = subject.trim_matches(['*', ' ']);
    while let Some(rest) = ["re:", "fwd:", "fw:", "aw:", "wg:"].iter().find_map(|p| {
        words.get(..p.len()).filter(|head| head.eq_ignore_ascii_case(p)).and(words.get(p.len()..))
    }) {
        words = rest.trim_start();
    }
    let is_date = |word: &str| {
        word.len() == 8
            && word.split('/').count() == 3
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'/')
    };
    match words.rsplit_once(' ') {
        Some((head, last)) if is_date(last) => head.trim_end().to_owned(),
        _ => words.to_owned(),
    }
}

/// A text of a message, and whether it is HTML.
type Text = (bool, Vec<Paragraph>);

/// The texts of a part and the parts inside it.
fn collect(bytes: &[u8], part: &Part, depth: usize, texts: &mut Vec<Text>) {
    let media = part.media();
    if let Some(boundary) =
        part.parameter("boundary").filter(|_| media.starts_with("multipart/") && depth < MAX_DEPTH)
    {
        for range in transfer::parts(bytes, &part.content, &boundary) {
            collect(bytes, &Part::read(bytes, range), depth + 1, texts);
        }
        return;
    }
    if media == "message/rfc822" && depth < MAX_DEPTH {
        return collect(bytes, &Part::read(bytes, part.content.clone()), depth + 1, texts);
    }
    let is_attached =
        part.get("content-disposition").is_some_and(|d| d.to_ascii_lowercase().starts_with("attachment"));
    if !media.starts_with("text/") || is_attached || media.contains("calendar") {
        return;
    }
    let content = transfer::content(
        bytes,
        &part.content,
        part.get("content-transfer-encoding"),
        part.parameter("charset").as_deref().and_then(decode::label),
    );
    let is_html = media == "text/html";
    let mut paragraphs =
        if is_html { html_text::paragraphs(content) } else { blocks::paragraphs(&plain(part, content)) };
    paragraphs.retain(|p| !p.text.is_empty());
    letter::drop_furniture(&mut paragraphs);
    texts.push((is_html, paragraphs));
}

/// The lines of a plain part as its paragraphs are told from them.
fn plain(part: &Part, content: Mapped) -> Mapped {
    // The short lines of a signature hide that those above it were wrapped.
    let content = lines::without_signature(unescaped(content));
    let is = |name: &str, value: &str| part.parameter(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    if is("format", "flowed") { lines::flowed(content, is("delsp", "yes")) } else { content }
}

/// Mailboxes write `>From` for a line that opens with `From `.
fn unescaped(content: Mapped) -> Mapped {
    if !content.as_str().contains(">From ") {
        return content;
    }
    let mut kept = Mapped::new();
    for line in content.lines() {
        let words = content.as_str().get(line.clone()).unwrap_or_default();
        let skip = usize::from(words.starts_with(">From "));
        kept.append(&content.slice(line.start + skip..line.end));
        kept.append(&content.slice(line.end..(line.end + 1).min(content.as_str().len())));
    }
    kept
}

/// The plain text, unless it is a stub beside a page.
fn best(texts: Vec<Text>) -> Vec<Paragraph> {
    let length = |wanted: bool| {
        texts
            .iter()
            .filter(|(html, _)| *html == wanted)
            .flat_map(|(_, p)| p)
            .map(|p| p.text.len())
            .sum::<usize>()
    };
    let use_html = length(false) == 0 || (length(false) < 200 && length(true) > 5 * length(false));
    texts.into_iter().filter(|(html, _)| *html == use_html).flat_map(|(_, paragraphs)| paragraphs).collect()
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn a_mailbox_is_cut_and_quotes_are_no_starts() {
        let text = "From a@example.org Mon Jun 01 10:00:00 2009\nSubject: =?utf-8?Q?Caf=C3=A9_reopens?=\nFrom: Ann Smith <a@example.org>\nDate: Mon, 1 Jun 2009 09:59:00 +0200\n\nFirst text.\n>From there on.\n> quoted\nFrom me to you.\n\n\
            From b@example.org Mon Jun 01 11:00:00 2009\n\nNo header here.\n";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].headline.as_deref(), Some("Café reopens"));
        assert_eq!(all[0].authors, ["Ann Smith"]);
        assert!(all[0].body().contains("From there on."), "{}", all[0].body());
        assert_eq!(all[1].published.unwrap().to_string(), "2009-06-01T11:00:00");
    }

    #[test]
    fn parts_are_undone_and_the_text_is_taken() {
        let text = "   \r\nReceived: by x\r\nSubject: Harbour\r\n\treopens\r\nDate: Thu, 19 Feb 2015 17:18:40 +1100\r\nContent-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 re=\r\nopened.\r\n--b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SFRNTDwvcD4=\r\n--b1--\r\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.body(), "The café reopened.");
        assert_eq!(article.published.unwrap().to_string(), "2015-02-19T17:18:40+11:00");
    }

    #[test]
    fn the_text_above_a_signature_is_wrapped_and_its_signature_is_none_of_it() {
        let text = "From: Ann Smith <a@example.org>\nSubject: Ferries\nDate: Thu, 19 Feb 2015 17:18:40 +1100\n\nThe harbour reopened on Monday after a storm that had closed it for the better\npart of a week, officials said.\n\nFerries run.\n\n--\nAnn Smith, Harbour Daily\na@example.org\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.paragraphs.len(), 2, "{:?}", article.paragraphs);
        assert!(article.paragraphs[0].text.ends_with("the better part of a week, officials said."));
        assert_eq!(article.paragraphs[1].text, "Ferries run.");
    }

    #[test]
    fn a_newsletter_is_its_story_alone() {
        let letter = |subject: &str| {
            format!(
                "From: Velden Weekly <a@example.org>\nSubject: {subject}\nDate: Thu, 19 Feb 2015 17:18:40 +1100\nContent-Type: text/html\n\n<p><a href='x'>View this email in your browser</a></p><h1>Ferries run again</h1><p>By Ann Smith</p><p>The harbour reopened on Monday.</p><p>Ferries run.</p><p><a href='y'>Unsubscribe</a></p><p>You received this email because you subscribed.</p>"
            )
        };
        let article = read_one(letter("Ferries Run Again").as_bytes());
        assert_eq!(article.body(), "The harbour reopened on Monday.\n\nFerries run.");
        assert_eq!(article.authors, ["Ann Smith"]);
        let other = read_one(letter("Ferries and more").as_bytes());
        assert_eq!(other.headline.as_deref(), Some("Ferries and more"));
        assert_eq!(other.paragraphs.len(), 4, "{:?}", other.paragraphs);
    }
}
