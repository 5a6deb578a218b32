//! ANPA-1312: the wire of American agencies, with its control characters.

mod notice;

use super::transmission::{self, Frames, SOH};
use super::{Family, Format, FormatInfo, Parsed, Record, Splitter, story, trec};
use crate::Article;
use crate::field::{agency, byline};
use crate::sniff::Head;
use crate::text::Mapped;
use offwire_article::{DateGround, Paragraph, ParagraphKind, Status, text};
use std::ops::Range;

/// See the module.
pub(crate) struct Anpa;

/// Opens a row of a table.
const ROW: char = '\u{8}';

impl Format for Anpa {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "anpa",
            title: "ANPA-1312 wire transmissions",
            family: Family::Wire,
            recognised: "SYN SYN SOH, or SOH with a service letter, four digits and US",
            example: "^V^V^AW2870^_asian",
            kept: "headline, byline, dateline, slug, take, status, embargo, priority, category, number, editors' notes, closing time, paragraphs, rows of tables",
            not_kept: "numbers of photos and graphics, selectors, the year where no line names it",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let start = head.raw.get(..head.raw.len().min(80)).unwrap_or_default();
        let Some(soh) = start.iter().position(|b| *b == SOH) else { return false };
        let after = start.get(soh + 1..).unwrap_or_default();
        let letter = after.first().is_some_and(u8::is_ascii_alphabetic);
        let digits = after.get(1..5).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
        letter && digits && after.contains(&0x1f)
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(Frames))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        vec![Ok(read(record.text()))]
    }
}

fn read(mapped: &Mapped) -> Article {
    let parts = transmission::parts(mapped, 2);
    let all = mapped.as_str();
    let mut article = Article::default();
    read_header(all.get(parts.header.clone()).unwrap_or_default(), &mut article);
    let trailer = all.get(parts.trailer.clone()).unwrap_or_default();
    // `AP-WF-05-09-04 1511EDT`, `NYT-11-20-98 1811EST`.
    let stamp = ["AP-", "NYT-"].iter().find_map(|service| trailer.find(service));
    article.published = stamp.and_then(|at| trec::ap_file(trailer.get(at..)?.split('<').next()?));
    article.date_ground = article.published.map(|_| DateGround::Metadata);
    if trailer.contains("AP-W") {
        article.agency = Some("AP".into());
    }
    let inside =
        mapped.lines().into_iter().map(|line| line.start.max(parts.text.start)..line.end.min(parts.text.end));
    let lines: Vec<Range<usize>> = inside
        .filter(|line| line.start < line.end || parts.text.contains(&line.start))
        .filter(|line| line.start <= line.end)
        .collect();
    read_text(mapped, &lines, parts.text.start, &mut article);
    for paragraph in &mut article.paragraphs {
        transmission::print_signs(paragraph);
    }
    article
}

/// Service letter and number; then priority, category, keyword, date and words.
fn read_header(header: &str, article: &mut Article) {
    let mut lines = header.lines().filter(|line| line.chars().any(char::is_alphanumeric));
    let first = lines.next().unwrap_or_default().trim_matches(|c: char| c.is_control() || c.is_whitespace());
    let number: String = first.chars().take(5).collect();
    story::wire(article).number = Some(number).filter(|n| n.len() == 5);
    let service: String = first.chars().skip(5).take_while(|c| c.is_ascii_alphabetic()).collect();
    article.agency = agency::agency(&service).map(str::to_owned);
    let Some(second) = lines.next() else { return };
    let mut marks = second.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty());
    let wire = story::wire(article);
    wire.priority = marks.next().filter(|m| m.len() == 1).map(str::to_owned);
    wire.category = marks.next().filter(|m| m.len() == 1).map(str::to_owned);
    wire.slug = marks.next().map(str::to_owned);
    if second.contains("NewsAlert") {
        article.status = Some(Status::Urgent);
    }
}

