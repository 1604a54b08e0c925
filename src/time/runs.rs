//! Where the advice changes within a run of numbers, found from its first and its last.

use crate::terms::interval::Interval;

/// The first number of each run with the same outcome, and the outcome of that number.
///
/// The numbers are halved where the outcomes of the first and the last differ. Within a section of the engine
/// the same leaves can be reached, so that a window opens once, a last day passes once, and what is possible
/// begins or ends once: where both ends are the same, all between them is.
pub fn starts<T: Clone>(
    within: Interval,
    of: &impl Fn(i32) -> T,
    is_same: fn(&T, &T) -> bool,
) -> Vec<(i32, T)> {
    let first = of(within.low);
    let mut found = vec![(within.low, first.clone())];
    if within.low < within.high {
        halve(within, (first, of(within.high)), &(of, is_same), &mut found);
    }
    found
}

fn halve<T: Clone, F: Fn(i32) -> T>(
    within: Interval,
    (first, last): (T, T),
    asked: &(&F, fn(&T, &T) -> bool),
    found: &mut Vec<(i32, T)>,
) {
    let (of, is_same) = asked;
    if is_same(&first, &last) {
        return;
    }
    if within.high - within.low == 1 {
        found.push((within.high, last));
        return;
    }
    let middle = within.low + (within.high - within.low) / 2;
    let outcome = of(middle);
    halve(Interval { high: middle, ..within }, (first, outcome.clone()), asked, found);
    halve(Interval { low: middle, ..within }, (outcome, last), asked, found);
}
