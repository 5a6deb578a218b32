//! The real binary, as a user runs it. One program, so that it links once.

mod archive;
mod care;
mod hostile;
mod finding;
mod hostile_folder;
mod import;
mod kept;
mod parse;
mod summarize;
mod support;
mod usage;
