//! A page of the web.

use super::{Family, Format, FormatInfo, Parsed, Record, Reject};
use crate::Reason;
use crate::sniff::Head;

/// See the module.
pub(crate) struct Html;

impl Format for Html {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "html",
            title: "HTML pages",
            family: Family::Web,
            recognised: "<!doctype html, <html, or HTML elements near the start",
            example: "<html><head><title>…",
            kept: "headline, agency, byline, dateline, dates, paragraphs, related headlines, language",
            not_kept: "navigation, advertisements, comments, scripts",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let root = head.root().is_some_and(|root| root.name.eq_ignore_ascii_case("html"));
        root || head.has("<!doctype html") || (head.has("<body") || head.has("<head>") || head.has("<title>"))
    }

    fn parse(&self, _record: &Record<'_>) -> Parsed {
        vec![Err(Reject::new(Reason::NoArticle, "no story was found on the page"))]
    }
}
