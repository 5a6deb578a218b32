//! Where a block stands in the tree, and what else stands there.

use super::super::element::{CONTAINERS, Element, Elements, UNRELATED};
use super::super::measure::Measure;
use super::super::scene::Scene;
use super::super::stem::{BYLINE, STEM_NAMES};
use super::super::table::Table;
use super::super::token::Hashed;
use super::text_kind;
use crate::block::BlockKind;

const LEVELS: usize = 6;
const BOX: [&str; LEVELS] = ["box0", "box1", "box2", "box3", "box4", "box5"];
const BOX_PROSE: [&str; LEVELS] = ["boxp0", "boxp1", "boxp2", "boxp3", "boxp4", "boxp5"];
const BOX_BLOCKS: [&str; LEVELS] = ["boxn0", "boxn1", "boxn2", "boxn3", "boxn4", "boxn5"];
const BOX_DENSITY: [&str; LEVELS] = ["boxd0", "boxd1", "boxd2", "boxd3", "boxd4", "boxd5"];
/// Prose from which an outermost `article` counts as one.
const LEAST_ARTICLE: f32 = 200.0;

/// What the columns of this file are made from.
struct Tree<'a> {
    scene: &'a Scene<'a>,
    elements: &'a Elements,
    title: Option<usize>,
    plain: f32,
    prose: f32,
}

pub(super) fn push(scene: &Scene, elements: &Elements, title: Option<usize>, table: &mut Table) {
    let total = |value: fn(&Measure) -> f32| scene.measures.iter().map(value).sum::<f32>().max(1.0);
    let tree = Tree { scene, elements, title, plain: total(|m| m.plain), prose: total(|m| m.prose) };
    tree.marks(table);
    tree.surroundings(table);
    tree.since_title(table);
    tree.title_distance(table);
    tree.top(table);
    tree.articles(table);
    tree.boxes(table);
    tree.paths(table);
}

