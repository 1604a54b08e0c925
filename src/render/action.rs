//! One action in full: who, by when, what, where, with which papers, what to beware of, and why.
//!
//! **Must not know** which actions there are, or under which heading they stand.

use crate::case::Member;
use crate::engine::outcome::Day;
use crate::pack::raw::ActionKind;
use crate::render::layout::{FAINT, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::merge::Visit;
use crate::render::{days, hours, offices};
use crate::terms::id::{OfficeId, TextId};

/// How far what belongs to an action stands from the left.
const INDENT: usize = 3;

/// Writes an action with everything that is known of it; what is only good to know, without the reasons.
pub fn write(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let (words, action) = (letter.words, visit.first());
    let title = letter.pack.title(letter.language, action.action);
    let text = letter.said(action.text);
    letter.number += 1;
    letter.page.gap();
    letter.page.item(0, &format!("{}.", letter.number), (STRONG, title));
    letter.page.label(INDENT, words.say("label.who"), &who(letter, visit));
    write_days(letter, visit);
    letter.page.gap();
    letter.page.paragraph(INDENT, PLAIN, text);
    letter.page.gap();
    write_offices(letter, &visit.offices());
    write_list(letter, "label.bring", &visit.papers());
    write_list(letter, "label.beware", &visit.cautions());
    if let Some(lead) = &letter.pack[action.action].lead {
        letter.page.label(INDENT, words.say("label.lead"), letter.text(lead));
    }
    if action.kind != ActionKind::Know {
        write_reasons(letter, visit);
    }
    let cited = letter.cite(&visit.sources());
    letter.page.label(INDENT, words.say("label.sources"), &cited);
}

/// One line: the title, who, and the last day if it is known and has not passed.
pub fn short(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let words = letter.words;
    let mut line = letter.pack.title(letter.language, visit.first().action).to_owned();
    if !letter.is_alone {
        line = format!("{line} ({})", who(letter, visit));
    }
    let by = visit.days(|finding| finding.by).map(|(day, _)| day);
    match by.filter(|day| day.known().is_some_and(|date| date >= letter.on)) {
        Some(day) => {
            let label = words.say("label.by").to_lowercase();
            format!("{line} — {label}: {}", days::by(words, day, letter.on))
        }
        None => line,
    }
}

/// The names of everybody who has it.
pub fn who(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let names: Vec<String> = visit.who().into_iter().map(|who| letter.words.member(who)).collect();
    names.join(", ")
}

fn write_days(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let (words, on) = (letter.words, letter.on);
    if let Some(found) = visit.days(|finding| finding.from) {
        write_day(letter, words.say("label.from"), found, &|day| days::from(words, day, on));
    }
    if let Some(found) = visit.days(|finding| finding.by) {
        let by = found.0.known();
        write_day(letter, words.say("label.by"), found, &|day| Some(days::by(words, day, on)));
        let first = visit.offices().first().copied();
        let closed = by.and_then(|by| hours::closed_on(letter.pack, first, by, on));
        if let Some(closed) = closed {
            let mut text = hours::closed_sentence(words, &closed);
            if !closed.cite.is_empty() {
                text = format!("{text} ({})", letter.cite(&closed.cite));
            }
            letter.page.item(INDENT, "!", (PLAIN, &text));
        }
    }
}

fn write_day(
    letter: &mut Letter<'_>,
    label: &str,
    (earliest, each): (Day, Vec<(Member, Day)>),
    show: &dyn Fn(Day) -> Option<String>,
) {
    if let Some(text) = show(earliest) {
        letter.page.label(INDENT, label, &text);
    }
    for (who, day) in each {
        if let Some(text) = show(day) {
            let text = format!("{}: {text}", letter.words.member(who));
            letter.page.item(INDENT + 2, "•", (PLAIN, &text));
        }
    }
}

/// Describes each office at its first mention; later it is only named.
fn write_offices(letter: &mut Letter<'_>, named: &[OfficeId]) {
    if named.is_empty() {
        return;
    }
    let words = letter.words;
    letter.page.label(INDENT, words.say("label.where"), "");
    for place in named {
        let office = &letter.pack[*place];
        let shown = letter.shown.iter().find(|(known, _)| known == place);
        if let Some((_, number)) = shown {
            let name = letter.pack.say_office(letter.language, office, "name");
            let values = [("name", name), ("n", &number.to_string())];
            let text = words.fill("office.see_above", &values);
            letter.page.item(INDENT, "•", (PLAIN, &text));
        } else {
            letter.shown.push((*place, letter.number));
            let view = letter.view;
            offices::describe(&mut letter.page, (letter.pack, &view), office, INDENT);
        }
    }
}

fn write_list(letter: &mut Letter<'_>, label: &str, texts: &[TextId]) {
    if texts.is_empty() {
        return;
    }
    letter.page.label(INDENT, letter.words.say(label), "");
    for id in texts {
        let text = letter.said(*id);
        letter.page.item(INDENT, "•", (PLAIN, text));
    }
}

/// Why: the sentence of each leaf, the rules that led there, and how an ambiguous source is read.
fn write_reasons(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let words = letter.words;
    let mut readings: Vec<&str> = Vec::new();
    let mut reasons: Vec<&str> = Vec::new();
    for (topic, leaf) in visit.leaves() {
        let topic = &letter.pack[topic];
        let leaf = &topic[leaf];
        let reason = letter.text(&format!("leaf.{}.{}", topic.id, leaf.id));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
        let reading = leaf.reading.as_deref().filter(|reading| !readings.contains(reading));
        readings.extend(reading);
    }
    if !reasons.is_empty() {
        letter.page.label(INDENT, words.say("label.why"), &reasons.join(" "));
    }
    let rules = visit.because(letter.pack);
    if !rules.is_empty() {
        let text = format!("{}: {}", words.say("label.rule"), rules.join("; "));
        letter.page.paragraph(INDENT + 2, FAINT, &text);
    }
    for reading in readings {
        let told = letter.readings.iter().find(|(known, _)| known == reading);
        let text = match told {
            Some((_, number)) => words.fill("reading.see_above", &[("n", &number.to_string())]),
            None => letter.text(reading).to_owned(),
        };
        if told.is_none() {
            letter.readings.push((reading.to_owned(), letter.number));
        }
        letter.page.label(INDENT, words.say("label.reading"), &text);
    }
}
