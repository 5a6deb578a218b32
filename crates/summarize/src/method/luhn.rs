//! Clusters of frequent words.
//!
//! Luhn, "The automatic creation of literature abstracts", IBM Journal of Research and Development 2, 1958: in the best
//! run of words that holds significant words at most four others apart, the square of their number over the run's
//! length. Significant is a content word that the story has twice.

use crate::terms::Terms;

/// Words without significance that end a run.
const GAP: usize = 4;

/// The best run of each sentence.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let significant = |token: &u32| terms.term(*token).is_some_and(|t| t.content && t.count > 1);
    (0..terms.len()).map(|index| best_run(terms.tokens(index).iter().map(significant))).collect()
}

fn best_run(words: impl Iterator<Item = bool>) -> f32 {
    let (mut best, mut length, mut hits, mut gap) = (0.0_f32, 0, 0, 0);
    for significant in words {
        if significant {
            (length, hits, gap) = if hits == 0 { (1, 1, 0) } else { (length + gap + 1, hits + 1, 0) };
            if hits > 1 {
                best = best.max((hits * hits) as f32 / length as f32);
            }
        } else if hits > 0 {
            gap += 1;
            if gap == GAP {
                (length, hits, gap) = (0, 0, 0);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::best_run;

    #[test]
    fn a_run_ends_at_four_others() {
        let run = |marks: &str| best_run(marks.bytes().map(|b| b == b'x'));
        assert_eq!(run("..x.x.."), 4.0 / 3.0);
        assert_eq!(run("x....x"), 0.0);
        assert_eq!(run("x...x"), 4.0 / 5.0);
        assert_eq!(run("xx....xxx"), 3.0);
    }
}
