//! The arguments: types alone. What each command does with them is in `command/`.

mod archive;
mod bulk;
mod shared;
pub(crate) mod value;

pub(crate) use archive::*;
pub(crate) use bulk::*;
pub(crate) use shared::*;
#[cfg(feature = "serve")]
pub(crate) use value::{language, source_format, status};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// The archive, one SQLite file; by default that of the variable OFFWIRE_ARCHIVE, else `offwire.db`.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value_os_t = archive_by_default(),
        hide_default_value = true
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

/// The archive where none is named. Told here and not by the parser of the arguments, which takes a variable for an
/// option given, and shows it in its usage as one that must be.
fn archive_by_default() -> PathBuf {
    let named = std::env::var_os("OFFWIRE_ARCHIVE").filter(|name| !name.is_empty());
    named.map_or_else(|| "offwire.db".into(), PathBuf::from)
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
    /// A drawing, for timeline.
    Svg,
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
    /// Words, "phrases", prefix*, AND OR NOT, NEAR(a b, 5). A field stands right before its words or value:
    /// `headline:storm`, also deck, lead, body; `agency:Reuters`, also place, author, language, section, status, date,
    /// since, until. All other punctuation is literal.
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
    /// Compares two versions of a story, sentence by sentence.
    Diff(Diff),
    /// Tells many articles in one paragraph; each sentence names its article.
    ///
    /// Of the versions of a story the latest is told alone: what was corrected or killed is not told as a fact.
    Digest(Digest),
    /// Draws how coverage goes over time.
    Timeline(Timeline),
    /// Clusters of articles that are versions, copies and reprints of one another.
    Stories(Stories),
    /// Writes articles for other programs and people.
    Export(Export),
    /// Reads the stored sources again by this version.
    Reparse(Reparse),
    /// The formats that are read.
    Formats,
    /// Shows the archive as web pages: search, articles, summaries beside their source, versions, timeline.
    ///
    /// Only this machine is answered, unless --host says otherwise; the archive is only read, and other commands may
    /// write to it meanwhile. Ctrl-C ends it.
    Serve(Serve),
    /// What the archive is and holds.
    Info,
    /// Checks the archive: checksums, integrity, index, books.
    Verify,
    /// The ledger of runs.
    History,
    /// Restores damaged articles from their sources, and makes anew what follows from the articles: indexes, keys,
    /// fingerprints, versions. What it cannot mend is named.
    Repair,
    /// Writes a consistent copy of the archive, while others use it.
    Backup(Backup),
    /// Takes over what other archives have and this one lacks.
    Merge(Merge),
    /// Brings the indexes into one piece, for faster searches and a smaller file.
    Optimize,
    /// Scores for your own labelled data.
    #[command(subcommand)]
    Eval(Eval),
    /// Writes a shell's completions to standard output.
    Completions(Completions),
    /// Writes the manual to standard output, or its pages to a folder.
    Man(Man),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
