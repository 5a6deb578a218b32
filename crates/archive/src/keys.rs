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

/// An address without scheme, `www.`, the usual ports, fragment and closing slash; the case of the host does not count
/// (RFC 3986, section 6.2.2.1), that of the path does.
fn of_address(url: &str) -> Option<i64> {
    let bare = url.split('#').next().unwrap_or(url);
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let (host, path) = bare.split_at(bare.find(['/', '?']).unwrap_or(bare.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = [":80", ":443"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host);
    let bare = format!("{host}{path}");
    let bare = bare.trim_end_matches('/');
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
        assert_eq!(of_address("HTTP://WWW.Example.ORG:80/a"), Some(key));
        assert_eq!(of_address("https://example.org:443/a/"), Some(key));
        assert_ne!(of_address("https://example.org:8080/a"), Some(key));
        assert_ne!(of_address("https://example.org/A"), Some(key));
        assert_ne!(of_address("https://example.org/b"), Some(key));
        assert_eq!(of_address("http://example.org?A=1"), of_address("http://EXAMPLE.org:80?A=1"));
        assert_eq!(of_address("#"), None);
    }

    #[test]
    fn headlines_are_compared_by_letters() {
        assert_eq!(of_headline("Harbour Reopens!"), of_headline("harbour  reopens"));
        assert_eq!(of_headline("Brief"), None);
    }
}
