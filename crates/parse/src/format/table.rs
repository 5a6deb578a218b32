//! Rows of named values (JSON objects, lines of a table) as articles, guessed by the names.

mod day;
mod names;

use super::{Reject, html_text};
use crate::field::markup::squeezed;
use crate::text::Mapped;
use crate::{Article, ParseOptions, Reason};
use day::{Order, Told};
use names::{
    AGENCY, AUTHORS, BODY, CAPTURED, HEADLINE, KEYWORDS, LANGUAGE, MODIFIED, PLACE, PUBLISHED, SECTION,
    SUBHEADS, SUMMARY, URL,
};
use offwire_article::{DateGround, Paragraph, text};

/// One row: names in lower case, values in order. A list has several values.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<(String, Vec<Mapped>)>,
}

impl Row {
    /// The values of the first of these names that holds any; the user's own choice of column goes first.
    fn values(&self, field: &str, names: &[&str], options: &ParseOptions) -> Option<&[Mapped]> {
        let chosen = options.columns.iter().find(|(name, _)| name == field);
        if let Some((_, column)) = chosen {
            return self.column(column);
        }
        names.iter().find_map(|name| self.named(name))
    }

    /// The values of a column by its name in lower case.
    fn named(&self, name: &str) -> Option<&[Mapped]> {
        let is_named = |key: &str| key == name || names::as_written_by_programs(key) == name;
        let found = self.cells.iter().find(|(key, values)| is_named(key) && is_full(values));
        found.map(|(_, values)| values.as_slice())
    }

    /// The values of a column by its name, or by its number from 1.
    fn column(&self, name: &str) -> Option<&[Mapped]> {
        let lower = name.to_lowercase();
        // A path may begin with the envelopes that the row came in.
        let mut paths = std::iter::successors(Some(lower.as_str()), |path| Some(path.split_once('.')?.1));
        let numbered = || self.cells.get(name.parse::<usize>().ok()?.checked_sub(1)?);
        paths
            .find_map(|path| self.named(path))
            .or_else(|| numbered().map(|(_, values)| values.as_slice()).filter(|values| is_full(values)))
    }

    /// The paragraphs of the text. Of a text in one line and the same as HTML, only the HTML tells its paragraphs.
    fn text(&self, options: &ParseOptions) -> Vec<Paragraph> {
        let told = body(self.values("text", BODY, options).unwrap_or_default());
        let [line] = told.as_slice() else { return told };
        if options.columns.iter().any(|(name, _)| name == "text") {
            return told;
        }
        let key = squeezed(&line.text);
        let copies = BODY.iter().filter_map(|name| self.named(name));
        let copies = copies.filter(|values| values.iter().any(|v| html_text::is_html(v.as_str()))).map(body);
        let is_same = |copy: &Vec<Paragraph>| {
            copy.len() > 1 && is_copy(&key, &copy.iter().map(|p| squeezed(&p.text)).collect::<String>())
        };
        copies.into_iter().find(is_same).unwrap_or(told)
    }

    fn first(&self, field: &str, names: &[&str], options: &ParseOptions) -> Option<String> {
        let value = self.values(field, names, options)?.first()?;
        Some(text::fold_space(value.as_str())).filter(|t| !t.is_empty())
    }

    fn all(&self, field: &str, names: &[&str], options: &ParseOptions) -> Vec<String> {
        let values = self.values(field, names, options).unwrap_or_default();
        values.iter().map(|v| text::fold_space(v.as_str())).filter(|t| !t.is_empty()).collect()
    }

    /// The texts of the values, for what reads them more closely.
    fn raw(&self, field: &str, names: &[&str], options: &ParseOptions) -> impl Iterator<Item = &str> {
        self.values(field, names, options).unwrap_or_default().iter().map(Mapped::as_str)
    }

    /// Whether a column bears a name of a date in a language that writes the day first.
    fn is_day_first(&self) -> bool {
        self.cells.iter().any(|(name, _)| names::is_day_first(name))
    }
}

/// Whether two squeezed texts open alike and are about as long: captions and the like may stand in one alone.
fn is_copy(one: &str, other: &str) -> bool {
    const OPENING: usize = 60;
    one.len().abs_diff(other.len()) * 10 <= one.len()
        && one.bytes().zip(other.bytes()).take(OPENING).all(|(a, b)| a == b)
}

fn is_full(values: &[Mapped]) -> bool {
    values.iter().any(|value| !is_nothing(value.as_str()))
}

