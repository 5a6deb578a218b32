//! Ranked pages.
//!
//! One walk over all hits counts and ranks them. Of searches that very many articles match, other than for the
//! beginnings of words, only some are ranked:
//! weights make a word of the headline count so much that the best hits nearly always have it there; so those whose
//! headline matches are ranked, by the same BM25 over all their columns, and the others behind them. Words that
//! headlines seldom have, or seldom have together, may come from a short text that is full of them: as long as they
//! are few enough, those with them in deck or lead are ranked too.
//!
//! For one word or phrase even that is a second walk over all hits. There those whose headline matches are ranked by
//! that alone at first, and the best of them looked up one by one.

use crate::{
    Archive,
    bm25::{BM25, Best, Ranked},
    error::Result,
    reader::{LISTED, Listed},
    search::{Hit, Page, Plan, Search},
};
use offwire_article::text::{fold_word, languages, stopwords};
use rusqlite::{OptionalExtension, ToSql, params, params_from_iter, types::Value};

/// Articles that are ranked for one page.
const MOST_RANKED: u64 = 20_000;

/// The share of the hits of one word that are ranked whole.
const SHARE_OF_ONE: u64 = 4;

/// The share of the hits of a phrase of function words that are counted, and ranked whole: FTS5 goes through the
/// places of both words in nearly all articles to find them.
const SHARE_OF_FUNCTION_WORDS: u64 = 10;

/// Articles that are looked up one by one for the first pages, and how many of them may be shown.
const LOOKED_UP: usize = 200;
const SHOWN_OF_LOOKED_UP: usize = 40;

/// What stands behind the beginning of a word in FTS5's language.
const BEGINS: &str = "\" *";

/// A walk over the hits of a search.
struct Walk {
    /// Hits so far.
    hits: u64,
    /// Whether there are no others.
    whole: bool,
    /// The best of them, the best first.
    best: Vec<Ranked>,
}

impl Archive {
    /// A page of the best articles of a plan.
    pub(crate) fn ranked_page(&self, plan: &Plan, text: &str, search: &Search) -> Result<Page> {
        let kind = Kind::of(text);
        let exact = search.exact_up_to.min(u64::MAX >> 2);
        let (counted, whole) = match kind {
            Kind::Word => (exact, exact / SHARE_OF_ONE),
            Kind::FunctionWords => (exact / SHARE_OF_FUNCTION_WORDS, exact / SHARE_OF_FUNCTION_WORDS),
            // What takes time is to gather the hits of all its words, which each walk does anew.
            Kind::Beginning => (exact, u64::MAX),
            Kind::Phrase | Kind::Several => (exact, exact),
        };
        let best = search.limit.saturating_add(search.offset);
        // Counting is much quicker than ranking, but where finding the hits is what takes time.
        let total = match kind {
            Kind::Word | Kind::FunctionWords if plan.is_bare() => self.total(plan, counted + 1)?,
            _ => 0,
        };
        let walk = if total <= whole { Some(self.walk(plan, best, whole)?) } else { None };
        let (total, ranked) = match walk {
            Some(walk) if walk.whole => (walk.hits, walk.best),
            _ => {
                let total =
                    if total == 0 && whole < counted { self.total(plan, counted + 1)? } else { total };
                (total.max(whole + 1), self.bounded(plan, text, kind, best)?)
            }
        };
        let shown = ranked.into_iter().skip(search.offset).take(search.limit);
        let hits = shown.map(|ranked| self.hit(ranked)).filter_map(Result::transpose);
        Ok(Page { total: total.min(counted), more: total > counted, hits: hits.collect::<Result<_>>()? })
    }

