//! The lines of a step beside their labels: when, why, how, where, with what, and what to mind.
//!
//! **Must not know** which steps there are, or in which order they stand.

mod ifs;

use crate::engine::open_days::last_open;
use crate::engine::statement::What;
use crate::pack::raw::{ByIs, Role, Standing};
use crate::render::letter::Letter;
use crate::render::merge::{Entry, Visit, unique};
use crate::render::nested::nested;
use crate::render::places::{Place, places};
use crate::render::{contact, days, hours};
use crate::terms::id::OfficeId;

/// How far the labels stand from the left, and what is said from them.
const PLACE: (usize, usize) = (2, 10);
/// Behind what is not confirmed.
const DOUBT: &str = "*";
/// So many reasons are told of a step.
const MOST: usize = 3;

/// Writes all rows of a step that must be taken.
pub fn write(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let when = when(letter, visit);
    write_rows(letter, "row.when", when);
    let why = reasons(letter, visit);
    write_rows(letter, "row.why", why);
    write_what_to_do(letter, visit, true);
    write_papers(letter, visit);
    let lead = letter.pack[visit.first().action].lead.as_deref();
    let takes = lead.map(|lead| letter.text(lead).to_owned());
    let takes = untold(letter, takes);
    write_rows(letter, "row.takes", takes);
    let ifs = ifs::lines(letter, visit, true);
    write_rows(letter, "row.if", ifs);
    write_notes(letter, visit);
}

/// Writes the same without reasons, addresses, and notes that hang on a condition; and of others so many.
pub fn write_bare(letter: &mut Letter<'_>, visit: &Visit<'_>, most_notes: usize) {
    let when = when(letter, visit);
    write_rows(letter, "row.when", when);
    write_what_to_do(letter, visit, false);
    write_papers(letter, visit);
    let ifs = ifs::lines(letter, visit, false);
    write_rows(letter, "row.if", ifs);
    let mut notes = notes(letter, visit);
    notes.truncate(most_notes);
    write_rows(letter, "row.note", notes);
}

/// Whom to speak to first, how, and where.
fn write_what_to_do(letter: &mut Letter<'_>, visit: &Visit<'_>, has_address: bool) {
    write_offices(letter, visit, (&[(Role::First, "row.first")], has_address));
    write_how(letter, visit);
    let others = [(Role::Do, "row.where"), (Role::Help, "row.help")];
    write_offices(letter, visit, (&others, has_address));
}

fn write_papers(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let bring = papers(letter, visit);
    write_rows(letter, "row.bring", bring);
}

/// Writes all rows of a way that is open.
pub fn write_way(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let when = when(letter, visit);
    write_rows(letter, "row.when", when);
    write_what_to_do(letter, visit, true);
    let ifs = ifs::lines(letter, visit, true);
    write_rows(letter, "row.if", ifs);
    write_notes(letter, visit);
}

/// Writes of a way whom to speak to first, where it is, and what to mind whatever is not known.
pub fn write_bare_way(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    write_offices(letter, visit, (&[(Role::First, "row.first"), (Role::Do, "row.where")], false));
    write_notes(letter, visit);
}

/// Whether somebody is to be spoken to before.
pub fn has_first(visit: &Visit<'_>) -> bool {
    !visit.said(|what| matches!(what, What::Office(_, Role::First))).is_empty()
}

/// What to mind, of whatever cannot be said under a condition in short, that no step before has told.
fn notes(letter: &mut Letter<'_>, visit: &Visit<'_>) -> Vec<String> {
    let cautions = visit.said(|what| matches!(what, What::Caution(_)));
    let cautions = cautions.iter().filter(|entry| !ifs::is_under(letter, entry));
    let lines: Vec<String> = cautions.flat_map(|entry| said(letter, entry)).collect();
    untold(letter, lines)
}

/// A text, a paper or a caution as it is said.
fn said(letter: &Letter<'_>, entry: &Entry) -> Vec<String> {
    match entry.what {
        What::Text(text) | What::Paper(text) | What::Caution(text) => {
            letter.entry(entry, &letter.said(text))
        }
        _ => Vec::new(),
    }
}

