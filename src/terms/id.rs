//! Names: what an id may look like, and which known name is nearest to a wrong one. Checked ids: places in the lists of a
//! pack, each of a type of its own, so that an office is never taken for an action.

use serde::{Deserialize, Serialize};

/// Declares ids that are places in a list.
macro_rules! places {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub struct $name(u32);

        impl $name {
            /// The id of what stands at `place`.
            ///
            /// # Panics
            ///
            /// At more than four thousand million: no list of a pack is as long.
            #[must_use]
            pub fn at(place: usize) -> Self {
                Self(u32::try_from(place).expect("no list of a pack is as long"))
            }

            /// The place in the list.
            #[must_use]
            pub const fn place(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

places! {
    /// An action: a place in [`Pack::actions`](crate::Pack::actions).
    ActionId
    /// A topic: a place in [`Pack::topics`](crate::Pack::topics).
    TopicId
    /// A leaf of a topic: a place in its leaves.
    LeafId
    /// A branch of a topic: a place in its branches.
    BranchId
    /// An office: a place in [`Pack::offices`](crate::Pack::offices).
    OfficeId
    /// A source: a place in [`Pack::sources`](crate::Pack::sources).
    SourceId
    /// A text that leaves and actions name: a place in the list of their ids.
    TextId
    /// A fact: a place among the facts of its entity.
    FactId
}

/// Whether `text` is a name: it starts with a lower-case ASCII letter and holds `a-z`, `0-9` and `_` only.
///
/// # Examples
///
/// ```
/// use dovidka::terms::id::is_name;
/// assert!(is_name("passport_expires"));
/// assert!(!is_name("Passport") && !is_name("2nd") && !is_name(""));
/// ```
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Whether `text` is the id of a source or a text: a name that may also hold `-`, `:` and `.` inside.
///
/// # Examples
///
/// ```
/// use dovidka::terms::id::is_reference;
/// assert!(is_reference("guide:passport-expiry") && is_reference("caution.ask_first"));
/// assert!(!is_reference("guide: x"));
/// ```
#[must_use]
pub fn is_reference(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b':' | b'.'))
}

/// The longest name that is compared with others, in bytes: the time grows with the square of it.
const LONGEST: usize = 200;

/// Finds the known name that `wrong` was most likely meant to be.
///
/// Names are compared by Jaro-Winkler similarity; below 0.8 nothing is suggested, nor is it for what is far too long to
/// be a name.
///
/// # Examples
///
/// ```
/// use dovidka::terms::id::nearest;
/// assert_eq!(nearest("pasport", ["passport", "stay"]), Some("passport"));
/// assert_eq!(nearest("quux", ["passport", "stay"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let similarity = |name: &str| strsim::jaro_winkler(wrong, name);
    known
        .into_iter()
        .filter(|name| wrong.len().max(name.len()) <= LONGEST && similarity(name) >= 0.8)
        .max_by(|a, b| similarity(a).total_cmp(&similarity(b)))
}

/// The end of a message that names what was most likely meant; empty if nothing was.
///
/// # Examples
///
/// ```
/// use dovidka::terms::id::did_you_mean;
/// assert_eq!(did_you_mean(Some("stay")), "; did you mean `stay`?");
/// assert_eq!(did_you_mean(None), "");
/// ```
#[must_use]
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
