//! The search language, parsed by us so that no text is an error of SQLite.
//!
//! Words, `"phrases"`, `prefix*`, `AND`, `OR`, `NOT`, `a NEAR b`, `a NEAR/5 b`, `NEAR(a b, 5)`, parentheses, and fields:
//! `headline:`, `deck:`, `lead:`, `body:` before words; `agency:`, `place:`, `author:`, `language:`,
//! `section:`, `status:`, `date:`, `since:`, `until:` before values, no blank between. All other punctuation is literal.

mod error;
mod fts;
mod lexer;
mod parser;
mod sought;

pub use error::QueryError;
pub(crate) use sought::Sought;

use crate::Filter;

/// Longest search, in characters.
const LONGEST: usize = 4000;

/// A search that was understood.
///
/// ```
/// use offwire_archive::Query;
/// let query = Query::parse(r#"headline:harbour AND (storm* OR "high water") NOT U.S. date:1987"#)?;
/// assert_eq!(query.text().map(|text| text.contains("harbour")), Some(true));
///
/// let wrong = Query::parse("harbour AND").unwrap_err();
/// assert_eq!(wrong.at, 8);
/// # Ok::<(), offwire_archive::QueryError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// What must match, in FTS5's own language; `None` where only fields with values are given.
    matches: Option<String>,
    /// What must not match, where nothing must.
    excludes: Option<String>,
    /// The fields with values.
    filter: Filter,
    /// The words and phrases that must or may match.
    words: Vec<String>,
    /// The same with their other spellings, as they are found in a text.
    sought: Vec<Sought>,
}

