//! Arithmetic that gives the same bits on every machine.
//!
//! The standard library's exponential comes from the platform and may differ in the last bit; this one uses
//! only additions, multiplications and divisions, which IEEE 754 fixes.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Terms of the exponential series; the rest is below 1e-17 for arguments up to ln 2 / 2.
const TERMS: u32 = 14;

/// e to the power of `x`, within a few units of the last place; the argument is held to ±700.
pub(crate) fn exp(x: f64) -> f64 {
    let x = if x.is_nan() { 0.0 } else { x.clamp(-700.0, 700.0) };
    let turns = (x * std::f64::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i64;
    let rest = (x - turns as f64 * LN2_HIGH) - turns as f64 * LN2_LOW;
    let mut sum = 1.0;
    for term in (1..TERMS).rev() {
        sum = 1.0 + sum * rest / f64::from(term);
    }
    sum * f64::from_bits(((turns + 1023) as u64) << 52)
}

/// The logistic function, 1 / (1 + e^-x): a score becomes a probability.
///
/// ```
/// assert_eq!(offwire_forest::sigmoid(0.0), 0.5);
/// ```
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_exponential_is_the_librarys_to_12_digits(x in -600.0..600.0f64) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12);
        }

        #[test]
        fn the_logistic_function_grows(x in -40.0..40.0f64, step in 0.001..5.0f64) {
            prop_assert!(sigmoid(x) <= sigmoid(x + step));
            prop_assert!((0.0..=1.0).contains(&sigmoid(x)));
        }
    }
}
