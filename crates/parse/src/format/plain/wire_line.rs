//! The lines that a wire sets above its story for those who handle it: slug, urgency, notes to editors.

use super::line::Line;
use crate::Article;
use crate::block::Block;
use crate::format::story;
use offwire_article::Status;

/// What such a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WireLine {
    /// The story's working name, with the letters of priority and category before it: `r a PM-Quake-Chile`.
    Slug { slug: String, priority: Option<String>, category: Option<String> },
    /// `URGENT`, `BULLETIN`.
    Urgent(String),
    /// `Eds: UPDATES with death toll`.
    Note(String),
}

/// Longest slug, in bytes.
const LONGEST_SLUG: usize = 48;

/// Marks such lines among those above the lead of a wire story; other texts have none.
pub(super) fn mark(blocks: &[Block], lines: &mut [Line]) {
    let Some(lead) = super::headline::wire_lead(blocks, lines, ABOVE) else { return };
    for (block, line) in blocks.iter().zip(lines).take(lead) {
        line.wire = WireLine::read(&block.text);
    }
}

/// Lines above the lead of a story that is a wire's: beyond them a page surrounds it.
const ABOVE: usize = 8;

impl WireLine {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        if ["URGENT", "BULLETIN", "FLASH", "BULLETIN MATTER", "NEWSALERT"].contains(&bare) {
            return Some(Self::Urgent(bare.to_owned()));
        }
        if ["Eds:", "EDS:", "Eds.:", "Editors:", "Editor's note:"].iter().any(|open| text.starts_with(open)) {
            return Some(Self::Note(text.to_owned()));
        }
        let mut words = text.split_whitespace().peekable();
        let priority = words.next_if(|word| is_letter(word)).map(str::to_owned);
        let category = words.next_if(|word| priority.is_some() && is_letter(word)).map(str::to_owned);
        let slug = words.next()?.trim_end_matches(',');
        let is_alone = words.next().is_none();
        let is_slug = is_cycle(slug) || is_alone && is_keywords(slug);
        (is_slug && slug.len() <= LONGEST_SLUG).then(|| Self::Slug {
            slug: slug.to_owned(),
            priority,
            category,
        })
    }

    /// Puts what it says into the record; of several slugs the first counts.
    pub(super) fn put(&self, article: &mut Article) {
        match self {
            Self::Slug { slug, priority, category } => {
                let wire = story::wire(article);
                if wire.slug.is_none() {
                    wire.slug = Some(slug.clone());
                    wire.priority.clone_from(priority);
                    wire.category.clone_from(category);
                }
            }
            Self::Urgent(word) => {
                article.status = Some(Status::Urgent);
                story::wire(article).prefix.get_or_insert_with(|| word.clone());
            }
            Self::Note(text) => article.note(format!("editors' note: {text}")),
        }
    }
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A slug that names its cycle: `BC-FLOOD`, `PM-Quake-Chile`.
fn is_cycle(slug: &str) -> bool {
    ["BC-", "AM-", "PM-"].iter().any(|cycle| slug.strip_prefix(cycle).is_some_and(|rest| rest.len() > 1))
}

/// A slug of key words alone: `FERRY-SINKS`, `QUAKE/CHILE`.
fn is_keywords(slug: &str) -> bool {
    slug.contains(['-', '/'])
        && slug.starts_with(|c: char| c.is_ascii_uppercase())
        && slug.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tests::read_one;

    #[test]
    fn slugs_are_told_from_headlines() {
        let slug = |text: &str| match WireLine::read(text) {
            Some(WireLine::Slug { slug, priority, category }) => {
                Some((slug, priority.is_some(), category.is_some()))
            }
            _ => None,
        };
        assert_eq!(slug("BC-FLOOD-LEAD"), Some(("BC-FLOOD-LEAD".into(), false, false)));
        assert_eq!(
            slug("r a PM-Quake-Chile 1stLd-Writethru 03-04 0412"),
            Some(("PM-Quake-Chile".into(), true, true))
        );
        assert_eq!(slug("QUAKE/CHILE"), Some(("QUAKE/CHILE".into(), false, false)));
        for headline in ["FERRY SINKS", "Storm-hit town waits", "A ferry sinks", "T-shirts", "FERRY"] {
            assert_eq!(slug(headline), None, "{headline}");
        }
    }

    #[test]
    fn what_stands_above_a_wire_story_is_no_headline() {
        let text = "r a PM-Ferry 03-04 0412\nURGENT\nEds: UPDATES with count\nFerry sinks off Port Ellery\nBy ANN LEE\nPORT ELLERY, March 4 (UPI) -- A ferry with 212 people aboard sank in a storm off the\ntown on Friday night, and 40 of them were missing, the coast guard said.\n   Rescue boats picked up 172 people from the water and from rafts.\n   AP-NY-03-04-85 0412EST\n";
        let article = read_one(text.as_bytes());
        assert_eq!(article.headline.as_deref(), Some("Ferry sinks off Port Ellery"));
        let wire = article.wire.unwrap();
        assert_eq!((wire.slug.as_deref(), wire.priority.as_deref()), (Some("PM-Ferry"), Some("r")));
        assert_eq!(article.status, Some(Status::Urgent));
        assert_eq!(article.authors, ["ANN LEE"]);
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!(article.end_mark.as_deref(), Some("AP-NY-03-04-85 0412EST"));
    }

    #[test]
    fn a_slug_alone_is_no_headline() {
        let text = "BC-FERRY\n     PORT ELLERY, March 11 (UPI) -- A ferry with 212 people aboard sank in a storm\noff Port Ellery on Friday night, and 40 of them were missing, the coast guard said.\n     Rescue boats picked up 172 people from the water.\n-30-\n";
        let article = read_one(text.as_bytes());
        assert_eq!((article.headline, article.paragraphs.len()), (None, 2));
        let signed =
            read_one(text.replace("FERRY\n", "FERRY\nEds: UPDATES with count\nBy ANN LEE\n").as_bytes());
        assert_eq!((signed.headline, signed.paragraphs.len()), (None, 2));
        assert_eq!(signed.authors, ["ANN LEE"]);
    }
}
