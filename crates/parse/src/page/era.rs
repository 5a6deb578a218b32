//! From which time of the web a page is, by its mark-up.

use super::{NodeKind, Page, Tag};

impl Page<'_> {
    /// Whether the page knows nothing of HTML 5, nor of the metadata that pages carry for search engines and for
    /// those who share them: as pages were written until about 2009.
    ///
    /// Such a page says by type and line breaks what later ones say by elements: its headline is a line in bold, its
    /// paragraphs are lines.
    pub(crate) fn is_early(&self) -> bool {
        !self.ids().any(|id| self.kind(id) == NodeKind::Element && self.is_late(id))
    }

    fn is_late(&self, id: super::NodeId) -> bool {
        match self.tag(id) {
            Tag::ARTICLE
            | Tag::ASIDE
            | Tag::AUDIO
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::HEADER
            | Tag::MAIN
            | Tag::NAV
            | Tag::PICTURE
            | Tag::SECTION
            | Tag::SVG
            | Tag::TIME
            | Tag::VIDEO => true,
            Tag::META => {
                let [property, name] = self.attr_values(id, ["property", "name"]);
                property.is_some()
                    || name.is_some_and(|name| {
                        let name = name.to_ascii_lowercase();
                        name == "viewport" || name.starts_with("twitter:") || name.starts_with("og:")
                    })
            }
            Tag::SCRIPT => self.attr(id, "type").is_some_and(|kind| kind.contains("ld+json")),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use encoding_rs::UTF_8;

    #[test]
    fn later_pages_bear_elements_and_metadata_of_their_time() {
        let is_early = |html: &str| Page::read(html.as_bytes(), UTF_8).is_early();
        assert!(is_early("<HTML><META NAME=Generator CONTENT=x><CENTER><FONT SIZE=5>Storm</FONT></CENTER>"));
        for late in [
            "<article><p>Storm",
            "<meta property='og:title' content=Storm>",
            "<meta name=viewport content=x>",
            "<meta name='og:image' content=x>",
            "<script type='application/ld+json'>{}</script>",
        ] {
            assert!(!is_early(late), "{late}");
        }
    }
}
