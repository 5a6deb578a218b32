//! Stored records read again: with what their containers told of them, in the manner of the run that stored them.

use crate::{
    args::{Reading, value::column},
    exit::Result,
    setup,
};
use offwire_archive::{Archive, Error, Quarantined, StoredArticle, StoredRecord, StoredSource};
use offwire_article::{Article, Summary};
use offwire_parse::{Origin, Parser, RawItem};
use offwire_summarize::Summarizer;
use serde_json::{Value, json};
use std::{cell::RefCell, collections::BTreeMap, io::Cursor, rc::Rc};

/// Notes that a container makes on its records; all others follow from the bytes.
const OF_CONTAINERS: [&str; 2] = ["cut off", "the crawl's digest is that of other bytes"];

/// Method, most words, most sentences.
type Budget = (String, Option<usize>, Option<usize>);

/// Reads stored records again.
pub(crate) struct Again {
    /// What the user asks for, and the same for each run that asked for something of its own.
    parser: Parser,
    parsers: BTreeMap<i64, Parser>,
    manners: BTreeMap<i64, Manner>,
    /// Formats that the users of runs have named.
    formats: BTreeMap<i64, &'static str>,
    /// The format, where the user names one.
    format: Option<&'static str>,
    summarizers: RefCell<BTreeMap<Budget, Option<Rc<Summarizer>>>>,
}

/// How a run read and summarized.
#[derive(Debug, Clone, Default, PartialEq)]
struct Manner {
    encoding: Option<String>,
    language: Option<String>,
    /// Columns of tables by the fields that they hold.
    columns: Vec<(String, String)>,
    /// `None` where it made no summaries.
    method: Option<String>,
    words: Option<usize>,
}

impl Again {
    pub(crate) fn new(archive: &Archive, reading: &Reading) -> Result<Self> {
        let mut manners = BTreeMap::new();
        let mut formats = BTreeMap::new();
        let mut parsers = BTreeMap::new();
        for run in archive.history()? {
            let Some(manner) = Manner::of(&run.kind, &run.options, &run.report) else { continue };
            if let Some(named) = run.options["format"].as_str().and_then(offwire_parse::format_named) {
                formats.insert(run.id.number(), named.name);
            }
            if manner.encoding.is_some() || manner.language.is_some() || !manner.columns.is_empty() {
                let mut own = reading.clone();
                own.encoding = own.encoding.or_else(|| manner.encoding.clone());
                own.language = own.language.or_else(|| manner.language.clone());
                if own.columns.is_empty() {
                    own.columns.clone_from(&manner.columns);
                }
                parsers.insert(run.id.number(), setup::parser(&own)?);
            }
            manners.insert(run.id.number(), manner);
        }
        let format = offwire_parse::format_named(&reading.format).map(|info| info.name);
        let parser = setup::parser(reading)?;
        Ok(Self { parser, parsers, manners, formats, format, summarizers: RefCell::default() })
    }

    /// What a record gives today, and the record.
    pub(crate) fn read(
        &self,
        archive: &Archive,
        source: &StoredSource,
    ) -> std::result::Result<(StoredRecord, Vec<Article>), Error> {
        let record = archive.source_record(source)?;
        let parser = self.parser_of(source.articles.first().map_or(0, |first| first.run));
        let named = || offwire_parse::format_named(&source.format).map(|info| info.name);
        let item = RawItem {
            origin: origin(source),
            bytes: record.bytes.clone(),
            format: self.format.or_else(named),
            charset: record.charset.clone(),
            context: record.context.clone().map(Into::into),
            notes: notes(source),
        };
        let articles = parser.parse(&item).into_iter().filter_map(std::result::Result::ok).collect();
        Ok((record, articles))
    }

    /// Whether all runs are known to have made none.
    pub(crate) fn makes_no_summaries(&self) -> bool {
        self.manners.values().all(|manner| manner.method.is_none())
    }

    /// The parser of a run.
    pub(crate) fn parser_of(&self, run: i64) -> &Parser {
        self.parsers.get(&run).unwrap_or(&self.parser)
    }

    /// What makes the summaries of a run; none where it made none.
    pub(crate) fn summarizer_of(&self, run: i64) -> Option<Summarizer> {
        let Some(manner) = self.manners.get(&run) else { return Some(Summarizer::default()) };
        let options = setup::summary(manner.method.as_ref()?, size(manner.words, None)).ok()?;
        Some(Summarizer::new(options))
    }

    /// The manner of a run, for the ledger of another that does the same.
    pub(crate) fn options_of(&self, run: i64) -> Value {
        let manner = self.manners.get(&run).cloned().unwrap_or_else(|| Manner {
            method: Some("news".into()),
            words: Some(75),
            ..Manner::default()
        });
        let Manner { encoding, language, columns, method, words } = manner;
        let columns: Vec<String> = columns.iter().map(column_told).collect();
        json!({
            "encoding": encoding, "language": language, "columns": columns, "method": method, "words": words,
        })
    }

