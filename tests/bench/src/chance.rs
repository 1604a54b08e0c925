//! A small deterministic source of numbers: the same seed gives the same cases on every machine.

/// A linear congruential generator (constants of Knuth's MMIX).
pub struct Chance(pub u64);

impl Chance {
    /// A number from 0 to `limit - 1`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The upper half: the lower bits of such a generator repeat early.
        let [_, _, _, _, upper @ ..] = self.0.to_le_bytes();
        (u32::from_le_bytes(upper) >> 1) % limit
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        first.wrapping_add_unsigned(self.below(first.abs_diff(last) + 1))
    }

    /// True in `share` of 1000 draws.
    pub fn hits(&mut self, share: u32) -> bool {
        self.below(1000) < share
    }

    /// One of some words, each with its weight.
    ///
    /// # Panics
    ///
    /// If no weight is above zero.
    pub fn pick<'w>(&mut self, words: &[(&'w str, u32)]) -> &'w str {
        let mut left = self.below(words.iter().map(|(_, weight)| weight).sum());
        for (word, weight) in words {
            if left < *weight {
                return word;
            }
            left -= weight;
        }
        unreachable!("the draw is below the sum of the weights")
    }
}
