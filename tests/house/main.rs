//! The house itself: the sources keep to its rules, and the README to the program.

mod floors;
mod readme;
