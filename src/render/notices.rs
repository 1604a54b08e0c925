//! What a person should know about the advice itself: whose rules it follows, and how old they are.
//!
//! **Must not know** layout.

use crate::engine::computed::Difference;
use crate::engine::open_days::known_on;
use crate::engine::outcome::Outcome;
use crate::pack::raw::SourceKind;
use crate::pack::{Pack, Source};
use crate::render::facts::Facts;
use crate::render::sources::layer;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::holidays::Knowledge;
use crate::terms::id::{OfficeId, SourceId};

/// The notices of an outcome, in a language; none if its knowledge is fresh and in force on the as-of date.
///
/// - Not every part of what is possible could be looked at.
/// - The as-of date lies before the pack's review: the advice is by the rules of that day.
/// - It lies beyond the pack's horizon: nothing is claimed.
/// - Knowledge is old: more than the pack's `review_every` days have passed since the oldest source of the advice
///   was read, or since the pack as a whole was reviewed. The kind of the weakest source of the advice is named.
#[must_use]
pub fn notices(pack: &Pack, outcome: &Outcome, language: &str) -> Vec<String> {
    let words = Words::of(language);
    let mut notices = of_rules(pack, outcome, language);
    let cited: Vec<&Source> = cited(pack, outcome).collect();
    notices.extend(old(pack, outcome.on, (words, &cited), "notice.weakest"));
    notices
}

/// How far the rules reach: not explored in full, another day than theirs, or beyond what is known.
fn of_rules(pack: &Pack, outcome: &Outcome, language: &str) -> Vec<String> {
    let words = Words::of(language);
    let (on, mut notices) = (outcome.on, Vec::new());
    if !outcome.is_explored {
        notices.push(words.say("notice.unexplored").into());
    }
    notices.extend(outcome.differences.iter().map(|of| differs(pack, of, language)));
    if on < pack.reviewed_on {
        notices.push(words.fill("notice.past", &[("date", &words.date(on))]));
    }
    notices.extend(beyond(pack, on, words));
    notices
}

/// That something was told which does not follow from the other answers.
fn differs(pack: &Pack, of: &Difference, language: &str) -> String {
    let fact = &pack[(of.who.of, of.fact)];
    let facts = Facts { pack, language };
    let [told, computed] = [of.told, of.computed].map(|values| facts.range(fact, values));
    let label = facts.label(fact, of.who);
    Words::of(language)
        .fill("notice.differs", &[("fact", &label), ("told", &told), ("computed", &computed)])
}

/// The notices of an outcome, and what is not known of the public holidays on its last days.
#[must_use]
pub fn of_letter(pack: &Pack, outcome: &Outcome, language: &str) -> Vec<String> {
    let mut all = notices(pack, outcome, language);
    let words = Words::of(language);
    all.extend(holidays(pack, outcome).map(|key| words.say(key).into()));
    all
}

/// The notices of a short answer; the age of the rules stands in the last one.
#[must_use]
pub fn of_brief(pack: &Pack, outcome: &Outcome, language: &str) -> Vec<String> {
    let (words, on) = (Words::of(language), outcome.on);
    let mut all = of_rules(pack, outcome, language);
    all.extend(holidays(pack, outcome).map(|_| words.say("brief.holidays").into()));
    let date = words.date(pack.reviewed_on);
    let over = on.days_since(pack.reviewed_on) - pack.review_every;
    let mut last = words.fill("brief.reviewed", &[("date", &date)]);
    if over > 0 {
        last.push_str(&words.count("brief.overdue", over));
        let cited: Vec<&Source> = cited(pack, outcome).collect();
        let weakest = weakest(&cited, words, "brief.weakest");
        last.extend(weakest.map(|weakest| format!("; {weakest}")));
    }
    all.push(format!("{last}. {}", words.say("brief.not_legal_advice")));
    all
}

/// Whether holidays are missing on a last day on which somebody may go to an office with known hours.
fn holidays(pack: &Pack, outcome: &Outcome) -> Option<&'static str> {
    let last_days = outcome.findings.iter().filter_map(|finding| {
        let by = finding.by.filter(|_| finding.is_certain)?.earliest();
        (by >= outcome.on).then(|| (outcome.offices_to_do(finding), by))
    });
    let mut known = last_days.filter_map(|(offices, by)| known_on(pack, &offices, by));
    match known.find(|known| *known != Knowledge::Everything)? {
        Knowledge::Nothing => Some("notice.holidays.nothing"),
        _ => Some("notice.holidays.part"),
    }
}

/// The notices of a directory of offices on a day.
///
/// - The day lies beyond the pack's horizon.
/// - Knowledge is old, as in [`notices`]; the kind of the weakest source of these offices is named.
#[must_use]
pub fn of_offices(pack: &Pack, offices: &[OfficeId], on: Date, language: &str) -> Vec<String> {
    let words = Words::of(language);
    let cite = offices.iter().flat_map(|office| &pack[*office].cite);
    let cited: Vec<&Source> = cite.map(|source| &pack[*source]).collect();
    let old = old(pack, on, (words, &cited), "notice.weakest_of_offices");
    beyond(pack, on, words).into_iter().chain(old).collect()
}

fn beyond(pack: &Pack, on: Date, words: Words) -> Option<String> {
    let horizon = pack.horizon.filter(|horizon| on > *horizon)?;
    Some(words.fill("notice.beyond", &[("date", &words.date(horizon))]))
}

fn old(
    pack: &Pack,
    on: Date,
    (words, cited): (Words, &[&Source]),
    weakest_key: &str,
) -> Option<String> {
    let oldest = cited.iter().min_by_key(|source| source.read_on);
    let oldest = oldest.filter(|source| source.read_on < pack.reviewed_on);
    let (key, day, title) = match oldest {
        Some(source) => ("notice.old", source.read_on, source.title.as_str()),
        None => ("notice.review_due", pack.reviewed_on, ""),
    };
    let age = on.days_since(day);
    if age <= pack.review_every {
        return None;
    }
    let (limit, date) = (words.count("days", pack.review_every), words.date(day));
    let age = words.count("days", age);
    let values = [("age", age.as_str()), ("date", &date), ("title", title), ("limit", &limit)];
    let said = words.fill(key, &values);
    Some(match weakest(cited, words, weakest_key) {
        Some(weakest) => format!("{said} {weakest}"),
        None => said,
    })
}

/// The sort of the weakest of some sources, in a sentence.
fn weakest(cited: &[&Source], words: Words, key: &str) -> Option<String> {
    let weakest = cited.iter().min_by_key(|source| (strength(source.kind), source.read_on))?;
    Some(words.fill(key, &[("kind", layer(words, weakest.kind))]))
}

/// The sources of the actions that are certain; where none is, of all.
fn cited<'p>(pack: &'p Pack, outcome: &Outcome) -> impl Iterator<Item = &'p Source> {
    let has_certain = outcome.findings.iter().any(|finding| finding.is_certain);
    let findings = outcome.findings.iter();
    let findings = findings.filter(move |finding| finding.is_certain || !has_certain);
    let cite: Vec<SourceId> =
        findings.flat_map(|finding| outcome.sources(finding)).copied().collect();
    cite.into_iter().map(|source| &pack[source])
}

/// How much a source can bear; a conclusion the least, then a guide without a date.
fn strength(kind: SourceKind) -> u8 {
    match kind {
        SourceKind::Inference => 0,
        SourceKind::Guide => 1,
        SourceKind::Press => 2,
        SourceKind::Official => 3,
        SourceKind::Law => 4,
    }
}