/// Head lines (with `^`, or the first two of a service that sends none), then the text.
fn read_text(mapped: &Mapped, lines: &[Range<usize>], start: usize, article: &mut Article) {
    let bare: Vec<Range<usize>> =
        lines.iter().map(|line| transmission::bare(mapped, line.start.max(start)..line.end)).collect();
    let word = |range: &Range<usize>| mapped.as_str().get(range.clone()).unwrap_or_default();
    let has_carets = bare.iter().any(|line| word(line).starts_with('^'));
    let mut at = 0;
    let mut seen = 0;
    for (line, raw) in bare.iter().zip(lines) {
        let words = word(line);
        let raw = mapped.as_str().get(raw.clone()).unwrap_or_default();
        let is_head = if has_carets { words.starts_with('^') } else { seen < 2 && !raw.starts_with("  ") };
        if words.is_empty() && seen == 0 || is_head && !words.is_empty() {
            // What is said to editors above the headline takes no line of it.
            if is_head && head_line(mapped, line, seen, article) {
                seen += 1;
            }
            at += 1;
        } else if words.is_empty() && seen > 0 && article.headline.is_none() && !has_carets {
            at += 1;
        } else {
            break;
        }
    }
    article.paragraphs.extend(body(mapped, lines.get(at..).unwrap_or_default()));
}

/// One line before the text: slug, headline, byline, a note, or a summary; whether it was none to editors.
fn head_line(mapped: &Mapped, line: &Range<usize>, seen: usize, article: &mut Article) -> bool {
    let words = mapped.as_str().get(line.clone()).unwrap_or_default();
    let bare = text::fold_space(words.trim_matches(['^', '<', '=', '+', ' ']));
    let lower = bare.to_lowercase();
    if seen == 0 {
        article.status = notice::of_slug(&bare).or(article.status);
        let is_count = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-');
        story::wire(article).slug = Some(bare.trim_end_matches(is_count).to_owned());
    } else if notice::read(&bare, article) {
        return false;
    } else if lower.starts_with("by ") && words.trim_end().ends_with('=') {
        article
            .authors
            .extend(byline::people(&bare).into_iter().map(|p| p.name).filter(|n| !agency::is_agency(n)));
        article.field_sources.insert("authors".into(), mapped.spans(line.clone()));
    } else if is_rights(&lower) {
        if lower.contains("n.y. times news service") {
            article.agency = article.agency.take().or(Some("New York Times News Service".into()));
        }
        article.rights = Some(bare);
    } else if is_credit(&lower) {
        article.agency = article.agency.take().or_else(|| agency::agency(&bare).map(str::to_owned));
        return article.headline.is_some();
    } else if article.headline.is_none() && seen == 1 {
        article.headline = Some(bare);
        article.field_sources.insert("headline".into(), mapped.spans(line.clone()));
    } else if !bare.is_empty() {
        article.paragraphs.push(Paragraph::text(bare).with_source(mapped.spans(line.clone())));
    }
    true
}

/// `c.1998 N.Y. Times News Service`, `(c) 1998, The Harbour Times`.
fn is_rights(lower: &str) -> bool {
    let rest = ["c.", "(c)", "©"].iter().find_map(|sign| lower.strip_prefix(sign));
    let year = rest.map_or(0, |rest| rest.trim_start().bytes().take_while(u8::is_ascii_digit).count());
    year == 4
}

/// Lines that name the organisation of the writer, or pictures.
fn is_credit(lower: &str) -> bool {
    let lower = lower.trim_start_matches('(');
    ["ap photo", "ap graphic", "ap video", "with ap ", "for use by"]
        .iter()
        .any(|mark| lower.starts_with(mark))
        || agency::is_agency(lower)
        || ["writer", "writers", "correspondent"]
            .iter()
            .any(|end| lower.ends_with(end) && lower.split(' ').count() <= 5)
}

