//! The short answer: danger first, then each step in a few lines beside their labels, and what all of it depends on.
//!
//! What is longer stands in the full answer; how much of it is left out is counted.
//!
//! **Must not know** rules or conditions.

mod rows;

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::raw::{ActionKind, ByIs};
use crate::render::layout::{DANGER, FAINT, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::merge::{Visit, visits};
use crate::render::notices::of_brief;
use crate::render::said::Said;
use crate::render::sections::{Section, visits_in};
use crate::render::{action, days, done, open, stay};
use anstyle::Style;

/// So many days stand in the box, and so many actions that are only possible are named.
const MOST_LINES: usize = 5;
/// So many musts and ways are told in more words where not all can be.
const FIRST: usize = 3;

/// How much is told of each action; the first that leaves the answer on a screen is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// All rows of each step.
    All,
    /// Of what is no must, where the first ones are, and the titles of the rest.
    Musts,
    /// No reasons and addresses of the musts after the first ones; of ways the titles alone, unless somebody is to be
    /// spoken to before.
    FirstMusts,
    /// None of any must but one of danger, and one note of each.
    Bare,
}

impl Level {
    /// All of them, the one that tells most first.
    pub const ALL: [Self; 4] = [Self::All, Self::Musts, Self::FirstMusts, Self::Bare];

    /// Whether all rows of a must are told, which has this number.
    const fn tells_all(self, number: usize) -> bool {
        match self {
            Self::All | Self::Musts => true,
            Self::FirstMusts => number <= FIRST,
            Self::Bare => false,
        }
    }
}

/// Writes the short answer.
pub fn write(letter: &mut Letter<'_>, level: Level) {
    let (words, outcome) = (letter.words, letter.outcome);
    let title = letter.text("pack.title");
    let title = title.split_once(':').map_or(title, |(title, _)| title);
    let title = format!("{title} · {}", words.date(outcome.on));
    letter.page.paragraph(0, STRONG, &title);
    // Who is protected must know whom to speak to before the first step; the rest is read after the steps.
    let sensitive = open::presumed(letter, &outcome.presumed, true);
    write_paragraphs(letter, PLAIN, &sensitive);
    let put_off = letter.plans().put_off();
    write_paragraphs(letter, STRONG, &put_off);
    write_if_nothing(letter, outcome);
    write_box(letter, outcome);
    write_musts(letter, level);
    write_done(letter);
    write_ways(letter, level);
    write_good_to_know(letter, level);
    if !outcome.stays.is_empty() {
        write_heading(letter, "heading.stay");
        stay::write_lines(letter, &outcome.stays, true);
    }
    write_possible(letter, if level == Level::All { MOST_LINES } else { 0 });
    if !outcome.needs.is_empty() {
        write_heading(letter, "brief.needs");
        open::write_questions(letter, &outcome.needs);
    }
    let mut presumed = open::presumed(letter, &outcome.presumed, false);
    presumed.extend(open::same_as_you(letter, &outcome.presumed));
    write_paragraphs(letter, PLAIN, &presumed);
    let doubt = letter.has_doubt.then(|| letter.words.say("brief.doubt").into());
    let last = doubt.into_iter().chain(of_brief(letter.pack, outcome, letter.language));
    let last: Vec<String> = last.collect();
    write_paragraphs(letter, PLAIN, &last);
}

/// What must be done, the most dangerous first.
fn write_musts(letter: &mut Letter<'_>, level: Level) {
    for section in [Section::Danger, Section::Now, Section::Later] {
        for visit in visits_in(letter.outcome, section) {
            letter.page.gap();
            let style = if section == Section::Danger { DANGER } else { STRONG };
            write_title(letter, &visit, style);
            if section == Section::Danger || level.tells_all(letter.number) {
                rows::write(letter, &visit);
            } else {
                rows::write_bare(letter, &visit, if level == Level::Bare { 1 } else { usize::MAX });
            }
        }
    }
}

/// What is done, in a line, and what of it is to be done again.
fn write_done(letter: &mut Letter<'_>) {
    let lines = done::lines(letter);
    write_paragraphs(letter, PLAIN, &lines);
}

/// Writes paragraphs, if there are any, after a gap.
fn write_paragraphs(letter: &mut Letter<'_>, style: Style, texts: &[String]) {
    if !texts.is_empty() {
        letter.page.gap();
    }
    for text in texts {
        letter.page.paragraph(0, style, text);
    }
}

/// The ways that are open. In short, the first ones and those before which somebody is to be spoken to, with where they
/// are, and the titles of the rest.
fn write_ways(letter: &mut Letter<'_>, level: Level) {
    let ways = visits_in(letter.outcome, Section::Can);
    if ways.is_empty() {
        return;
    }
    write_heading(letter, Section::Can.heading());
    let mut others = Vec::new();
    for (place, visit) in ways.iter().enumerate() {
        if level == Level::All {
            write_title(letter, visit, STRONG);
            rows::write_way(letter, visit);
        } else if place < FIRST && level == Level::Musts || rows::has_first(visit) {
            write_title(letter, visit, STRONG);
            rows::write_bare_way(letter, visit);
        } else {
            others.push(title_in_list(letter, visit));
        }
    }
    write_titles(letter, &others);
}

fn write_good_to_know(letter: &mut Letter<'_>, level: Level) {
    let known = visits_in(letter.outcome, Section::Know);
    if known.is_empty() {
        return;
    }
    write_heading(letter, Section::Know.heading());
    if level == Level::All {
        for visit in &known {
            let line = known_line(letter, visit);
            letter.page.item(0, "•", (PLAIN, &line));
        }
    } else {
        let titles: Vec<String> = known.iter().map(|visit| known_title(letter, visit)).collect();
        write_titles(letter, &titles);
    }
}

