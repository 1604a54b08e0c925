//! An outcome as a letter to a person in need: danger first, then what to do, by when, where and with what.
//!
//! **Owns** the order in which things are told. **Must not know** rules or conditions.

use crate::engine::outcome::Outcome;
use crate::pack::Pack;
use crate::render::brief::Level;
use crate::render::layout::{DANGER, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::notices::of_letter;
use crate::render::sections::{Section, visits_in};
use crate::render::{View, action, brief, done, open, sources, stay};

/// How many lines a short answer has at most, at 80 columns, if the musts leave so many.
const SCREEN: usize = 60;

/// An outcome as a text that ends with a line end.
///
/// # Examples
///
/// ```
/// use dovidka::render::{View, text};
/// use dovidka::{Case, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2026-11-22".parse()?);
/// let outcome = evaluate(&pack, &case, &Topics::All);
/// let view = View::new("uk");
/// assert!(text::outcome(&pack, &outcome, &view).contains("Станом на 22 листопада 2026 року."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn outcome(pack: &Pack, outcome: &Outcome, view: &View<'_>) -> String {
    let outcome = &*outcome.with_plans_put_off();
    if view.is_full || view.has_sources {
        long(pack, outcome, view)
    } else {
        short(pack, outcome, view)
    }
}

/// The answer that tells as much as a screen holds.
fn short(pack: &Pack, outcome: &Outcome, view: &View<'_>) -> String {
    let write = |view: &View<'_>, level: Level| {
        let mut letter = Letter::new(pack, outcome, view);
        brief::write(&mut letter, level);
        letter.page.finish()
    };
    let wide = View { width: 80, ..*view };
    let fits = |level: &Level| write(&wide, *level).lines().count() <= SCREEN;
    write(view, Level::ALL.into_iter().find(fits).unwrap_or(Level::Bare))
}

/// The answer with every step in full.
fn long(pack: &Pack, outcome: &Outcome, view: &View<'_>) -> String {
    let mut letter = Letter::new(pack, outcome, view);
    let words = letter.words;
    letter.page.paragraph(0, STRONG, letter.text("pack.title"));
    letter.page.paragraph(0, PLAIN, &words.fill("as_of", &[("date", &words.date(outcome.on))]));
    for text in letter.plans().put_off() {
        letter.page.gap();
        letter.page.paragraph(0, STRONG, &text);
    }
    write_if_nothing(&mut letter, outcome);
    write_summary(&mut letter, outcome);
    for section in Section::ALL {
        write_section(&mut letter, outcome, section);
    }
    for line in done::lines(&letter) {
        letter.page.gap();
        letter.page.paragraph(0, PLAIN, &line);
    }
    stay::write(&mut letter, &outcome.stays);
    open::write_possible(&mut letter, outcome);
    open::write_presumed(&mut letter, &outcome.presumed);
    open::write_needs(&mut letter, &outcome.needs);
    write_notices(&mut letter, outcome);
    if view.has_sources {
        sources::write(&mut letter);
    }
    write_end(&mut letter);
    letter.page.finish()
}

fn write_if_nothing(letter: &mut Letter<'_>, outcome: &Outcome) {
    if outcome.due().next().is_some() {
        return;
    }
    let words = letter.words;
    letter.page.gap();
    letter.page.paragraph(
        0,
        PLAIN,
        match (outcome.is_decided, outcome.findings.is_empty()) {
            (false, _) => words.say("nothing.open"),
            (true, false) => words.say("nothing.decided"),
            (true, true) => words.say("nothing.at_all"),
        },
    );
}

/// What must be done, one line each, with the numbers under which it is told in full.
fn write_summary(letter: &mut Letter<'_>, outcome: &Outcome) {
    let duties = [Section::Danger, Section::Now, Section::Later];
    let found = duties.map(|section| visits_in(outcome, section));
    let visits: Vec<_> = found.iter().flatten().collect();
    if visits.len() < 2 {
        return;
    }
    letter.page.heading(STRONG, letter.words.say("heading.summary"));
    for (place, visit) in visits.into_iter().enumerate() {
        let line = action::short(letter, visit);
        letter.page.item(0, &format!("{}.", place + 1), (PLAIN, &line));
    }
}

fn write_section(letter: &mut Letter<'_>, outcome: &Outcome, section: Section) {
    let visits = visits_in(outcome, section);
    if visits.is_empty() {
        return;
    }
    let style = if section == Section::Danger { DANGER } else { STRONG };
    letter.page.heading(style, letter.words.say(section.heading()));
    for visit in &visits {
        action::write(letter, visit);
    }
}

fn write_notices(letter: &mut Letter<'_>, outcome: &Outcome) {
    let notices = of_letter(letter.pack, outcome, letter.language);
    if notices.is_empty() {
        return;
    }
    letter.page.heading(STRONG, letter.words.say("heading.notices"));
    for notice in notices {
        letter.page.item(0, "!", (PLAIN, &notice));
    }
}

fn write_end(letter: &mut Letter<'_>) {
    let (words, pack) = (letter.words, letter.pack);
    let reviewed = words.date(pack.reviewed_on);
    let values = [("date", reviewed.as_str()), ("pack", &pack.id), ("version", &pack.version)];
    letter.page.gap();
    letter.page.paragraph(0, PLAIN, &words.fill("reviewed", &values));
    letter.page.paragraph(0, PLAIN, words.say("not_legal_advice"));
}
