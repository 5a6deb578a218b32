//! Fields that a wire story carries inside its text: byline lines, notes to editors, the dateline, the end
//! mark. They become fields of the record and leave the body.

use crate::Article;
use crate::field::{agency, byline, dateline, end_mark, wire_prefix};
use crate::format::Record;
use crate::text::Mapped;
use offwire_article::{DateGround, Dateline, NewsDate, Paragraph, ParagraphKind, Span};

/// Most lines before the text that are looked at.
const MAX_OPENING: usize = 8;

/// Moves the fields out of the text of an article.
pub(crate) fn settle(article: &mut Article, record: &Record<'_>) {
    take_opening(article);
    take_dateline(article, record);
    take_end_mark(article, record);
    take_prefix(article);
}

/// Lines before the text: bylines become authors, lines in brackets that speak to editors become notes,
/// points of a summary become subheads.
fn take_opening(article: &mut Article) {
    for _ in 0..MAX_OPENING {
        let Some(first) = article.paragraphs.first().filter(|p| p.kind == ParagraphKind::Text) else {
            return;
        };
        if article.paragraphs.len() < 2 {
            return;
        }
        let line = first.text.as_str();
        if is_note(line) {
            article.note(format!("editors' note: {line}"));
        } else if let Some(point) = line.strip_prefix("* ").filter(|_| points_then_text(&article.paragraphs))
        {
            article.subheads.push(point.to_owned());
        } else if line.chars().count() <= 120 && !byline::byline(line).is_empty() {
            let people = byline::byline(line).into_iter().map(|person| person.name);
            let people: Vec<String> = people.filter(|name| !agency::is_agency(name)).collect();
            if article.authors.is_empty() && !people.is_empty() {
                article.field_sources.insert("authors".into(), first.source.clone());
                article.authors = people;
            }
        } else {
            return;
        }
        article.paragraphs.remove(0);
    }
}

/// `(Adds comments, detail)`, `(In Jan. 3 story, corrects …)`.
fn is_note(line: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "(adds",
        "(updates",
        "(recasts",
        "(corrects",
        "(refiles",
        "(repeats",
        "(rewrites",
        "(in ",
        "(new throughout",
        "(writes through",
        "(eds:",
        "(eds.",
    ];
    if is_spaced(line) && line.chars().count() < 400 {
        return true;
    }
    let lower = line.to_lowercase();
    let inside = line.ends_with(')') || line.ends_with(").");
    inside && line.chars().count() < 400 && OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Whether the first word is set apart letter by letter, as desks set what they tell other desks
/// (`N i e u w bericht, vervangt: …`).
fn is_spaced(line: &str) -> bool {
    let single = |word: &&str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    line.split(' ').take_while(single).count() >= 4
}

/// Points of a summary stand above the text, not in a list that is the text.
fn points_then_text(paragraphs: &[Paragraph]) -> bool {
    let points = paragraphs.iter().take_while(|p| p.text.starts_with("* ")).count();
    points <= 5 && paragraphs.get(points).is_some_and(|next| dateline::dateline(&next.text).is_some())
}

fn take_dateline(article: &mut Article, record: &Record<'_>) {
    let published = article.published;
    let Some(first) = article.paragraphs.iter_mut().take(2).find(|p| p.kind == ParagraphKind::Text) else {
        return;
    };
    let Some(found) = dateline::dateline(&first.text) else { return };
    let part = |range: Option<std::ops::Range<usize>>| first.text.get(range?).map(str::to_owned);
    let date = found.date.as_ref().and_then(|date| date.date_near(published));
    let line = Dateline {
        place: part(found.place.clone()),
        date: date.map(NewsDate::date_only),
        agency: part(found.agency.clone()),
    };
    let rest = first.text.get(found.range.end..).unwrap_or_default().trim_start();
    if rest.is_empty() {
        return;
    }
    let before = first.text.len() - rest.len();
    let span = cut_front(first, before, record);
    if article.agency.is_none() {
        article.agency = line.agency.as_deref().and_then(agency::agency).map(str::to_owned);
    }
    if published.is_none() && date.is_some() {
        article.published = date;
        article.date_ground = Some(DateGround::Dateline);
    }
    article.field_sources.entry("dateline".into()).or_insert(span);
    match &mut article.dateline {
        Some(own) => {
            own.place = own.place.take().or(line.place);
            own.date = own.date.or(line.date);
            own.agency = own.agency.take().or(line.agency);
        }
        None => article.dateline = Some(line),
    }
}

