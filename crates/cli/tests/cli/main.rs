//! The real binary, as a user runs it. One program, so that it links once.

mod again;
mod archive;
mod care;
mod digest;
mod finding;
mod hostile;
mod hostile_folder;
mod import;
mod kept;
mod output;
mod parse;
mod report;
mod rerun;
#[cfg(feature = "serve")]
mod serve;
mod summarize;
mod support;
mod usage;
mod versions;
