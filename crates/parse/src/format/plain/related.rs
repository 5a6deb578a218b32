//! Headlines that a dump lists beside the story: a ticker, a list under `Related`.

use super::line::Line;
use crate::block::{Block, BlockKind};
use crate::boilerplate::{Furniture, ticker};
use crate::field::markup::squeezed;

/// Most headlines that are kept.
const MOST: usize = 60;

/// The headlines of tickers, and of the lists that follow a line such as `Related articles`.
pub(super) fn related(
    blocks: &[Block],
    lines: &[Line],
    kept: &[bool],
    headline: Option<usize>,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let own = headline.and_then(|at| blocks.get(at)).map(|b| squeezed(&b.text)).unwrap_or_default();
    let mut in_list = 0;
    for (at, (block, line)) in blocks.iter().zip(lines).enumerate() {
        let is_body = kept.get(at) == Some(&true) || headline == Some(at);
        match line.furniture {
            Some(Furniture::Ticker) => {
                found.extend(ticker(&block.text).unwrap_or_default().into_iter().map(str::to_owned));
                in_list = 0;
            }
            Some(Furniture::Related) => in_list = 12,
            _ if is_body || in_list == 0 => in_list = 0,
            _ => {
                in_list -= 1;
                if is_headline(block, line) {
                    found.push(block.text.clone());
                } else if block.kind != BlockKind::ListItem && block.text.chars().count() > 160 {
                    in_list = 0;
                }
            }
        }
    }
    let mut seen = vec![own];
    found.retain(|text| {
        let key = squeezed(text);
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
    found.truncate(MOST);
    found
}

fn is_headline(block: &Block, line: &Line) -> bool {
    let chars = block.text.chars().count();
    let words = block.text.split_whitespace().count();
    line.furniture.is_none()
        && !line.is_credit()
        && (20..160).contains(&chars)
        && words >= 4
        && !block.text.ends_with('.')
}
