//! Prints every article of files and folders as JSON lines, and what could not be read on standard error.
//!
//! `cargo run -p offwire-parse --example parse -- PATH…`

use offwire_parse::{Origin, ParseOptions, Parser, Siblings};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn main() -> io::Result<()> {
    let parser = Parser::new(ParseOptions::default());
    let mut out = io::stdout().lock();
    for path in std::env::args().skip(1) {
        for file in files(Path::new(&path))? {
            read(&parser, &file, &mut out)?;
        }
    }
    Ok(())
}

/// A file, or the files of a folder and those below it, sorted.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries =
        std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries.iter().map(|entry| files(entry)).collect::<io::Result<Vec<_>>>()?.concat())
}

fn read(parser: &Parser, path: &Path, out: &mut impl Write) -> io::Result<()> {
    let origin = Origin::file(path.to_string_lossy());
    let around = Around(path.parent().unwrap_or(Path::new("")).to_owned());
    for item in parser.items_of_file(Box::new(File::open(path)?), origin).among(Arc::new(around)) {
        let articles = item.map_or_else(|error| vec![Err(error)], |item| parser.parse(&item));
        for article in articles {
            match article {
                Ok(article) => writeln!(out, "{}", serde_json::to_string(&article)?)?,
                Err(error) => eprintln!("{}: {error}", error.reason),
            }
        }
    }
    Ok(())
}

/// The files around one file.
struct Around(PathBuf);

impl Siblings for Around {
    fn open(&self, relative: &str) -> Option<Box<dyn Read + Send>> {
        Some(Box::new(File::open(self.0.join(relative)).ok()?))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|e| e.path().is_file());
        let mut names: Vec<String> = files.filter_map(|e| e.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}
