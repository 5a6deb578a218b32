//! Commands that read many records.

use super::{Days, Files, Paragraph, Reading};
use clap::{Args, ValueEnum};
use offwire_batch::MaxErrors;
use std::path::PathBuf;

/// `offwire import`
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Files, folders and containers; `-` is standard input.
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) days: Days,
    #[command(flatten)]
    pub(crate) paragraph: Paragraph,
    /// Makes a paragraph about each article (the default).
    #[arg(long, overrides_with = "no_summarize")]
    pub(crate) summarize: bool,
    /// Makes none.
    #[arg(long)]
    pub(crate) no_summarize: bool,
    /// Stops when more records fail than this number or share.
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_errors: Option<MaxErrors>,
    /// Looks before the run: formats, languages, dates, samples, expected time and size. Writes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes the report of the run as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Forgets what earlier runs have read of these files, and writes damaged sources anew.
    #[arg(long)]
    pub(crate) fresh: bool,
}

/// `offwire parse`
#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// Files, folders and containers; `-` is standard input.
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) days: Days,
    /// Adds the byte ranges in the raw record.
    #[arg(long)]
    pub(crate) with_source: bool,
    /// Says of each block why it was kept or dropped, and which date won over which others.
    #[arg(long)]
    pub(crate) explain: bool,
}

/// `offwire summarize`
#[derive(Debug, Args)]
pub(crate) struct Summarize {
    /// Articles of the archive by id or uid, files and folders, or `-`.
    #[arg(value_name = "ID|PATH|-", required = true)]
    pub(crate) inputs: Vec<String>,
    /// Most words; only a single first sentence may be longer. 75 unless --sentences or --chars is given.
    #[arg(long, value_name = "N")]
    pub(crate) words: Option<usize>,
    /// Most sentences.
    #[arg(long, value_name = "N")]
    pub(crate) sentences: Option<usize>,
    /// Most characters, blanks counted; only a single first sentence may be longer.
    #[arg(long, value_name = "N")]
    pub(crate) chars: Option<usize>,
    /// Method: news, plain, lead, textrank, lexrank, centroid…
    #[arg(long, value_name = "NAME", default_value = "news")]
    pub(crate) method: String,
    /// What the paragraph should be about.
    #[arg(long, value_name = "TEXT")]
    pub(crate) query: Option<String>,
    /// What becomes of "Wednesday" and "last month".
    #[arg(long, value_name = "HOW", default_value = "keep")]
    pub(crate) dates: DatesArg,
    /// Says of each sentence where it stands, its score and the reasons.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Keeps the summaries of archived articles in the archive.
    #[arg(long)]
    pub(crate) store: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What becomes of relative dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatesArg {
    /// They stand as they are.
    Keep,
    /// They become dates.
    Resolve,
}
