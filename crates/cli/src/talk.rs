//! What is said to people: on standard error, never among the results.

use crate::{
    args::Global,
    exit::Failure,
    output::{Style, visible, wants_color},
};
use std::io::{self, IsTerminal, Write};
use tracing_subscriber::{EnvFilter, fmt};

/// Messages on standard error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Talk {
    pub(crate) style: Style,
    is_quiet: bool,
    pub(crate) verbose: u8,
}

impl Talk {
    pub(crate) fn new(global: &Global) -> Self {
        let style = Style::new(wants_color(global.color, io::stderr().is_terminal()));
        Self { style, is_quiet: global.quiet, verbose: global.verbose }
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, text: impl AsRef<str>) {
        if !self.is_quiet {
            say(text.as_ref());
        }
    }

    /// Something that is not as it should be.
    pub(crate) fn warn(&self, text: impl AsRef<str>) {
        if !self.is_quiet {
            say(&format!("{} {}", self.style.yellow("warning:"), visible(text.as_ref())));
        }
    }

    /// Why the command failed; said even when quiet.
    pub(crate) fn failure(&self, failure: &Failure) {
        if failure.is_closed_pipe {
            return;
        }
        say(&format!("{} {}", self.style.red("error:"), visible(&failure.message)));
        if let Some(hint) = &failure.hint {
            say(&format!("{} {}", self.style.cyan("hint:"), visible(hint)));
        }
    }
}

/// Nobody can be told that standard error is closed.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Logs of the libraries, on standard error.
pub(crate) fn start_log(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "info",
        _ => "debug",
    };
    let filter = EnvFilter::new(format!(
        "error,offwire={level},offwire_batch={level},offwire_parse={level},offwire_archive={level},offwire_summarize={level}"
    ));
    let _ = fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(wants_color(global.color, io::stderr().is_terminal()))
        .without_time()
        .with_target(false)
        .try_init();
    // A panic in a record is caught and told as that record's failure: the backtrace would only add noise.
    if global.verbose == 0 {
        std::panic::set_hook(Box::new(|_| {}));
    }
}
