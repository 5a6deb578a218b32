//! Kills a command that changes an archive at random moments, again and again, and holds what comes of it against a
//! run that nothing disturbed.

use crate::{bench::corpus, root};
use anyhow::{Context, bail, ensure};
use clap::{Args, ValueEnum};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

#[derive(Args)]
pub(crate) struct Options {
    /// What is killed
    #[arg(long, value_enum, default_value_t = Verb::Import)]
    verb: Verb,
    /// Number of kills
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// Articles of the corpus
    #[arg(long, default_value_t = 4000)]
    n: u64,
    /// Seed of the corpus and of the moments
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The binary; else the one that the tests use is built
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// A command that changes an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verb {
    Import,
    Merge,
    Optimize,
    Repair,
    /// The migration with which `optimize` begins on an archive of the first schema
    Migrate,
}

/// How often a kill left how much.
#[derive(Default)]
struct Tally {
    kills: u32,
    /// The archive held articles, and lacked others.
    in_the_middle: u32,
    /// The archive was of the first schema yet.
    before_migration: u32,
    ends: u32,
}

struct Bench {
    binary: PathBuf,
    folder: PathBuf,
    verb: Verb,
}

/// Runs the check.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let binary = match &options.binary {
        Some(binary) => binary.canonicalize().with_context(|| binary.display().to_string())?,
        None => root::binary()?,
    };
    let folder = tempfile::tempdir()?;
    let bench = Bench { binary, folder: folder.path().to_path_buf(), verb: options.verb };
    bench.prepare(options)?;
    let began = Instant::now();
    ensure!(bench.start("clean.db")?.wait()?.success(), "the undisturbed run failed");
    let whole = began.elapsed();
    let clean = bench.export("clean.db")?;
    let tally = bench.kill_often(options, whole, &clean)?;
    println!(
        "{} kills of {:?} in {:.1} s each: {} left some of the articles, {} were of the first schema yet; {} archives brought to their end, each the same as the undisturbed",
        tally.kills,
        options.verb,
        whole.as_secs_f32(),
        tally.in_the_middle,
        tally.before_migration,
        tally.ends
    );
    let is_telling = options.verb != Verb::Import || tally.in_the_middle > tally.kills / 4;
    ensure!(is_telling, "too few kills fell behind a commit");
    Ok(())
}

impl Bench {
    /// Writes the corpus, and for all but an import the archives that the command works on.
    fn prepare(&self, options: &Options) -> anyhow::Result<()> {
        for (name, seed) in [("corpus", options.seed), ("other", options.seed + 7)] {
            let inputs = self.folder.join(name);
            fs::create_dir_all(&inputs)?;
            corpus::write(corpus::Kind::Jsonl, options.n, seed, &inputs)?;
            corpus::write(corpus::Kind::Text, options.n / 8, seed + 1, &inputs)?;
        }
        if self.verb == Verb::Import {
            return Ok(());
        }
        ensure!(self.import("corpus", "base.db")?.wait()?.success(), "the import failed");
        if self.verb == Verb::Merge {
            ensure!(self.import("other", "other.db")?.wait()?.success(), "the import failed");
        }
        if self.verb == Verb::Migrate {
            let archive = rusqlite::Connection::open(self.folder.join("base.db"))?;
            archive.execute_batch(
                "ALTER TABLE dictionaries DROP COLUMN kind;
                 ALTER TABLE quarantine DROP COLUMN format; ALTER TABLE quarantine DROP COLUMN url;
                 ALTER TABLE quarantine DROP COLUMN captured; ALTER TABLE quarantine DROP COLUMN notes;
                 PRAGMA user_version=1; PRAGMA wal_checkpoint(TRUNCATE);",
            )?;
        }
        Ok(())
    }

