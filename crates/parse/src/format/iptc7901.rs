//! IPTC 7901: the wire of European agencies.

use super::transmission::{self, Frames, SOH};
use super::{Family, Format, FormatInfo, Parsed, Record, Reject, Splitter, blocks, story};
use crate::field::date::{DateHints, first_date};
use crate::field::{agency, byline, wire_prefix};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, Reason};
use offwire_article::{DateGround, NewsDate, Status, text};
use std::ops::Range;

/// See the module.
pub(crate) struct Iptc7901;

impl Format for Iptc7901 {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "iptc7901",
            title: "IPTC 7901 wire transmissions",
            family: Family::Wire,
            recognised: "SOH, three letters, three to five digits, priority, category; also where a mail path took the controls away",
            example: "^Aeca0124 3 i 93  dpa 1888",
            kept: "headline, status lines, byline, dateline, keywords, priority, category, number, closing time, paragraphs",
            not_kept: "contacts and notes that are not for publication",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let start = head.raw.get(..head.raw.len().min(120)).unwrap_or_default();
        let after =
            start.iter().position(|b| *b == SOH).map_or(start, |at| start.get(at + 1..).unwrap_or_default());
        let line = String::from_utf8_lossy(after);
        is_header(line.trim_start().lines().next().unwrap_or_default())
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        let framed = head.raw.contains(&SOH);
        framed.then(|| Box::new(Frames) as Box<dyn Splitter>)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        vec![read(record.text())]
    }
}

/// `eca0124 3 i 93  dpa 1888`.
fn is_header(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [service, priority, category, ..] = words.as_slice() else { return false };
    let letters = service.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = service.bytes().skip(letters).filter(u8::is_ascii_digit).count();
    letters == 3
        && (3..=5).contains(&digits)
        && letters + digits == service.len()
        && matches!(priority.as_bytes(), [b'0'..=b'9'])
        && category.len() <= 3
        && category.bytes().all(|b| b.is_ascii_alphabetic())
}

fn read(mapped: &Mapped) -> Result<Article, Reject> {
    let parts = transmission::parts(mapped, 2);
    let all = mapped.as_str();
    let mut article = Article::default();
    let header = all.get(parts.header.clone()).unwrap_or_default();
    read_header(header, &mut article);
    let category = article.wire.as_ref().and_then(|wire| wire.category.clone());
    let head_end = read_head(mapped, &parts.text, &mut article);
    if category.as_deref() == Some("rs") || all.contains("ryryryry") {
        return Err(Reject::new(Reason::NoArticle, "a notice of the service, no story"));
    }
    let mut lines = all.lines().rev().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric));
    article.published = lines.next().and_then(transmission::closing_time);
    article.date_ground = article.published.map(|_| DateGround::Metadata);
    if article.status == Some(Status::Embargoed) {
        let told = article.wire.as_ref().and_then(|wire| wire.prefix.as_deref());
        let day = told.and_then(|told| first_date(told, DateHints::default()));
        article.embargo = day.and_then(|day| day.date_near(article.published)).map(NewsDate::date_only);
    }
    let end = end_of_text(mapped, head_end..parts.text.end);
    article.paragraphs = blocks::paragraphs(&mapped.slice(head_end..end));
    article.paragraphs.retain(|p| transmission::closing_time(&p.text).is_none());
    take_initials(&mut article);
    Ok(article)
}

/// Service, number, priority, category, words, agency and its number; then keywords up to `/`.
fn read_header(header: &str, article: &mut Article) {
    let mut lines = header
        .lines()
        .map(|l| l.trim_matches(|c: char| c.is_control() || c.is_whitespace()))
        .filter(|l| !l.is_empty());
    let words: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
    let wire = story::wire(article);
    wire.number = words.first().map(|w| (*w).to_owned());
    wire.priority = words.get(1).map(|w| (*w).to_owned());
    wire.category = words.get(2).map(|w| (*w).to_owned());
    article.agency = words.iter().skip(3).find_map(|word| agency::agency(word)).map(str::to_owned);
    for line in lines {
        for keyword in line.split('/').map(str::trim).filter(|k| !k.is_empty()) {
            story::add(&mut article.keywords, Some(keyword.to_owned()));
        }
    }
}

