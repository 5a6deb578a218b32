//! Seeded random numbers (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).

#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Each of `count` numbers with probability `share`, in rising order.
    pub(crate) fn some_of(&mut self, count: usize, share: f32) -> Vec<usize> {
        if share >= 1.0 {
            return (0..count).collect();
        }
        let bar = (f64::from(share) * 4_294_967_296.0) as u64;
        (0..count).filter(|_| (self.next() >> 32) < bar).collect()
    }

    /// Exactly `count * share` of `count` numbers, at least one, in rising order.
    pub(crate) fn exactly(&mut self, count: usize, share: f32) -> Vec<usize> {
        let wanted = ((count as f64 * f64::from(share)).ceil() as usize).clamp(1, count.max(1));
        let mut chosen = Vec::with_capacity(wanted);
        for number in 0..count {
            let (left, open) = ((count - number) as u64, (wanted - chosen.len()) as u64);
            if self.next() % left < open {
                chosen.push(number);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_as_many_as_asked_for() {
        let mut random = Random::new(7);
        assert_eq!(random.exactly(176, 0.5).len(), 88);
        assert_eq!(random.exactly(3, 0.01).len(), 1);
        assert_eq!(random.exactly(5, 1.0), [0, 1, 2, 3, 4]);
        assert!(random.exactly(0, 0.5).is_empty());
    }

    #[test]
    fn some_are_about_the_share() {
        let chosen = Random::new(1).some_of(10_000, 0.8).len();
        assert!((7_800..8_200).contains(&chosen), "{chosen}");
    }
}
