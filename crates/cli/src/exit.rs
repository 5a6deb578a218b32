//! How the command ends: the exit codes, and the failures that lead to them.

use offwire_batch::{Ended, Finished};
use std::{error::Error, fmt, io, process::ExitCode};

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Done.
    Done,
    /// Finished, but some records failed; they were named.
    SomeFailed,
    /// Wrong use.
    Usage,
    /// The archive or an input could not be opened, or the disk is full.
    Unavailable,
    /// Interrupted; the same command goes on.
    Interrupted,
}

impl ExitStatus {
    /// How a run over many records ended.
    pub(crate) fn of(finished: &Finished) -> Self {
        match finished.ended {
            Ended::Interrupted => Self::Interrupted,
            _ if finished.progress.failed > 0 => Self::SomeFailed,
            _ => Self::Done,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Done => 0,
            ExitStatus::SomeFailed => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Unavailable => 3,
            ExitStatus::Interrupted => 130,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: ExitStatus,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    /// The reader of the output went away: nobody is there to be told.
    pub(crate) is_closed_pipe: bool,
}

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    fn new(status: ExitStatus, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), hint: None, is_closed_pipe: false }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(ExitStatus::Usage, message)
    }

    pub(crate) fn unavailable(message: impl Into<String>) -> Self {
        Self::new(ExitStatus::Unavailable, message)
    }

    pub(crate) fn some_failed(message: impl Into<String>) -> Self {
        Self::new(ExitStatus::SomeFailed, message)
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// A file named by the user that could not be read or written.
    pub(crate) fn file(path: &std::path::Path, error: &io::Error) -> Self {
        Self::unavailable(format!("{}: {error}", offwire_batch::display_name(path)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The message with its causes, none said twice.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        cause = error.source();
    }
    message
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let is_closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        let status = if is_closed_pipe { ExitStatus::Done } else { ExitStatus::Unavailable };
        Self { is_closed_pipe, ..Self::new(status, format!("writing the output: {error}")) }
    }
}

impl From<offwire_archive::Error> for Failure {
    fn from(error: offwire_archive::Error) -> Self {
        use offwire_archive::Error as E;
        let message = with_causes(&error);
        let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        if cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
            return io::Error::from(io::ErrorKind::BrokenPipe).into();
        }
        match error {
            E::Query(error) => error.into(),
            E::NoArticle(_) | E::NoQuarantined(_) => Self::some_failed(message),
            E::Itself { .. } => Self::usage(message),
            E::Missing { .. } => Self::unavailable(message)
                .hint("name another with --archive, or make one with `offwire import PATH…`"),
            _ => Self::unavailable(message),
        }
    }
}

impl From<offwire_archive::QueryError> for Failure {
    fn from(error: offwire_archive::QueryError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<offwire_batch::Error> for Failure {
    fn from(error: offwire_batch::Error) -> Self {
        use offwire_batch::Error as E;
        match error {
            E::Sink(cause) => match cause.downcast::<offwire_archive::Error>() {
                Ok(cause) => (*cause).into(),
                Err(cause) => match cause.downcast::<io::Error>() {
                    Ok(cause) => (*cause).into(),
                    Err(cause) => Self::unavailable(cause.to_string()),
                },
            },
            E::Glob { .. } | E::Option(_) => Self::usage(error.to_string()),
            E::Nothing { .. } => Self::usage(error.to_string())
                .hint("name files or folders that have some, or look at --include and --exclude"),
            E::Input { .. } => Self::unavailable(error.to_string()),
            _ => Self::unavailable(with_causes(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        let closed = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((closed.status, closed.is_closed_pipe), (ExitStatus::Done, true));
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!((full.status, full.is_closed_pipe), (ExitStatus::Unavailable, false));
    }

    #[test]
    fn the_archives_errors_come_through_the_importer() {
        let error = offwire_archive::Error::DiskFull { path: "a.db".into() };
        let failure = Failure::from(offwire_batch::Error::Sink(Box::new(error)));
        assert_eq!(failure.status, ExitStatus::Unavailable);
        assert!(failure.message.starts_with("a.db: the disk is full"), "{failure}");
    }
}
