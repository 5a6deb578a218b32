//! Commands over an archive.

use super::{Days, Filters, Page, value::host};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `offwire search`
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to search for.
    #[arg(value_name = "QUERY", required = true, num_args = 1.., trailing_var_arg = false)]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) page: Page,
    /// Order of the hits.
    #[arg(long, value_name = "BY", default_value = "rank")]
    pub(crate) sort: SortArg,
    /// Counts all hits by these: year, agency, language, section, place, format, status, author.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) facets: Vec<String>,
    /// Says only how many, with --facets of what.
    #[arg(long, conflicts_with = "summaries")]
    pub(crate) count: bool,
    /// Shows spellings that OCR and time made of each word, with the number of their articles; `use` searches
    /// for them too.
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "show")]
    pub(crate) variants: Option<VariantsArg>,
    /// Shows the summaries.
    #[arg(long)]
    pub(crate) summaries: bool,
}

/// What is done with other spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VariantsArg {
    /// They are listed.
    Show,
    /// They are told, and searched for with the words themselves.
    Use,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortArg {
    /// Best first.
    Rank,
    /// Newest first.
    Date,
    /// Oldest first.
    Oldest,
}

/// `offwire show`
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The article: its id or uid.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Writes the stored source bytes.
    #[arg(long, group = "part")]
    pub(crate) raw: bool,
    /// Lists the versions of the story.
    #[arg(long, group = "part")]
    pub(crate) versions: bool,
    /// Lists its copies and reprints.
    #[arg(long, group = "part")]
    pub(crate) duplicates: bool,
    /// Says where it was found.
    #[arg(long, group = "part")]
    pub(crate) provenance: bool,
}

/// `offwire list`
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) page: Page,
    /// Order.
    #[arg(long, value_name = "BY", default_value = "id")]
    pub(crate) sort: ListOrder,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListOrder {
    /// As imported.
    Id,
    /// Newest first.
    Date,
    /// Oldest first.
    Oldest,
    /// By uid.
    Uid,
}

/// `offwire stats`
#[derive(Debug, Args)]
pub(crate) struct Stats {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// The days present and missing.
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Counts by these only.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
}

/// `offwire quarantine`
#[derive(Debug, Subcommand)]
pub(crate) enum Quarantine {
    /// Lists what could not be imported.
    List {
        /// Only this reason, such as `no-article`.
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    /// Shows one record.
    Show {
        /// Its number.
        #[arg(value_name = "ID")]
        id: i64,
        /// Writes its bytes.
        #[arg(long)]
        raw: bool,
    },
    /// Reads records again, after a fix or with a newer version; what succeeds is imported.
    Retry {
        /// Their numbers.
        #[arg(value_name = "ID", required_unless_present_any = ["reason", "all"])]
        ids: Vec<i64>,
        /// All of this reason.
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        /// All.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        reading: Box<super::Reading>,
    },
    /// Forgets records; their files are not touched.
    Drop {
        /// Their numbers.
        #[arg(value_name = "ID", required_unless_present_any = ["reason", "all"])]
        ids: Vec<i64>,
        /// All of this reason.
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        /// All.
        #[arg(long)]
        all: bool,
    },
}

/// `offwire diff`
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The earlier text: an id or uid.
    #[arg(value_name = "ID")]
    pub(crate) before: String,
    /// The later text.
    #[arg(value_name = "ID")]
    pub(crate) after: String,
    /// Shows the sentences that stayed, too.
    #[arg(long)]
    pub(crate) all: bool,
}