fn take_end_mark(article: &mut Article, record: &Record<'_>) {
    let Some(last) = article.paragraphs.last_mut() else { return };
    let Some(found) = end_mark::end_mark(&last.text) else { return };
    let mark = last.text.get(found.range.clone()).unwrap_or_default().to_owned();
    let span = cut_back(last, found.text_end, record);
    article.field_sources.insert("end_mark".into(), span);
    article.end_mark = Some(mark);
    if last.text.is_empty() && article.paragraphs.len() > 1 {
        article.paragraphs.pop();
    }
}

fn take_prefix(article: &mut Article) {
    let Some(headline) = article.headline.clone() else { return };
    let is_wire = article.agency.is_some();
    let found = wire_prefix::wire_prefix(&headline, is_wire);
    article.status = article.status.or(found.status);
    if let Some(marks) = found.marks(&headline) {
        let wire = article.wire.get_or_insert_default();
        wire.prefix = wire.prefix.take().or(marks.prefix);
        wire.take = wire.take.or(marks.take);
        article.headline = headline.get(found.headline).map(str::to_owned).filter(|rest| !rest.is_empty());
    }
    let slug = article.wire.as_ref().and_then(|wire| wire.slug.clone()).unwrap_or_default();
    if let Some((take, status)) = wire_prefix::slug_status(&slug) {
        article.status = article.status.or(status);
        let wire = article.wire.get_or_insert_default();
        wire.take = wire.take.or(take);
    }
}

/// Cuts text off the front of a paragraph; gives the ranges of what was cut.
pub(crate) fn cut_front(paragraph: &mut Paragraph, at: usize, record: &Record<'_>) -> Vec<Span> {
    let (head, rest) = paragraph.text.split_at(at.min(paragraph.text.len()));
    let (before, behind) = part(&paragraph.source, head, record);
    let rest = rest.trim_start().to_owned();
    paragraph.text = rest;
    paragraph.source = behind;
    before
}

/// Cuts text off the end of a paragraph; gives the ranges of what was cut.
pub(crate) fn cut_back(paragraph: &mut Paragraph, at: usize, record: &Record<'_>) -> Vec<Span> {
    let head = paragraph.text.get(..at).unwrap_or_default().trim_end().to_owned();
    let (before, behind) = part(&paragraph.source, &head, record);
    paragraph.text = head;
    paragraph.source = before;
    behind
}

/// Parts the ranges of a text behind its first words: the raw bytes are walked letter by letter, whatever
/// their escapes, references and line ends. Where they do not agree the whole stays with both sides.
fn part(spans: &[Span], head: &str, record: &Record<'_>) -> (Vec<Span>, Vec<Span>) {
    let mut wanted = head.chars().filter(|c| !c.is_whitespace()).peekable();
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let mut strays = 0;
    for span in spans {
        if wanted.peek().is_none() {
            behind.push(*span);
            continue;
        }
        let raw = span.cut(record.bytes()).unwrap_or_default();
        let start = usize::try_from(span.start).unwrap_or(0);
        let mapped = Mapped::decode(raw, start, record.charset().encoding);
        let at = walk(mapped.as_str(), &mut wanted, &mut strays);
        let end = mapped.span(0..at).end;
        let text = mapped.as_str().get(at..).unwrap_or_default();
        let next = at + (text.len() - text.trim_start().len());
        before.push(Span::new(span.start, end));
        if next < mapped.as_str().len() {
            behind.push(Span::new(mapped.span(next..mapped.as_str().len()).start, span.end));
        }
    }
    if wanted.peek().is_some() || strays > 8 { (spans.to_vec(), spans.to_vec()) } else { (before, behind) }
}

