//! Addresses, headlines and slugs as 64-bit keys.

use offwire_article::Article;
use xxhash_rust::xxh3::xxh3_64;

/// The keys by which other versions of an article, and headlines that name it, find it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) address: Option<i64>,
    pub(crate) headline: Option<i64>,
    pub(crate) slug: Option<i64>,
}

impl Keys {
    pub(crate) fn of(article: &Article) -> Self {
        let slug = article.wire.as_ref().and_then(|wire| wire.slug.as_deref());
        Self {
            address: article.url.as_deref().and_then(of_address),
            headline: article.headline.as_deref().and_then(of_headline),
            slug: slug.and_then(|slug| of_slug(slug, article)),
        }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = i64> {
        [self.address, self.headline, self.slug].into_iter().flatten()
    }
}

/// An address without scheme, `www.`, fragment and closing slash.
fn of_address(url: &str) -> Option<i64> {
    let bare = url.split('#').next().unwrap_or(url);
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    (!bare.is_empty()).then(|| key("address", bare))
}

/// A headline by its letters and digits alone; none where it is too short to tell stories apart.
pub(crate) fn of_headline(headline: &str) -> Option<i64> {
    let folded = fold(headline);
    (folded.chars().count() >= 8).then(|| key("headline", &folded))
}

fn of_slug(slug: &str, article: &Article) -> Option<i64> {
    let folded = fold(slug);
    let agency = article.agency.as_deref().map(fold).unwrap_or_default();
    (folded.chars().count() >= 4).then(|| key("slug", &format!("{agency}/{folded}")))
}

/// Letters and digits in lower case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn key(kind: &str, text: &str) -> i64 {
    xxh3_64(format!("{kind}\u{1f}{text}").as_bytes()).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_share_a_key() {
        let key = of_address("http://www.example.org/a/").unwrap();
        assert_eq!(of_address("https://example.org/a#top"), Some(key));
        assert_ne!(of_address("https://example.org/b"), Some(key));
        assert_eq!(of_address("#"), None);
    }

    #[test]
    fn headlines_are_compared_by_letters() {
        assert_eq!(of_headline("Harbour Reopens!"), of_headline("harbour  reopens"));
        assert_eq!(of_headline("Brief"), None);
    }
}
