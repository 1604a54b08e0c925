//! What a person should know about the advice itself: that the knowledge behind it is old.
//!
//! **Must not know** layout.

use crate::engine::outcome::Outcome;
use crate::pack::{Pack, Source};
use crate::render::words::Words;
use crate::terms::calendar::Date;

/// The notices of an outcome, in a language; none if its knowledge is fresh.
///
/// Knowledge is old on the as-of date if more than the pack's `review_every` days have passed since the oldest
/// source of the advice was read, or since the pack as a whole was reviewed. Of the two the older is named; a
/// source that was read on the very day of the review is not named, because most sources were.
#[must_use]
pub fn notices(pack: &Pack, outcome: &Outcome, language: &str) -> Vec<String> {
    let words = Words::of(language);
    let is_old = |day: Date| outcome.on.days_since(day) > pack.review_every;
    let age = |day: Date| words.count("days", outcome.on.days_since(day));
    let limit = words.count("days", pack.review_every);
    let oldest = oldest(pack, outcome).filter(|source| source.read_on < pack.reviewed_on);
    let (key, day, title) = match oldest {
        Some(source) => ("notice.old", source.read_on, source.title.as_str()),
        None => ("notice.review_due", pack.reviewed_on, ""),
    };
    if !is_old(day) {
        return Vec::new();
    }
    let (age, date) = (age(day), words.date(day));
    vec![words.fill(key, &[("age", &age), ("date", &date), ("title", title), ("limit", &limit)])]
}

/// The source of the advice that was read the longest ago; of several, the first that is cited.
fn oldest<'p>(pack: &'p Pack, outcome: &Outcome) -> Option<&'p Source> {
    let cited = outcome.advice.iter().flat_map(|advice| &advice.cite);
    cited.map(|source| &pack.sources[*source]).min_by_key(|source| source.read_on)
}
