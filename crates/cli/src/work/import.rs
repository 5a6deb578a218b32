//! `import`: a record becomes what the archive stores.

use crate::args::Days;
use offwire_archive::{Outcome, Packer, Place};
use offwire_article::Article;
use offwire_batch::quarantined;
use offwire_parse::{Error as ParseError, Parser, RawItem};
use offwire_summarize::Summarizer;
use std::sync::Arc;

/// The step: parse, filter, summarize, pack.
pub(crate) struct ImportStep {
    pub(crate) parser: Parser,
    pub(crate) summarizer: Option<Summarizer>,
    pub(crate) packer: Packer,
    pub(crate) days: Days,
}

impl ImportStep {
    pub(crate) fn run(&self, item: &RawItem) -> Vec<Outcome> {
        let parsed = self.parser.parse(item);
        if parsed.is_empty() {
            // Known not to be news: an index, a withdrawn story without text.
            return vec![excluded(item, "no-news")];
        }
        let read = parsed.iter().find_map(|parsed| parsed.as_ref().ok()?.source.as_ref());
        // One part of several has a hash of its own.
        let packed = match read.filter(|source| source.length == item.bytes.len() as u64) {
            Some(source) => self.packer.pack_hashed(&item.bytes, &source.sha256),
            None => self.packer.pack(&item.bytes),
        };
        let source = Arc::new(packed.with_context(item.charset.clone(), item.context.clone()));
        let outcome = |parsed: Result<Article, ParseError>| match parsed {
            Ok(article) => match self.days.refuse(article.published) {
                Some(reason) => excluded(item, reason),
                None => {
                    let summary = self.summarizer.as_ref().and_then(|s| s.summarize(&article));
                    Outcome::article(article, Arc::clone(&source), summary)
                }
            },
            Err(error) => quarantined(&error, Some(item), Some(Arc::clone(&source))),
        };
        parsed.into_iter().map(outcome).collect()
    }
}

fn excluded(item: &RawItem, reason: &str) -> Outcome {
    let origin = &item.origin;
    let place = Place { path: origin.path.clone(), member: origin.member.clone(), offset: origin.offset };
    Outcome::Excluded { place, reason: reason.into() }
}
