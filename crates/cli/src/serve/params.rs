//! The part of an address behind the question mark.

use form_urlencoded::Serializer;

/// Names with values, in the order in which they were given; empty ones are left out, as forms send them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let kept = pairs.map(|(name, value)| (name.into_owned(), value.trim().to_owned()));
        Self(kept.filter(|(_, value)| !value.is_empty()).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a name; of several the first.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The same with another value, or without the name where that is empty.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        pairs.retain(|(other, _)| other != name);
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// The same without these names.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// Only these names.
    pub(super) fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// An address of this server.
    pub(super) fn link(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", Serializer::new(String::new()).extend_pairs(self.pairs()).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_say_what_was_asked() {
        let params = Params::parse("q=%22high+water%22+%26+wind&agency=&offset=40");
        assert_eq!((params.get("q"), params.get("agency")), (Some("\"high water\" & wind"), None));
        let link = params.without(&["offset"]).with("agency", "Agence <A>").link("/");
        assert_eq!(link, "/?q=%22high+water%22+%26+wind&agency=Agence+%3CA%3E");
        assert_eq!(params.with("q", "").with("offset", "").link("/"), "/");
    }
}
