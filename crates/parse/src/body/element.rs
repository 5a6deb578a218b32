//! The elements that hold blocks, and what stands in them.

use super::measure::Measure;
use super::stem::{STEMS, Stems};
use super::token::Hashed;
use crate::block::{Block, is_inline};
use crate::page::{NodeId, Page, Tag};

/// Distance from a stem when no element around has it.
pub(crate) const FAR: u8 = 15;
/// Steps beyond which elements count as unrelated.
pub(crate) const UNRELATED: u8 = 99;

/// Elements whose presence around a block is a feature of its own.
pub(crate) const CONTAINERS: [(Tag, &str); 15] = [
    (Tag::ARTICLE, "in_article"),
    (Tag::MAIN, "in_main"),
    (Tag::ASIDE, "in_aside"),
    (Tag::NAV, "in_nav"),
    (Tag::FOOTER, "in_footer"),
    (Tag::HEADER, "in_header"),
    (Tag::FIGURE, "in_figure"),
    (Tag::FIGCAPTION, "in_figcaption"),
    (Tag::BLOCKQUOTE, "in_blockquote"),
    (Tag::FORM, "in_form"),
    (Tag::LI, "in_li"),
    (Tag::TABLE, "in_table"),
    (Tag::SECTION, "in_section"),
    (Tag::P, "in_p"),
    (Tag::DL, "in_dl"),
];

/// An element with a block somewhere in it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// Number of the element around it; its own for the outermost.
    pub(crate) parent: usize,
    pub(crate) tag: Tag,
    /// Block-level elements around it, itself counted.
    pub(crate) depth: u16,
    /// One bit for each of [`CONTAINERS`] that it is or stands in.
    pub(crate) inside: u16,
    /// List items around it, itself counted.
    pub(crate) items: u16,
    /// Block-level steps up to the nearest element with each stem.
    pub(crate) stems: [u8; STEMS],
    pub(crate) article_body: bool,
    /// Hash of the path of block-level names and classes.
    pub(crate) path: u64,
    /// The outermost `article` around it, or `usize::MAX`.
    pub(crate) article: usize,
    /// Sums over the blocks in it.
    pub(crate) plain: f32,
    pub(crate) prose: f32,
    pub(crate) blocks: f32,
    /// Its first block.
    pub(crate) first: usize,
}

/// All elements that hold blocks; an element stands behind those around it.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    pub(crate) list: Vec<Element>,
    /// For each block its block-level element, and the element of its longest run.
    pub(crate) of_block: Vec<(usize, usize)>,
}

impl Elements {
    pub(crate) fn new(page: &Page, blocks: &[Block], measures: &[Measure]) -> Self {
        let mut reader = Reader {
            page,
            stems: Stems::new(),
            known: vec![usize::MAX; page.len()],
            names: Hashed::default(),
            list: Vec::new(),
            new: Vec::new(),
        };
        let of_block: Vec<(usize, usize)> = blocks
            .iter()
            .map(|block| {
                let node = block.node.map_or(0, |id| reader.number(id));
                (node, block.run.map_or(node, |id| reader.number(id)))
            })
            .collect();
        let mut elements = Self { list: reader.list, of_block };
        elements.sum(measures);
        elements
    }

    pub(crate) fn get(&self, number: usize) -> Option<&Element> {
        self.list.get(number)
    }

    /// The element of a block.
    pub(crate) fn node(&self, block: usize) -> usize {
        self.of_block.get(block).map_or(0, |of| of.0)
    }

    /// The element so many steps up; the outermost where there are fewer.
    pub(crate) fn up(&self, number: usize, steps: usize) -> usize {
        (0..steps).fold(number, |at, _| self.parent(at))
    }

    pub(crate) fn parent(&self, number: usize) -> usize {
        self.list.get(number).map_or(0, |e| e.parent)
    }

    fn sum(&mut self, measures: &[Measure]) {
        for (block, (measure, &(node, _))) in measures.iter().zip(&self.of_block).enumerate() {
            if let Some(element) = self.list.get_mut(node) {
                element.plain += measure.plain;
                element.prose += measure.prose;
                element.blocks += 1.0;
                element.first = element.first.min(block);
            }
        }
        for number in (1..self.list.len()).rev() {
            let Some(child) = self.list.get(number).cloned() else { continue };
            if let Some(parent) = self.list.get_mut(child.parent).filter(|_| child.parent < number) {
                parent.plain += child.plain;
                parent.prose += child.prose;
                parent.blocks += child.blocks;
                parent.first = parent.first.min(child.first);
            }
        }
    }

