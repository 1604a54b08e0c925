//! An outcome as a calendar file (iCalendar, RFC 5545): one event for each last day and each start of a window.
//!
//! **Owns** what stands in an event, and what makes it the same one when it is imported again.
//! **Must not know** rules, conditions, or the clock: the time stamp is the as-of date.

mod description;
mod events;
mod lines;

use self::events::{Edge, Event, events};
use self::lines::Lines;
use crate::case::Member;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::render::calendar::description::describe;
use crate::render::contact;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::OfficeId;
use std::collections::BTreeMap;

/// The day from which sequence numbers are counted.
const EPOCH: &str = "2020-01-01";

/// What a calendar is made of.
struct Scene<'a> {
    pack: &'a Pack,
    outcome: &'a Outcome,
    language: &'a str,
    words: Words,
    /// Whether nobody but you is in the household; then `you` goes without saying.
    is_alone: bool,
}

/// An outcome as a calendar file, to be imported as often as one likes.
///
/// Every last day is an all-day event, and so is the first day of a window that opens after the as-of date.
/// Equal actions of several members on the same day are one event. An open day is entered at the earliest
/// that is possible and not over, and the text says so; a day that may be anywhere in two years is left out.
/// If there is no such day, the calendar has no events.
///
/// A UID depends on the pack, topic, action and members alone, and the sequence number grows with the as-of
/// date: a later file, in whatever language, updates the events of an earlier one.
///
/// # Examples
///
/// ```
/// use dovidka::render::calendar::calendar;
/// use dovidka::{Case, Member, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
/// let passport = Topics::named(&pack, "passport").expect("it is a topic of the pack");
/// let file = calendar(&pack, &evaluate(&pack, &case, &passport), "uk");
/// assert!(file.contains("UID:kazakhstan-passport-new_passport-you-by@dovidka\r\n"));
/// assert!(file.contains("DTSTART;VALUE=DATE:20270301\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn calendar(pack: &Pack, outcome: &Outcome, language: &str) -> String {
    let members = outcome.findings.iter().map(|finding| finding.who);
    let is_alone = members.into_iter().all(|who| who == Member::YOU || who == Member::HOUSEHOLD);
    let scene = Scene { pack, outcome, language, words: Words::of(language), is_alone };
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", concat!("-//dovidka//dovidka ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.put("CALSCALE", "GREGORIAN");
    // No METHOD: a published event must name its organizer (RFC 5546, 3.2.1), and these have none.
    lines.text("X-WR-CALNAME", scene.text("pack.title"));
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for event in events(outcome) {
        let uid = scene.uid(&event);
        let count = known.entry(uid.clone()).or_default();
        *count += 1;
        let uid = if *count == 1 { uid } else { format!("{uid}-{count}") };
        scene.write(&mut lines, &event, &uid);
    }
    lines.put("END", "VCALENDAR");
    lines.finish()
}

impl<'a> Scene<'a> {
    /// A text of the pack; empty if there is none.
    fn text(&self, id: &str) -> &'a str {
        self.pack.say(self.language, id)
    }

    /// What stays the same in every file about the same thing.
    fn uid(&self, event: &Event<'_>) -> String {
        let finding = event.visit.first();
        let who: Vec<String> =
            event.visit.who().iter().map(|who| who.to_string().replace(' ', "")).collect();
        let (topic, action) = (&self.pack[finding.topic], &self.pack[finding.action]);
        let edge = if event.edge == Edge::From { "from" } else { "by" };
        format!("{}-{}-{}-{}-{edge}", self.pack.id, topic.id, action.id, who.join("+"))
    }

    fn write(&self, lines: &mut Lines, event: &Event<'_>, uid: &str) {
        let finding = event.visit.first();
        let on = self.outcome.on;
        let epoch: Date = EPOCH.parse().expect("it is a date");
        let summary = self.summary(event);
        lines.put("BEGIN", "VEVENT");
        lines.text("UID", &format!("{uid}@dovidka"));
        lines.put("DTSTAMP", &format!("{}T000000Z", compact(on)));
        lines.put("SEQUENCE", &on.days_since(epoch).max(0).to_string());
        lines.put("DTSTART;VALUE=DATE", &compact(event.date));
        if let Some(next) = Date::from_number(event.date.number() + 1) {
            lines.put("DTEND;VALUE=DATE", &compact(next));
        }
        lines.text("SUMMARY", &summary);
        lines.text("DESCRIPTION", &describe(self, event));
        self.write_place(lines, &event.visit.offices());
        let topic = &self.pack[finding.topic].id;
        lines.text("CATEGORIES", self.text(&format!("topic.{topic}")));
        lines.put("STATUS", if finding.is_certain { "CONFIRMED" } else { "TENTATIVE" });
        lines.put("TRANSP", "TRANSPARENT");
        lines.put("CLASS", "PRIVATE");
        for days in &self.pack.alarms {
            lines.put("BEGIN", "VALARM");
            lines.put("ACTION", "DISPLAY");
            lines.put("TRIGGER", &format!("-P{days}D"));
            lines.text("DESCRIPTION", &summary);
            lines.put("END", "VALARM");
        }
        lines.put("END", "VEVENT");
    }

    /// What to do, or what may have to be done, who, and until or from which day.
    fn summary(&self, event: &Event<'_>) -> String {
        let action = &self.pack[event.visit.first().action].id;
        let title = self.text(&format!("action.{action}.title"));
        let who = if self.is_alone { String::new() } else { format!(" ({})", self.who(event)) };
        let label = event.edge.label(self.words).to_lowercase();
        let date = self.words.date(event.date);
        format!("{}{title}{who} — {label}: {date}", self.doubt(event.visit.first()))
    }

    /// What stands before an action that is not certain, so that nobody takes it for a duty.
    fn doubt(&self, finding: &Finding) -> String {
        let words = self.words;
        let doubt = match finding.kind {
            _ if finding.is_certain => return String::new(),
            ActionKind::Must => words.say("possible.must"),
            ActionKind::Can => words.say("possible.can"),
            ActionKind::Know => words.say("possible.know"),
        };
        format!("{doubt}: ")
    }

    fn who(&self, event: &Event<'_>) -> String {
        let names: Vec<String> =
            event.visit.who().into_iter().map(|who| self.words.member(who)).collect();
        names.join(", ")
    }

    /// The first office as the place, and every office that has a telephone or mail address as a contact.
    fn write_place(&self, lines: &mut Lines, offices: &[OfficeId]) {
        let name_of = |id: &str| self.text(&format!("office.{id}.name"));
        if let Some(first) = offices.first() {
            let id = &self.pack[*first].id;
            let parts = [name_of(id), self.text(&format!("office.{id}.address"))];
            lines.text("LOCATION", &join(&parts));
        }
        for office in offices.iter().map(|office| &self.pack[*office]) {
            if !office.phones.is_empty() || !office.mail.is_empty() {
                let phones = office.phones.iter().map(|number| contact::phone(number));
                let reach: Vec<String> = phones.chain(office.mail.iter().cloned()).collect();
                lines.text("CONTACT", &join(&[name_of(&office.id), &reach.join(", ")]));
            }
        }
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A day as `20270301`.
fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}
