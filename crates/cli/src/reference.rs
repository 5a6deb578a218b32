//! `docs/cli.md` is written from the arguments, and this test says when it no longer tells the truth.
//! `UPDATE_DOCS=1 cargo test -p offwire-cli reference` writes it anew.

use crate::args::Cli;
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::{fmt::Write, fs, path::Path};

const OPENING: &str = "# The command\n\n\
Written from the program's own arguments; `offwire help` and the man pages say the same.\n\n\
Results go to standard output, progress and messages to standard error; `-` is standard input or output.\n\
`--output` chooses how results are written: `text` on a terminal, `jsonl` when piped, or `json`, `csv`, `md`; field names are the same everywhere.\n\
Dates are ISO 8601 with the precision that is known: `1987`, `1987-02`, `1987-02-26`.\n\
An article has two names: `id`, its number in the archive, and `uid`, computed from its content and the same everywhere; every command takes either.\n\n\
| exit code | meaning |\n|---|---|\n| 0 | done |\n| 1 | finished, but some records failed; they are named, and in quarantine |\n| 2 | wrong use |\n\
| 3 | the archive or an input could not be opened, or the disk is full |\n| 130 | interrupted; the same command goes on |\n\n\
For the libraries below the command see [architecture](architecture.md); for how a run works, [batch](batch.md).\n";

#[test]
fn the_reference_tells_the_truth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let written = reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &written).unwrap();
    }
    match fs::read_to_string(&path) {
        Ok(found) => assert!(
            found == written,
            "docs/cli.md is old: run UPDATE_DOCS=1 cargo test -p offwire-cli reference"
        ),
        Err(_) => println!("skipped: docs/ is not part of the packaged crate"),
    }
}

#[test]
fn every_command_says_what_it_does() {
    fn check(command: &Command) {
        assert!(command.get_about().is_some(), "{} says nothing", command.get_name());
        for arg in command.get_arguments() {
            assert!(arg.get_help().is_some(), "{} {} says nothing", command.get_name(), arg.get_id());
        }
        command.get_subcommands().for_each(check);
    }
    check(&Cli::command());
}

fn reference() -> String {
    let mut cli = Cli::command();
    cli.build();
    let mut text = OPENING.to_owned();
    text.push_str("\n## Options of every command\n\n");
    options(&mut text, cli.get_arguments().filter(|arg| arg.is_global_set()));
    for command in cli.get_subcommands().filter(|c| c.get_name() != "help") {
        section(&mut text, command, &format!("offwire {}", command.get_name()));
    }
    text
}

fn section(text: &mut String, command: &Command, name: &str) {
    let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string);
    let positional: Vec<String> = command.get_positionals().map(placeholder).collect();
    let usage =
        [name.to_owned(), "[OPTIONS]".to_owned()].into_iter().chain(positional).collect::<Vec<_>>().join(" ");
    let _ = write!(text, "\n## {name}\n\n{}\n\n```text\n{usage}\n```\n", about.unwrap_or_default());
    let own: Vec<&Arg> = command.get_arguments().filter(|arg| is_own(arg)).collect();
    if !own.is_empty() {
        text.push('\n');
        options(text, own.into_iter());
    }
    for inner in command.get_subcommands().filter(|c| c.get_name() != "help") {
        section(text, inner, &format!("{name} {}", inner.get_name()));
    }
}

fn is_own(arg: &Arg) -> bool {
    !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version") && !arg.is_hide_set()
}

fn placeholder(arg: &Arg) -> String {
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("VALUE", |name| name.as_str());
    if arg.is_required_set() { format!("<{name}>") } else { format!("[{name}]") }
}

fn options<'a>(text: &mut String, args: impl Iterator<Item = &'a Arg>) {
    text.push_str("| option | meaning |\n|---|---|\n");
    for arg in args {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        // The program's own help leaves the stop off.
        let help = if help.ends_with(['.', '…']) { help } else { format!("{help}.") };
        let values: Vec<String> = arg
            .get_possible_values()
            .iter()
            .filter(|_| !matches!(arg.get_action(), ArgAction::SetTrue | ArgAction::Count))
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        let values =
            if values.is_empty() { String::new() } else { format!(" One of {}.", values.join(", ")) };
        let shown = !arg.is_hide_default_value_set();
        let default: Vec<String> =
            arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
        let default = match default.as_slice() {
            [one] if shown && !matches!(arg.get_action(), ArgAction::SetTrue | ArgAction::Count) => {
                format!(" Default `{one}`.")
            }
            _ => String::new(),
        };
        let _ = writeln!(text, "| `{}` | {}{values}{default} |", name_of(arg), help.replace('|', "\\|"));
    }
}

fn name_of(arg: &Arg) -> String {
    let takes_value = arg.get_action().takes_values();
    let value = arg
        .get_value_names()
        .and_then(|names| names.first())
        .map_or(String::new(), |name| format!(" {name}"));
    let value = if takes_value { value.replace('|', "\\|") } else { String::new() };
    match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}{value}"),
        (None, Some(long)) => format!("--{long}{value}"),
        _ => value.trim().to_owned(),
    }
}
