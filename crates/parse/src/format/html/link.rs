//! Where the heading of a story leads.

use crate::block::Block;
use crate::page::{Page, Tag};

/// The address that a heading links to; `base` is that of its page.
pub(super) fn of(page: &Page<'_>, heading: &Block, base: Option<&str>) -> Option<String> {
    let run = heading.run.or(heading.node)?;
    let around = std::iter::once(run).chain(page.ancestors(run).take(4));
    let link = around.chain(page.subtree(run).take(20)).find(|id| page.tag(*id) == Tag::A)?;
    absolute(page.attr(link, "href")?.trim(), base)
}

/// An address as it stands in a page, made whole: of those that begin with a word alone, the ones that name their
/// scheme.
pub(super) fn absolute(href: &str, base: Option<&str>) -> Option<String> {
    if href.starts_with("http://") || href.starts_with("https://") {
        return Some(href.to_owned());
    }
    let (scheme, rest) = base?.split_once("//")?;
    if href.starts_with("//") {
        return Some(format!("{scheme}{href}"));
    }
    let host = rest.split(['/', '?', '#']).next()?;
    href.starts_with('/').then(|| format!("{scheme}//{host}{href}"))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn addresses_are_made_whole() {
        let base = Some("https://harbour.example/news/?page=2");
        for (href, want) in [
            ("http://other.example/a", Some("http://other.example/a")),
            ("//other.example/a", Some("https://other.example/a")),
            ("/2019/03/quay", Some("https://harbour.example/2019/03/quay")),
            ("#top", None),
            ("javascript:open()", None),
        ] {
            assert_eq!(absolute(href, base).as_deref(), want, "{href}");
        }
        assert_eq!(absolute("/2019/03/quay", None), None);
    }
}
