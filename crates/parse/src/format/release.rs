//! Press releases and notices as their services distribute them in plain text.

use super::{Family, Format, FormatInfo, Parsed, Record, blocks, story};
use crate::Article;
use crate::field::date;
use crate::sniff::Head;
use crate::text::Mapped;
use offwire_article::{DateGround, text};
use std::ops::Range;

/// See the module.
pub(crate) struct Release;

impl Format for Release {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "release",
            title: "Press releases and public notices in text",
            family: Family::Wire,
            recognised: "a line MEDIA RELEASE with a number, or a number alone and a line `Issued at`",
            example: "Source: Harbour Office\nMEDIA RELEASE PR67276",
            kept: "headline, source, number, dateline, date, paragraphs",
            not_kept: "nothing else in it",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let mut lines = head.text.lines().map(str::trim);
        let first = lines.next().unwrap_or_default();
        let numbered = first.len() == 8
            && first.starts_with("ID")
            && first.get(3..).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()));
        lines.take(3).any(is_label) || is_label(first) || (numbered && head.has("issued at"))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let mapped = record.text();
        let mut article = Article::default();
        let lines = mapped.lines();
        let word = |line: &Range<usize>| mapped.as_str().get(line.clone()).unwrap_or_default().trim();
        let label = lines.iter().take(4).position(|line| is_label(word(line)));
        let is_notice = label.is_none();
        if let Some(source) = lines.iter().take(4).find_map(|line| word(line).strip_prefix("Source:")) {
            article.organisations = vec![source.trim().to_owned()];
        }
        let number = lines
            .get(label.unwrap_or(0))
            .map(|line| word(line).rsplit(' ').next().unwrap_or_default().to_owned());
        story::wire(&mut article).number = number;
        let mut from = label.map_or(0, |at| at + 1);
        if is_notice {
            // The office and its place stand above the headline, behind the number.
            let office = lines.get(1).map(|line| word(line).to_owned()).filter(|name| !name.is_empty());
            article.organisations.extend(office);
            from = lines.iter().position(|line| word(line).is_empty()).unwrap_or(0);
        }
        let end = headline(mapped, &lines, from, &mut article);
        article.paragraphs = blocks::paragraphs(&mapped.slice(end..mapped.as_str().len()));
        if is_notice {
            issued(&mut article);
        } else {
            dateline(&mut article);
        }
        vec![Ok(article)]
    }
}

/// `MEDIA RELEASE PR67276`.
fn is_label(line: &str) -> bool {
    let lower = line.to_lowercase();
    let label =
        ["media release", "press release", "news release"].iter().any(|label| lower.starts_with(label));
    label && line.len() < 40 && line.bytes().any(|b| b.is_ascii_digit())
}

/// The block of lines behind the label; gives where it ends.
fn headline(mapped: &Mapped, lines: &[Range<usize>], from: usize, article: &mut Article) -> usize {
    let word = |line: &Range<usize>| mapped.as_str().get(line.clone()).unwrap_or_default().trim();
    let block: Vec<&Range<usize>> = lines
        .iter()
        .skip(from)
        .skip_while(|l| word(l).is_empty())
        .take_while(|l| !word(l).is_empty())
        .collect();
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return 0 };
    let whole = blocks::trimmed(mapped, first.start..last.end);
    article.headline = Some(text::fold_space(mapped.as_str().get(whole.clone()).unwrap_or_default()));
    article.field_sources.insert("headline".into(), mapped.spans(whole));
    last.end
}

/// A dateline that stands alone on its line: place, date and service.
fn dateline(article: &mut Article) {
    let Some(first) = article.paragraphs.first().filter(|p| p.text.len() < 110).cloned() else { return };
    let line = first.text.trim_end_matches(['-', ' ']);
    let Some(found) = date::first_date(line, date::DateHints::default()) else { return };
    article.published = found.date();
    article.date_ground = article.published.map(|_| DateGround::Dateline);
    story::set_dateline(article, &first.text);
    if article.dateline.is_none() {
        let place = line.get(..found.range.start).map(|p| p.trim_matches([',', ' ']).to_owned());
        article.dateline = Some(offwire_article::Dateline {
            place: place.filter(|p| !p.is_empty()),
            date: article.published,
            agency: None,
        });
    }
    if first.text.contains('/') {
        article.field_sources.insert("dateline".into(), first.source);
        article.paragraphs.remove(0);
    }
}

/// `Issued at 9:27 am EST on Thursday 5 July 2018.` In Australian notices EST is ten hours east.
fn issued(article: &mut Article) {
    let Some(at) = article.paragraphs.iter().take(3).position(|p| p.text.starts_with("Issued at")) else {
        return;
    };
    let line = article.paragraphs.remove(at);
    let Some(found) = date::first_date(&line.text, date::DateHints::default()).and_then(|found| found.date())
    else {
        return;
    };
    let is_australian = article.organisations.iter().any(|name| name.contains("Austral"));
    let clock = found.clock().or_else(|| time(&line.text)).map(|clock| offwire_article::Clock {
        offset: if is_australian && line.text.contains(" EST") { Some(600) } else { clock.offset },
        ..clock
    });
    article.published = clock.and_then(|clock| found.date_only().at(clock).ok()).or(Some(found));
    article.date_ground = Some(DateGround::Page);
    article.field_sources.insert("published".into(), line.source);
}

/// `9:27 am`.
fn time(line: &str) -> Option<offwire_article::Clock> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| word.contains(':'))?;
    let stamp = format!("2000-01-01 {} {}", words.get(at)?, words.get(at + 1).unwrap_or(&""));
    super::when::read(&stamp)?.clock()
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_one;

    #[test]
    fn a_release_is_read() {
        let text = "Source: Harbour Office \r\nMEDIA RELEASE PR67276\r\nHarbour Reopens With New \r\nPier\r\n\r\nAUSTIN, Texas, Feb. 1, 2017 /PRNewswire-AsiaNet/ --\r\n\r\nThe harbour office has opened a new pier that was closed by the storm of\r\nlast year.\r\n\r\nSOURCE Harbour Office\r\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Harbour Reopens With New Pier"));
        assert_eq!(article.published.unwrap().to_string(), "2017-02-01");
        assert_eq!(article.dateline.unwrap().place.as_deref(), Some("AUSTIN, Texas"));
        assert_eq!(article.paragraphs.len(), 2);
    }

    #[test]
    fn a_notice_has_its_own_clock() {
        let text = "IDN38100\nAustralian Office of Harbours\nNew South Wales\n\nCancellation of\nHarbour Alert\n\nIssued at 9:27 am EST on Thursday 5 July 2018.\n\nThe alert has been cancelled.\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Cancellation of Harbour Alert"));
        assert_eq!(article.published.unwrap().to_string(), "2018-07-05T09:27+10:00");
    }
}
