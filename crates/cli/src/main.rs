//! The `offwire` command: arguments in, one library call, output out.

mod args;
mod command;
mod exit;
mod output;
mod progress;
#[cfg(test)]
mod reference;
#[cfg(feature = "serve")]
mod serve;
mod setup;
mod stop;
mod talk;
mod work;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure; a reader that went away is none either.
            let _ = error.print();
            return if error.use_stderr() { exit::ExitStatus::Usage } else { exit::ExitStatus::Done }.into();
        }
    };
    talk::start_log(&cli.global);
    let talk = talk::Talk::new(&cli.global);
    match command::run(cli, &talk) {
        Ok(status) => status.into(),
        Err(failure) => {
            talk.failure(&failure);
            failure.status.into()
        }
    }
}
