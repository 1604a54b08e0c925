//! What is known of a value: the first and the last whole number that it may be.
//!
//! A date is its day number, yes/no is 0 or 1, a choice is its place in the list of choices.
//! "September 2027" is thirty days wide; a fact that is not known is as wide as its range.

/// The whole numbers from `low` to `high`, both included; `low` is never above `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The smallest number that it may be.
    pub low: i32,
    /// The largest number that it may be.
    pub high: i32,
}

impl Interval {
    /// Neither yes nor no is ruled out.
    pub const OPEN: Self = Self { low: 0, high: 1 };
    /// Certainly yes.
    pub const TRUE: Self = Self::exactly(1);
    /// Certainly no.
    pub const FALSE: Self = Self::exactly(0);

    /// The interval that holds one number only.
    #[must_use]
    pub const fn exactly(number: i32) -> Self {
        Self { low: number, high: number }
    }

    /// The interval from the smaller to the larger of two numbers.
    #[must_use]
    pub fn between(one: i32, other: i32) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// A decided truth value.
    #[must_use]
    pub const fn truth(holds: bool) -> Self {
        if holds { Self::TRUE } else { Self::FALSE }
    }

    /// Whether one number only is left.
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.low == self.high
    }

    /// The number, if only one is left.
    #[must_use]
    pub const fn known(self) -> Option<i32> {
        if self.is_known() { Some(self.low) } else { None }
    }

    /// What two intervals have in common.
    #[must_use]
    pub fn meet(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The lower of two values.
    #[must_use]
    pub fn lower(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.min(other.high) }
    }

    /// The higher of two values.
    #[must_use]
    pub fn higher(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// The sum of two values; it stays at the largest and the smallest number there is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let sum = |one: i32, other: i32| one.saturating_add(other);
        Self { low: sum(self.low, other.low), high: sum(self.high, other.high) }
    }

    /// A value so many times; it stays at the largest and the smallest number there is.
    #[must_use]
    pub fn times(self, times: i32) -> Self {
        Self::between(self.low.saturating_mul(times), self.high.saturating_mul(times))
    }
}
