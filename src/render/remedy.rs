//! The small changes that make something go away that must be done.
//!
//! **Must not know** how they were found.

use crate::case::Member;
use crate::engine::outcome::Outcome;
use crate::pack::Pack;
use crate::render::json::remedy;
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::notices;
use crate::render::words::Words;
use crate::render::{View, what_if};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::remedy::{Duty, Remedy};
use std::collections::BTreeSet;

/// Remedies of an outcome as JSON, with a line end.
#[must_use]
pub fn json(pack: &Pack, outcome: &Outcome, found: &[Remedy<'_>], language: &str) -> String {
    remedy::remedies(pack, outcome, found, language)
}

/// Remedies of an outcome as a text that ends with a line end.
///
/// # Examples
///
/// ```
/// use dovidka::render::{View, remedy};
/// use dovidka::{Case, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let outcome = evaluate(&pack, &Case::new(&pack, "2026-11-22".parse()?), &Topics::All);
/// let view = View::new("en");
/// let text = remedy::text(&pack, &outcome, &[], &view);
/// assert!(text.contains("No single answer"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn text(pack: &Pack, outcome: &Outcome, found: &[Remedy<'_>], view: &View<'_>) -> String {
    let on = outcome.on;
    let words = Words::of(view.language);
    let mut page = Page::new(view);
    page.paragraph(0, STRONG, words.say("remedy.title"));
    page.paragraph(0, PLAIN, &words.fill("as_of", &[("date", &words.date(on))]));
    if found.is_empty() {
        page.gap();
        page.paragraph(0, PLAIN, words.say("remedy.nothing"));
    }
    let duties = found.iter().flat_map(|remedy| remedy.gone.iter().chain(&remedy.left));
    let has_names = duties.into_iter().any(|(_, who)| !is_you(*who));
    for remedy in found {
        let label = pack.say_fact(view.language, remedy.fact, "label");
        let limits = pack.range(remedy.fact, on);
        let values = values(pack, (words, view.language), (remedy, limits));
        let values = [("fact", label), ("values", &values)];
        let line = words.fill("remedy.change", &values);
        let line = match remedy.who {
            Member::HOUSEHOLD | Member::YOU => line,
            who => format!("{}: {line}", words.member(who)),
        };
        page.gap();
        page.item(0, "•", (STRONG, &line));
        let list =
            |duties: &BTreeSet<Duty>| duty_names(pack, (words, view.language), (duties, has_names));
        page.label(2, words.say("remedy.gone"), &list(&remedy.gone));
        if !remedy.left.is_empty() {
            page.label(2, words.say("remedy.left"), &list(&remedy.left));
        }
    }
    page.gap();
    for notice in notices(pack, outcome, view.language) {
        page.item(0, "!", (PLAIN, &notice));
    }
    page.paragraph(0, PLAIN, words.say("not_legal_advice"));
    page.finish()
}

/// What the fact would have to be, in words.
fn values(
    pack: &Pack,
    (words, language): (Words, &str),
    (remedy, limits): (&Remedy<'_>, Interval),
) -> String {
    let Interval { low, high } = remedy.values;
    let fact = remedy.fact;
    let date = |number| Date::from_number(number).map_or_else(String::new, |day| words.date(day));
    let choice = |number: i32| {
        let id = what_if::written(fact, number);
        pack.say(language, &format!("choice.{}.{id}", fact.id)).to_owned()
    };
    match &fact.kind {
        Kind::Date if low == high => date(low),
        Kind::Date if low == limits.low => words.fill("remedy.until", &[("last", &date(high))]),
        Kind::Date if high == limits.high => words.fill("remedy.from", &[("first", &date(low))]),
        Kind::Date => words.fill("remedy.between", &[("first", &date(low)), ("last", &date(high))]),
        Kind::YesNo => words.say(if low == 0 { "ask.no" } else { "ask.yes" }).to_owned(),
        Kind::Choice(_) => (low..=high).map(choice).collect::<Vec<_>>().join(" / "),
        Kind::Number | Kind::Choices(_) => format!("{low}–{high}"),
    }
}

fn is_you(who: Member) -> bool {
    matches!(who, Member::YOU | Member::HOUSEHOLD)
}

/// What must be done, and by whom if that does not go without saying.
fn duty_names(
    pack: &Pack,
    (words, language): (Words, &str),
    (duties, has_names): (&BTreeSet<Duty>, bool),
) -> String {
    let name = |(action, who): &Duty| {
        let title = pack.title(language, *action);
        let is_named = has_names && *who != Member::HOUSEHOLD;
        if is_named { format!("{title} ({})", words.member(*who)) } else { title.to_owned() }
    };
    duties.iter().map(name).collect::<Vec<_>>().join("; ")
}