    /// The format that a record in quarantine is read as: the one that the user names; else the one that it was read
    /// as, where that is kept; else that of the file's
    /// other records; else what the first of them shows, as it did when the file was opened.
    pub(crate) fn format_of(
        &self,
        archive: &Archive,
        record: &Quarantined,
        beside: Option<&String>,
    ) -> Result<Option<&'static str>> {
        let run_named = self.formats.get(&record.run).copied();
        let told = record.told.format.as_deref().and_then(offwire_parse::format_named).map(|info| info.name);
        if let Some(named) = self.format.or(told).or(run_named) {
            return Ok(Some(named));
        }
        if let Some(beside) = beside {
            return Ok(offwire_parse::format_named(beside).map(|info| info.name));
        }
        let first = archive.first_quarantined_beside(record.id)?;
        let Some(stored) = archive.quarantined_record(first)? else { return Ok(None) };
        let origin = Origin { member: record.member.clone(), ..Origin::file(record.path.clone()) };
        let mut items = self.parser.items(Box::new(Cursor::new(stored.bytes)), origin);
        Ok(items.find_map(std::result::Result::ok).and_then(|item| item.format))
    }

    /// The paragraph of an article, made as its own was; none where its run made none.
    pub(crate) fn summarize(&self, article: &Article, stored: &StoredArticle) -> Option<Summary> {
        self.summarizer(self.budget(stored)?)?.summarize(article)
    }

    fn budget(&self, stored: &StoredArticle) -> Option<Budget> {
        let manner = self.manners.get(&stored.run);
        match (&stored.summary, manner) {
            // Of a summary that no run accounts for, its size is all that is known.
            (Some(made), manner) if manner.is_none_or(|m| m.method.as_ref() != Some(&made.method)) => {
                Some((made.method.clone(), Some(made.words), Some(made.sentences)))
            }
            (_, manner) => manner.and_then(|m| Some((m.method.clone()?, m.words, None))),
        }
    }

    fn summarizer(&self, budget: Budget) -> Option<Rc<Summarizer>> {
        let mut summarizers = self.summarizers.borrow_mut();
        let make = |(method, words, sentences): &Budget| {
            let options = setup::summary(method, size(*words, *sentences)).ok()?;
            Some(Rc::new(Summarizer::new(options)))
        };
        summarizers.entry(budget).or_insert_with_key(make).clone()
    }
}

/// A column of a table with the field that it holds, as the ledger keeps it and the option takes it.
pub(crate) fn column_told((field, column): &(String, String)) -> String {
    format!("{field}={column}")
}

/// The room of a paragraph of so many words or sentences.
fn size(words: Option<usize>, sentences: Option<usize>) -> offwire_summarize::Budget {
    offwire_summarize::Budget { words, sentences, chars: None }
}

impl Manner {
    /// What the ledger says; `None` where it does not say it, or says different things of the runs of a merge.
    fn of(kind: &str, options: &Value, report: &Value) -> Option<Self> {
        if kind == "merge" {
            let of_run = |run: &Value| Self::of(run["kind"].as_str()?, &run["options"], &run["report"]);
            let stored = |run: &&Value| matches!(run["kind"].as_str(), Some("import" | "retry" | "merge"));
            let mut all = report["ledger"].as_array()?.iter().filter(stored).map(of_run);
            let first = all.next()??;
            return all.all(|other| other.as_ref() == Some(&first)).then_some(first);
        }
        let text = |name: &str| options[name].as_str().map(str::to_owned);
        options.get("method")?;
        // Runs of earlier versions do not tell them.
        let columns = options["columns"].as_array().into_iter().flatten();
        let columns = columns.filter_map(|told| column(told.as_str()?).ok()).collect();
        Some(Self {
            encoding: text("encoding"),
            language: text("language"),
            columns,
            method: text("method"),
            words: options["words"].as_u64().and_then(|words| usize::try_from(words).ok()),
        })
    }
}

/// Where the record was found. An address and a capture that all its articles share may be the container's word; the
/// record's own goes before it where it has one.
fn origin(source: &StoredSource) -> Origin {
    let place = &source.place;
    let first = source.articles.first();
    let shared = |is_same: &dyn Fn(&StoredArticle, &StoredArticle) -> bool| {
        first.filter(|first| source.articles.iter().all(|article| is_same(first, article)))
    };
    Origin {
        member: place.member.clone(),
        offset: place.offset,
        url: shared(&|a, b| a.url == b.url).and_then(|article| article.url.clone()),
        captured: shared(&|a, b| a.captured == b.captured).and_then(|article| article.captured),
        ..Origin::file(place.path.clone())
    }
}

fn notes(source: &StoredSource) -> Vec<String> {
    let all = source.articles.iter().flat_map(|article| &article.notes);
    let kept = |note: &&&str| all.clone().any(|held| held == **note);
    OF_CONTAINERS.iter().filter(kept).map(|note| (*note).to_owned()).collect()
}
