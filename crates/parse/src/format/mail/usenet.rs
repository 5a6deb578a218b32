//! Usenet articles, alone, in batches and forwarded.

use super::{is_envelope, is_field, lines, subject_words};
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
            kept: "subject as headline, dateline, date, keywords, newsgroups as topics, paragraphs",
            not_kept: "paths, other header fields, what stands between forwarded articles",
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
        articles.into_iter().map(|lines| Ok(usenet(text, &lines))).collect()
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

fn usenet(text: &Mapped, lines: &[Range<usize>]) -> Article {
    let word = |line: &Range<usize>| text.as_str().get(line.clone()).unwrap_or_default();
    let indented = lines.iter().take(4).all(|line| word(line).starts_with(' '));
    let strip =
        |line: &Range<usize>| line.start + usize::from(indented && word(line).starts_with(' '))..line.end;
    let blank = lines.iter().position(|line| word(line).trim().is_empty()).unwrap_or(lines.len());
    let mut article = Article::default();
    for line in lines.iter().take(blank) {
        let Some((name, value)) = word(line).trim_start().split_once(':') else { continue };
        let value = text::fold_space(value);
        match name.to_ascii_lowercase().as_str() {
            "subject" => {
                article.headline = Some(subject_words(&value));
                article.field_sources.insert("headline".into(), text.spans(strip(line)));
            }
            "date" => story::set_published(&mut article, Some(value)),
            "keywords" => {
                value.split(',').for_each(|k| story::add(&mut article.keywords, Some(k.to_owned())))
            }
            "newsgroups" => {
                value.split(',').for_each(|g| story::add(&mut article.topics, Some(g.to_owned())))
            }
            _ => {}
        }
    }
    let mut body = Mapped::new();
    let rest = lines.get(blank..).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

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
}
