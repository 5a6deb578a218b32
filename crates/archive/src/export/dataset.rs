//! A folder in the shape that the `datasets` library loads: the articles in one file, and a card that tells
//! what they are.

use super::{ExportFormat, ExportOptions};
use crate::{
    Archive,
    error::{Error, Result},
};
use std::{collections::BTreeSet, fmt::Write as _, fs, io::BufWriter, path::Path};

/// The format of the articles in the folder.
#[cfg(feature = "parquet")]
const FORMAT: ExportFormat = ExportFormat::Parquet;
#[cfg(not(feature = "parquet"))]
const FORMAT: ExportFormat = ExportFormat::Jsonl;

/// Sizes by which dataset cards are sorted: below so many, and their name.
const SIZES: &[(u64, &str)] = &[
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
];

/// What the card says of each field.
const FIELDS: &str = "\
| field | meaning |
|---|---|
| `uid` | identifier computed from headline, day and paragraphs: the same wherever the article is kept |
| `published` | date as precise as the source gives it (ISO 8601) |
| `agency`, `authors`, `section`, `place`, `status`, `url` | as the source says; absent where it does not |
| `language` | BCP 47 |
";

impl Archive {
    /// Writes articles as a dataset folder: `data/train` in Parquet, in builds without it in JSON lines, and
    /// `README.md` with the card. The number of articles.
    ///
    /// # Errors
    /// [`Error::File`] where the folder exists or cannot be written; otherwise as [`Archive::export`].
    pub fn export_dataset(&self, ids: &[i64], options: ExportOptions, folder: &Path) -> Result<u64> {
        fs::create_dir(folder)
            .map_err(|error| Error::file(folder, "a dataset needs a folder of its own", error))?;
        let data = folder.join("data");
        fs::create_dir(&data).map_err(|error| Error::file(&data, "cannot be made", error))?;
        let name = format!("train-00000-of-00001.{}", FORMAT.name());
        let path = data.join(&name);
        let file = fs::File::create_new(&path).map_err(|e| Error::file(&path, "cannot be made", e))?;
        let count = self.export(ids, FORMAT, options, &mut BufWriter::new(file))?;
        let card = folder.join("README.md");
        fs::write(&card, self.card(ids, options, &format!("data/{name}"))?)
            .map_err(|error| Error::file(&card, "cannot be written", error))?;
        Ok(count)
    }

    fn card(&self, ids: &[i64], options: ExportOptions, data: &str) -> Result<String> {
        let mut languages = BTreeSet::new();
        let (mut first, mut last) = (None::<String>, None::<String>);
        let select = "SELECT language, published FROM articles WHERE id = ?1";
        for id in ids {
            let row = self.connection.prepare_cached(select).and_then(|mut statement| {
                statement.query_row([id], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?)))
            });
            let (language, published): (Option<String>, Option<String>) = self.sql("describing", row)?;
            // Cards name languages, not their regions.
            languages.extend(language.and_then(|code| code.split('-').next().map(str::to_owned)));
            if let Some(date) = published {
                first = first.into_iter().chain([date.clone()]).min();
                last = last.into_iter().chain([date]).max();
            }
        }
        let count = ids.len() as u64;
        let size = SIZES.iter().find(|(below, _)| count < *below).map_or("n>1B", |(_, name)| name);
        let mut card = String::from("---\npretty_name: News articles\n");
        if !languages.is_empty() {
            card.push_str("language:\n");
        }
        // Writing to a String cannot fail.
        for language in languages {
            let _ = writeln!(card, "- {language}");
        }
        let _ = write!(
            card,
            "license: unknown\nsize_categories:\n- {size}\nconfigs:\n- config_name: default\n  data_files:\n  \
             - split: train\n    path: {data}\n---\n\n# News articles\n\n{count} articles"
        );
        if let (Some(first), Some(last)) = (first, last) {
            let _ = write!(card, ", published from {first} to {last}");
        }
        card.push_str(
            ", exported from an archive of news.\nThe rights in each text stay with its publisher.\n\n",
        );
        card.push_str(FIELDS);
        card.push_str(match (FORMAT.name(), options.no_text) {
            ("parquet", false) => {
                "| `format`, `path`, `member`, `offset`, `length`, `sha256` | where the article was read, and the digest of its raw record |\n\
                 | `headline`, `summary`, `text` | headline, one paragraph about the article, its paragraphs parted by an empty line |\n"
            }
            ("parquet", true) => {
                "| `format`, `path`, `member`, `offset`, `length`, `sha256` | where the article was read, and the digest of its raw record |\n"
            }
            _ => "| `source` | where the article was read, and the digest of its raw record |\n",
        });
        Ok(card)
    }
}
