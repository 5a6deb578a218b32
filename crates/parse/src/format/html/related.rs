//! Headlines that a page lists under `Related`, `Read more` and the like.

use crate::block::Block;
use crate::body::Choice;
use crate::boilerplate::{furniture, leads_to_others};
use crate::field::markup::squeezed;

/// Blocks behind such a heading that may belong to its list.
const REACH: usize = 16;
/// Most headlines that are kept.
const MOST: usize = 40;

/// The headlines, each once, in the order of the page.
pub(super) fn related(blocks: &[Block], choices: &[Choice], headline: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut keys = vec![squeezed(headline)];
    let mut left = 0;
    for (block, choice) in blocks.iter().zip(choices) {
        if choice.keep {
            left = 0;
            continue;
        }
        if leads_to_others(&block.text) {
            left = REACH;
        } else if left > 0 {
            let is_furniture = furniture(&block.text).is_some();
            if is_furniture || found.len() < MOST {
                left -= 1;
            }
            let key = squeezed(&block.text);
            if !is_furniture && found.len() < MOST && is_headline(block) && !keys.contains(&key) {
                found.push(block.text.clone());
                keys.push(key);
            }
        }
    }
    found
}

/// A link of several words that is no sentence.
fn is_headline(block: &Block) -> bool {
    let chars = block.text.chars().count();
    let is_link = block.link_chars as usize * 10 >= chars * 8;
    let words = block.text.split_whitespace().count();
    is_link
        && !block.hidden
        && (20..180).contains(&chars)
        && (words >= 4 || !block.text.is_ascii())
        && !block.text.ends_with('.')
}