/// What an action says to all for certain.
pub fn certain_text(letter: &Letter<'_>, visit: &Visit<'_>) -> String {
    let texts = visit.said(|what| matches!(what, What::Text(_)));
    let certain = texts.iter().filter(|entry| entry.is_certain());
    certain.flat_map(|entry| said(letter, entry)).collect::<Vec<_>>().join(" ")
}

/// The lines that no step before has told.
fn untold(letter: &mut Letter<'_>, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let lines = lines.into_iter().filter(|line| !letter.notes.contains(line));
    let lines: Vec<String> = lines.collect();
    letter.notes.extend_from_slice(&lines);
    lines
}

fn write_rows(letter: &mut Letter<'_>, label: &str, lines: Vec<String>) {
    let mut label = letter.words.say(label);
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        letter.page.row(PLACE, std::mem::take(&mut label), &line);
    }
}

/// The days: from when, the last one as what it is, and by when it is best done; then those of each member, and that the
/// office is closed on the last day.
fn when(letter: &Letter<'_>, visit: &Visit<'_>) -> Vec<String> {
    let (words, on) = (letter.words, letter.on);
    let mut parts: Vec<String> = Vec::new();
    let (mut of_members, mut closed): (Vec<String>, Option<String>) = (Vec::new(), None);
    let from = visit.days(|finding| finding.from).and_then(|(day, _)| days::from(words, day, on));
    parts.extend(from.map(|from| words.fill("brief.from", &[("day", &from)])));
    parts.extend(best_by(letter, visit));
    if let Some((day, each)) = visit.days(|finding| finding.by) {
        parts.push(by(letter, visit, &days::in_short(words, day, on)));
        of_members.extend(each.into_iter().map(|(who, day)| {
            format!("{}: {}", words.member(who), days::in_short(words, day, on))
        }));
        let by = day.known();
        let last = by.and_then(|by| Some((last_open(letter.pack, &visit.to_do(), by)?, by)));
        closed = last.and_then(|(last, by)| hours::closed_sentence(words, &last, (by, on)));
    }
    parts.extend(letter.plans().counted(visit));
    let ready = letter.plans().ready(visit);
    if parts.is_empty() && !ready.is_empty() {
        parts.push(words.say("brief.now").into());
    }
    parts.extend(ready);
    [parts.join("; "), of_members.join("; ")].into_iter().chain(closed).collect()
}

/// The day that we advise; what takes long is begun as soon as an office is open.
fn best_by(letter: &Letter<'_>, visit: &Visit<'_>) -> Option<String> {
    let best = visit.days(|finding| finding.best_by)?.0.to_keep(letter.on)?;
    let takes_long = letter.pack[visit.first().action].lead.is_some();
    if takes_long && best <= letter.pack.holidays.calendar.next_working_day(letter.on) {
        return Some(letter.words.say("brief.now").into());
    }
    Some(letter.words.fill("brief.best_by", &[("day", &letter.words.date(best))]))
}

/// A last day, labelled as what it is.
fn by(letter: &Letter<'_>, visit: &Visit<'_>, day: &str) -> String {
    let words = letter.words;
    match (visit.first().by_is, letter.last_day_of(visit)) {
        (ByIs::Term, _) => words.fill("brief.term", &[("day", day)]),
        (ByIs::End, Some(what)) => words.fill("brief.end_of", &[("what", &what), ("day", day)]),
        (ByIs::End, None) => words.fill("brief.end", &[("day", day)]),
    }
}

/// Why, as far as that is certain.
fn reasons(letter: &Letter<'_>, visit: &Visit<'_>) -> Vec<String> {
    let reasons = visit.reasons();
    let is_certain = |(entry, _): &&(Entry, _)| entry.conditions.is_empty();
    let mut said: Vec<String> = Vec::new();
    for (entry, topic) in reasons.iter().filter(is_certain) {
        let What::Why(leaf) = entry.what else { continue };
        let reason = letter.told(&letter.pack.reason(*topic, leaf));
        for line in letter.entry(entry, &reason) {
            if !said.contains(&line) {
                said.push(line);
            }
        }
    }
    said.truncate(MOST);
    said
}

fn write_how(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let texts = visit.said(|what| matches!(what, What::Text(_)));
    let texts = texts.iter().filter(|entry| !ifs::is_under(letter, entry));
    let lines = texts.flat_map(|entry| said(letter, entry)).collect();
    write_rows(letter, "row.how", lines);
}

