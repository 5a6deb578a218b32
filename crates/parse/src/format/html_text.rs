//! HTML that stands as text in a field of something else: escaped, or in a CDATA section.

use super::blocks;
use crate::markup::{Flow, Tree, flow};
use crate::text::Mapped;
use offwire_article::Paragraph;

/// Whether a text holds elements of HTML.
pub(crate) fn is_html(text: &str) -> bool {
    let tags = [
        "</p>",
        "<p>",
        "<p ",
        "<br",
        "</div>",
        "</h2>",
        "</li>",
        "</a>",
        "</strong>",
        "</em>",
        "<!-- wp:",
        "</span>",
    ];
    text.contains('<') && tags.iter().any(|tag| text.contains(tag))
}

/// The paragraphs of HTML.
pub(crate) fn paragraphs(text: Mapped) -> Vec<Paragraph> {
    const RULES: Flow = Flow { skip: &["head", "title", "figure"], subheads: &[] };
    let tree = Tree::of_text(text);
    flow(tree.document(), RULES)
}

/// The paragraphs of a text, whether HTML or plain.
pub(crate) fn any(text: Mapped) -> Vec<Paragraph> {
    if is_html(text.as_str()) { paragraphs(text) } else { blocks::paragraphs(&text) }
}
