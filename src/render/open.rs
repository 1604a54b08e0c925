//! What missing facts leave open: the advice that is possible, and the questions that decide it.
//!
//! **Must not know** which facts there are.

use crate::case::{Member, StandIn};
use crate::engine::need::Need;
use crate::engine::outcome::Outcome;
use crate::engine::unused::Presumed;
use crate::pack::Fact;
use crate::pack::program::Entity;
use crate::pack::raw::ActionKind;
use crate::render::action;
use crate::render::facts::Facts;
use crate::render::layout::{FAINT, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::merge::{Visit, unique, visits};
use crate::terms::value::Kind;

/// In short, so many of the facts that are needed are named: those that decide most.
const MOST_NEEDS: usize = 3;

/// Writes the actions that are not certain, in short lines.
pub fn write_possible(letter: &mut Letter<'_>, outcome: &Outcome) {
    let possible_ones = || outcome.not_done().filter(|finding| !finding.is_certain);
    if possible_ones().next().is_none() {
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
        let of_kind = possible_ones().filter(|finding| finding.strongest == kind);
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
        write_question(letter, *need);
        let flag = format!("{}{}", flag(need.who, fact), values(&fact.kind));
        letter.page.paragraph(2, FAINT, &words.fill("need.answer", &[("flag", &flag)]));
    }
    write_rest(letter, needs.len() - shown);
}

/// Writes the questions that decide most, without how to answer them.
pub fn write_questions(letter: &mut Letter<'_>, needs: &[Need]) {
    let shown = needs.len().min(MOST_NEEDS);
    for need in &needs[..shown] {
        write_question(letter, *need);
    }
    write_rest(letter, needs.len() - shown);
}

/// A question, and the days that decide.
fn write_question(letter: &mut Letter<'_>, need: Need) {
    let ask = question(letter, need);
    letter.page.item(0, "•", (PLAIN, &ask));
    write_thresholds(letter, need);
}

/// The days that decide within a date that is partly known.
fn write_thresholds(letter: &mut Letter<'_>, need: Need) {
    let thresholds = letter.view.thresholds.iter();
    let of_need = thresholds.filter(|of| of.who == need.who && of.fact == need.fact);
    for day in of_need.flat_map(|threshold| &threshold.starts) {
        let date = letter.words.date(*day);
        let line = letter.words.fill("need.threshold", &[("date", &date)]);
        letter.page.paragraph(2, PLAIN, &line);
    }
}

/// The question for a need, and of whom it is asked.
fn question(letter: &Letter<'_>, need: Need) -> String {
    let fact = &letter.pack[(need.who.of, need.fact)];
    let ask = letter.pack.ask(letter.language, fact, need.who == Member::YOU);
    let is_plain = need.who == Member::HOUSEHOLD || letter.is_alone;
    if is_plain { ask.into() } else { format!("{}: {ask}", letter.words.member(need.who)) }
}

/// How many questions more there are.
fn write_rest(letter: &mut Letter<'_>, count: usize) {
    if count > 0 {
        let more = letter.words.count("needs.more", i32::try_from(count).unwrap_or(i32::MAX));
        letter.page.paragraph(0, FAINT, &more);
    }
}

/// What is presumed of facts that are sensitive, or of those that are not: a sentence for each fact and value, with
/// those for whom the same holds.
pub fn presumed(letter: &Letter<'_>, all: &[Presumed], is_sensitive: bool) -> Vec<String> {
    let facts = Facts { pack: letter.pack, language: letter.language };
    let fact = |of: &Presumed| &letter.pack[(of.who.of, of.fact)];
    let is_wanted =
        |of: &&Presumed| of.by == StandIn::Presumed && fact(of).is_sensitive == is_sensitive;
    let mut groups: Vec<Vec<&Presumed>> = Vec::new();
    for of in all.iter().filter(is_wanted) {
        let is_same = |with: &&Presumed| {
            with.who.of == of.who.of && with.fact == of.fact && with.values == of.values
        };
        match groups.iter_mut().find(|group| is_same(&group[0])) {
            Some(group) => group.push(of),
            None => groups.push(vec![of]),
        }
    }
    let say = |group: Vec<&Presumed>| {
        let said = facts.named(fact(group[0]), group[0].who, "presumed");
        let others: Vec<String> = group[1..].iter().map(|of| letter.words.member(of.who)).collect();
        if others.is_empty() {
            return said;
        }
        let others = letter.words.fill("presumed.others", &[("who", &others.join(", "))]);
        format!("{said} {others}")
    };
    groups.into_iter().map(say).collect()
}

/// What is taken to be the same as for you, in a sentence.
pub fn same_as_you(letter: &Letter<'_>, all: &[Presumed]) -> Option<String> {
    let facts = Facts { pack: letter.pack, language: letter.language };
    let yours: Vec<&Presumed> = all.iter().filter(|of| of.by == StandIn::Yours).collect();
    let who = unique(yours.iter().map(|of| letter.words.member(of.who)));
    let label = |of: &&Presumed| facts.label_of_yours(&letter.pack[(of.who.of, of.fact)]);
    let labels = unique(yours.iter().map(label));
    let values = [("who", &*who.join(", ")), ("facts", &labels.join(", "))];
    (!yours.is_empty()).then(|| letter.words.fill("presumed.same_as_you", &values))
}

/// Writes what nobody told and is taken to be so.
pub fn write_presumed(letter: &mut Letter<'_>, all: &[Presumed]) {
    let mut said = presumed(letter, all, true);
    said.extend(presumed(letter, all, false));
    said.extend(same_as_you(letter, all));
    if said.is_empty() {
        return;
    }
    letter.page.heading(STRONG, letter.words.say("heading.presumed"));
    for text in said {
        letter.page.item(0, "•", (PLAIN, &text));
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
