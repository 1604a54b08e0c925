//! One action in full: who, by when, what, where, with which papers, what to beware of, and why.
//!
//! **Must not know** which actions there are, or under which heading they stand.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::open_days::last_open;
use crate::engine::statement::What;
use crate::pack::raw::{ActionKind, Role};
use crate::render::layout::{PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::merge::{Entry, Visit};
use crate::render::offices::Told;
use crate::render::places::{Place, places};
use crate::render::{days, hours, offices};
use crate::terms::id::OfficeId;

/// How far what belongs to an action stands from the left.
const INDENT: usize = 3;

/// Writes an action with everything that is known of it; what is only good to know, without the reasons.
pub fn write(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let (words, action) = (letter.words, visit.first());
    let title = letter.pack.title(letter.language, action.action);
    letter.number += 1;
    letter.page.gap();
    letter.page.item(0, &format!("{}.", letter.number), (STRONG, title));
    letter.page.label(INDENT, words.say("label.who"), &who(letter, visit));
    write_days(letter, visit);
    letter.page.gap();
    write_texts(letter, visit);
    letter.page.gap();
    write_offices(letter, visit);
    write_list(letter, "label.bring", &visit.said(|what| matches!(what, What::Paper(_))));
    write_list(letter, "label.beware", &visit.said(|what| matches!(what, What::Caution(_))));
    if let Some(lead) = &letter.pack[action.action].lead {
        let lead = letter.told(lead);
        letter.page.label(INDENT, words.say("label.lead"), &lead);
    }
    if action.strongest != ActionKind::Know {
        write_reasons(letter, visit);
    }
    if letter.view.has_sources {
        let cited = letter.cite(&visit.sources());
        letter.page.label(INDENT, words.say("label.sources"), &cited);
    }
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
        let last = by.and_then(|by| Some((last_open(letter.pack, &visit.to_do(), by)?, by)));
        if let Some((last, by)) = last
            && let Some(mut text) = hours::closed_sentence(words, &last, (by, on))
        {
            if !last.cite.is_empty() && letter.view.has_sources {
                text = format!("{text} ({})", letter.cite(&last.cite));
            }
            letter.page.item(INDENT, "!", (PLAIN, &text));
        }
    }
    for text in letter.plans().counted(visit).into_iter().chain(letter.plans().ready(visit)) {
        letter.page.item(INDENT, "!", (PLAIN, &text));
    }
    let best = visit.days(|finding| finding.best_by).and_then(|(day, _)| day.to_keep(on));
    if let Some(best) = best {
        letter.page.label(INDENT, words.say("label.best_by"), &words.date(best));
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

/// How: the texts, each under its condition.
fn write_texts(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    for entry in visit.said(|what| matches!(what, What::Text(_))) {
        let What::Text(text) = entry.what else { continue };
        for line in letter.entry(&entry, &letter.said(text)) {
            letter.page.paragraph(INDENT, PLAIN, &line);
        }
    }
}

/// The offices, under what they are to the action. Each is described at its first mention; later it is only named.
fn write_offices(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    for (role, key) in
        [(Role::First, "label.first"), (Role::Do, "label.where"), (Role::Help, "label.help")]
    {
        let places = places((letter.pack, letter.outcome), visit, role);
        if !places.is_empty() {
            letter.page.label(INDENT, letter.words.say(key), "");
        }
        for place in places {
            match place {
                Place::Office(entry, office) => write_office(letter, &entry, office),
                Place::InTown(service) => {
                    let line = letter.in_town(service);
                    letter.page.item(INDENT, "•", (PLAIN, &line));
                }
            }
        }
    }
}

fn write_office(letter: &mut Letter<'_>, entry: &Entry, id: OfficeId) {
    let words = letter.words;
    let office = &letter.pack[id];
    let name = letter.pack.say_office(letter.language, office, "name");
    let shown = letter.shown.iter().find(|(known, _)| *known == id).map(|(_, number)| *number);
    if let Some(number) = shown {
        let text = words.fill("office.see_above", &[("name", name), ("n", &number.to_string())]);
        for line in letter.entry(entry, &text) {
            letter.page.item(INDENT, "•", (PLAIN, &line));
        }
        return;
    }
    letter.shown.push((id, letter.number));
    let style = if entry.is_certain() { STRONG } else { PLAIN };
    for line in letter.entry(entry, name) {
        letter.page.item(INDENT, "•", (style, &line));
    }
    let (pack, view) = (letter.pack, letter.view);
    let told = Told { pack, view: &view, office };
    if view.is_full {
        offices::describe(&mut letter.page, told, INDENT);
    } else {
        offices::describe_in_short(&mut letter.page, told, INDENT);
    }
}

fn write_list(letter: &mut Letter<'_>, label: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    letter.page.label(INDENT, letter.words.say(label), "");
    for entry in entries {
        let (What::Paper(text) | What::Caution(text)) = entry.what else { continue };
        for line in letter.entry(entry, &letter.said(text)) {
            letter.page.item(INDENT, "•", (PLAIN, &line));
        }
    }
}

/// Why: the sentence of each leaf under its condition, and how an ambiguous source is read.
fn write_reasons(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let words = letter.words;
    let mut reasons: Vec<String> = Vec::new();
    for (entry, topic) in visit.reasons() {
        let What::Why(leaf) = entry.what else { continue };
        let reason = letter.told(&letter.pack.reason(topic, leaf));
        for line in letter.entry(&entry, &reason) {
            if !reasons.contains(&line) {
                reasons.push(line);
            }
        }
    }
    if !reasons.is_empty() {
        letter.page.label(INDENT, words.say("label.why"), &reasons.join(" "));
    }
    if letter.view.is_full {
        write_readings(letter, visit);
    }
}

/// How ambiguous sources are read.
fn write_readings(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let words = letter.words;
    let mut readings: Vec<&str> = Vec::new();
    for (topic, leaf) in visit.leaves() {
        let leaf = &letter.pack[topic][leaf];
        let reading = leaf.reading.as_deref().filter(|reading| !readings.contains(reading));
        readings.extend(reading);
    }
    for reading in readings {
        let told = letter.readings.iter().find(|(known, _)| known == reading);
        let text = match told {
            Some((_, number)) => words.fill("reading.see_above", &[("n", &number.to_string())]),
            None => letter.told(reading).into_owned(),
        };
        if told.is_none() {
            letter.readings.push((reading.to_owned(), letter.number));
        }
        letter.page.label(INDENT, words.say("label.reading"), &text);
    }
}
