//! What of a step depends on the person: each condition once, with all that is done, brought and minded then.
//!
//! **Must not know** how a condition is put into words.

use crate::engine::statement::{Condition, What};
use crate::pack::raw::Role;
use crate::render::letter::Letter;
use crate::render::merge::{Entry, Visit};

/// So many conditions are named of a step, unless more decide what to do or to bring.
const MOST: usize = 3;

/// What stands under one condition.
struct Group {
    head: String,
    texts: Vec<String>,
    papers: Vec<String>,
    notes: Vec<String>,
}

/// Whether something is said to all under conditions alone, each of which can be said in short.
pub fn is_under(letter: &Letter<'_>, entry: &Entry) -> bool {
    let mut conditions = entry.conditions.iter();
    entry.who.is_empty()
        && !entry.conditions.is_empty()
        && conditions.all(|place| letter.head(*place).is_some())
}

/// What depends on the person; notes that stand alone under a condition only if they are wanted, and no more than a few.
pub fn lines(letter: &mut Letter<'_>, visit: &Visit<'_>, has_notes: bool) -> Vec<String> {
    let mut groups = groups(letter, visit, has_notes);
    let is_needed = |group: &Group| !group.texts.is_empty() || !group.papers.is_empty();
    groups.sort_by_key(|group| !is_needed(group));
    let most = MOST.max(groups.iter().filter(|group| is_needed(group)).count());
    let rest = groups.len().saturating_sub(most);
    let shown = groups.into_iter().take(most);
    let mut lines: Vec<String> = shown.map(|group| line(letter, group)).collect();
    if rest > 0 {
        lines.push(letter.words.count("brief.more_notes", i32::try_from(rest).unwrap_or(i32::MAX)));
    }
    lines
}

fn groups(letter: &mut Letter<'_>, visit: &Visit<'_>, has_notes: bool) -> Vec<Group> {
    let first = conditions_of_first(letter, visit);
    let said = visit.said(|what| !matches!(what, What::Why(_) | What::Office(..)));
    let mut groups: Vec<Group> = Vec::new();
    let said: Vec<&Entry> = said.iter().filter(|entry| is_under(letter, entry)).collect();
    for entry in said {
        let (What::Text(text) | What::Paper(text) | What::Caution(text)) = entry.what else {
            continue;
        };
        for place in &entry.conditions {
            let is_note = matches!(entry.what, What::Caution(_));
            // Whom to speak to first under this condition stands above.
            let is_told = first.contains(&letter.outcome.conditions[*place]);
            let Some(head) = letter.head(*place) else { continue };
            let text = letter.said(text).into_owned();
            let told = format!("{head}: {text}");
            if is_note && (is_told || !has_notes || letter.notes.contains(&told)) {
                continue;
            }
            if is_note {
                letter.notes.push(told);
            }
            let known = groups.iter().position(|group| group.head == head);
            let known = known.unwrap_or_else(|| {
                let (texts, papers, notes) = (Vec::new(), Vec::new(), Vec::new());
                groups.push(Group { head, texts, papers, notes });
                groups.len() - 1
            });
            match entry.what {
                What::Text(_) => groups[known].texts.push(text),
                What::Paper(_) => groups[known].papers.push(text),
                _ => groups[known].notes.push(text),
            }
        }
    }
    groups
}

/// The conditions under which somebody is to be spoken to first.
fn conditions_of_first(letter: &Letter<'_>, visit: &Visit<'_>) -> Vec<Condition> {
    let offices = visit.said(|what| matches!(what, What::Office(_, Role::First)));
    let conditions = offices.iter().flat_map(|entry| &entry.conditions);
    conditions.map(|place| letter.outcome.conditions[*place].clone()).collect()
}

/// A condition and all that stands under it.
fn line(letter: &Letter<'_>, group: Group) -> String {
    let Group { head, texts, papers, notes } = group;
    let papers = (!papers.is_empty()).then(|| {
        let papers = letter.words.fill("brief.bring_too", &[("papers", &papers.join("; "))]);
        if notes.is_empty() { papers } else { format!("{papers}.") }
    });
    let mut parts: Vec<String> = texts.into_iter().chain(papers).chain(notes).collect();
    parts[0] = letter.inside(&parts[0]);
    letter.words.fill("if.place", &[("place", &head), ("text", &parts.join(" "))])
}
