//! Progress on standard error: a bar on a terminal, plain lines elsewhere.

use crate::{
    args::{Global, When},
    output::{bytes, count, number, seconds, visible},
    talk::Talk,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use offwire_batch::{Observer, PassedOver, Progress};
use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

/// How often plain lines are written, after the one at the start.
const PLAIN: Duration = Duration::from_secs(5);
/// Failures that are named while the run goes on; the rest is in quarantine.
const NAMED: u64 = 20;

/// Shows how far a run is.
pub(crate) struct Shown {
    talk: Talk,
    how: How,
    failed: u64,
}

enum How {
    Bar(Box<ProgressBar>),
    Lines(Instant),
    Hidden,
}

impl Shown {
    pub(crate) fn new(global: &Global, talk: &Talk) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let how = match global.progress {
            When::Never => How::Hidden,
            When::Auto if !is_terminal || global.quiet => How::Hidden,
            _ if is_terminal => How::Bar(Box::new(bar())),
            _ => How::Lines(Instant::now()),
        };
        Self { talk: *talk, how, failed: 0 }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let How::Bar(bar) = &self.how {
            bar.finish_and_clear();
        }
        if self.failed > NAMED {
            self.talk.note(format!("… and {} more failed", number(self.failed - NAMED)));
        }
    }

    fn say(&self, text: &str) {
        match &self.how {
            How::Bar(bar) => bar.suspend(|| self.talk.warn(text)),
            _ => self.talk.warn(text),
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {percent:>3}% {msg}") {
        bar.set_style(style);
    }
    bar
}

/// One line: how much, how fast, how long still, how many failed, where.
fn told(progress: &Progress) -> String {
    let rate = progress.records as f64 / progress.elapsed.as_secs_f64().max(1e-9);
    let left =
        progress.remaining().map_or_else(String::new, |d| format!(", {} left", seconds(d.as_secs_f64())));
    let failed =
        if progress.failed > 0 { format!(", {} failed", number(progress.failed)) } else { String::new() };
    let told = format!(
        "{} of {}, {}, {rate:.0}/s{left}{failed}  {}",
        bytes(progress.bytes_done),
        bytes(progress.bytes),
        count(progress.records, "record"),
        visible(&progress.current)
    );
    told.trim_end().to_owned()
}

/// The same behind its share, for a line of its own.
fn line(progress: &Progress) -> String {
    let share = 100.0 * progress.bytes_done as f64 / progress.bytes.max(1) as f64;
    format!("{share:.0}% {}", told(progress))
}

impl Observer for Shown {
    fn planned(&mut self, plan: &Progress, passed_over: &[PassedOver], unchanged: usize) {
        const MOST: usize = 10;
        for passed in passed_over.iter().take(MOST) {
            self.talk.warn(format!("passed over {}: {}", passed.path, passed.why));
        }
        if passed_over.len() > MOST {
            self.talk.warn(format!("passed over {} more", passed_over.len() - MOST));
        }
        if unchanged > 0 {
            self.talk.note(format!(
                "{} unchanged since an earlier run, {} to read",
                count(unchanged as u64, "file"),
                number(plan.files as u64)
            ));
        }
        match &mut self.how {
            How::Bar(bar) => bar.set_length(plan.bytes),
            How::Lines(last) => {
                *last = Instant::now();
                self.talk.note(line(plan));
            }
            How::Hidden => {}
        }
    }

    fn progress(&mut self, progress: &Progress) {
        match &mut self.how {
            How::Bar(bar) => {
                bar.set_length(progress.bytes);
                bar.set_position(progress.bytes_done.min(progress.bytes));
                bar.set_message(told(progress));
            }
            How::Lines(last) if last.elapsed() >= PLAIN => {
                *last = Instant::now();
                self.talk.note(line(progress));
            }
            _ => {}
        }
    }

    fn failed(&mut self, place: &str, reason: &str, detail: &str) {
        self.failed += 1;
        if self.failed <= NAMED || self.talk.verbose > 0 {
            self.say(&format!("{place}: {reason}: {detail}"));
        }
    }
}
