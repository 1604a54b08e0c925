//! Finds where something that holds ceases to hold, by halves or by ever longer steps from a guess.

use crate::terms::interval::Interval;

/// The last number of `whole` up to which `holds` stays true; it is true of the first.
pub(crate) fn last_that(whole: Interval, mut holds: impl FnMut(i32) -> bool) -> i32 {
    let (mut low, mut high) = (whole.low, whole.high);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if holds(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

/// The first number of `whole` from which on `holds` stays true; it is true of the last.
pub(crate) fn first_that(whole: Interval, mut holds: impl FnMut(i32) -> bool) -> i32 {
    let (mut low, mut high) = (whole.low, whole.high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// What [`last_that`] gives, found in few steps if it is near `guess`.
pub(crate) fn last_near(whole: Interval, guess: i32, mut holds: impl FnMut(i32) -> bool) -> i32 {
    let Interval { mut low, mut high } = whole;
    let guess = guess.clamp(low, high);
    let mut step = 1_i32;
    if guess == low || holds(guess) {
        low = guess;
        while low < high {
            let next = low.saturating_add(step).min(high);
            if !holds(next) {
                high = next - 1;
                break;
            }
            (low, step) = (next, step.saturating_mul(2));
        }
    } else {
        high = guess - 1;
        while low < high {
            let next = high.saturating_sub(step).max(low);
            if next == low || holds(next) {
                low = next;
                break;
            }
            (high, step) = (next - 1, step.saturating_mul(2));
        }
    }
    last_that(Interval { low, high }, holds)
}

/// What [`first_that`] gives, found in few steps if it is near `guess`.
pub(crate) fn first_near(whole: Interval, guess: i32, mut holds: impl FnMut(i32) -> bool) -> i32 {
    if whole.low == i32::MIN {
        return first_that(whole, holds);
    }
    let turned = Interval { low: -whole.high, high: -whole.low };
    -last_near(turned, guess.max(whole.low).saturating_neg(), |number| holds(-number))
}

#[cfg(test)]
mod tests {
    use super::{first_near, first_that, last_near, last_that};
    use crate::terms::interval::Interval;
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: Some(Box::new(FileFailurePersistence::SourceParallel("tests/regressions"))),
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_guess_changes_nothing(low in -60..60, width in 0..90, turn in -70..160, guess in -200..200) {
            let whole = Interval { low, high: low + width };
            let ends = |number: i32| number == whole.low || number < turn;
            prop_assert_eq!(last_near(whole, guess, ends), last_that(whole, ends));
            let starts = |number: i32| number == whole.high || number > turn;
            prop_assert_eq!(first_near(whole, guess, starts), first_that(whole, starts));
        }
    }
}