impl Tree<'_> {
    fn rows(&self) -> std::ops::Range<usize> {
        0..self.scene.blocks.len()
    }

    /// The elements of all blocks.
    fn nodes(&self) -> impl Iterator<Item = Option<&Element>> {
        self.elements.of_block.iter().map(|&(node, _)| self.elements.get(node))
    }

    fn marks(&self, table: &mut Table) {
        let blocks = || self.scene.blocks.iter().zip(&self.scene.measures);
        table.push("kind", text_kind(self.scene));
        table.push("head", blocks().map(|(b, _)| f32::from(matches!(b.kind, BlockKind::Heading(_)))));
        table.push("link", blocks().map(|(b, m)| b.link_chars as f32 / m.chars));
        table.push("links", blocks().map(|(b, m)| b.links as f32 / m.words));
        table.push("emph", blocks().map(|(b, m)| b.emphasis_chars as f32 / m.chars));
        table.push("hidden", blocks().map(|(b, _)| f32::from(b.hidden)));
    }

    fn surroundings(&self, table: &mut Table) {
        let mut column = |name, value: &dyn Fn(&Element) -> f32| {
            table.push(name, self.nodes().map(|e| e.map_or(0.0, value)));
        };
        column("depth", &|e| f32::from(e.depth));
        column("itembody", &|e| f32::from(e.article_body));
        column("sem", &|e| f32::from(e.inside & 0x7f));
        for (bit, (_, name)) in CONTAINERS.into_iter().enumerate() {
            column(name, &|e| f32::from(e.inside >> bit & 1));
        }
        let runs = || self.elements.of_block.iter().map(|&(_, run)| self.elements.get(run));
        for (bit, name) in STEM_NAMES.into_iter().enumerate() {
            let distance =
                |e: Option<&Element>| e.and_then(|e| e.stems.get(bit)).copied().map_or(0.0, f32::from);
            table.push(name, runs().map(distance));
        }
    }

    /// Headings like the title and dated bylines behind it: the signs of a next article.
    fn since_title(&self, table: &mut Table) {
        let title_path =
            self.title.and_then(|row| self.elements.get(self.elements.node(row))).map(|e| e.path);
        let (mut again, mut bylines) = (0.0, 0.0);
        let mut pairs = Vec::with_capacity(self.scene.blocks.len());
        for (row, (block, measure)) in self.scene.blocks.iter().zip(&self.scene.measures).enumerate() {
            if self.title.is_some_and(|title| row > title) {
                let path = self.elements.get(self.elements.node(row)).map(|e| e.path);
                let heading = matches!(block.kind, BlockKind::Heading(_));
                again += f32::from(heading && (path == title_path || block.kind == BlockKind::Heading(1)));
                let run = self.elements.of_block.get(row).and_then(|of| self.elements.get(of.1));
                let byline = run.and_then(|e| e.stems.get(BYLINE)).is_some_and(|&steps| steps <= 1);
                bylines += f32::from(byline && measure.chars < 120.0 && measure.dates > 0.0);
            }
            pairs.push((again, bylines));
        }
        table.push("again", pairs.iter().map(|p| p.0));
        table.push("bylines", pairs.iter().map(|p| p.1));
    }

    fn title_distance(&self, table: &mut Table) {
        let start = self.title.map(|row| self.elements.node(row));
        let steps = self.elements.steps_to_line(start);
        self.push_steps(["uptotitle", "titleup"], &steps, table);
        let share = |row: usize| {
            let node = self.elements.node(row);
            let up = steps.get(node).filter(|step| step.0 < UNRELATED)?.0;
            let common = self.elements.get(self.elements.up(node, usize::from(up)))?;
            Some(common.prose / self.prose)
        };
        table.push("shareattitle", self.rows().map(|row| share(row).unwrap_or(-1.0)));
    }

    fn push_steps(&self, names: [&'static str; 2], steps: &[(u8, u8)], table: &mut Table) {
        let of = |row: usize| steps.get(self.elements.node(row)).copied().unwrap_or((UNRELATED, UNRELATED));
        let [up, above] = names;
        table.push(up, self.rows().map(|row| f32::from(of(row).0)));
        table.push(above, self.rows().map(|row| f32::from(of(row).1)));
    }

    /// The container that holds most prose close below it.
    fn top_container(&self) -> Option<usize> {
        let mut prose = vec![0.0_f32; self.elements.list.len()];
        for (row, measure) in self.scene.measures.iter().enumerate().filter(|(_, m)| m.prose > 0.0) {
            let mut at = self.elements.node(row);
            for share in [1.0, 0.5, 0.25] {
                let parent = self.elements.parent(at);
                if parent == at {
                    break;
                }
                at = parent;
                if let Some(sum) = prose.get_mut(at) {
                    *sum += measure.prose * share;
                }
            }
        }
        let held = |at: usize| prose.get(at).copied().unwrap_or(0.0);
        let first = |at: usize| self.elements.get(at).map_or(usize::MAX, |e| e.first);
        (0..prose.len())
            .max_by(|&a, &b| held(a).total_cmp(&held(b)).then(first(b).cmp(&first(a))))
            .filter(|&at| held(at) > 0.0)
    }

    fn top(&self, table: &mut Table) {
        let top = self.top_container();
        self.push_steps(["uptotop", "topup"], &self.elements.steps_to_line(top), table);
        let mut below = vec![-1.0_f32; self.elements.list.len()];
        for number in top.unwrap_or(usize::MAX)..below.len() {
            let around = below.get(self.elements.parent(number)).copied().unwrap_or(-1.0);
            if let Some(steps) = below.get_mut(number) {
                *steps = if Some(number) == top {
                    0.0
                } else if around >= 0.0 {
                    around + 1.0
                } else {
                    -1.0
                };
            }
        }
        let depth = |row: usize| below.get(self.elements.node(row)).copied().unwrap_or(-1.0);
        table.push("intop", self.rows().map(depth));
        let share = top.and_then(|top| self.elements.get(top)).map_or(0.0, |e| e.prose / self.prose);
        table.constant("topshare", share);
        let first = self.rows().find(|&row| depth(row) >= 0.0);
        let last = self.rows().rev().find(|&row| depth(row) >= 0.0);
        let (Some(first), Some(last)) = (first, last) else {
            table.constant("topgap", 0.0);
            return table.constant("intoppos", -1.0);
        };
        let gap = |row: usize| (first.saturating_sub(row)).max(row.saturating_sub(last)) as f32;
        table.push("topgap", self.rows().map(gap));
        let length = (last - first).max(1) as f32;
        table.push("intoppos", self.rows().map(|row| (row as f32 - first as f32) / length));
    }

    /// The outermost `article` elements: number, share of prose, whether it is the title's.
    fn articles(&self, table: &mut Table) {
        let of: Vec<usize> = self.nodes().map(|e| e.map_or(usize::MAX, |e| e.article)).collect();
        let mut held: Vec<(usize, f32)> = Vec::new();
        let mut place: Hashed<usize> = Hashed::default();
        for (&article, measure) in of.iter().zip(&self.scene.measures) {
            let number = *place.entry(article as u64).or_insert_with(|| {
                held.push((article, 0.0));
                held.len() - 1
            });
            if let Some(entry) = held.get_mut(number) {
                entry.1 += measure.prose;
            }
        }
        let mut order: Hashed<f32> = Hashed::default();
        for (article, _) in held.iter().filter(|(_, prose)| *prose > LEAST_ARTICLE) {
            let next = order.len() as f32;
            order.insert(*article as u64, next);
        }
        let prose =
            |article: &usize| place.get(&(*article as u64)).and_then(|&n| held.get(n)).map_or(0.0, |h| h.1);
        table.push("artord", of.iter().map(|a| order.get(&(*a as u64)).copied().unwrap_or(-1.0)));
        table.push("artshare", of.iter().map(|a| prose(a) / self.prose));
        table.constant("artn", order.len() as f32);
        let titles = self.title.and_then(|row| of.get(row)).copied();
        table.push("artsame", of.iter().map(|a| f32::from(Some(*a) == titles)));
    }

    /// What the elements around hold, level by level.
    fn boxes(&self, table: &mut Table) {
        let mut at: Vec<usize> = self.elements.of_block.iter().map(|of| of.0).collect();
        for level in 0..LEVELS {
            let held: Vec<(f32, f32, f32)> = at
                .iter()
                .map(|&n| self.elements.get(n).map_or((0.0, 0.0, 0.0), |e| (e.plain, e.prose, e.blocks)))
                .collect();
            let name = |names: &[&'static str; LEVELS]| names.get(level).copied().unwrap_or_default();
            table.push(name(&BOX), held.iter().map(|h| h.0 / self.plain));
            table.push(name(&BOX_PROSE), held.iter().map(|h| h.1 / self.prose));
            table.push(name(&BOX_BLOCKS), held.iter().map(|h| h.2));
            table.push(name(&BOX_DENSITY), held.iter().map(|h| h.1 / h.0.max(1.0)));
            for number in &mut at {
                *number = self.elements.parent(*number);
            }
        }
    }

    /// What blocks with the same path hold.
    fn paths(&self, table: &mut Table) {
        #[derive(Default)]
        struct Held {
            blocks: f32,
            plain: f32,
            prose: f32,
            link: f32,
        }
        let mut held: Hashed<Held> = Hashed::default();
        let paths: Vec<u64> = self.nodes().map(|e| e.map_or(0, |e| e.path)).collect();
        for ((path, measure), block) in paths.iter().zip(&self.scene.measures).zip(self.scene.blocks) {
            let entry = held.entry(*path).or_default();
            entry.blocks += 1.0;
            entry.plain += measure.plain;
            entry.prose += measure.prose;
            entry.link += block.link_chars as f32;
        }
        let mut column = |name, value: &dyn Fn(&Held) -> f32| {
            table.push(name, paths.iter().map(|path| held.get(path).map_or(0.0, value)));
        };
        column("sign", &|h| h.blocks);
        column("sigt", &|h| h.plain / self.plain);
        column("sigp", &|h| h.prose / self.prose);
        column("siglink", &|h| h.link / (h.link + h.plain).max(1.0));
        column("siglen", &|h| h.plain / h.blocks);
    }
}
