//! How well extracted articles match labelled pages, for users' own data. Needs the feature `eval`.
//!
//! The measures are those of published benchmarks, so that figures compare: shingles of the body as the
//! article-extraction-benchmark counts them, exact paragraphs as fundus-evaluation does, snippets as trafilatura does,
//! a bag of words as WCXB does; title, date and authors after normalization.
//!
//! ```
//! use offwire_article::eval::{Gold, Prediction, Report, pair};
//! let gold = Gold { id: "1".into(), body: Some("The port reopened on Monday.".into()), ..Gold::default() };
//! let found = Prediction { id: "1".into(), body: "The port reopened on Monday. Share this.".into(), ..Prediction::default() };
//! let report = Report::of(&pair(vec![gold], vec![found]));
//! assert_eq!(report.recall, Some(1.0));
//! assert_eq!(report.precision, Some(0.5));
//! ```

mod body;
mod bootstrap;
mod fields;
mod paragraphs;
mod record;
mod report;
mod table;
mod token;

pub use body::BodyScore;
pub use bootstrap::{Interval, resample};
pub use fields::SetScore;
pub use paragraphs::ParagraphScore;
pub use record::{Gold, Pairing, Prediction, pair};
pub use report::{PageScore, Report, Snippets};

#[cfg(test)]
mod tests;