/// Paragraphs open with a tab or blanks, rows of tables with their own control, headings with a caret.
fn body(mapped: &Mapped, lines: &[Range<usize>]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let flush = |open: &mut Option<Range<usize>>, paragraphs: &mut Vec<Paragraph>| {
        if let Some(range) = open.take() {
            let words = text::fold_space(&text::nfc(mapped.as_str().get(range.clone()).unwrap_or_default()));
            paragraphs.push(Paragraph::text(words).with_source(mapped.spans(range)));
        }
    };
    for line in lines {
        let raw = mapped.as_str().get(line.clone()).unwrap_or_default();
        let content = transmission::bare(mapped, line.clone());
        let words = mapped.as_str().get(content.clone()).unwrap_or_default();
        if words.is_empty() || words.chars().all(|c| "_= ".contains(c)) {
            flush(&mut open, &mut paragraphs);
        } else if raw.starts_with(ROW) || words.starts_with('^') {
            flush(&mut open, &mut paragraphs);
            paragraphs.push(if raw.starts_with(ROW) {
                row(mapped, content, words)
            } else {
                heading(mapped, content, words)
            });
        } else if raw.starts_with(['\t', transmission::STX]) || raw.starts_with("   ") || open.is_none() {
            flush(&mut open, &mut paragraphs);
            open = Some(content);
        } else if let Some(range) = &mut open {
            range.end = content.end;
        }
    }
    flush(&mut open, &mut paragraphs);
    paragraphs
}

/// A row of a table: columns parted by `;` or separators, blanks as DLE, ½ as `{`.
fn row(mapped: &Mapped, content: Range<usize>, words: &str) -> Paragraph {
    let columns =
        words.split([';', '\u{1e}', '\u{1f}']).map(|cell| cell.replace('\u{10}', " ").replace('{', "½"));
    let columns: Vec<String> = columns.map(|cell| text::fold_space(&cell)).collect();
    let line = columns.join(" | ").trim_matches([' ', '|']).to_owned();
    Paragraph::text(line).with_kind(ParagraphKind::List).with_source(mapped.spans(content))
}

