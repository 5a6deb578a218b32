//! Where a record comes from, and how far it can be trusted.

use crate::NewsDate;
use serde::{Deserialize, Serialize};

/// Where the raw record lies: the file, the member of a container, the bytes in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Name of the format, as `offwire formats` lists it.
    pub format: String,
    /// Path of the file as it was given, with `/` between folders.
    pub path: String,
    /// Path of the member inside a container; nested members are joined by `!/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where the record begins in the unpacked stream of its file or member, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Length of the record in bytes, unpacked.
    pub length: u64,
    /// SHA-256 of the record's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Encoding that the text was decoded from, by its WHATWG name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encoding: String,
}

/// For newspapers: what was printed where.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Print {
    /// Title of the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<NewsDate>,
    /// Page as printed, or its number in the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Column on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Mean confidence of the recognised words, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// How far the record can be trusted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quality {
    /// 0 (unusable) to 1 (clean), where it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    /// Defects in plain words: `cut off`, `paywall stub`, `low OCR confidence`…
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Marks of wire transmission.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WireMarks {
    /// The slug: the story's working name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Prefix before the headline as printed, without its colon or dash: `Urgent`, `1st LD-Writethru`, `UPDATE 2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Number of the take or lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take: Option<u32>,
    /// Category letter or code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Priority letter or digit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Transmission number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}
