//! Text tools for news prose, shared by reading, storing and summarizing.
//!
//! [`sentences`] and [`words`] give byte ranges into the text, so that whatever is built on them can be
//! led back to its place. Nothing here allocates per word, and no result depends on the machine.

mod calendar;
mod figure;
mod fold;
mod language;
mod normalize;
mod sentence;
mod shingle;
mod word;

pub use calendar::{MONTHS, WEEKDAYS, is_month, is_weekday};
pub use figure::{Bound, Figure, Kind, numbers};
pub use fold::fold_word;
pub use language::{languages, stopwords};
pub use normalize::{fold_space, is_plain, nfc};
pub use sentence::sentences;
pub use shingle::shingles;
pub use word::{Words, word_count, words};