    /// Each archive is killed at a few moments, then brought to its end and compared.
    fn kill_often(&self, options: &Options, whole: Duration, clean: &[u8]) -> anyhow::Result<Tally> {
        let mut random = corpus::Random::new(options.seed);
        let mut tally = Tally::default();
        // A migration is over within its first moments.
        let span = if self.verb == Verb::Migrate { whole.min(Duration::from_millis(25)) } else { whole };
        while tally.kills < options.kills {
            let name = format!("killed-{}.db", tally.ends);
            for _ in 0..3 {
                let mut child = self.start(&name)?;
                thread::sleep(span.mul_f64(random.below(1000) as f64 / 1000.0));
                if child.try_wait()?.is_some() {
                    break;
                }
                child.kill()?;
                child.wait()?;
                tally.kills += 1;
                // Asked first: `verify` may open the archive for writing, and so migrate it.
                tally.before_migration += u32::from(self.verb == Verb::Migrate && self.schema(&name)? == 1);
                let articles = self.articles(&name)?;
                tally.in_the_middle += u32::from(articles > 0);
            }
            ensure!(self.start(&name)?.wait()?.success(), "{name}: the last run failed");
            ensure!(self.articles(&name)? > 0, "{name} is empty at its end");
            ensure!(self.export(&name)? == clean, "{name} differs from the undisturbed run");
            tally.ends += 1;
            fs::remove_file(self.folder.join(&name))?;
        }
        Ok(tally)
    }

    /// Starts the command on an archive; all but an import work on a copy of the prepared one.
    fn start(&self, archive: &str) -> anyhow::Result<Child> {
        if self.verb != Verb::Import && !self.folder.join(archive).exists() {
            fs::copy(self.folder.join("base.db"), self.folder.join(archive))?;
        }
        let verb: &[&str] = match self.verb {
            Verb::Import => return self.import("corpus", archive),
            Verb::Merge => &["merge", "other.db"],
            Verb::Optimize | Verb::Migrate => &["optimize"],
            Verb::Repair => &["repair"],
        };
        let arguments = [verb, &["--quiet", "--archive", archive]].concat();
        Ok(self.command(&arguments).stdout(Stdio::null()).spawn()?)
    }

    /// Starts an import with transactions of some hundred articles.
    fn import(&self, inputs: &str, archive: &str) -> anyhow::Result<Child> {
        let mut command =
            self.command(&["import", inputs, "--memory", "64k", "--quiet", "--archive", archive]);
        Ok(command.stdout(Stdio::null()).spawn()?)
    }

    /// Schema version of an archive.
    fn schema(&self, archive: &str) -> anyhow::Result<i64> {
        let archive = rusqlite::Connection::open(self.folder.join(archive))?;
        Ok(archive.query_row("PRAGMA user_version", [], |row| row.get(0))?)
    }

    /// Number of articles of an archive that must be sound; none where the first transaction was never ended.
    fn articles(&self, archive: &str) -> anyhow::Result<u64> {
        if fs::metadata(self.folder.join(archive)).map_or(0, |file| file.len()) == 0 {
            return Ok(0);
        }
        let health = self.command(&["verify", "--output", "json", "--archive", archive]).output()?;
        if !health.status.success() {
            let said = String::from_utf8_lossy(&health.stderr).into_owned();
            let found = String::from_utf8_lossy(&health.stdout);
            ensure!(said.contains("not an Offwire archive"), "{archive}: {said}{found}");
            return Ok(0);
        }
        let health: serde_json::Value = serde_json::from_slice(&health.stdout)?;
        health["articles"].as_u64().context("verify tells no number of articles")
    }

    fn export(&self, archive: &str) -> anyhow::Result<Vec<u8>> {
        let exported = self.command(&["export", "--to", "jsonl", "--archive", archive]).output()?;
        if !exported.status.success() || exported.stdout.is_empty() {
            bail!("{archive}: {}", String::from_utf8_lossy(&exported.stderr));
        }
        Ok(exported.stdout)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(Path::new(&self.binary));
        command.args(arguments).current_dir(&self.folder).env_remove("OFFWIRE_ARCHIVE");
        command
    }
}
