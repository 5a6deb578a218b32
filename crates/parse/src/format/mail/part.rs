//! A message or a part of one: header fields and content.

use crate::container::http;
use std::ops::Range;

/// A part of a message: its header fields and the range of its content.
#[derive(Debug, Clone)]
pub(super) struct Part {
    fields: Vec<(String, String)>,
    pub(super) content: Range<usize>,
}

impl Part {
    pub(super) fn read(bytes: &[u8], range: Range<usize>) -> Self {
        let all = bytes.get(range.clone()).unwrap_or_default();
        if all.starts_with(b"\n") || all.starts_with(b"\r\n") {
            return Self { fields: Vec::new(), content: range };
        }
        let (end, start) = http::split_head(all).unwrap_or((all.len(), all.len()));
        let fields = http::headers(
            all.get(..end).unwrap_or_default().split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end),
        );
        Self { fields, content: range.start + start..range.end }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn media(&self) -> String {
        let value = self.get("content-type").unwrap_or("text/plain");
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let value = self.get("content-type")?;
        let lower = value.to_ascii_lowercase();
        let at = lower.find(&format!("{name}="))? + name.len() + 1;
        let rest = value.get(at..)?;
        let value = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split([';', ' ']).next()?,
        };
        Some(value.to_owned())
    }
}
