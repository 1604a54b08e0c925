//! What has changed since cases were stored: for each file and each member what begins, ends or is different.
//!
//! **Must not know** how changes are found.

use crate::case::Span;
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::render::View;
use crate::render::json::recheck;
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::notices;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::time::recheck::{Change, Recheck, State, Why};

/// Days that lie further apart than this say nothing to a person.
const WIDEST: i32 = 2 * 366;

/// What has changed as JSON, with a line end.
#[must_use]
pub fn json(pack: &Pack, on: Date, files: &[Recheck], language: &str) -> String {
    recheck::recheck(pack, on, files, language)
}

/// What has changed as a text that ends with a line end; a file without a change is one line.
#[must_use]
pub fn text(pack: &Pack, files: &[Recheck], view: &View<'_>) -> String {
    let words = Words::of(view.language);
    let mut page = Page::new(view);
    let mut told: Vec<String> = Vec::new();
    for file in files {
        // That nothing has changed is said from the same knowledge.
        let notices = notices(pack, &file.outcome, view.language);
        let new = notices.into_iter().filter(|notice| !told.contains(notice)).collect::<Vec<_>>();
        told.extend(new);
        if file.has_changed() {
            write_file(&mut page, pack, file, view.language);
            page.gap();
        } else {
            let stored = words.date(file.stored_on);
            let values = [("file", file.file.as_str()), ("stored", &stored)];
            page.paragraph(0, PLAIN, &words.fill("recheck.nothing", &values));
        }
    }
    if !told.is_empty() {
        page.gap();
    }
    for notice in &told {
        page.item(0, "!", (PLAIN, notice));
    }
    if files.iter().any(Recheck::has_changed) {
        page.gap();
        page.paragraph(0, PLAIN, words.say("not_legal_advice"));
    }
    page.finish()
}

fn write_file(page: &mut Page, pack: &Pack, file: &Recheck, language: &str) {
    let words = Words::of(language);
    page.heading(STRONG, &file.file);
    let (stored, now) = (words.date(file.stored_on), words.date(file.outcome.on));
    let values = [
        ("stored", stored.as_str()),
        ("pack", &pack.id),
        ("old", &file.stored_version),
        ("now", &now),
        ("new", &pack.version),
    ];
    page.paragraph(0, PLAIN, &words.fill("recheck.head", &values));
    let mut who = None;
    for change in &file.changes {
        if who != Some(change.who) {
            page.gap();
            page.label(0, words.say("label.who"), &words.member(change.who));
            who = Some(change.who);
        }
        write_change(page, pack, change, language);
    }
    for step in file.lapsed() {
        page.gap();
        page.label(0, words.say("label.who"), &words.member(step.who));
        page.item(0, "!", (STRONG, pack.title(language, step.action)));
        let on = words.date(step.on);
        page.label(2, words.say("recheck.before"), &words.fill("recheck.done", &[("day", &on)]));
        page.label(2, words.say("recheck.now"), words.say("recheck.again"));
    }
}

fn write_change(page: &mut Page, pack: &Pack, change: &Change, language: &str) {
    let words = Words::of(language);
    let sign = match (change.before, change.after) {
        (None, _) => "+",
        (_, None) => "−",
        _ => "!",
    };
    let title = pack.say(language, &format!("action.{}.title", change.action));
    // An action that the rules have no more has no title either.
    let title = if title.is_empty() { change.action.as_str() } else { title };
    page.item(0, sign, (STRONG, title));
    let (none_before, none_now) = (words.say("recheck.begins"), words.say("recheck.ends"));
    let told = |state: Option<State>, none: &str| {
        state.map_or_else(|| none.to_owned(), |state| state_line(words, state))
    };
    page.label(2, words.say("recheck.before"), &told(change.before, none_before));
    page.label(2, words.say("recheck.now"), &told(change.after, none_now));
    let why = match change.why {
        Why::Time => words.say("recheck.time"),
        Why::Rules => words.say("recheck.rules"),
        Why::Both => words.say("recheck.both"),
    };
    page.label(2, words.say("label.why"), why);
}

/// What an action is to the person, and its days: `it must be done, last day: 1 March 2027`.
fn state_line(words: Words, state: State) -> String {
    let kind = match state.told.kind {
        ActionKind::Must => words.say("recheck.must"),
        ActionKind::Can => words.say("recheck.can"),
        ActionKind::Know => words.say("recheck.know"),
    };
    let kind = if state.told.is_certain {
        kind.to_owned()
    } else {
        words.fill("recheck.possible", &[("kind", kind)])
    };
    let from = state.told.from.filter(|_| !state.is_open);
    let from = from.and_then(|day| day_line(words, "timeline.from", day));
    let by = match state.told.by {
        Some(_) if state.is_over => Some(words.say("timeline.over").to_owned()),
        by => by.and_then(|day| day_line(words, "timeline.by", day)),
    };
    [Some(kind), from, by].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A day, or the days between which it lies; nothing if they lie too far apart to say anything.
fn day_line(words: Words, key: &str, Span { first, last }: Span) -> Option<String> {
    let day = match last.days_since(first) {
        0 => words.date(first),
        wide if wide > WIDEST => return None,
        _ => {
            let (first, last) = (words.date(first), words.date(last));
            words.fill("timeline.between", &[("first", &first), ("last", &last)])
        }
    };
    Some(words.fill(key, &[("day", &day)]))
}
