//! What a parser may be told.

use crate::decode;

/// What a [`crate::Parser`] is told beyond the bytes, and its limits.
///
/// ```
/// let mut options = offwire_parse::ParseOptions::default();
/// options.encoding = Some("windows-1251".into());
/// options.language = Some("ru".into());
/// assert_eq!(options.check(), Ok(()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseOptions {
    /// Name of the format of every record; told from the bytes where `None`. Containers are always opened.
    pub format: Option<String>,
    /// Label of the charset of every record; a byte order mark still wins.
    pub encoding: Option<String>,
    /// BCP 47 tag given to records that do not say their language.
    pub language: Option<String>,
    /// For tables: pairs of a field's name and a column's name or number (from 1), as in `headline=title`.
    pub columns: Vec<(String, String)>,
    /// Largest record in bytes; larger ones are refused. 64 MiB at first.
    pub max_record: usize,
    /// Deepest nesting of containers. 8 at first.
    pub max_depth: usize,
    /// Largest ratio of unpacked to packed bytes, looked at once 16 MiB are unpacked. 400 at first.
    pub max_ratio: u64,
    /// Most members in one archive. 10 million at first.
    pub max_members: u64,
    /// Largest archive that has to be held in memory since it cannot be read in order (a zip inside another
    /// container). 256 MiB at first.
    pub max_buffered: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            language: None,
            columns: Vec::new(),
            max_record: 64 << 20,
            max_depth: 8,
            max_ratio: 400,
            max_members: 10_000_000,
            max_buffered: 256 << 20,
        }
    }
}

/// Fields that a column of a table may be chosen for, each with its other names.
const FIELDS: [(&str, &[&str]); 14] = [
    ("headline", &["title"]),
    ("text", &["body", "content"]),
    ("summary", &["description"]),
    ("published", &["date"]),
    ("modified", &["updated"]),
    ("captured", &[]),
    ("authors", &["author", "byline"]),
    ("agency", &["publisher"]),
    ("section", &["category"]),
    ("keywords", &["tags"]),
    ("places", &["place"]),
    ("language", &[]),
    ("subheads", &["subhead"]),
    ("url", &["link"]),
];

impl ParseOptions {
    /// Chooses the column of a table for a field, by the field's name or another that is usual for it (`title`,
    /// `body`, `date`, `author`).
    ///
    /// ```
    /// let mut options = offwire_parse::ParseOptions::default();
    /// options.column("date", "dag")?;
    /// assert_eq!(options.columns, [("published".to_owned(), "dag".to_owned())]);
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// A sentence that names the unknown field and lists the known ones.
    pub fn column(&mut self, field: &str, column: impl Into<String>) -> Result<(), String> {
        let name = field.trim().to_lowercase();
        let known = FIELDS.iter().find(|(field, others)| *field == name || others.contains(&name.as_str()));
        let Some((field, _)) = known else {
            let fields = FIELDS.map(|(field, _)| field).join(", ");
            return Err(format!("`{field}` is no field of an article that a column may hold; take {fields}"));
        };
        self.columns.push(((*field).to_owned(), column.into()));
        Ok(())
    }

    /// Whether the format, the encoding and the fields of columns are known.
    ///
    /// # Errors
    /// A sentence that names the unknown one.
    pub fn check(&self) -> Result<(), String> {
        if let Some((field, _)) = self.columns.iter().find(|(name, _)| !FIELDS.iter().any(|f| f.0 == name)) {
            return Self::default().column(field, "");
        }
        if let Some(name) = &self.format
            && crate::format_named(name).is_none()
        {
            return Err(format!("`{name}` is no format that is known; see `offwire formats`"));
        }
        match &self.encoding {
            Some(name) if decode::label(name).is_none() => {
                Err(format!("`{name}` is no encoding of the WHATWG Encoding Standard"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_named() {
        let options = ParseOptions { format: Some("betamax".into()), ..ParseOptions::default() };
        assert!(options.check().unwrap_err().contains("betamax"));
        let options = ParseOptions { encoding: Some("klingon".into()), ..ParseOptions::default() };
        assert!(options.check().unwrap_err().contains("klingon"));
        let mut options = ParseOptions::default();
        let error = options.column("kop", "2").unwrap_err();
        assert!(error.starts_with("`kop` is no field") && error.contains("headline, text"), "{error}");
        options.columns.push(("kop".into(), "2".into()));
        assert_eq!(options.check().unwrap_err(), error);
    }

    #[test]
    fn fields_are_known_by_their_usual_names() {
        let mut options = ParseOptions::default();
        for name in ["title", "body", "Date", "author", "text"] {
            options.column(name, name).unwrap();
        }
        let fields: Vec<&str> = options.columns.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["headline", "text", "published", "authors", "text"]);
        assert_eq!(options.check(), Ok(()));
    }
}
