//! Kills an import at random moments, again and again, and holds what comes of it against an import that ran
//! undisturbed.

use crate::{bench::corpus, root};
use anyhow::{Context, bail, ensure};
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

#[derive(Args)]
pub(crate) struct Options {
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

/// How often a kill left how much.
#[derive(Default)]
struct Tally {
    kills: u32,
    /// The archive held articles, and lacked others.
    in_the_middle: u32,
    ends: u32,
}

struct Bench {
    binary: PathBuf,
    folder: PathBuf,
}

/// Runs the check.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let binary = match &options.binary {
        Some(binary) => binary.canonicalize().with_context(|| binary.display().to_string())?,
        None => root::binary()?,
    };
    let folder = tempfile::tempdir()?;
    let bench = Bench { binary, folder: folder.path().to_path_buf() };
    let inputs = bench.folder.join("corpus");
    fs::create_dir_all(&inputs)?;
    corpus::write(corpus::Kind::Jsonl, options.n, options.seed, &inputs)?;
    corpus::write(corpus::Kind::Text, options.n / 8, options.seed + 1, &inputs)?;
    let began = Instant::now();
    ensure!(bench.import("clean.db")?.wait()?.success(), "the undisturbed import failed");
    let whole = began.elapsed();
    let clean = bench.export("clean.db")?;
    let tally = bench.kill_often(options, whole, &clean)?;
    println!(
        "{} kills in imports of {:.1} s: {} in the middle, {} archives brought to their end, each the same as the undisturbed",
        tally.kills,
        whole.as_secs_f32(),
        tally.in_the_middle,
        tally.ends
    );
    ensure!(tally.in_the_middle > tally.kills / 4, "too few kills fell behind a commit");
    Ok(())
}

impl Bench {
    /// Each archive is killed at a few moments, then brought to its end and compared.
    fn kill_often(&self, options: &Options, whole: Duration, clean: &[u8]) -> anyhow::Result<Tally> {
        let mut random = corpus::Random::new(options.seed);
        let mut tally = Tally::default();
        while tally.kills < options.kills {
            let name = format!("killed-{}.db", tally.ends);
            for _ in 0..3 {
                let mut child = self.import(&name)?;
                thread::sleep(whole.mul_f64(random.below(1000) as f64 / 1000.0));
                if child.try_wait()?.is_some() {
                    break;
                }
                child.kill()?;
                child.wait()?;
                tally.kills += 1;
                let articles = self.articles(&name)?;
                tally.in_the_middle += u32::from(articles > 0);
            }
            ensure!(self.import(&name)?.wait()?.success(), "{name}: the last import failed");
            ensure!(self.export(&name)? == clean, "{name} differs from the undisturbed import");
            tally.ends += 1;
            fs::remove_file(self.folder.join(&name))?;
        }
        Ok(tally)
    }

    /// Starts an import with transactions of some hundred articles.
    fn import(&self, archive: &str) -> anyhow::Result<Child> {
        let mut command =
            self.command(&["import", "corpus", "--memory", "64k", "--quiet", "--archive", archive]);
        Ok(command.stdout(Stdio::null()).spawn()?)
    }

    /// Number of articles of an archive that must be sound; none where the first transaction was never ended.
    fn articles(&self, archive: &str) -> anyhow::Result<u64> {
        if fs::metadata(self.folder.join(archive)).map_or(0, |file| file.len()) == 0 {
            return Ok(0);
        }
        let health = self.command(&["verify", "--output", "json", "--archive", archive]).output()?;
        if !health.status.success() {
            let said = String::from_utf8_lossy(&health.stderr).into_owned();
            ensure!(
                said.contains("not an Offwire archive"),
                "{archive}: {said}{}",
                String::from_utf8_lossy(&health.stdout)
            );
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