/// The offices under what they are to the step.
fn write_offices(
    letter: &mut Letter<'_>,
    visit: &Visit<'_>,
    (roles, has_address): (&[(Role, &str)], bool),
) {
    for (role, label) in roles {
        let lines = offices(letter, visit, (*role, has_address));
        write_rows(letter, label, lines);
    }
}

/// The offices that are something to a step, a line each; or the step that has told the same under conditions.
fn offices(
    letter: &mut Letter<'_>,
    visit: &Visit<'_>,
    (role, has_address): (Role, bool),
) -> Vec<String> {
    let (mut own, mut lines) = (Vec::new(), Vec::new());
    for place in places((letter.pack, letter.outcome), visit, role) {
        match place {
            Place::Office(entry, office) => own.push((entry, office)),
            Place::InTown(service) => lines.push(letter.in_town(service)),
        }
    }
    let named = own.iter().flat_map(|(entry, office)| {
        letter.entry(entry, letter.pack.say_office(letter.language, &letter.pack[*office], "name"))
    });
    let named: Vec<String> = named.collect();
    let told = letter.places.iter().find(|(known, _)| *known == named);
    let is_open = own.iter().any(|(entry, _)| !entry.conditions.is_empty());
    if let Some((_, number)) = told.filter(|_| is_open) {
        return vec![letter.words.fill("brief.as_in_step", &[("n", &number.to_string())])];
    }
    letter.places.push((named, letter.number));
    let mut named: Vec<(Entry, String)> = Vec::new();
    for (entry, office) in own {
        let line = office_line(letter, (&entry, has_address), office);
        letter.has_doubt |= line.ends_with(DOUBT);
        letter.shown.push((office, letter.number));
        named.push((entry, line));
    }
    let named = nested(letter, named).into_iter();
    lines.extend(named.flat_map(|(entry, line)| letter.entry(&entry, &line)));
    unique(lines.into_iter())
}

/// Name and telephone of an office; with its address and how sure it is at its first mention, if it is certain.
fn office_line(letter: &Letter<'_>, (entry, has_address): (&Entry, bool), id: OfficeId) -> String {
    let (pack, office) = (letter.pack, &letter.pack[id]);
    let say = |part| pack.say_office(letter.language, office, part);
    let name = [say("short"), say("name")].into_iter().find(|name| !name.is_empty());
    let name = name.unwrap_or_default();
    if letter.shown.iter().any(|(known, _)| *known == id) {
        return name.into();
    }
    let address = say("address");
    let is_far = has_address || office.phones.is_empty();
    let address = Some(address).filter(|_| entry.conditions.is_empty() && is_far);
    let address = address.filter(|address| !address.is_empty());
    // The city that ends a short name stands in the address too.
    let is_in = |city: &str| address.is_some_and(|address| address.contains(city));
    let place = name.rsplit_once(", ").filter(|(_, city)| is_in(city));
    let mut parts = vec![place.map_or(name, |(name, _)| name).to_owned()];
    parts.extend(address.map(ToOwned::to_owned));
    parts.extend(office.phones.first().map(|number| contact::phone(number)));
    let mark = if office.standing != Standing::Confirmed && parts.len() > 1 { DOUBT } else { "" };
    parts.join(", ") + mark
}

/// The papers: those for all in one line, then those for some.
fn papers(letter: &Letter<'_>, visit: &Visit<'_>) -> Vec<String> {
    let papers = visit.said(|what| matches!(what, What::Paper(_)));
    let papers = papers.iter().filter(|entry| !ifs::is_under(letter, entry));
    let (certain, others): (Vec<&Entry>, Vec<&Entry>) =
        papers.partition(|entry| entry.is_certain());
    let [certain, others] =
        [certain, others].map(|all| all.into_iter().flat_map(|entry| said(letter, entry)));
    let certain: Vec<String> = certain.collect();
    [certain.join("; ")].into_iter().chain(others).collect()
}

/// What to mind.
fn write_notes(letter: &mut Letter<'_>, visit: &Visit<'_>) {
    let notes = notes(letter, visit);
    write_rows(letter, "row.note", notes);
}
