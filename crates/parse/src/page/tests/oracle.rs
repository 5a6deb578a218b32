//! html5ever itself, with a tree of its own that knows nothing of ranges.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, QualName};
use std::borrow::Cow;
use std::cell::{Ref, RefCell};

/// Writes a tree down, see [`super::dump`].
#[derive(Default)]
pub(crate) struct Dump {
    out: String,
    in_text: bool,
    without_comments: bool,
}

impl Dump {
    /// Where comments stand does not count.
    pub(crate) fn without_comments() -> Self {
        Self { without_comments: true, ..Self::default() }
    }

    pub(crate) fn open(&mut self, name: &str, attrs: impl Iterator<Item = (String, String)>) {
        self.end_text();
        self.out.push('<');
        self.out.push_str(&name.to_ascii_lowercase());
        // In SVG and MathML the standard changes the case of some names.
        let mut attrs: Vec<_> = attrs.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        attrs.sort();
        for (name, value) in attrs {
            self.out.push_str(&format!(" {name}={value:?}"));
        }
        self.out.push_str(": ");
    }

    pub(crate) fn close(&mut self) {
        self.end_text();
        self.out.push('>');
    }

    pub(crate) fn text(&mut self, text: &str) {
        if !self.in_text {
            self.out.push('"');
        }
        self.out.push_str(text);
        self.in_text = true;
    }

    pub(crate) fn comment(&mut self) {
        if self.without_comments {
            return;
        }
        self.end_text();
        self.out.push('!');
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.out.push('"');
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.end_text();
        self.out
    }
}

enum Data {
    Document,
    Element(QualName, Vec<Attribute>),
    Text(String),
    Comment,
}

struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    data: Data,
}

/// A tree of vectors: slow and plain.
pub(crate) struct Tree(RefCell<Vec<Node>>);

impl Tree {
    fn create(&self, data: Data) -> usize {
        self.0.borrow_mut().push(Node { parent: None, children: Vec::new(), data });
        self.0.borrow().len() - 1
    }

    fn detach(&self, node: usize) {
        let mut nodes = self.0.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            nodes[parent].children.retain(|&child| child != node);
        }
    }

    fn insert(&self, parent: usize, at: usize, child: NodeOrText<usize>) {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.0.borrow_mut();
                let before = at.checked_sub(1).map(|at| nodes[parent].children[at]);
                if let Some(Data::Text(old)) = before.map(|before| &mut nodes[before].data) {
                    old.push_str(&text);
                    return;
                }
                drop(nodes);
                self.create(Data::Text(text.to_string()))
            }
        };
        self.0.borrow_mut()[parent].children.insert(at, node);
        self.0.borrow_mut()[node].parent = Some(parent);
    }

    fn write(&self, node: usize, out: &mut Dump) {
        let nodes = self.0.borrow();
        match &nodes[node].data {
            Data::Document => {}
            Data::Element(name, attrs) => out.open(
                &name.local,
                attrs.iter().map(|attr| {
                    let prefix = attr.name.prefix.as_deref().filter(|prefix| !prefix.is_empty());
                    let prefix = prefix.map_or(String::new(), |prefix| format!("{prefix}:"));
                    (format!("{prefix}{}", attr.name.local), attr.value.to_string())
                }),
            ),
            Data::Text(text) => return out.text(text),
            Data::Comment => return out.comment(),
        }
        nodes[node].children.iter().for_each(|&child| self.write(child, out));
        if node != 0 {
            out.close();
        }
    }
}

impl TreeSink for Tree {
    type Handle = usize;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> usize {
        0
    }
    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |nodes| match &nodes[*target].data {
            Data::Element(name, _) => name,
            _ => unreachable!("only elements have names"),
        })
    }
    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> usize {
        self.create(Data::Element(name, attrs))
    }
    fn create_comment(&self, _: StrTendril) -> usize {
        self.create(Data::Comment)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create(Data::Comment)
    }
    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = child {
            self.detach(node);
        }
        let at = self.0.borrow()[*parent].children.len();
        self.insert(*parent, at, child);
    }
    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        let has_parent = self.0.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }
    fn same_node(&self, a: &usize, b: &usize) -> bool {
        a == b
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = child {
            self.detach(node);
        }
        let (parent, at) = {
            let nodes = self.0.borrow();
            let parent = nodes[*sibling].parent.unwrap();
            (parent, nodes[parent].children.iter().position(|child| child == sibling).unwrap())
        };
        self.insert(parent, at, child);
    }
    fn add_attrs_if_missing(&self, target: &usize, attrs: Vec<Attribute>) {
        if let Data::Element(_, have) = &mut self.0.borrow_mut()[*target].data {
            for attr in attrs {
                if have.iter().all(|old| old.name != attr.name) {
                    have.push(attr);
                }
            }
        }
    }
    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }
    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let children = std::mem::take(&mut self.0.borrow_mut()[*node].children);
        for child in children {
            self.0.borrow_mut()[child].parent = None;
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
    fn is_mathml_annotation_xml_integration_point(&self, target: &usize) -> bool {
        match &self.0.borrow()[*target].data {
            Data::Element(_, attrs) => attrs.iter().any(|attr| {
                &*attr.name.local == "encoding"
                    && ["text/html", "application/xhtml+xml"]
                        .iter()
                        .any(|html| attr.value.eq_ignore_ascii_case(html))
            }),
            _ => false,
        }
    }
}

/// The tree of html5ever in one line.
pub(crate) fn dump(page: &str, mut out: Dump) -> String {
    let tree = Tree(RefCell::new(Vec::new()));
    tree.create(Data::Document);
    let tree = html5ever::parse_document(tree, Default::default()).one(StrTendril::from_slice(page));
    tree.write(0, &mut out);
    out.finish()
}