/// How far the raw text goes until the wanted letters are used up.
fn walk(
    raw: &str,
    wanted: &mut std::iter::Peekable<impl Iterator<Item = char>>,
    strays: &mut usize,
) -> usize {
    let mut at = 0;
    while let (Some(&want), Some(c)) = (wanted.peek(), raw.get(at..).and_then(|rest| rest.chars().next())) {
        let rest = raw.get(at..).unwrap_or_default();
        let length = c.len_utf8();
        if c.is_whitespace() {
            at += length;
        } else if c == want {
            wanted.next();
            at += length;
        } else if let Some(escape) = escape_length(rest) {
            if !matches!(rest.as_bytes().get(..2), Some(b"\\n" | b"\\t" | b"\\r")) {
                wanted.next();
            }
            at += escape;
        } else {
            *strays += 1;
            at += length;
        }
    }
    at
}

/// Length of `&amp;`, `\u2014`, `\n` at the start of raw text.
fn escape_length(rest: &str) -> Option<usize> {
    if rest.starts_with('&') {
        return rest.get(..rest.len().min(12)).or(Some(rest))?.find(';').map(|at| at + 1);
    }
    let escaped = rest.strip_prefix('\\')?.chars().next()?;
    Some(if escaped == 'u' { rest.len().min(6) } else { 1 + escaped.len_utf8() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, ParseOptions, RawItem};

    fn settled(raw: &str, paragraphs: &[(usize, usize)]) -> Article {
        let item =
            RawItem { origin: Origin::file("x"), bytes: raw.as_bytes().to_vec(), ..RawItem::default() };
        let options = ParseOptions::default();
        let record = Record::new(&item, &options);
        let paragraph = |(start, end): &(usize, usize)| {
            let text = raw[*start..*end].replace("&amp;", "&").replace('\n', " ");
            Paragraph::text(text).with_source(vec![Span::of(*start, *end)])
        };
        let mut article =
            Article { paragraphs: paragraphs.iter().map(paragraph).collect(), ..Article::default() };
        article.published = "1999-03-03".parse().ok();
        article.headline = Some("UPDATE 2-Harbour reopens".into());
        settle(&mut article, &record);
        article
    }

    #[test]
    fn fields_leave_the_text_and_keep_their_places() {
        let raw = "By Ann Smith\n(Adds detail)\nGDYNIA,\nMarch 2 (Reuters) - The harbour reopened.\nFerries run again. Enditem";
        let article = settled(raw, &[(0, 12), (13, 26), (27, 76), (77, raw.len())]);
        assert_eq!(article.authors, ["Ann Smith"]);
        assert_eq!(article.agency.as_deref(), Some("Reuters"));
        assert_eq!(article.dateline.as_ref().unwrap().date.unwrap().to_string(), "1999-03-02");
        assert_eq!(article.end_mark.as_deref(), Some("Enditem"));
        let texts: Vec<_> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["The harbour reopened.", "Ferries run again."]);
        for paragraph in &article.paragraphs {
            assert_eq!(paragraph.source[0].cut(raw.as_bytes()).unwrap(), paragraph.text.as_bytes());
        }
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.wire.unwrap().prefix.as_deref(), Some("UPDATE 2"));
    }

    #[test]
    fn escapes_count_as_one_letter() {
        let raw = "A &amp; B\\u2014\\nC";
        let item = RawItem { bytes: raw.as_bytes().to_vec(), ..RawItem::default() };
        let options = ParseOptions::default();
        let mut paragraph = Paragraph::text("A & B— C").with_source(vec![Span::of(0, raw.len())]);
        let cut = cut_front(&mut paragraph, "A & B— ".len(), &Record::new(&item, &options));
        assert_eq!(cut[0].cut(raw.as_bytes()).unwrap(), br"A &amp; B\u2014");
        assert!(paragraph.source[0].cut(raw.as_bytes()).unwrap().ends_with(b"C"));
    }

    #[test]
    fn a_text_of_one_line_is_never_taken_for_a_byline() {
        let article = settled("By Ann Smith", &[(0, 12)]);
        assert_eq!(article.paragraphs.len(), 1);
    }
}
