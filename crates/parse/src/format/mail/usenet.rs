//! Usenet articles, alone, in batches and forwarded.

use super::{Part, best, collect, is_envelope, is_field, lines, subject_words, transfer};
use crate::format::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks, story};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::text;
use std::ops::Range;

/// Usenet articles, one or several in a text.
pub(crate) struct Usenet;

impl Format for Usenet {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "usenet",
            title: "Usenet articles, ClariNet",
            family: Family::Wire,
            recognised: "header fields with Newsgroups near the start, also behind one blank; `#! rnews` batches",
            example: "Path: a!b!c\nNewsgroups: clari.nb.top",
            kept: "subject as headline, dateline, date, keywords, newsgroups as topics, paragraphs of the text part (else of the HTML part)",
            not_kept: "paths, attachments, other header fields, what stands between forwarded articles",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let mut lines = head.text.lines();
        head.text.starts_with("#! rnews")
            || lines.clone().take(40).any(|line| line.trim_start().starts_with("Newsgroups: "))
                && lines.any(|line| line.trim_start().starts_with("Subject:"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let text = record.text();
        let articles = usenet_articles(text);
        if articles.is_empty() {
            return vec![Err(Reject::new(Reason::Malformed, "no header of an article in it"))];
        }
        articles.into_iter().map(|lines| Ok(usenet(record.bytes(), text, &lines))).collect()
    }
}

/// The lines of each article: those that open with a field and hold Newsgroups soon after.
fn usenet_articles(text: &Mapped) -> Vec<Vec<Range<usize>>> {
    let lines = text.lines();
    let word = |line: &Range<usize>| text.as_str().get(line.clone()).unwrap_or_default();
    let bare = |line: &Range<usize>| word(line).strip_prefix(' ').unwrap_or(word(line)).to_owned();
    let opens = |at: usize| {
        let first = lines.get(at).map(bare).unwrap_or_default();
        let envelope = first.starts_with(">From ") || is_envelope(&first) || first.starts_with("#! rnews");
        let before = at.checked_sub(1).and_then(|b| lines.get(b)).map(bare).unwrap_or_default();
        let starts =
            envelope || (is_field(&first) && !is_field(&before) && !before.starts_with([' ', '\t', '>']));
        starts
            && lines
                .iter()
                .skip(at)
                .take(16)
                .take_while(|l| !bare(l).trim().is_empty())
                .any(|l| bare(l).starts_with("Newsgroups:"))
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|at| opens(*at)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(start, end)| lines.get(*start..end).unwrap_or_default().to_vec()).collect()
}

fn usenet(bytes: &[u8], text: &Mapped, lines: &[Range<usize>]) -> Article {
    let word = |line: &Range<usize>| text.as_str().get(line.clone()).unwrap_or_default();
    let indented = lines.iter().take(4).all(|line| word(line).starts_with(' '));
    let strip =
        |line: &Range<usize>| line.start + usize::from(indented && word(line).starts_with(' '))..line.end;
    let blank = lines.iter().position(|line| word(line).trim().is_empty()).unwrap_or(lines.len());
    let (head, rest) = lines.split_at_checked(blank).unwrap_or_default();
    let mut article = Article::default();
    read_fields(text, &head.iter().map(strip).collect::<Vec<_>>(), &mut article);
    if !indented && let Some(part) = carried(bytes, text, lines) {
        let mut texts = Vec::new();
        collect(bytes, &part, 0, &mut texts);
        article.paragraphs = best(texts);
        return article;
    }
    let mut body = Mapped::new();
    // Behind a forwarded article only lines with its indent belong to it.
    let end = if indented {
        rest.iter().rposition(|line| word(line).starts_with(' ')).map_or(0, |at| at + 1)
    } else {
        rest.len()
    };
    for line in
        rest.iter().take(end).filter(|line| !indented || word(line).starts_with(' ') || word(line).is_empty())
    {
        let line = strip(line);
        body.append(&text.slice(line.clone()));
        body.append(&text.slice(line.end..(line.end + 1).min(text.as_str().len())));
    }
    article.paragraphs = blocks::paragraphs(&lines::without_signature(body));
    article
}

/// The header fields; a line that opens with a blank goes on with the one before.
fn read_fields(text: &Mapped, head: &[Range<usize>], article: &mut Article) {
    let word = |line: &Range<usize>| text.as_str().get(line.clone()).unwrap_or_default();
    let goes_on = |line: &&Range<usize>| word(line).starts_with([' ', '\t']);
    for (at, line) in head.iter().enumerate() {
        let further = head.iter().skip(at + 1).take_while(goes_on);
        let field = line.start..further.last().map_or(line.end, |last| last.end);
        let Some((name, value)) = word(&field).split_once(':') else { continue };
        let value = text::fold_space(&transfer::encoded_words(value));
        match name.to_ascii_lowercase().as_str() {
            "subject" => {
                article.headline = Some(subject_words(&value));
                article.field_sources.insert("headline".into(), text.spans(field));
            }
            "date" => story::set_published(article, Some(value)),
            "keywords" => {
                value.split(',').for_each(|k| story::add(&mut article.keywords, Some(k.to_owned())))
            }
            "newsgroups" => {
                value.split(',').for_each(|g| story::add(&mut article.topics, Some(g.to_owned())))
            }
            _ => {}
        }
    }
}

/// The article as a message, where its header says that its text is carried as in mail.
fn carried(bytes: &[u8], text: &Mapped, lines: &[Range<usize>]) -> Option<Part> {
    let word = |line: &&Range<usize>| text.as_str().get((*line).clone()).unwrap_or_default().to_owned();
    let first = lines.iter().find(|line| is_field(&word(line)))?;
    let span = text.span(first.start..lines.last()?.end);
    let part = Part::read(bytes, usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?);
    let is_told = ["content-type", "content-transfer-encoding"].iter().any(|name| part.get(name).is_some());
    (is_told && !part.content.is_empty()).then_some(part)
}

#[cfg(test)]
mod tests {
    use crate::format::tests::{read_all, read_one};