    /// For each element the steps up to the nearest element of the line from `start` outward, and how many steps
    /// above `start` that one is.
    pub(crate) fn steps_to_line(&self, start: Option<usize>) -> Vec<(u8, u8)> {
        let mut steps = vec![(UNRELATED, UNRELATED); self.list.len()];
        let Some(start) = start else { return steps };
        let (mut at, mut above) = (start, 0_u8);
        loop {
            if let Some(step) = steps.get_mut(at) {
                *step = (0, above.min(UNRELATED - 1));
            }
            let parent = self.parent(at);
            if parent == at {
                break;
            }
            (at, above) = (parent, above.saturating_add(1));
        }
        for (number, element) in self.list.iter().enumerate() {
            let around = steps.get(element.parent).copied().unwrap_or((UNRELATED, UNRELATED));
            if let Some(step) = steps.get_mut(number).filter(|step| step.0 == UNRELATED) {
                *step = (around.0.saturating_add(1).min(UNRELATED), around.1);
            }
        }
        steps
    }
}

struct Reader<'p> {
    page: &'p Page<'p>,
    stems: Stems,
    /// The number of each node of the page that has one.
    known: Vec<usize>,
    /// Stems by the hash of class and id, for most elements share their names.
    names: Hashed<u32>,
    list: Vec<Element>,
    /// Elements on their way from a block to the first known one; empty between two calls.
    new: Vec<NodeId>,
}

impl Reader<'_> {
    /// The number of an element; it and those around it are read when they are new.
    fn number(&mut self, id: NodeId) -> usize {
        if let Some(&number) = self.known.get(id.index()).filter(|number| **number != usize::MAX) {
            return number;
        }
        let mut new = std::mem::take(&mut self.new);
        let mut at = Some(id);
        let mut around = None;
        while let Some(id) = at {
            if let Some(&number) = self.known.get(id.index()).filter(|number| **number != usize::MAX) {
                around = Some(number);
                break;
            }
            new.push(id);
            at = self.page.parent(id);
        }
        for id in new.drain(..).rev() {
            let number = self.list.len();
            let element = self.read(id, around.unwrap_or(number));
            self.list.push(element);
            if let Some(known) = self.known.get_mut(id.index()) {
                *known = number;
            }
            around = Some(number);
        }
        self.new = new;
        around.unwrap_or(0)
    }

    fn read(&mut self, id: NodeId, parent: usize) -> Element {
        let tag = self.page.tag(id);
        let block_level = !is_inline(tag);
        let mut element = match self.list.get(parent) {
            Some(around) => Element {
                parent,
                tag,
                plain: 0.0,
                prose: 0.0,
                blocks: 0.0,
                first: usize::MAX,
                ..around.clone()
            },
            None => Element::outermost(parent, tag),
        };
        if block_level {
            element.depth = element.depth.saturating_add(1);
            for stem in &mut element.stems {
                *stem = (*stem + 1).min(FAR);
            }
        }
        let [class, own, property] = self.page.attr_values(id, ["class", "id", "itemprop"]);
        let (class, own) = (class.unwrap_or_default(), own.unwrap_or_default());
        if !matches!(tag, Tag::BODY | Tag::HTML) {
            self.read_names(&own, &class, &mut element);
        }
        if block_level {
            element.path = path(element.path, self.page.name(id), &class);
        }
        element.items += u16::from(tag == Tag::LI).min(u16::MAX - element.items);
        if let Some(bit) = CONTAINERS.iter().position(|(container, _)| *container == tag) {
            element.inside |= 1 << bit;
        }
        if tag == Tag::ARTICLE && element.article == usize::MAX {
            element.article = self.list.len();
        }
        element.article_body |= property.is_some_and(|v| v.to_ascii_lowercase().contains("articlebody"));
        element
    }

    fn read_names(&mut self, own: &str, class: &str, element: &mut Element) {
        let gap = if own.is_empty() { "" } else { " " };
        if class.len() + gap.len() + own.len() < 2 {
            return;
        }
        let key = names_key(class, own);
        let stems = &self.stems;
        let bits = *self
            .names
            .entry(key)
            .or_insert_with(|| stems.of(&[class, gap, own].concat().to_ascii_lowercase()));
        for (bit, stem) in element.stems.iter_mut().enumerate() {
            if bits >> bit & 1 == 1 {
                *stem = 0;
            }
        }
    }
}