impl Query {
    /// Understands a search.
    ///
    /// # Errors
    /// [`QueryError`] for an operator without its words, a parenthesis or quotation mark without its partner,
    /// a field that cannot be used so, a date that is none, or no word at all.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, |_| Vec::new())
    }

    /// Understands a search in which each word may also be written in other ways, such as those that
    /// [`crate::Archive::variants`] tells. Phrases, prefixes and what must not match stay as they are.
    ///
    /// ```
    /// # use offwire_archive::Query;
    /// let query = Query::parse_with("modern harbour", |word| match word {
    ///     "modern" => vec!["modem".into()],
    ///     _ => Vec::new(),
    /// })?;
    /// assert_eq!(query.text(), Some(r#"("modern" OR "modem") AND "harbour""#));
    /// # Ok::<(), offwire_archive::QueryError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_with(
        text: &str,
        mut spellings: impl FnMut(&str) -> Vec<String>,
    ) -> Result<Self, QueryError> {
        if text.chars().count() > LONGEST {
            return Err(QueryError::new("", 0, format!("the search is longer than {LONGEST} characters")));
        }
        let tokens = lexer::tokens(text)?;
        let (node, filter) = parser::parse(text, &tokens)?;
        let words = node.as_ref().map(fts::words).unwrap_or_default();
        let node = node.map(|node| node.spelled(&mut spellings));
        let (matches, excludes) = node.as_ref().map(fts::write).unwrap_or_default();
        let sought = node.as_ref().map(sought::of).unwrap_or_default();
        if matches.is_none() && excludes.is_none() && filter.is_empty() {
            return Err(QueryError::new(text, 0, "there is no word to search for"));
        }
        Ok(Self { matches, excludes, filter, words, sought })
    }

    /// What must match, in FTS5's own language: fit for `articles_fts MATCH` in any SQLite.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.matches.as_deref()
    }

    /// The words and phrases that must or may match, as they were written.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What must or may stand in an article.
    pub(crate) fn sought(&self) -> &[Sought] {
        &self.sought
    }

    /// The same words without the fields that have values.
    pub(crate) fn without_filter(self) -> Self {
        Self { filter: Filter::default(), ..self }
    }

    pub(crate) fn excludes(&self) -> Option<&str> {
        self.excludes.as_deref()
    }

    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fts(text: &str) -> String {
        Query::parse(text).unwrap_or_else(|error| panic!("{error}")).matches.unwrap_or_default()
    }

    #[test]
    fn searches_are_understood() {
        for (text, want) in [
            ("harbour storm", r#""harbour" AND "storm""#),
            ("\"high water\"", r#""high water""#),
            ("coali*", r#""coali" *"#),
            ("a OR b c", r#""a" OR ("b" AND "c")"#),
            ("a NOT b", r#""a" NOT "b""#),
            ("(a OR b) NOT (c d)", r#"("a" OR "b") NOT ("c" AND "d")"#),
            ("U.S.-led", r#""U.S.-led""#),
            ("10:30", r#""10:30""#),
            ("say\u{201c}so\u{201d}", r#""say" AND "so""#),
            ("Date: storm", r#""Date:" AND "storm""#),
            ("headline:storm", r#"{headline} : "storm""#),
            ("body:(a b)", r#"{lead rest} : ("a" AND "b")"#),
            ("a NEAR b", r#"NEAR("a" "b", 10)"#),
            ("a NEAR/3 \"b c\"", r#"NEAR("a" "b c", 3)"#),
            ("NEAR(a b)", r#"NEAR("a" "b", 10)"#),
            ("NEAR(a \"b c\", 5)", r#"NEAR("a" "b c", 5)"#),
            ("NEAR(a b,5) c", r#"NEAR("a" "b", 5) AND "c""#),
            ("NEAR(a b , 5) OR c", r#"NEAR("a" "b", 5) OR "c""#),
            ("headline:NEAR(a b)", r#"{headline} : NEAR("a" "b", 10)"#),
            ("a OR (b NOT c)", r#""a" OR ("b" NOT "c")"#),
            ("a OR NOT (NOT b)", r#""a" OR ("b")"#),
            ("北京市", r#"{pieces} : "北京 京市""#),
            ("京", r#"{pieces} : "京" *"#),
            ("iPhone手机", r#""iPhone" AND ({pieces} : "手机")"#),
            ("storm -- damage", r#""storm" AND "damage""#),
            ("and or not", r#""and" AND "or" AND "not""#),
        ] {
            assert_eq!(fts(text), want, "{text}");
        }
    }

    #[test]
    fn fields_with_values_become_filters() {
        let query = Query::parse("storm agency:Xinhua date:1987-02").unwrap();
        assert_eq!(query.filter.agency.as_deref(), Some("Xinhua"));
        assert_eq!(query.filter.since, query.filter.until);
        assert_eq!(query.matches.as_deref(), Some("\"storm\""));
        assert_eq!(Query::parse("status:KILL").unwrap().filter.status.as_deref(), Some("kill"));
        assert!(Query::parse("since:1987-02-03 until:1987").is_ok());
        assert!(Query::parse("agency:\"Associated Press\"").unwrap().matches.is_none());
    }

    #[test]
    fn wrong_searches_are_explained_at_the_spot() {
        for (text, at, part) in [
            ("", 0, "no word"),
            ("?!", 0, "no word"),
            ("storm AND", 6, "AND"),
            ("OR storm", 0, "OR"),
            ("storm AND OR b", 10, "OR"),
            ("(a b", 0, "never closed"),
            ("a b)", 3, "never opened"),
            ("\"a b", 0, "never closed"),
            ("NOT", 0, "NOT"),
            ("date:soon", 5, "date"),
            ("headline:", 0, "value"),
            ("cocoa agency:", 6, "value"),
            ("(cocoa DATE:) bank", 7, "value"),
            ("agency:\"\" cocoa", 7, "value"),
            ("status:kil", 7, "one of correction"),
            ("since:2010 until:2000", 17, "no day"),
            ("NOT agency:AP council", 4, "under OR or NOT"),
            ("(agency:AP council)", 1, "parentheses"),
            ("a OR agency:AP", 5, "agency"),
            ("a NEAR (b OR c)", 2, "NEAR"),
            ("a NEAR/x b", 7, "number"),
            ("a NEAR/-1 b", 7, "number"),
            ("a NEAR/5000 b", 7, "number"),
            ("NEAR(a b, x)", 10, "number"),
            ("NEAR(a b,-1)", 9, "number"),
            ("NEAR(a)", 0, "two"),
            ("NEAR(a OR b)", 7, "words"),
            ("NEAR(a b", 0, "never closed"),
            ("cocoa OR NOT bank", 9, "must match"),
            ("NOT a OR b", 0, "must match"),
            ("(NOT a) OR b", 0, "must match"),
        ] {
            let error = Query::parse(text).expect_err(text);
            assert_eq!(error.at, at, "{text}: {error}");
            assert!(error.message.contains(part), "{text}: {error}");
        }
        let error = Query::parse("storm AND").unwrap_err().to_string();
        assert!(error.ends_with("\n  storm AND\n        ^"), "{error}");
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = format!("{}a{}", "(".repeat(500), ")".repeat(500));
        assert!(Query::parse(&deep).unwrap_err().message.contains("deep"));
    }

    proptest! {
        #[test]
        fn no_search_is_an_error_of_sqlite(text in r#"([a-c]|AND|OR|NOT|NEAR|NEAR/2|NEAR\(|, ?5|headline:|body:|date:|"|\(|\)|\*|-|:|\^|\+|'|\x00|中|文|é| |\PC){0,14}"#) {
            if let Ok(query) = Query::parse(&text) {
                let connection = rusqlite::Connection::open_in_memory().unwrap();
                connection.execute_batch("CREATE VIRTUAL TABLE t USING fts5(rest, lead, headline, deck, pieces)").unwrap();
                for fts in [query.text(), query.excludes()].into_iter().flatten() {
                    let found = connection.query_row("SELECT count(*) FROM t WHERE t MATCH ?1", [fts], |r| r.get::<_, i64>(0));
                    prop_assert!(found.is_ok(), "{text:?} -> {fts:?}: {found:?}");
                }
            }
        }
    }
}
