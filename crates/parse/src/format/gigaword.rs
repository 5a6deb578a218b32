//! English Gigaword and its sisters in other languages: stories of agencies in SGML.

use super::{Family, Format, FormatInfo, Parsed, Record, Splitter, blocks, split, story};
use crate::Article;
use crate::field::agency;
use crate::markup::{Element, Flow, Rules, Tree, flow};
use crate::sniff::Head;
use offwire_article::Status;

/// See the module.
pub(crate) struct Gigaword;

/// Agencies by the code in the story's id, where the code is not the agency's own name.
const SOURCES: &[(&str, &str)] = &[
    ("APW", "AP"),
    ("XIN", "Xinhua"),
    ("NYT", "The New York Times"),
    ("LTW", "Los Angeles Times-Washington Post"),
    ("WPB", "The Washington Post"),
    ("CNA", "CNA"),
    ("AFP", "AFP"),
];
/// Languages by the code in the story's id.
const LANGUAGES: &[(&str, &str)] = &[
    ("ENG", "en"),
    ("FRE", "fr"),
    ("SPA", "es"),
    ("ARB", "ar"),
    ("CMN", "zh"),
    ("GER", "de"),
    ("POR", "pt"),
];

impl Format for Gigaword {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "gigaword",
            title: "LDC Gigaword",
            family: Family::Corpus,
            recognised: "<DOC id=\"XXX_ENG_YYYYMMDD.NNNN\" type=…>",
            example: "<DOC id=\"APW_ENG_19950101.0001\" type=\"story\" >",
            kept: "headline, dateline, slug, day and agency of the id, kind of text as a note where it is no ordinary story, paragraphs",
            not_kept: "nothing else in it",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let Some(root) = head.root().filter(|root| root.name.eq_ignore_ascii_case("DOC")) else {
            return false;
        };
        root.tag.contains("type=") && root.tag.split(['"', '\'']).any(|id| parts(id).is_some())
    }

    fn splitter(&self, _head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        Some(Box::new(split::Tags::new(&["<DOC "], "</DOC>")))
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let tree = match Tree::of(record, Rules::Sgml(&["P"])) {
            Ok(tree) => tree,
            Err(reject) => return vec![Err(reject)],
        };
        tree.root().map(|root| Ok(read(root))).into_iter().collect()
    }
}

/// Source, language and day of `NYT_ENG_19950101.0001`.
fn parts(id: &str) -> Option<(&str, &str, &str)> {
    let (name, _) = id.split_once('.')?;
    let mut parts = name.split('_');
    let (source, language, day) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) && source.len() == 3;
    fits.then_some((source, language, day))
}

fn read(doc: Element<'_>) -> Article {
    let mut article = Article::default();
    let id = doc.attribute("id").unwrap_or_default();
    if let Some((source, language, day)) = parts(&id) {
        let named = SOURCES.iter().find(|(code, _)| *code == source).map(|(_, name)| (*name).to_owned());
        article.agency = named.or_else(|| agency::agency(source).map(str::to_owned));
        article.language =
            LANGUAGES.iter().find(|(code, _)| *code == language).map(|(_, tag)| (*tag).to_owned());
        story::set_published(&mut article, Some(day.to_owned()));
    }
    if let Some(headline) = doc.child("HEADLINE") {
        story::set_headline(&mut article, headline);
    }
    read_dateline(doc, &mut article);
    if let Some(text) = doc.child("TEXT") {
        article.paragraphs = if text.child("P").is_some() {
            flow(text, Flow { skip: &[], subheads: &[], escaped: false })
        } else {
            blocks::paragraphs(&text.mapped())
        };
    }
    match doc.attribute("type").as_deref() {
        Some("advis") => article.status = article.status.or(Some(Status::Advisory)),
        Some(kind @ ("multi" | "other")) => article.note(format!("no ordinary story: {kind}")),
        _ => {}
    }
    article
}

/// `MIAMI  (BC-HARBOUR-REOPENS-TEX)`: a place and a slug, or a dateline with its agency.
fn read_dateline(doc: Element<'_>, article: &mut Article) {
    let Some(line) = doc.text_at("DATELINE") else { return };
    let slug = line.rsplit_once('(').filter(|(_, slug)| {
        slug.ends_with(')') && slug.contains('-') && !slug.chars().any(|c| c.is_lowercase() || c == ' ')
    });
    match slug {
        Some((place, slug)) => {
            story::wire(article).slug = Some(slug.trim_end_matches(')').to_owned());
            let place = place.trim().trim_end_matches(['_', '-', ',']).trim();
            if !place.is_empty() {
                let place = Some(place.to_owned());
                article.dateline = Some(offwire_article::Dateline { place, ..Default::default() });
            }
        }
        None => story::set_dateline(article, &line),
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

    #[test]
    fn stories_and_others_are_read() {
        let text = "<DOC id=\"NYT_ENG_19950101.0001\" type=\"story\" >\n<HEADLINE>\nHARBOUR REOPENS\n</HEADLINE>\n<DATELINE>\nMIAMI  (BC-HARBOUR-TEX)\n</DATELINE>\n\
            <TEXT>\n<P>\nThe harbour reopened\non Monday.\n</P>\n<P>\nFerries run.\n</P>\n</TEXT>\n</DOC>\n<DOC id=\"AFP_ENG_19950102.0002\" type=\"multi\" >\n\
            <DATELINE>\nGDYNIA, Jan 2, 1995 (AFP)\n</DATELINE>\n<TEXT>\nOne thing.\n\nAnother & more.\n</TEXT>\n</DOC>\n";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].paragraphs.len(), 2);
        assert_eq!(all[0].wire.as_ref().unwrap().slug.as_deref(), Some("BC-HARBOUR-TEX"));
        assert_eq!(all[0].dateline.as_ref().unwrap().place.as_deref(), Some("MIAMI"));
        assert_eq!(all[1].agency.as_deref(), Some("AFP"));
        assert_eq!(all[1].published.unwrap().to_string(), "1995-01-02");
        assert_eq!(all[1].body(), "One thing.\n\nAnother & more.");
    }
}
