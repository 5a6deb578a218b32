//! What each command writes, so that another `--output` is refused before any work.

use crate::{
    args::{Command, Eval, OutputFormat, Quarantine, Show},
    exit::{Failure, Result},
};
use clap::ValueEnum;

use OutputFormat::{Csv, Json, Jsonl, Md, Svg, Text};

/// One thing: a report, a record.
const THING: &[OutputFormat] = &[Text, Json, Jsonl];
/// A list of records.
const LIST: &[OutputFormat] = &[Text, Json, Jsonl, Csv, Md];
/// A drawing, or the numbers in it.
const DRAWING: &[OutputFormat] = &[Text, Json, Jsonl, Csv, Md, Svg];
/// Bytes that have a form of their own.
const BYTES: &[OutputFormat] = &[];

/// Refuses a format that the command does not write.
pub(super) fn check(command: &Command, wanted: Option<OutputFormat>) -> Result<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    if let Command::Export(export) = command {
        // Its formats have an option of their own; the same said twice is no contradiction.
        let to = export.to.as_deref().unwrap_or("jsonl");
        return if to.eq_ignore_ascii_case(&name(wanted)) {
            Ok(())
        } else {
            Err(Failure::usage("export writes the format that --to names")
                .hint(format!("`--to {}` in the place of `--output`, if that is one", name(wanted))))
        };
    }
    let written = written(command);
    if written.contains(&wanted) {
        return Ok(());
    }
    Err(Failure::usage(match written {
        BYTES => "this command writes bytes that have a form of their own, and takes no --output".to_owned(),
        formats => format!("this command writes {}", listed(formats)),
    }))
}

fn written(command: &Command) -> &'static [OutputFormat] {
    match command {
        Command::Parse(args) if args.explain => THING,
        Command::Summarize(args) if args.explain => THING,
        Command::Search(args) if args.count || !args.facets.is_empty() => THING,
        Command::Parse(_) | Command::Summarize(_) | Command::Search(_) => LIST,
        Command::List(_) | Command::Diff(_) | Command::Formats | Command::History => LIST,
        Command::Show(Show { raw: true, .. }) => BYTES,
        Command::Show(args) if args.versions || args.provenance => LIST,
        Command::Quarantine(Quarantine::List { .. }) => LIST,
        Command::Quarantine(Quarantine::Show { raw: true, .. }) => BYTES,
        Command::Stories(args) if args.id.is_none() => LIST,
        Command::Timeline(_) => DRAWING,
        Command::Completions(_) | Command::Man(_) | Command::Export(_) => BYTES,
        Command::Eval(Eval::Extract(_) | Eval::Summary(_)) => THING,
        Command::Import(_)
        | Command::Show(_)
        | Command::Stats(_)
        | Command::Quarantine(_)
        | Command::Digest(_)
        | Command::Stories(_)
        | Command::Reparse(_)
        | Command::Serve(_)
        | Command::Info
        | Command::Verify
        | Command::Repair
        | Command::Backup(_)
        | Command::Merge(_)
        | Command::Optimize => THING,
    }
}

fn name(format: OutputFormat) -> String {
    format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// `text, json or jsonl`.
fn listed(formats: &[OutputFormat]) -> String {
    let names: Vec<String> = formats.iter().map(|format| name(*format)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::Parser;

    /// The refusal of a command line, empty where it is none.
    fn refusal(line: &str) -> String {
        let cli = Cli::try_parse_from(line.split(' ')).unwrap_or_else(|e| panic!("{line}: {e}"));
        check(&cli.command, cli.global.output).err().map_or_else(String::new, |failure| failure.message)
    }

    #[test]
    fn each_command_takes_what_it_writes_and_nothing_else() {
        for line in [
            "offwire list --output md",
            "offwire parse a --output csv",
            "offwire show 1 --versions --output csv",
            "offwire stories --output csv",
            "offwire timeline --output svg",
            "offwire export --output csv --to csv",
            "offwire import a --output jsonl",
            "offwire backup a",
        ] {
            assert_eq!(refusal(line), "", "{line}");
        }
        for line in [
            "offwire import a --output csv",
            "offwire merge a --output md",
            "offwire backup a --output csv",
            "offwire quarantine drop --all --output csv",
            "offwire stories 1 --output csv",
            "offwire show 1 --output md",
            "offwire search a --count --output csv",
            "offwire parse a --explain --output md",
        ] {
            assert_eq!(refusal(line), "this command writes text, json or jsonl", "{line}");
        }
        for line in ["offwire parse a --output svg", "offwire summarize a --output svg"] {
            assert_eq!(refusal(line), "this command writes text, json, jsonl, csv or md", "{line}");
        }
        assert!(refusal("offwire export --output csv").contains("--to"));
        assert!(refusal("offwire show 1 --raw --output json").contains("no --output"));
    }
}