/// What is good to know, with its days, and what it means.
fn known_line(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    format!("{}. {}", known_title(letter, visit), rows::certain_text(letter, visit))
}

/// What is good to know, with the day from which and that until which it is so.
fn known_title(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let (words, on) = (letter.words, letter.on);
    let day = |of: fn(&Finding) -> Option<Day>| {
        visit.days(of).map(|(day, _)| day).filter(|day| !day.is_anywhere())
    };
    let from = day(|finding| finding.from).and_then(|day| days::from(words, day, on));
    let by = day(|finding| finding.by).map(|day| days::in_short(words, day, on));
    let days: Vec<String> = from.into_iter().chain(by).collect();
    let title = title_in_list(letter, visit);
    if days.is_empty() { title } else { format!("{title}: {}", days.join("; ")) }
}

fn write_titles(letter: &mut Letter<'_>, titles: &[String]) {
    if !titles.is_empty() {
        letter.page.item(0, "•", (PLAIN, &titles.join("; ")));
    }
}

fn write_if_nothing(letter: &mut Letter<'_>, outcome: &Outcome) {
    if outcome.due().next().is_some() {
        return;
    }
    let key = match (outcome.is_decided, outcome.findings.is_empty()) {
        (false, _) => "brief.nothing_yet",
        (true, false) => "nothing.decided",
        (true, true) => "nothing.at_all",
    };
    letter.page.gap();
    letter.page.paragraph(0, PLAIN, letter.words.say(key));
}

/// The days on which something ends or ended, by date, if there are several.
fn write_box(letter: &mut Letter<'_>, outcome: &Outcome) {
    let is_told = |of: &&Finding| of.is_certain && of.strongest != ActionKind::Can;
    let certain = outcome.not_done().filter(is_told);
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut dated: Vec<_> = visits(outcome, certain)
        .into_iter()
        .filter_map(|visit| Some((visit.days(|finding| finding.by)?.0.known()?, visit)))
        .collect();
    dated.sort_by_key(|(date, _)| *date);
    for (date, visit) in dated {
        let title = title(letter, &visit);
        let what = letter.last_day_of(&visit).filter(|_| visit.first().by_is == ByIs::End);
        let line = match (visit.first().strongest, what) {
            (ActionKind::Must, _) if date < letter.on => {
                letter.words.fill("brief.box_passed", &[("title", &title)])
            }
            (_, Some(what)) => what,
            (ActionKind::Must, None) => letter.words.fill("brief.box", &[("title", &title)]),
            _ => title,
        };
        lines.push((letter.words.date(date), line));
    }
    if lines.len() < 2 {
        return;
    }
    letter.page.gap();
    let column = 2 + lines.iter().map(|(date, _)| date.chars().count()).max().unwrap_or(0);
    for (date, line) in lines.into_iter().take(MOST_LINES) {
        letter.page.row((2, column), &date, &line);
    }
}

/// The title of an action, and who has it.
fn title(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let title = letter.pack.title(letter.language, visit.first().action);
    if letter.is_alone {
        title.into()
    } else {
        format!("{title} · {}", action::who(letter, visit))
    }
}

/// The title of an action in a list, where `you` goes without saying.
fn title_in_list(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    match visit.who()[..] {
        [Member::YOU | Member::HOUSEHOLD] => {
            letter.pack.title(letter.language, visit.first().action).into()
        }
        _ => title(letter, visit),
    }
}

/// The number and the title of a step.
fn write_title(letter: &mut Letter<'_>, visit: &Visit<'_>, style: Style) {
    letter.number += 1;
    let title = title(letter, visit);
    letter.page.item(0, &letter.number.to_string(), (style, &title));
}

fn write_heading(letter: &mut Letter<'_>, key: &str) {
    letter.page.gap();
    letter.page.paragraph(0, STRONG, letter.words.say(key));
}

/// What is only possible: a line each, with its condition and without a day.
fn write_possible(letter: &mut Letter<'_>, most: usize) {
    let outcome = letter.outcome;
    let possible = outcome.not_done().filter(|finding| !finding.is_certain);
    let mut possible = visits(outcome, possible);
    possible.sort_by_key(|visit| visit.first().strongest);
    let musts = possible.iter().filter(|visit| visit.first().strongest == ActionKind::Must).count();
    let most = most.max(musts);
    let (mut lines, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for visit in possible.iter().take(most) {
        let conditions = visit.conditions().into_iter().map(|place| letter.condition(place));
        let conditions: Vec<Said> = conditions.collect();
        let title = title(letter, visit);
        let is_short = conditions.iter().all(|said| matches!(said, Said::Clause(_)));
        let said: Vec<String> = conditions.iter().map(|said| said.after(letter.words)).collect();
        let (line, list) = if is_short {
            (format!("{title} — {}", said.join("; ")), &mut lines)
        } else {
            (title, &mut others)
        };
        if !list.contains(&line) {
            list.push(line);
        }
    }
    if possible.is_empty() {
        return;
    }
    write_heading(letter, "brief.possible");
    if !others.is_empty() {
        lines.push(letter.words.fill("brief.depends", &[("titles", &others.join("; "))]));
    }
    for line in &lines {
        letter.page.item(0, "•", (PLAIN, line));
    }
    write_rest(letter, possible.len().saturating_sub(most), "brief.more_possible");
}

/// How much is left out.
fn write_rest(letter: &mut Letter<'_>, count: usize, key: &str) {
    if count > 0 {
        let rest = letter.words.count(key, i32::try_from(count).unwrap_or(i32::MAX));
        letter.page.paragraph(2, FAINT, &rest);
    }
}