/// The lines up to `=`: standing, headline, byline. Gives where the text begins.
fn read_head(mapped: &Mapped, part: &Range<usize>, article: &mut Article) -> usize {
    let lines = transmission::lines(mapped, part);
    let word = |range: &Range<usize>| mapped.as_str().get(range.clone()).unwrap_or_default();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let block: Vec<&Range<usize>> =
        lines.iter().skip(first).take_while(|line| !line.is_empty()).take(10).collect();
    let closes = block.iter().position(|line| word(line).ends_with('='));
    let count = closes.map_or(1, |at| at + 1);
    let mut headline: Vec<&str> = Vec::new();
    let mut spans = Vec::new();
    for (at, line) in block.iter().take(count).enumerate() {
        let words = word(line).trim_end_matches('=').trim();
        // A headline may open with such a word, too: it is the last that is left.
        let may_stand = headline.is_empty() && (at + 1 < count || !words.contains(':'));
        if let Some(status) = standing(words).filter(|_| may_stand) {
            article.status = article.status.or(status.1);
            let wire = story::wire(article);
            wire.take = wire.take.or(status.0);
            let prefix =
                wire.prefix.take().map_or_else(|| words.to_owned(), |before| format!("{before}, {words}"));
            wire.prefix = Some(prefix);
        } else if !headline.is_empty() && is_kind(words) {
            article.note(words);
        } else if !headline.is_empty() && is_byline(words) {
            article.authors = story::people(words);
            article.field_sources.insert("authors".into(), mapped.spans((*line).clone()));
        } else {
            headline.push(words);
            spans.extend(mapped.spans((*line).clone()));
        }
    }
    article.headline = Some(text::fold_space(&headline.join(" "))).filter(|h| !h.is_empty());
    article.field_sources.insert("headline".into(), spans);
    block.get(count.saturating_sub(1)).map_or(part.start, |line| line.end)
}

/// A line behind the headline that names who wrote, a person or not.
fn is_byline(words: &str) -> bool {
    let opens = ["By ", "Von ", "Par ", "Por ", "Di "].iter().any(|word| words.starts_with(word));
    byline::opening(words).is_some() || (opens && words.split_whitespace().count() <= 12)
}

/// A line behind the headline that says what kind of text follows: `(PAPIER GENERAL)`, `(AVANT-PAPIER)`.
fn is_kind(words: &str) -> bool {
    let inner = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner
        .is_some_and(|inner| inner.chars().any(char::is_alphabetic) && !inner.chars().any(char::is_lowercase))
}

/// A line that tells the standing of a version: `2ND LEAD`, `3RD NET`, `EXTRA`, `REFILE`, `(Achtung)`.
fn standing(line: &str) -> Option<(Option<u32>, Option<Status>)> {
    if let Some(found) = wire_prefix::take_of(line).filter(|_| line.split_whitespace().count() <= 3) {
        return Some(found);
    }
    // `(Berichtigung: Umsatz im 2. Absatz)`, `Sperrfrist: 10. Mai 18.00 Uhr`.
    let bare = line.trim_matches(['(', ')', ' ']);
    let told = bare.split_once(':').map_or(bare, |(word, _)| word.trim_end());
    let status = match told.to_uppercase().as_str() {
        "EXTRA" | "URGENT" | "BULLETIN" | "FLASH" | "EIL" => Some(Status::Urgent),
        "REFILE" | "REPEAT" => Some(Status::Repeat),
        "CORRECTION" | "CORRECTED" | "BERICHTIGUNG" | "KORREKTUR" | "CORRECTIF" | "RECTIFICATIF"
        | "CORRECCIÓN" | "CORRECCION" | "CORREZIONE" | "RETTELSE" => Some(Status::Correction),
        "SPERRFRIST" | "SPERRVERMERK" | "EMBARGO" => Some(Status::Embargoed),
        "KILL" | "KILL KILL KILL" => Some(Status::Kill),
        "HOLD" | "HOLD HOLD HOLD" => Some(Status::Withheld),
        "ADVISORY" | "ACHTUNG" => Some(Status::Advisory),
        "UPDATE" | "ROUNDUP" | "SUMMARY" => Some(Status::Update),
        _ => return None,
    };
    let is_told = told == bare || matches!(status, Some(Status::Correction | Status::Embargoed));
    is_told.then_some((None, status))
}

/// The text ends where what is not for publication begins.
fn end_of_text(mapped: &Mapped, part: Range<usize>) -> usize {
    const MARKS: [&str; 4] =
        ["# notebook", "# dpa notebook", "the following information is not", "# dpa contacts"];
    let lines = transmission::lines(mapped, &part);
    let closes = |line: &&Range<usize>| {
        let lower = mapped.as_str().get((*line).clone()).unwrap_or_default().to_lowercase();
        MARKS.iter().any(|mark| {
            lower.trim_start_matches('#').trim_start().starts_with(mark.trim_start_matches("# "))
                && lower.starts_with(mark.chars().next().unwrap_or('#'))
        })
    };
    lines.iter().find(closes).map_or(part.end, |line| line.start)
}

