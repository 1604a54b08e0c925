//! A set of choices of one fact, as large as the fact's list of choices needs it.

use crate::terms::interval::Interval;
use serde::{Deserialize, Serialize};

/// How many choices one word holds.
const WORD: usize = 64;

/// Some of the choices of a fact, by their places in its list.
///
/// # Examples
///
/// ```
/// use dovidka::terms::choice_set::ChoiceSet;
/// use dovidka::terms::interval::Interval;
/// let set: ChoiceSet = [1, 2, 150].into_iter().collect();
/// assert!(set.holds(150) && !set.holds(0) && !set.holds(-1));
/// assert_eq!(set.judge(Interval { low: 1, high: 2 }), Interval::TRUE);
/// assert_eq!(set.judge(Interval { low: 2, high: 150 }), Interval::OPEN);
/// assert_eq!(set.judge(Interval { low: 3, high: 149 }), Interval::FALSE);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ChoiceSet {
    /// Bit `n` of word `w` is the choice `64 * w + n`; the last word is not 0, so that equal sets are equal.
    words: Box<[u64]>,
}

impl ChoiceSet {
    /// Whether the choice at `place` is in the set.
    #[must_use]
    pub fn holds(&self, place: i32) -> bool {
        let Ok(place) = usize::try_from(place) else { return false };
        self.words.get(place / WORD).is_some_and(|word| word >> (place % WORD) & 1 == 1)
    }

    /// The last place in the set; `None` if it is empty.
    #[must_use]
    pub fn last(&self) -> Option<i32> {
        let word = self.words.last()?;
        let last = self.words.len() * WORD - 1 - word.leading_zeros() as usize;
        i32::try_from(last).ok()
    }

    /// The set as one word, of which bit `n` is the choice `n`; `None` if a place of it is past 63.
    #[must_use]
    pub fn word(&self) -> Option<u64> {
        match *self.words {
            [] => Some(0),
            [word] => Some(word),
            _ => None,
        }
    }

    /// Whether a choice that lies between two places is in the set: true, false or not decided.
    #[must_use]
    pub fn judge(&self, choice: Interval) -> Interval {
        let first = usize::try_from(choice.low).unwrap_or(0);
        let last = usize::try_from(choice.high).unwrap_or(0);
        let (mut is_certain, mut is_possible) = (choice.low >= 0, false);
        for place in first / WORD..=last / WORD {
            let start = place * WORD;
            let word = self.words.get(place).copied().unwrap_or(0);
            let from = u64::MAX << first.saturating_sub(start).min(WORD - 1);
            let upto = u64::MAX >> (WORD - 1 - (last - start).min(WORD - 1));
            is_certain &= from & upto & !word == 0;
            is_possible |= from & upto & word != 0;
        }
        Interval { low: is_certain.into(), high: is_possible.into() }
    }
}

impl FromIterator<usize> for ChoiceSet {
    fn from_iter<T: IntoIterator<Item = usize>>(places: T) -> Self {
        let mut words = Vec::new();
        for place in places {
            if words.len() <= place / WORD {
                words.resize(place / WORD + 1, 0);
            }
            words[place / WORD] |= 1 << (place % WORD);
        }
        Self { words: words.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::ChoiceSet;
    use crate::terms::interval::Interval;
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: Some(Box::new(FileFailurePersistence::SourceParallel("tests/regressions"))),
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_set_says_what_all_places_between_two_say(
            places in proptest::collection::btree_set(0_usize..300, 0..290),
            low in 0..310,
            width in 0..200,
        ) {
            let set: ChoiceSet = places.iter().copied().collect();
            let within = |place: i32| usize::try_from(place).is_ok_and(|p| places.contains(&p));
            let (mut all, mut any) = (true, false);
            for place in low..=low + width {
                prop_assert_eq!(set.holds(place), within(place));
                (all, any) = (all && within(place), any || within(place));
            }
            let found = set.judge(Interval { low, high: low + width });
            prop_assert_eq!(found, Interval { low: all.into(), high: any.into() });
        }
    }
}