fn is_nothing(value: &str) -> bool {
    matches!(value.trim(), "" | "null" | "None" | "nan" | "NaN" | "N/A" | "NULL")
}

/// The article of a row.
pub(crate) fn article(row: &Row, options: &ParseOptions) -> Result<Article, Reject> {
    let mut article = Article {
        headline: row.first("headline", HEADLINE, options),
        subheads: row.all("subheads", SUBHEADS, options),
        authors: authors(row, options),
        agency: row.first("agency", AGENCY, options).filter(|name| is_name(name)),
        section: row.first("section", SECTION, options).filter(|s| !s.bytes().all(|b| b.is_ascii_digit())),
        keywords: list(row.all("keywords", KEYWORDS, options)),
        places: row.all("places", PLACE, options),
        language: row.first("language", LANGUAGE, options).and_then(|tag| crate::field::language::tag(&tag)),
        url: row.first("url", URL, options).filter(|url| url.contains('.') || url.contains('/')),
        ..Article::default()
    };
    article.paragraphs = row.text(options);
    let is_whole = !article.paragraphs.is_empty();
    if !is_whole {
        article.paragraphs = body(row.values("summary", SUMMARY, options).unwrap_or_default());
    }
    set_dates(&mut article, row, options);
    if article.paragraphs.is_empty() && !is_listed(&article) {
        return Err(no_text(row, &article));
    }
    if !is_whole {
        article.note(if article.paragraphs.is_empty() { "no text" } else { "summary only" });
    }
    if let Some(headline) = row.values("headline", HEADLINE, options).and_then(<[Mapped]>::first) {
        article.field_sources.insert("headline".into(), vec![headline.span(0..headline.as_str().len())]);
    }
    Ok(article)
}

/// The dates of a row, once its text is there to tell the language that they are written in.
fn set_dates(article: &mut Article, row: &Row, options: &ParseOptions) {
    let order = Order { article, day_first: row.is_day_first(), told: options.language.as_deref() };
    let mut is_open = false;
    let mut read = |field: &str, names: &[&str]| {
        let told = row.raw(field, names, options).find_map(|value| order.read(value));
        is_open |= matches!(told, Some(Told::Open));
        told.and_then(Told::date)
    };
    let dates = (read("published", PUBLISHED), read("modified", MODIFIED), read("captured", CAPTURED));
    (article.published, article.modified, article.captured) = dates;
    article.date_ground = article.published.map(|_| DateGround::Metadata);
    if is_open {
        article.note("day and month of a date cannot be told apart");
    }
}

/// Whether a row without text still names a story: headline, address and a day, as lists of links do.
fn is_listed(article: &Article) -> bool {
    article.headline.is_some()
        && article.url.is_some()
        && (article.published.is_some() || article.captured.is_some())
}

/// Whether a name is one of those of a text or a headline.
pub(crate) fn names_story(name: &str) -> bool {
    names::is_story(&name.to_lowercase())
}

/// Whether a name, in lower case, is one of those of a text.
pub(crate) fn names_text(name: &str) -> bool {
    BODY.contains(&name)
}

/// Whether a name, in lower case, is one that tables of articles are told by.
pub(crate) fn tells_table(name: &str) -> bool {
    names::tells_table(&names::as_written_by_programs(name))
}

fn no_text(row: &Row, article: &Article) -> Reject {
    let names: Vec<&str> = row.cells.iter().map(|(name, _)| name.as_str()).take(12).collect();
    let what = if article.headline.is_some() { "a headline without text" } else { "no headline and no text" };
    Reject::new(Reason::NoArticle, format!("{what} among the fields {}", names.join(", ")))
}

fn body(values: &[Mapped]) -> Vec<Paragraph> {
    let full = values.iter().filter(|value| !is_nothing(value.as_str()));
    full.flat_map(|value| html_text::any(value.clone())).collect()
}

fn authors(row: &Row, options: &ParseOptions) -> Vec<String> {
    let given = row.all("authors", AUTHORS, options);
    let names = given.iter().flat_map(|given| given.split([';', '|'])).map(str::trim);
    let names = names.filter(|n| !is_nothing(n) && n.chars().any(char::is_alphabetic));
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name);
        if !kept.iter().any(|k| k == name) {
            kept.push(name.to_owned());
        }
    }
    kept
}

