//! Options that several commands share.

use super::value::{column, duration, format, language, size, source_format, status};
use clap::Args;
use offwire_article::NewsDate;
use offwire_batch::Shard;
use std::{path::PathBuf, time::Duration};

/// How input is read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// Name of the format (see `offwire formats`); told from the bytes by default.
    #[arg(long, value_name = "NAME", value_parser = format, default_value = "auto")]
    pub(crate) format: String,
    /// Encoding of the text, where it is not told right.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Language of articles that do not say it (BCP 47).
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(crate) language: Option<String>,
    /// Column of a table that holds a field; several add up.
    #[arg(long = "column", value_name = "FIELD=COLUMN", value_parser = column)]
    pub(crate) columns: Vec<(String, String)>,
    /// Largest record; larger ones go to quarantine.
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub(crate) max_record: u64,
    /// Longest time for one record.
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    pub(crate) time_limit: Duration,
    /// Worker threads; the results are the same whatever the number.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Memory for records in flight.
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "32M")]
    pub(crate) memory: u64,
}

/// As the options are by default; stored records are read again so.
impl Default for Reading {
    fn default() -> Self {
        Self {
            format: "auto".into(),
            encoding: None,
            language: None,
            columns: Vec::new(),
            max_record: 64 << 20,
            time_limit: Duration::from_secs(30),
            jobs: None,
            memory: 32 << 20,
        }
    }
}

/// Which files are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Files")]
pub(crate) struct Files {
    /// Takes only files that match; a pattern without `/` is matched against the file's name.
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Leaves out files that match.
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Reads further paths from a file, one a line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// Paths of --files-from end with a zero byte.
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,
    /// Takes this machine's part of the files, such as 2/8.
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
}

/// Which days.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Days {
    /// From this day, month or year on.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<NewsDate>,
    /// Until this day, month or year, all of it included.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<NewsDate>,
}

/// Which articles of the archive.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Words of the headline; `"phrases"` and `prefix*` too.
    #[arg(long, value_name = "WORDS")]
    pub(crate) headline: Option<String>,
    /// Agency or publisher.
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Option<String>,
    /// Words of the dateline's place.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// Words of an author's name.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// Language; `en` also means `en-GB`.
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(crate) language: Option<String>,
    /// Words of the section's name.
    #[arg(long, value_name = "NAME")]
    pub(crate) section: Option<String>,
    /// Format that the record was read as.
    #[arg(long = "source-format", value_name = "NAME", value_parser = source_format)]
    pub(crate) format: Option<String>,
    /// Standing: correction, update, writethru, kill…
    #[arg(long, value_name = "NAME", value_parser = status)]
    pub(crate) status: Option<String>,
    /// Number of a story.
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<i64>,
    /// Number of the run that imported it.
    #[arg(long, value_name = "ID")]
    pub(crate) run: Option<i64>,
    /// Only the latest version of each story.
    #[arg(long)]
    pub(crate) latest: bool,
    #[command(flatten)]
    pub(crate) days: Days,
}

/// One page of a longer list.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Page {
    /// Most results.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Results passed over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
}

/// How a paragraph is made.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Summaries")]
pub(crate) struct Paragraph {
    /// Most words; only a single first sentence may be longer.
    #[arg(long, value_name = "N", default_value_t = 75)]
    pub(crate) words: usize,
    /// Method (see `offwire summarize --help`).
    #[arg(long, value_name = "NAME", default_value = "news")]
    pub(crate) method: String,
}