/// Initials of those who wrote and edited: `dpa grj rmo`, `(SDA/sj)`.
fn take_initials(article: &mut Article) {
    let Some(last) = article.paragraphs.last() else { return };
    let words = last.text.trim_matches(['(', ')']);
    let parts: Vec<&str> = words.split([' ', '/', '\\']).filter(|w| !w.is_empty()).collect();
    let short = parts.len() <= 7 && parts.iter().all(|p| p.len() <= 4 && p.chars().all(char::is_alphabetic));
    let is_signed = parts.first().is_some_and(|first| agency::agency(first).is_some());
    // `ab/cd`: no sentence is of nothing but small letters and strokes.
    let are_initials =
        words.contains('/') && !words.contains(' ') && words.chars().all(|c| c == '/' || c.is_lowercase());
    if short && article.paragraphs.len() > 1 && (is_signed || are_initials) {
        article.end_mark = Some(last.text.clone());
        article.field_sources.insert("end_mark".into(), last.source.clone());
        article.paragraphs.pop();
    }
}

#[cfg(test)]
mod tests {
    use crate::Reason;
    use crate::format::tests::{read_all, read_one};
    use offwire_article::Status;

    #[test]
    fn standing_headline_and_byline_are_told_apart() {
        let text = "\u{1}eca0003 3 i 380  dpa 0045\r\n\nPoland/harbours/\r\n\u{2}REFILE\n1ST LEAD\nHarbour reopens after storm\nBy Ann Smith, dpa =\r\n\n\
            Gdynia (dpa) - The harbour reopened on Monday after a storm that had\r\nclosed it for a week.\r\n\nFerries run again.\r\n\n# Notebook\r\n\n## Contacts\r\n- Tel: 1\r\n\ndpa as\r\n\n\u{3}212322 GMT Nov 18\r\n\u{7f}\n\u{4}";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens after storm"));
        assert_eq!(article.authors, ["Ann Smith"]);
        assert_eq!(article.status, Some(Status::Repeat));
        assert_eq!(article.wire.as_ref().unwrap().take, Some(1));
        assert_eq!(article.published.unwrap().to_string(), "2018-11-21T23:22Z");
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.keywords, ["Poland", "harbours"]);
    }

    #[test]
    fn a_file_that_lost_its_controls_is_read() {
        let text = "eca00075 3 i 510    dpa 1003\n\n/politics/Poland/\n2ND LEAD\nHarbour reopens =\n \nGdynia (dpa) - The harbour reopened.\n\n## Editorial contacts\n\n101137 GMT Dez 18\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.published.unwrap().to_string(), "2018-12-10T11:37Z");
    }

    #[test]
    fn notices_of_the_service_are_no_stories() {
        let text = "\u{1}eca0001 4 rs 46  dpa 0027\r\n\nImpressum/\r\n\u{2}Impressum =\r\n\nryryryry copyright\r\n\u{3}242200 GMT Jun 17\r\n\u{4}";
        assert_eq!(read_all(text.as_bytes())[0].as_ref().unwrap_err().reason, Reason::NoArticle);
    }

    #[test]
    fn what_is_corrected_or_held_is_told_in_other_languages() {
        let message = |head: &str, end: &str| {
            let text = format!(
                "\u{1}bdt0455 3 wi 120  dpa 1201\r\nAuto/\r\n\u{2}{head} =\r\n\r\nWolfsburg (dpa) - Der Autobauer hat mehr verdient als erwartet.\r\n\r\nDer Umsatz stieg.\r\n\r\n{end}\r\n\r\n\u{3}091200 Mai 06\r\n\u{4}"
            );
            read_one(text.as_bytes())
        };
        let corrected =
            message("(Berichtigung: Umsatz im 2. Absatz)\r\nAutobauer steigert Gewinn", "dpa ab cd");
        assert_eq!(
            (corrected.headline.as_deref(), corrected.status),
            (Some("Autobauer steigert Gewinn"), Some(Status::Correction))
        );
        let held = message(
            "Sperrfrist: 10. Mai 18.00 Uhr\r\nAutobauer steigert Gewinn\r\n(PAPIER GENERAL)",
            "ab/cd",
        );
        assert_eq!(
            (held.headline.as_deref(), held.status),
            (Some("Autobauer steigert Gewinn"), Some(Status::Embargoed))
        );
        assert_eq!(held.embargo.unwrap().to_string(), "2006-05-10");
        assert_eq!((held.paragraphs.len(), held.end_mark.as_deref()), (2, Some("ab/cd")));
    }
}
