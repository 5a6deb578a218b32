//! Ranked pages of searches that very many articles match.
//!
//! BM25 costs a step for each ranked hit, and looks up the length of each. Weights make a word of the headline
//! count so much that the best hits nearly always have it there; so only those whose headline matches are
//! ranked, by the same BM25 over all their columns, and the others behind them. Words that headlines seldom have,
//! or seldom have together, may come from a short text that is full of them: as long as they are few enough,
//! those with them in deck or lead are ranked too.

use crate::{
    Archive,
    error::Result,
    search::{Hit, Plan, Search},
};
use rusqlite::types::Value;

/// Articles that are ranked for one page.
const MOST_RANKED: u64 = 20_000;

/// Hits of one word or prefix of which all are ranked.
const MOST_OF_ONE: u64 = 5_000;

impl Archive {
    /// A page of a search that very many articles match.
    pub(crate) fn bounded_page(&self, all: &Plan, text: &str, search: &Search) -> Result<Vec<Hit>> {
        let leading = self.leading(all, text)?;
        let mut plan = all.clone();
        plan.only(true, &leading);
        let mut hits = self.page(&plan, search)?;
        if hits.len() < search.limit {
            let ranked = usize::try_from(self.total(&plan, u64::MAX >> 1)?).unwrap_or(usize::MAX);
            let rest = Search {
                limit: search.limit - hits.len(),
                offset: search.offset.saturating_sub(ranked),
                ..search.clone()
            };
            let mut others = all.clone();
            others.only(false, &leading);
            hits.extend(self.page(&others, &rest)?);
        }
        Ok(hits)
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
            let ranked = format!("({text}) AND ({wide})");
            if self.total(&all.with_text(ranked), MOST_RANKED + 1)? <= MOST_RANKED {
                return Ok(wide);
            }
        }
        Ok(within("headline", text))
    }
}

impl Plan {
    /// Takes only the articles that match a text, or only the others. The plus sign keeps SQLite from asking
    /// the index for each of them.
    fn only(&mut self, matching: bool, text: &str) {
        let not = if matching { "" } else { "NOT " };
        let sql = format!("+f.rowid {not}IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)");
        self.conditions.push(sql, [Value::from(text.to_owned())]);
    }
}

/// Hits up to which all are ranked: a page of one word is the same when it is bounded early.
pub(crate) fn most_ranked_whole(text: &str) -> u64 {
    if is_word(text.strip_suffix(" *").unwrap_or(text)) { MOST_OF_ONE } else { u64::MAX }
}

/// The words and phrases of a search in FTS5's own language, without their quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// Whether a search is of words alone: of phrases and prefixes, each step costs many times more.
fn is_of_words(text: &str) -> bool {
    !text.contains("\" *") && quoted(text).all(|word| word.chars().all(char::is_alphanumeric))
}

/// Whether a search is one word.
fn is_word(text: &str) -> bool {
    let word = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    word.is_some_and(|word| word.chars().all(char::is_alphanumeric))
}
