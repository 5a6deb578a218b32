//! Topics by singular value decomposition.
//!
//! Gong and Liu, "Generic text summarization using relevance measure and latent semantic analysis", SIGIR 2001, with
//! the length score of Steinberger and Ježek, "Using latent semantic analysis in text summarization", ISIM 2004:
//! `sqrt(sum of (singular value x sentence weight)²)` over the topics whose singular value is at least half the largest.

use crate::terms::Terms;

/// Topics kept at least.
const FEWEST_TOPICS: usize = 3;
const SWEEPS: usize = 12;

/// Length of each sentence in the space of the strongest topics.
pub(super) fn scores(terms: &Terms) -> Vec<f32> {
    let count = terms.len();
    let (values, vectors) = eigen(gram(terms), count);
    let mut order: Vec<usize> = (0..count).collect();
    let value = |k: &usize| values.get(*k).copied().unwrap_or(0.0).max(0.0);
    order.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.cmp(b)));
    let largest = order.first().map_or(0.0, value);
    // Eigenvalues are squares of singular values: half the largest is a quarter here.
    let kept = order.iter().filter(|k| value(k) >= largest / 4.0).count().max(FEWEST_TOPICS);
    (0..count)
        .map(|sentence| {
            let weight = |k: &usize| vectors.get(sentence * count + k).copied().unwrap_or(0.0);
            order.iter().take(kept).map(|k| value(k) * weight(k) * weight(k)).sum::<f64>().sqrt() as f32
        })
        .collect()
}

/// Products of all pairs of sentences: sentences by sentences.
fn gram(terms: &Terms) -> Vec<f64> {
    let count = terms.len();
    let mut gram = vec![0.0; count * count];
    for row in 0..count {
        for column in 0..=row {
            let (a, b) = (terms.bag(row), terms.bag(column));
            let product: f64 = a
                .iter()
                .filter_map(|(t, c)| {
                    let at = b.binary_search_by_key(t, |(o, _)| *o).ok()?;
                    b.get(at).map(|(_, d)| f64::from(*c) * f64::from(*d))
                })
                .sum();
            for cell in [row * count + column, column * count + row] {
                if let Some(cell) = gram.get_mut(cell) {
                    *cell = product;
                }
            }
        }
    }
    gram
}

/// Eigenvalues and eigenvectors (as columns) of a symmetric matrix, by Jacobi's rotations.
fn eigen(mut matrix: Vec<f64>, count: usize) -> (Vec<f64>, Vec<f64>) {
    let mut vectors = vec![0.0; count * count];
    for k in 0..count {
        if let Some(cell) = vectors.get_mut(k * count + k) {
            *cell = 1.0;
        }
    }
    for _ in 0..SWEEPS {
        let mut largest = 0.0_f64;
        for p in 0..count {
            for q in p + 1..count {
                let off = at(&matrix, p * count + q);
                largest = largest.max(off.abs());
                if off.abs() > 1e-9 {
                    rotate(&mut matrix, &mut vectors, count, p, q);
                }
            }
        }
        if largest < 1e-9 {
            break;
        }
    }
    ((0..count).map(|k| at(&matrix, k * count + k)).collect(), vectors)
}

fn at(matrix: &[f64], cell: usize) -> f64 {
    matrix.get(cell).copied().unwrap_or(0.0)
}

/// Turns the plane of two axes so that their product vanishes.
fn rotate(matrix: &mut [f64], vectors: &mut [f64], count: usize, p: usize, q: usize) {
    let theta = (at(matrix, q * count + q) - at(matrix, p * count + p)) / (2.0 * at(matrix, p * count + q));
    let sign = if theta < 0.0 { -1.0 } else { 1.0 };
    let t = sign / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    let turn = |cells: &mut [f64], one: usize, other: usize| {
        let (a, b) = (at(cells, one), at(cells, other));
        if let Some(cell) = cells.get_mut(one) {
            *cell = c * a - s * b;
        }
        if let Some(cell) = cells.get_mut(other) {
            *cell = s * a + c * b;
        }
    };
    for k in 0..count {
        turn(matrix, k * count + p, k * count + q);
    }
    for k in 0..count {
        turn(matrix, p * count + k, q * count + k);
        turn(vectors, k * count + p, k * count + q);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvalues_of_a_known_matrix() {
        let (mut values, _) = eigen(vec![2.0, 1.0, 1.0, 2.0], 2);
        values.sort_by(f64::total_cmp);
        assert!((values[0] - 1.0).abs() < 1e-9 && (values[1] - 3.0).abs() < 1e-9);
    }
}