    /// The best of the hits of a plan, unless there are more than `most` of them.
    fn walk(&self, plan: &Plan, best: usize, most: u64) -> Result<Walk> {
        let limit = Value::from(i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX));
        let (from, conditions) = (plan.narrow(), plan.conditions.where_clause());
        // Counted within SQLite: a step out of it costs as much as ranking the row. Where there is nothing else to ask
        // of a row, the function counts, and no row goes any further.
        let bare = plan.is_bare() && most == u64::MAX;
        let sql = if bare {
            format!("SELECT count(*) FROM {from}{conditions} AND {BM25}(articles_fts, ?) IS 0")
        } else {
            format!(
                "SELECT count(*), count(relevance)
                 FROM (SELECT {BM25}(articles_fts, ?) AS relevance FROM {from}{conditions} LIMIT ?)"
            )
        };
        let best = Best::new(best);
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let mut values: Vec<&dyn ToSql> =
                plan.conditions.values.iter().map(|v| v as &dyn ToSql).collect();
            if bare {
                values.push(&best);
            } else {
                values.insert(0, &best);
                values.push(&limit);
            }
            statement.query_row(params_from_iter(values), |row| row.get::<_, i64>(0))
        });
        let hits = self.sql("ranking hits", found)?.cast_unsigned();
        let hits = if bare { best.ranked() } else { hits };
        Ok(Walk { hits: hits.min(most), whole: hits <= most, best: best.into_sorted() })
    }

    /// The best hits of a search that very many articles match.
    fn bounded(&self, all: &Plan, text: &str, kind: Kind, best: usize) -> Result<Vec<Ranked>> {
        let leading = self.leading(all, text)?;
        let mut ranked = if kind != Kind::Several && best <= SHOWN_OF_LOOKED_UP {
            let likely = self.walk(&all.with_text(leading.clone()), LOOKED_UP, u64::MAX)?;
            self.look_up(text, &likely.best)?
        } else {
            self.walk(&all.only(true, &leading), best, u64::MAX)?.best
        };
        ranked.truncate(best);
        if ranked.len() < best {
            let others = self.walk(&all.only(false, &leading), best - ranked.len(), u64::MAX)?;
            ranked.extend(others.best);
        }
        Ok(ranked)
    }

    /// What matches the articles that are ranked.
    fn leading(&self, all: &Plan, text: &str) -> Result<String> {
        let within = |columns: &str, text: &str| format!("{{{columns}}} : ({text})");
        let words: Vec<String> = quoted(text).map(|word| format!("\"{word}\"")).collect();
        let mut wide = Vec::new();
        if is_of_words(text) {
            wide.push(within("headline deck lead", text));
        }
        if words.len() > 1 {
            // Of several words, one in the headline may do.
            wide.push(within("headline", &words.join(" OR ")));
        }
        if !wide.is_empty() {
            let wide = wide.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" OR ");
            // Parts of one word match it by themselves.
            let ranked = if words.len() > 1 { format!("({text}) AND ({wide})") } else { wide.clone() };
            if self.total(&all.with_text(ranked), MOST_RANKED + 1)? <= MOST_RANKED {
                return Ok(wide);
            }
        }
        Ok(within("headline", text))
    }

    /// Ranks some of the articles of one word or phrase, whose relevance is that of any other search for it.
    fn look_up(&self, text: &str, likely: &[Ranked]) -> Result<Vec<Ranked>> {
        let sql = format!(
            "SELECT {BM25}(articles_fts, ?1) FROM articles_fts WHERE articles_fts MATCH ?2 AND rowid = ?3"
        );
        let best = Best::new(likely.len());
        let found = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let mut rank =
                |(_, id): &Ranked| statement.query_row(params![best, text, id], |_| Ok(())).optional();
            likely.iter().try_for_each(|ranked| rank(ranked).map(drop))
        });
        self.sql("ranking hits", found)?;
        Ok(best.into_sorted())
    }

    fn hit(&self, (relevance, id): Ranked) -> Result<Option<Hit>> {
        let sql = format!("SELECT {LISTED} FROM articles a WHERE a.id = ?1");
        let found = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row([id], Listed::from_row).optional());
        Ok(self.sql("reading a hit", found)?.map(|listed| Hit::of(listed, Some(relevance))))
    }
}

impl Plan {
    /// The same plan for only the articles that match a text, or only the others. The plus sign keeps SQLite from
    /// asking the index for each of them.
    fn only(&self, matching: bool, text: &str) -> Self {
        let not = if matching { "" } else { "NOT " };
        let sql = format!("+f.rowid {not}IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)");
        let mut plan = self.clone();
        plan.conditions.push(sql, [Value::from(text.to_owned())]);
        plan
    }
}

/// What a search in FTS5's language asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One word.
    Word,
    /// A phrase.
    Phrase,
    /// A phrase of which each word is an article, a pronoun, a preposition and the like.
    FunctionWords,
    /// With the beginning of a word in it.
    Beginning,
    /// Anything else.
    Several,
}

impl Kind {
    fn of(text: &str) -> Self {
        if text.contains(BEGINS) {
            return Self::Beginning;
        }
        let phrase = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let Some(phrase) = phrase.filter(|phrase| !phrase.contains('"')) else { return Self::Several };
        let words: Vec<&str> =
            phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [word] if word.len() == phrase.len() => Self::Word,
            _ if words.iter().all(|word| is_function_word(word)) => Self::FunctionWords,
            _ => Self::Phrase,
        }
    }
}

fn is_function_word(word: &str) -> bool {
    let folded = fold_word(word);
    languages().any(|language| stopwords(language).binary_search(&folded.as_ref()).is_ok())
}

/// The words and phrases of a search in FTS5's own language, without their quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// Whether a search is of words alone: of phrases, each step costs many times more.
fn is_of_words(text: &str) -> bool {
    quoted(text).all(|word| word.chars().all(char::is_alphanumeric))
}
