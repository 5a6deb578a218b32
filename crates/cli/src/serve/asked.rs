//! What a request asks for.

use super::{app::Views, kept::State, params::Params, reply::Fault};
use offwire_archive::{Archive, Filter, Query, Sort};
use offwire_article::NewsDate;

/// A request with the archive that answers it.
pub(super) struct Asked<'a> {
    pub(super) archive: &'a Archive,
    /// The changing parts of the path.
    pub(super) path: &'a [String],
    pub(super) params: &'a Params,
    pub(super) kept: &'a Views,
    pub(super) state: State,
}

impl Asked<'_> {
    /// A changing part of the path.
    pub(super) fn part(&self, number: usize) -> &str {
        self.path.get(number).map_or("", String::as_str)
    }
}

/// A field of the search form: its name in addresses, which is that of the command's option, its label, an example.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) example: &'static str,
}

/// The fields that narrow a search.
pub(super) const FIELDS: &[Field] = &[
    Field { name: "since", label: "Since", example: "1987, 1987-02 or 1987-02-26" },
    Field { name: "until", label: "Until", example: "1987, 1987-02 or 1987-02-26" },
    Field { name: "headline", label: "Words of the headline", example: "words, \"phrases\", prefix*" },
    Field { name: "agency", label: "Agency or publisher", example: "the whole name" },
    Field { name: "place", label: "Place of the dateline", example: "words of its name" },
    Field { name: "author", label: "Author", example: "words of a name" },
    Field { name: "section", label: "Section", example: "words of its name" },
    Field { name: "language", label: "Language", example: "en, pt-BR" },
    Field { name: "status", label: "Standing", example: "correction, update, writethru, kill" },
    Field { name: "source-format", label: "Format of the source", example: "html, nitf, alto" },
    Field { name: "story", label: "Number of a story", example: "12" },
    Field { name: "run", label: "Number of a run", example: "1" },
];

/// Which articles are asked for, and which part of them.
#[derive(Debug)]
pub(super) struct Selection {
    /// The words as they were typed.
    pub(super) text: String,
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Selection {
    /// Understands the parameters; `most` is the longest page.
    pub(super) fn of(params: &Params, most: usize) -> Result<Self, Fault> {
        let text = |name: &str| params.get(name).map(str::to_owned);
        let language = params.get("language").map(crate::args::language).transpose();
        let format = params.get("source-format").map(crate::args::source_format).transpose();
        let status = params.get("status").map(crate::args::status).transpose();
        let filter = Filter {
            headline: text("headline"),
            agency: text("agency"),
            place: text("place"),
            author: text("author"),
            language: language.map_err(|wrong| Fault::wrong("language", &wrong))?,
            section: text("section"),
            format: format.map_err(|wrong| Fault::wrong("source-format", &wrong))?,
            status: status.map_err(|wrong| Fault::wrong("status", &wrong))?,
            since: date(params, "since")?,
            until: date(params, "until")?,
            story: number(params, "story")?,
            run: number(params, "run")?,
            latest: params.get("latest").is_some(),
            ..Filter::default()
        };
        let sort = match params.get("sort") {
            None | Some("rank") => Sort::Rank,
            Some("date") => Sort::Date,
            Some("oldest") => Sort::DateAscending,
            Some(_) => return Err(Fault::wrong("sort", "take rank, date or oldest")),
        };
        let limit = number(params, "limit")?.unwrap_or(20).clamp(1, most);
        let offset = number(params, "offset")?.unwrap_or(0);
        Ok(Self { text: params.get("q").unwrap_or_default().to_owned(), filter, sort, limit, offset })
    }

    /// The words understood; none where only fields narrow the search.
    pub(super) fn query(&self) -> Result<Query, Fault> {
        if self.text.is_empty() { Ok(Query::default()) } else { Ok(Query::parse(&self.text)?) }
    }
}

pub(super) fn date(params: &Params, name: &'static str) -> Result<Option<NewsDate>, Fault> {
    let Some(text) = params.get(name) else { return Ok(None) };
    let wrong = |_| Fault::wrong(name, "write a date as 1987, 1987-02 or 1987-02-26");
    text.parse().map(Some).map_err(wrong)
}

pub(super) fn number<T: std::str::FromStr>(params: &Params, name: &'static str) -> Result<Option<T>, Fault> {
    let Some(text) = params.get(name) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Fault::wrong(name, "write a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_field_is_named() {
        for (query, name) in [
            ("since=soon", "since"),
            ("until=1987-13", "until"),
            ("language=klingon!", "language"),
            ("source-format=papyrus", "source-format"),
            ("status=killed", "status"),
            ("limit=-1", "limit"),
            ("story=x", "story"),
            ("sort=best", "sort"),
        ] {
            let fault = Selection::of(&Params::parse(query), 100).unwrap_err();
            let told = fault.explanation().into_string();
            assert!(fault.is_wrong_use() && told.contains(&format!("{name}: ")), "{query}: {told}");
        }
        let long = Selection::of(&Params::parse("limit=100000&since=1987-02&q=a"), 100).unwrap();
        assert_eq!((long.limit, long.text.as_str()), (100, "a"));
    }
}