/// `offwire stories`
#[derive(Debug, Args)]
pub(crate) struct Stories {
    /// A story, with its articles and what ties them together; all stories without.
    #[arg(value_name = "ID")]
    pub(crate) id: Option<i64>,
    /// Does not look for new links first.
    #[arg(long)]
    pub(crate) as_it_is: bool,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// `offwire reparse`
#[derive(Debug, Args)]
pub(crate) struct Reparse {
    /// Says what would change and writes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) reading: super::Reading,
}

/// `offwire export`
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Format: jsonl, csv, parquet, hf (a dataset with its card), md, html, tei, csl, bibtex, bagit; the recipe's, or
    /// jsonl, by default.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,
    /// Only articles that this search finds.
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Where to write; a folder for hf and bagit. Standard output by default.
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) into: PathBuf,
    /// Identifiers, ranges and labels only.
    #[arg(long)]
    pub(crate) no_text: bool,
    /// Takes the articles of a recipe if the file exists; else writes one there, with the search and filters.
    #[arg(long, value_name = "FILE")]
    pub(crate) recipe: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// `offwire digest`
#[derive(Debug, Args)]
pub(crate) struct Digest {
    /// Only articles that this search finds.
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Articles of this day, month or year.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["since", "until"])]
    pub(crate) date: Option<offwire_article::NewsDate>,
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Most words.
    #[arg(long, value_name = "N", default_value_t = 150)]
    pub(crate) words: usize,
    /// Most articles that are read; the newest are taken.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(crate) most: usize,
}

/// `offwire timeline`
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    /// What to search for; all articles without.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// Length of a step.
    #[arg(long, value_name = "STEP", default_value = "year")]
    pub(crate) by: Step,
    /// Numbers of articles instead of shares of what the archive holds.
    #[arg(long)]
    pub(crate) absolute: bool,
    #[command(flatten)]
    pub(crate) days: Days,
}

/// Length of a step in a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
}

/// `offwire serve`
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Port; 0 takes any that is free.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub(crate) port: u16,
    /// Address of this machine to listen at; another than the default lets others read the archive.
    #[arg(long, value_name = "ADDR", value_parser = host, default_value = "127.0.0.1")]
    pub(crate) host: std::net::IpAddr,
}

/// `offwire backup`
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// Where the copy goes; nothing is overwritten.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `offwire merge`
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// Other archives; they are only read.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// `offwire eval`
#[derive(Debug, Subcommand)]
pub(crate) enum Eval {
    /// Scores extraction: body, headline, date, authors.
    ///
    /// A line of GOLD has an `id` (the name of the page's file, without its ending) and whatever of these is known: `body`
    /// (paragraphs joined by a blank line), `body_alts` (texts as good), `paragraphs` (one in brackets, `[so]`, may be missing),
    /// `with` and `without` (snippets that belong in the text, or do not), `title`, `date`, `authors`.
    Extract(EvalFiles),
    /// Scores summaries: ROUGE with confidence intervals; of two runs, their difference document by document.
    ///
    /// A line of GOLD has an `id`, a `reference` (one text, or a list of sentences), and may have `paragraphs` and `language`.
    Summary(EvalSummary),
}

/// `offwire eval summary`
#[derive(Debug, Args)]
pub(crate) struct EvalSummary {
    #[command(flatten)]
    pub(crate) files: EvalFiles,
    /// Another run over the same documents, compared with the first by resampling them in pairs.
    #[arg(value_name = "PRED2")]
    pub(crate) other: Option<PathBuf>,
    /// The budget that the summaries should keep to; longer ones are counted.
    #[arg(long, value_name = "N")]
    pub(crate) words: Option<usize>,
    /// Counts the words of every language and script, folded and not stemmed; by default English ones, as
    /// rouge-score does. Figures of the two do not compare.
    #[arg(long)]
    pub(crate) unicode: bool,
}

/// The two files of an evaluation.
#[derive(Debug, Args)]
pub(crate) struct EvalFiles {
    /// Labelled data, JSON lines.
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// What `offwire parse` or `offwire summarize` wrote; `-` is standard input.
    #[arg(value_name = "PRED")]
    pub(crate) predicted: PathBuf,
}

/// `offwire completions`
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// `offwire man`
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Folder for one page a command.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) into: Option<PathBuf>,
}
