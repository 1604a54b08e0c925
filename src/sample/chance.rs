//! Chance that is the same for a seed on every machine and in every version.
//!
//! The numbers are part of what `rules sample` promises, so they are written down here: `SplitMix64` (Steele,
//! Lea and Flood, 2014), three lines that a test holds against the published numbers. The crates of chance that keep
//! their stream are larger than that, and those that are as small may change it with an upgrade.

/// A source of chance.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The chance of one line of a seed; no other line changes it.
    pub fn of(seed: u64, line: u64) -> Self {
        let start = Self(seed).next();
        Self(Self(start ^ line).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`; `low` if there is none between them.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let count = i64::from(high) - i64::from(low) + 1;
        let count = u64::try_from(count).unwrap_or(1).max(1);
        // The high half of a product is even enough where `count` is so much smaller than 2^64.
        let drawn = (u128::from(self.next()) * u128::from(count)) >> 64;
        i32::try_from(i64::from(low) + i64::try_from(drawn).unwrap_or(0)).unwrap_or(low)
    }

    /// Whether a thing happens that happens `percent` times in a hundred.
    pub fn happens(&mut self, percent: u8) -> bool {
        self.between(1, 100) <= i32::from(percent)
    }

    /// One of some things; nothing if there is none.
    pub fn one_of<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        let last = i32::try_from(things.len()).ok()?.checked_sub(1)?;
        things.get(usize::try_from(self.between(0, last)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        // The first numbers of the reference program for the seed 1234567.
        let mut chance = Chance(1_234_567);
        let numbers = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
        ];
        assert_eq!([(); 4].map(|()| chance.next()), numbers);
    }

    #[test]
    fn both_ends_are_drawn_and_nothing_beyond_them() {
        let mut chance = Chance::of(1, 1);
        let drawn: std::collections::BTreeSet<i32> =
            (0..1_000).map(|_| chance.between(-3, 3)).collect();
        assert_eq!(drawn, (-3..=3).collect());
        assert_eq!(chance.between(i32::MIN, i32::MIN), i32::MIN);
        assert_eq!(chance.between(5, 4), 5);
        assert!((i32::MIN..=i32::MAX).contains(&chance.between(i32::MIN, i32::MAX)));
    }

    #[test]
    fn a_share_is_as_asked() {
        for percent in [0, 1, 30, 100] {
            let mut chance = Chance::of(2, 3);
            let times = (0..10_000).filter(|_| chance.happens(percent)).count();
            assert!(times.abs_diff(usize::from(percent) * 100) <= 150, "{percent}: {times}");
        }
    }
}