/// One text of several keywords is split.
fn list(values: Vec<String>) -> Vec<String> {
    match values.as_slice() {
        [one] if one.contains([',', ';']) => {
            one.split([',', ';']).map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect()
        }
        _ => values,
    }
}

/// A name of a publisher, not an address or number.
fn is_name(text: &str) -> bool {
    !text.contains("://") && text.chars().any(char::is_alphabetic) && text.len() <= 80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), vec![Mapped::verbatim(*v, 0)])).collect();
        Row { cells }
    }

    #[test]
    fn fields_are_guessed_by_name() {
        let row = row(&[
            ("title", "Harbour reopens"),
            ("maintext", "The harbour reopened on Monday.\nFerries run again."),
            ("date_publish", "1999-03-02 10:00:00"),
            ("authors", "Ann Smith; Bo Lind"),
            ("category", "3"),
            ("language", "en_GB"),
        ]);
        let article = article(&row, &ParseOptions::default()).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:00:00");
        assert_eq!(article.authors, ["Ann Smith", "Bo Lind"]);
        assert_eq!((article.section, article.language.as_deref()), (None, Some("en-GB")));
    }

    #[test]
    fn the_users_choice_of_columns_wins() {
        let row = row(&[("title", "A"), ("kop", "Haven open"), ("tekst", "De haven is weer open.")]);
        let options = ParseOptions {
            columns: vec![("headline".into(), "kop".into()), ("text".into(), "3".into())],
            ..ParseOptions::default()
        };
        let article = article(&row, &options).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Haven open"));
        assert_eq!(article.body(), "De haven is weer open.");
    }

    #[test]
    fn dates_as_people_write_them_are_read_in_the_order_of_their_language() {
        const ENGLISH: &str = "The harbour was closed on Monday, and the ferries to the islands did not run for \
            the rest of the week, the mayor said.";
        const FRENCH: &str = "Le port est resté fermé lundi et les bateaux pour les îles ne sont pas partis de \
            toute la semaine, a dit le maire.";
        let published = |name: &str, day: &str, text: &str| {
            let article =
                article(&row(&[("title", "A"), (name, day), ("text", text)]), &ParseOptions::default())
                    .unwrap();
            let notes = article.quality.map_or(0, |quality| quality.notes.len());
            (article.published.map(|date| date.to_string()), notes)
        };
        for (name, day, text, want) in [
            ("date", "15.05.1954", ENGLISH, "1954-05-15"),
            ("date", "5.5.1954", ENGLISH, "1954-05-05"),
            ("date", "13/05/1954", ENGLISH, "1954-05-13"),
            ("date", "05/13/1954", ENGLISH, "1954-05-13"),
            ("date", "5 mai 1954", FRENCH, "1954-05-05"),
            ("date", "Mittwoch, 5. Mai 1954", ENGLISH, "1954-05-05"),
            ("date", "Montag, 5. April 1954", ENGLISH, "1954-04-05"),
            ("date", "04/05/1954", FRENCH, "1954-05-04"),
            ("fecha", "04/05/1954", "Cerró.", "1954-05-04"),
        ] {
            assert_eq!(published(name, day, text), (Some(want.to_owned()), 0), "{day}");
        }
        assert_eq!(published("date", "04/05/1954", ENGLISH), (None, 1));
        assert_eq!(published("date", "soon", ENGLISH), (None, 0));
    }

    #[test]
    fn columns_bear_names_of_many_languages() {
        for names in [
            ["titel", "datum", "autor", "text"],
            ["titre", "date", "auteur", "texte"],
            ["título", "fecha", "autor", "texto"],
            ["titolo", "data", "autore", "testo"],
            ["titel", "datum", "auteur", "tekst"],
        ] {
            let values = ["Velden", "4.5.1954", "Ann Smith", "Tarn."];
            let cells: Vec<(&str, &str)> = names.into_iter().zip(values).collect();
            let article = article(&row(&cells), &ParseOptions::default()).unwrap();
            assert_eq!(article.headline.as_deref(), Some("Velden"), "{names:?}");
            assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("1954-05-04"), "{names:?}");
            assert_eq!((article.authors.join(""), article.body()), ("Ann Smith".into(), "Tarn.".into()));
        }
    }

    #[test]
    fn a_row_without_text_says_what_it_has() {
        let reject = article(&row(&[("title", "A"), ("score", "3")]), &ParseOptions::default()).unwrap_err();
        assert!(reject.detail.contains("title, score"), "{}", reject.detail);
    }
}