fn heading(mapped: &Mapped, content: Range<usize>, words: &str) -> Paragraph {
    let words = text::fold_space(words.trim_matches(['^', '<', '=', ' ']));
    let kind = if words.chars().count() < 60 && !words.ends_with('.') {
        ParagraphKind::Subhead
    } else {
        ParagraphKind::Text
    };
    Paragraph::text(words).with_kind(kind).with_source(mapped.spans(content))
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn a_story_of_the_ap_is_read() {
        let text = "\u{16}\u{16}\u{1}W2607\u{1f}_asian\nr a\u{11}\u{13} BC-US--Harbour 1stLd-Writethru   11-13 1693\n\u{2}^BC-US--Harbour, 1st Ld-Writethru,1140<\n\
            ^Harbour reopens after storm<\n^AP Photo SDDD101<\n^Eds: Adds a video link.<\n^By ANN SMITH and BO LIND=\n^Associated Press=\n\
            \t   GDYNIA, Poland (AP) _ The harbour ``reopened'' on Monday.\n \n\tFerries run again.\n\t   \u{3}AP-WF-11-13-13 0745GMT<\n\n\u{c}\n\u{4}";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens after storm"));
        assert_eq!(article.published.unwrap().to_string(), "2013-11-13T07:45Z");
        assert_eq!(article.authors.len(), 2);
        assert_eq!(article.status, Some(offwire_article::Status::Writethru));
        assert_eq!(article.dateline.as_ref().unwrap().place.as_deref(), Some("GDYNIA, Poland"));
        assert_eq!(article.body(), "The harbour “reopened” on Monday.\n\nFerries run again.");
        let wire = article.wire.unwrap();
        assert_eq!(
            (wire.number.as_deref(), wire.priority.as_deref(), wire.category.as_deref()),
            (Some("W2607"), Some("r"), Some("a"))
        );
        let cut = article.paragraphs[1].source[0].cut(text.as_bytes()).unwrap();
        assert_eq!(cut, b"Ferries run again.");
    }

    #[test]
    fn a_service_without_carets_and_wrapped_lines_is_read() {
        let text = "\u{1}a0105KYODO\u{1f}koko-\r\nu s\u{14}\u{12} BC-Harbour   09-12 0344\r\n\u{2}BC-Harbour\r\nHarbour reopens after the storm+\r\n     GDYNIA, Poland, Dec. 9 Kyodo - The harbour \r\nreopened.\r\n     Ferries run.\r\n\u{3}\u{4}";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens after the storm"));
        assert_eq!(article.agency.as_deref(), Some("Kyodo"));
        assert_eq!(article.paragraphs.len(), 2);
        assert!(article.published.is_none(), "no line names the year");
    }

    #[test]
    fn rows_of_tables_are_read() {
        let text = "\u{16}\u{16}\u{1}z9631\u{1f}-----\nr z\u{14}\u{12} BC-BBO     05-17 0820\n\u{2}^BC-BBO--Table< \n^Expanded Table= \n\u{8};W;L\u{10} \n\u{8}Kansas\u{10} City;18;6{\u{10} \n\u{3}\u{4}";
        let article = read_one(text.as_bytes());
        assert_eq!(article.paragraphs[1].text, "Kansas City | 18 | 6½");
    }

    #[test]
    fn kills_and_what_is_held_are_told() {
        let message = |slug: &str, head: &str, text: &str| {
            let text = format!(
                "\u{16}\u{16}\u{1}V8123\u{1f}_apf\nu n\u{13}\u{11} {slug}   05-09 0090\n\u{2}^{slug},90<\n{head}\t   {text}\n\t   \u{3}AP-WF-05-09-04 1822GMT<\n\u{4}"
            );
            read_one(text.as_bytes())
        };
        let kill = message(
            "BC-OH--Harbor Fire, KILL",
            "^BULLETIN KILL<\n",
            "CLEVELAND (AP) _ Kill BC-OH--Harbor Fire. The report is in error.",
        );
        assert_eq!((kill.status, kill.headline), (Some(offwire_article::Status::Kill), None));
        let held = message(
            "BC-MED--Aspirin, ADV12",
            "^$adv 12<\n^For release 6 p.m. EDT Wednesday, May 12, and thereafter<\n^Aspirin may cut risk<\n^By LINDA JOHNSON=\n",
            "TRENTON, N.J. (AP) _ Taking aspirin daily may lower the risk.",
        );
        assert_eq!(held.status, Some(offwire_article::Status::Embargoed));
        assert_eq!(held.headline.as_deref(), Some("Aspirin may cut risk"));
        assert_eq!((held.authors.len(), held.dateline.unwrap().place.as_deref()), (1, Some("TRENTON, N.J.")));
        assert_eq!(held.embargo.unwrap().to_string(), "2004-05-12");
        let lead = message(
            "PM-Quake, 2nd Ld",
            "^Eds: LEADS with 6 grafs to UPDATE death toll.<\n^Death toll passes 2,000 in quake<\n",
            "ISTANBUL, Turkey (AP) _ The death toll passed 2,000 on Tuesday.",
        );
        assert_eq!(lead.headline.as_deref(), Some("Death toll passes 2,000 in quake"));
        assert_eq!(lead.paragraphs.len(), 1);
    }

    #[test]
    fn a_story_of_the_new_york_times_news_service_is_read() {
        let text = "\u{16}\u{16}\u{1}A5512\u{1f}_nyt\nr a\u{13}\u{11} BC-SCHOOLS-TEST-NYT   11-20 1021\n\u{2}^BC-SCHOOLS-TEST-NYT\n^(For use by New York Times News Service clients)<\n^TESTS SHOW GAINS<\n^By JANE PERLEZ=\n^c.1998 N.Y. Times News Service=\n\t   NEW YORK _ Reading scores rose on Thursday.\n\t   \u{3}NYT-11-20-98 1811EST<\n\u{4}";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("TESTS SHOW GAINS"));
        assert_eq!(article.published.unwrap().to_string(), "1998-11-20T18:11-05:00");
        assert_eq!(article.agency.as_deref(), Some("New York Times News Service"));
        assert_eq!((article.authors.len(), article.paragraphs.len()), (1, 1));
    }
}
