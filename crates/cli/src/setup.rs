//! From arguments to the options of the libraries.

use crate::{
    args::{Days, Files, Filters, Reading},
    exit::{Failure, Result},
};
use offwire_archive::Filter;
use offwire_article::NewsDate;
use offwire_batch::{Settings, available_threads};
use offwire_parse::{ParseOptions, Parser};
use offwire_summarize::{Budget, Method, SummaryOptions};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

/// The parser that the options ask for.
pub(crate) fn parser(reading: &Reading) -> Result<Parser> {
    let mut options = ParseOptions::default();
    options.format = (reading.format != "auto").then(|| reading.format.clone());
    options.encoding.clone_from(&reading.encoding);
    options.language.clone_from(&reading.language);
    for (field, column) in &reading.columns {
        options.column(field, column.as_str()).map_err(Failure::usage)?;
    }
    options.max_record = usize::try_from(reading.max_record).unwrap_or(usize::MAX);
    options.check().map_err(Failure::usage)?;
    Ok(Parser::new(options))
}

/// What to read, and the limits.
pub(crate) fn settings(paths: &[PathBuf], reading: &Reading, files: Option<&Files>) -> Result<Settings> {
    let mut settings = Settings::default();
    settings.inputs = paths.to_vec();
    settings.threads = reading.jobs.unwrap_or_else(available_threads);
    settings.memory = reading.memory;
    settings.time_limit = Some(reading.time_limit);
    settings.stop = crate::stop::on_interrupt()?;
    if let Some(files) = files {
        settings.include.clone_from(&files.include);
        settings.exclude.clone_from(&files.exclude);
        settings.shard = files.shard;
        if let Some(list) = &files.files_from {
            settings.inputs.extend(listed(list, files.null)?);
        }
    }
    Ok(settings)
}

/// The paths in a list; empty lines are none.
fn listed(list: &Path, null: bool) -> Result<Vec<PathBuf>> {
    let wrong = |e: io::Error| Failure::file(list, &e);
    let mut read: Box<dyn BufRead> = if list == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(list).map_err(wrong)?))
    };
    let mut bytes = Vec::new();
    read.read_to_end(&mut bytes).map_err(wrong)?;
    let end = if null { 0 } else { b'\n' };
    let lines = bytes.split(|byte| *byte == end);
    Ok(lines
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .map(path)
        .collect())
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// The filters of the archive.
pub(crate) fn filter(filters: &Filters) -> Filter {
    Filter {
        headline: filters.headline.clone(),
        agency: filters.agency.clone(),
        place: filters.place.clone(),
        author: filters.author.clone(),
        language: filters.language.clone(),
        section: filters.section.clone(),
        format: filters.format.clone(),
        status: filters.status.clone(),
        since: filters.days.since,
        until: filters.days.until,
        story: filters.story,
        run: filters.run,
        latest: filters.latest,
        ..Filter::default()
    }
}

/// How paragraphs are made.
pub(crate) fn summary(method: &str, budget: Budget) -> Result<SummaryOptions> {
    let method: Method = method.parse().map_err(|_| {
        Failure::usage(format!("`{method}` is no method"))
            .hint(format!("take one of: {}", Method::names().join(", ")))
    })?;
    if [budget.words, budget.sentences, budget.chars].contains(&Some(0)) {
        return Err(Failure::usage("a summary has at least one word, one sentence and one character"));
    }
    Ok(SummaryOptions::default().method(method).budget(budget))
}

impl Days {
    /// Whether an article of that date is wanted, and if not, why.
    pub(crate) fn refuse(&self, published: Option<NewsDate>) -> Option<&'static str> {
        if self.since.is_none() && self.until.is_none() {
            return None;
        }
        let Some(date) = published.map(NewsDate::date_only) else { return Some("no date") };
        let is_early = self.since.is_some_and(|since| date < since && !since.is_within(date));
        let is_late = self.until.is_some_and(|until| date > until && !date.is_within(until));
        (is_early || is_late).then_some("date")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_taken_with_the_precision_they_have() {
        let days = |since: &str, until: &str| Days { since: since.parse().ok(), until: until.parse().ok() };
        let takes = |days: &Days, date: &str| days.refuse(date.parse().ok()).is_none();
        let february = days("1987-02", "1987-02");
        assert!(takes(&february, "1987-02-26") && takes(&february, "1987-02-26T15:01Z"));
        assert!(!takes(&february, "1987-01-31") && !takes(&february, "1987-03-01"));
        assert!(takes(&february, "1987"), "a year that reaches the days");
        assert!(!takes(&february, "") && takes(&days("", ""), ""));
        assert!(!takes(&days("1988", ""), "1987-12-31"));
    }
}