impl Element {
    fn outermost(parent: usize, tag: Tag) -> Self {
        Self {
            parent,
            tag,
            depth: 0,
            inside: 0,
            items: 0,
            stems: [FAR; STEMS],
            article_body: false,
            path: 0,
            article: usize::MAX,
            plain: 0.0,
            prose: 0.0,
            blocks: 0.0,
            first: usize::MAX,
        }
    }
}

/// Hash of class and id.
fn names_key(class: &str, own: &str) -> u64 {
    let words = [class, own].into_iter().flat_map(|text| text.as_bytes().chunks(8).chain([&[0xff_u8][..]]));
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        let mut eight = [0; 8];
        for (to, from) in eight.iter_mut().zip(word) {
            *to = *from;
        }
        let mixed = (hash.rotate_left(23) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}

/// Hash of a path that goes on with a name and its classes; runs of digits count as one, since many are serial.
fn path(around: u64, name: &str, class: &str) -> u64 {
    let mut hash = around.rotate_left(17) ^ 0xcbf2_9ce4_8422_2325;
    let mut in_digits = false;
    for byte in name.bytes().chain([b'.']).chain(class.bytes()) {
        let byte = byte.to_ascii_lowercase();
        let digit = byte.is_ascii_digit();
        if !(digit && in_digits) {
            hash = (hash ^ u64::from(if digit { b'0' } else { byte })).wrapping_mul(0x0000_0100_0000_01b3);
        }
        in_digits = digit;
    }
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::from_page;
    use encoding_rs::UTF_8;

    fn elements(html: &str) -> (Elements, Vec<Block>) {
        let page = Page::read(html.as_bytes(), UTF_8);
        let blocks = from_page(&page);
        let measures: Vec<Measure> = blocks.iter().map(Measure::of).collect();
        (Elements::new(&page, &blocks, &measures), blocks)
    }

    #[test]
    fn sums_and_stems_of_the_elements_around() {
        let (elements, blocks) = elements(
            "<body><div class=story-body><p>Abc def.</p><p><span class=caption>Ghi</span></p></div><p>Jk",
        );
        assert_eq!(blocks.len(), 3);
        let story = elements.get(elements.parent(elements.node(0))).unwrap();
        assert_eq!((story.plain, story.blocks, story.first), (11.0, 2.0, 0));
        let body_stem = |block: usize| elements.get(elements.of_block[block].1).unwrap().stems[13];
        assert_eq!([body_stem(0), body_stem(1), body_stem(2)], [1, 1, FAR]);
        let caption = |block: usize| elements.get(elements.of_block[block].1).unwrap().stems[10];
        assert_eq!([caption(0), caption(1)], [FAR, 0]);
    }

    #[test]
    fn steps_to_a_line_of_elements() {
        let (elements, _) = elements("<body><div><p>Abc</p></div><div><section><p>Def</p></section></div>");
        let steps = elements.steps_to_line(Some(elements.node(0)));
        assert_eq!(steps[elements.node(0)], (0, 0));
        // The common element is the body: three steps up from the second text, two from the first.
        assert_eq!(steps[elements.node(1)], (3, 2));
    }

    #[test]
    fn serial_numbers_in_class_names_make_no_difference() {
        assert_eq!(path(1, "p", "text-12"), path(1, "p", "text-9"));
        assert_ne!(path(1, "p", "text"), path(1, "p", "note"));
        assert_ne!(path(1, "p", ""), path(2, "p", ""));
    }

    #[test]
    fn a_page_nested_very_deep_is_read() {
        let html = format!("{}<p>Abc.", "<div>".repeat(20_000));
        let (elements, blocks) = elements(&html);
        assert_eq!(blocks.len(), 1);
        assert!(elements.list.len() > 1);
    }
}
