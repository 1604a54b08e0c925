//! What missing facts leave open: the advice that is possible, and the questions that decide it.
//!
//! **Must not know** which facts there are.

use crate::case::Member;
use crate::engine::need::Need;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Fact;
use crate::pack::program::Entity;
use crate::pack::raw::ActionKind;
use crate::render::action;
use crate::render::facts::Facts;
use crate::render::layout::{FAINT, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::merge::{Visit, visits};
use crate::terms::value::Kind;

/// In short, so many of the facts that are needed are named: those that decide most.
const MOST_NEEDS: usize = 3;

/// Writes the actions that are not certain, in short lines.
pub fn write_possible(letter: &mut Letter<'_>, outcome: &Outcome) {
    if outcome.findings.iter().all(|finding| finding.is_certain) {
        return;
    }
    let words = letter.words;
    letter.page.heading(STRONG, words.say("heading.possible"));
    let kinds = [
        (ActionKind::Must, "possible.must"),
        (ActionKind::Can, "possible.can"),
        (ActionKind::Know, "possible.know"),
    ];
    for (kind, key) in kinds {
        let is_of_kind = |finding: &&Finding| !finding.is_certain && finding.strongest == kind;
        let of_kind = outcome.findings.iter().filter(is_of_kind);
        let lines: Vec<String> =
            visits(outcome, of_kind).iter().map(|visit| possible(letter, visit)).collect();
        if lines.is_empty() {
            continue;
        }
        letter.page.label(0, words.say(key), "");
        for (place, line) in lines.iter().enumerate() {
            if !lines[..place].contains(line) {
                letter.page.item(0, "•", (PLAIN, line));
            }
        }
    }
}

/// A possible action in a line, with the conditions under which it is asked for.
fn possible(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let line = action::short(letter, visit);
    let conditions = visit.conditions().into_iter().map(|place| letter.condition(place));
    let said: Vec<String> = conditions.map(|said| said.after(letter.words)).collect();
    if said.is_empty() { line } else { format!("{line}: {}", said.join("; ")) }
}

/// Writes what is still needed: whose fact, the question, and the flag that answers it.
pub fn write_needs(letter: &mut Letter<'_>, needs: &[Need]) {
    if needs.is_empty() {
        return;
    }
    let words = letter.words;
    letter.page.heading(STRONG, words.say("heading.needs"));
    let shown = if letter.view.is_full { needs.len() } else { needs.len().min(MOST_NEEDS) };
    for need in &needs[..shown] {
        let fact = &letter.pack[(need.who.of, need.fact)];
        let ask = letter.pack.say_fact(letter.language, fact, "ask");
        let is_plain = need.who == Member::HOUSEHOLD || letter.is_alone;
        let ask = if is_plain { ask.into() } else { format!("{}: {ask}", words.member(need.who)) };
        letter.page.item(0, "•", (PLAIN, &ask));
        let thresholds = letter.view.thresholds.iter();
        let of_need = thresholds.filter(|of| of.who == need.who && of.fact == need.fact);
        for day in of_need.flat_map(|threshold| &threshold.starts) {
            let values = [("date", words.date(*day))];
            let line = words.fill("need.threshold", &[("date", &values[0].1)]);
            letter.page.paragraph(2, PLAIN, &line);
        }
        let flag = format!("{}{}", flag(need.who, fact), values(&fact.kind));
        letter.page.paragraph(2, FAINT, &words.fill("need.answer", &[("flag", &flag)]));
    }
    if shown < needs.len() {
        let more =
            words.count("needs.more", i32::try_from(needs.len() - shown).unwrap_or(i32::MAX));
        letter.page.paragraph(0, FAINT, &more);
    }
}

/// Writes what nobody told and is taken to be so.
pub fn write_presumed(letter: &mut Letter<'_>, presumed: &[Need]) {
    if presumed.is_empty() {
        return;
    }
    letter.page.heading(STRONG, letter.words.say("heading.presumed"));
    let facts = Facts { pack: letter.pack, language: letter.language };
    let mut said: Vec<String> = Vec::new();
    for need in presumed {
        let fact = &letter.pack[(need.who.of, need.fact)];
        let text = facts.named(fact, need.who, "presumed");
        if !said.contains(&text) {
            letter.page.item(0, "•", (PLAIN, &text));
            said.push(text);
        }
    }
}

/// The flag that answers a need: `--passport-expires`, or `--child born=` for a member.
fn flag(who: Member, fact: &Fact) -> String {
    let name = fact.id.replace('_', "-");
    match (who.of, who.number) {
        (Entity::Household, _) | (Entity::Person, 0) => format!("--{name} "),
        (Entity::Person, _) => format!("--adult {name}="),
        (of, _) => format!("--{} {name}=", of.name()),
    }
}

/// What may stand after a flag.
fn values(kind: &Kind) -> String {
    match kind {
        Kind::YesNo => "yes / no".into(),
        Kind::Number => "0".into(),
        Kind::Date => "YYYY-MM-DD".into(),
        Kind::Choice(choices) => choices.ids.join(" / "),
        Kind::Choices(choices) => choices.ids.join("+"),
    }
}
