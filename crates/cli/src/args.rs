//! The arguments: types alone. What each command does with them is in `command/`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use offwire_article::NewsDate;
use offwire_batch::{MaxErrors, Shard};
use std::{path::PathBuf, time::Duration};

/// Historical news archives in; clean articles, search and a paragraph about each out.
#[derive(Debug, Parser)]
#[command(name = "offwire", version, max_term_width = 100, propagate_version = true)]
#[command(
    after_help = "Results go to standard output, progress and messages to standard error; `-` is standard input or output.\n\
Exit codes: 0 done; 1 finished, but some records failed; 2 wrong use; 3 the archive or an input could not be opened, or the disk is full; 130 interrupted."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The archive, one SQLite file.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "OFFWIRE_ARCHIVE",
        default_value = "offwire.db",
        hide_env_values = true
    )]
    pub(crate) archive: PathBuf,
    /// How results are written: text on a terminal, else jsonl.
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(crate) output: Option<OutputFormat>,
    /// Says nothing but errors.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Says more; twice for all.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Progress on standard error; auto: only on a terminal.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For reading, wrapped to the terminal.
    Text,
    /// One JSON document.
    Json,
    /// One JSON record a line.
    Jsonl,
    /// Comma-separated values.
    Csv,
    /// Markdown.
    Md,
}

/// When something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads files, folders and containers into the archive.
    ///
    /// A rerun goes on where the last one stopped; files that have not changed are skipped.
    Import(Import),
    /// Reads without an archive: article records as JSON lines.
    Parse(Parse),
    /// Makes one paragraph about each article.
    ///
    /// From the archive (ID…), from files of any format (PATH…), or from standard input (`-`): JSON lines
    /// `{"id", "title"?, "paragraphs": […]}`, article records, or plain text.
    Summarize(Summarize),
    /// Searches headlines and texts.
    ///
    /// Words, "phrases", prefix*, AND OR NOT, NEAR(a b); all other punctuation is literal.
    Search(Search),
    /// Shows one article.
    Show(Show),
    /// Lists articles by filter.
    List(List),
    /// Counts articles by agency, year, language and so on.
    Stats(Stats),
    /// What could not be imported, and why.
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// The formats that are read.
    Formats,
    /// What the archive is and holds.
    Info,
    /// Checks the archive: checksums, integrity, index, books.
    Verify,
    /// The ledger of runs.
    History,
    /// Writes a shell's completions to standard output.
    Completions(Completions),
    /// Writes the manual to standard output, or its pages to a folder.
    Man(Man),
}

/// How input is read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// Name of the format (see `offwire formats`); told from the bytes by default.
    #[arg(long, value_name = "NAME", default_value = "auto")]
    pub(crate) format: String,
    /// Encoding of the text, where it is not told right.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Language of articles that do not say it (BCP 47).
    #[arg(long, value_name = "CODE")]
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
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub(crate) memory: u64,
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
    /// Words of the headline.
    #[arg(long, value_name = "WORDS")]
    pub(crate) headline: Option<String>,
    /// Agency or publisher.
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Option<String>,
    /// Part of the dateline's place.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// Part of an author's name.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// Language; `en` also means `en-GB`.
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
    /// Part of the section's name.
    #[arg(long, value_name = "NAME")]
    pub(crate) section: Option<String>,
    /// Format that the record was read as.
    #[arg(long = "source-format", value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// Standing: correction, update, writethru, kill…
    #[arg(long, value_name = "NAME")]
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
    /// Forgets what earlier runs have read.
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
    /// Most words; only a single first sentence may be longer. 75 unless --sentences is given.
    #[arg(long, value_name = "N")]
    pub(crate) words: Option<usize>,
    /// Most sentences.
    #[arg(long, value_name = "N")]
    pub(crate) sentences: Option<usize>,
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
    /// Says only how many.
    #[arg(long)]
    pub(crate) count: bool,
    /// Shows the summaries.
    #[arg(long)]
    pub(crate) summaries: bool,
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
    #[arg(long)]
    pub(crate) raw: bool,
    /// Lists the versions of the story.
    #[arg(long)]
    pub(crate) versions: bool,
    /// Lists its copies and reprints.
    #[arg(long)]
    pub(crate) duplicates: bool,
    /// Says where it was found.
    #[arg(long)]
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

/// `64M`, `1.5G`, `500k`, or bytes.
fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        _ => return Err("write a size as 64M, 1G or in bytes".into()),
    };
    match digits.parse::<f64>() {
        Ok(number) if number > 0.0 && number * factor < 9e15 => Ok((number * factor) as u64),
        _ => Err("write a size as 64M, 1G or in bytes".into()),
    }
}

/// `500ms`, `30s`, `2m`, `1h`, or seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or_default() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("write a duration as 500ms, 30s, 2m or 1h".into()),
    };
    match digits.parse::<f64>() {
        Ok(number) if number > 0.0 && number * unit < 1e7 => Ok(Duration::from_secs_f64(number * unit)),
        _ => Err("write a duration as 500ms, 30s, 2m or 1h".into()),
    }
}

fn column(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.into(), column.into())),
        _ => Err("write a column as headline=title or date=3".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_and_durations_are_read() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("1.5k"), Ok(1536));
        assert_eq!(size("17"), Ok(17));
        assert!(size("-1").is_err() && size("M").is_err() && size("1X").is_err());
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert!(duration("0").is_err() && duration("soon").is_err());
    }
}