    #[test]
    fn forwarded_articles_of_usenet_are_told_apart() {
        let one = |subject: &str| {
            format!(
                " >From n@example.org Tue Dec 22 18:32:38 1992\n Path: a!b\n From: n@example.org\n Newsgroups: clari.nb.top\n Subject:  ****{subject} 12/21/92\n Date: 21 Dec 92 20:54:07 GMT\n\n GDYNIA, POLAND, 1992 DEC 21 (NB) -- The harbour has reopened after the\n storm of last week, the office said on Monday.\n\n Ferries run.\n\n"
            )
        };
        let text = format!(
            "*** Heading ***\n\n{}\n*** Another ***\n\n{}",
            one("Harbour Reopens"),
            one("Ferries Run")
        );
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].headline.as_deref(), Some("Harbour Reopens"));
        assert_eq!(all[0].published.unwrap().to_string(), "1992-12-21T20:54:07Z");
        assert_eq!(all[0].paragraphs.len(), 2, "{:?}", all[0].paragraphs);
    }

    #[test]
    fn articles_are_undone_as_mail_is() {
        let article = |fields: &str, body: &str| {
            let text = format!(
                "Path: a!clarinews\nNewsgroups: clari.news.top\nSubject: =?iso-8859-1?Q?Caf=E9?=\n =?iso-8859-1?Q?_owners_strike?=\nDate: Tue, 7 Mar 1995 10:15:30 -0500\nMIME-Version: 1.0\n{fields}\n\n{body}"
            );
            let article = read_one(text.as_bytes());
            assert_eq!(article.headline.as_deref(), Some("Café owners strike"));
            let spans = article.paragraphs.iter().flat_map(|p| &p.source);
            let cut = spans.flat_map(|span| span.cut(text.as_bytes()).unwrap().to_vec()).collect::<Vec<_>>();
            (article.body(), String::from_utf8(cut).unwrap())
        };
        let want = "The café owners went on strike.";
        let quoted =
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable";
        let raw = "The caf=E9 owners went o=\nn strike.";
        assert_eq!(article(quoted, &format!("{raw}\n")), (want.into(), raw.into()));
        let coded = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64";
        let raw = "VGhlIGNhZsOpIG93bmVycyB3ZW50IG9uIHN0cmlrZS4=";
        assert_eq!(article(coded, raw), (want.into(), raw.into()));
        let parts = "Content-Type: multipart/alternative; boundary=\"b\"";
        let html = "--b\nContent-Type: text/html\n\n<p>The café owners went on strike.</p>\n--b--\n";
        assert_eq!(article(parts, html), (want.into(), want.into()));
        let plain = format!("--b\nContent-Type: text/plain\n\nPlain words.\n{html}");
        assert_eq!(article(parts, &plain).0, "Plain words.");
    }
}
