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
use crate::engine::outcome::Outcome;
use crate::pack::Pack;
use crate::render::calendar::description::describe;
use crate::render::conditions::Conditions;
use crate::render::contact;
use crate::render::merge::Entry;
use crate::render::plans::Plans;
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
    let outcome = &*outcome.with_plans_put_off();
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

    /// The plans of the outcome, in words.
    fn plans(&self) -> Plans<'a> {
        let Self { pack, outcome, language, is_alone, .. } = *self;
        Plans { pack, outcome, language, is_alone }
    }

    /// A text as it is said: to whom, and under which conditions.
    fn said(&self, entry: &Entry, text: &str) -> Vec<String> {
        let conditions = Conditions { pack: self.pack, language: self.language };
        conditions.said(self.outcome, entry, text)
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
        lines.put("STATUS", "CONFIRMED");
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

    /// What to do, who, and until or from which day.
    fn summary(&self, event: &Event<'_>) -> String {
        let title = self.pack.title(self.language, event.visit.first().action);
        let who = if self.is_alone { String::new() } else { format!(" ({})", self.who(event)) };
        let label = event.edge.label(self.words).to_lowercase();
        let date = self.words.date(event.date);
        format!("{title}{who} — {label}: {date}")
    }

    fn who(&self, event: &Event<'_>) -> String {
        let names: Vec<String> =
            event.visit.who().into_iter().map(|who| self.words.member(who)).collect();
        names.join(", ")
    }

    /// The first office as the place, and every office that has a telephone or mail address as a contact.
    fn write_place(&self, lines: &mut Lines, offices: &[OfficeId]) {
        let text = |office, part| self.pack.say_office(self.language, office, part);
        if let Some(first) = offices.first() {
            let first = &self.pack[*first];
            lines.text("LOCATION", &join(&["name", "address"].map(|part| text(first, part))));
        }
        for office in offices.iter().map(|office| &self.pack[*office]) {
            if !office.phones.is_empty() || !office.mail.is_empty() {
                let phones = office.phones.iter().map(|number| contact::phone(number));
                let reach: Vec<String> = phones.chain(office.mail.iter().cloned()).collect();
                lines.text("CONTACT", &join(&[text(office, "name"), &reach.join(", ")]));
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

#[cfg(test)]
mod tests {
    use super::calendar;
    use crate::case::Member;
    use crate::engine::day::Day;
    use crate::engine::outcome::{Finding, Outcome};
    use crate::engine::statement::{Statement, What};
    use crate::pack::Pack;
    use crate::pack::raw::{ActionKind, Role, Text};
    use crate::terms::id::{ActionId, OfficeId, TextId, TopicId};
    use std::collections::BTreeMap;

    const ON: &str = "2026-11-22";

    fn pack() -> Pack {
        Pack::embedded("kazakhstan").unwrap()
    }

    /// A day such as `2027-03-01`, or an open one such as `2027-03-01..2027-03-09`.
    fn day(text: &str) -> Option<Day> {
        let (earliest, latest) = text.split_once("..").unwrap_or((text, text));
        Some(Day::from_dates(earliest.parse().ok()?, latest.parse().ok()?))
    }

    fn text(pack: &Pack, id: &str) -> TextId {
        TextId::at(pack.named_texts.iter().position(|known| known == id).unwrap())
    }

    /// Renewing a passport at the embassy.
    fn finding(pack: &Pack, who: &str, from: &str, by: &str) -> Finding {
        let topic = pack.topics.iter().position(|topic| topic.id == "passport").unwrap();
        let action = pack.actions.iter().position(|one| one.id == "new_passport").unwrap();
        let of = (TopicId::at(topic), Member::parse(who).unwrap());
        let (from, by) = (day(from), day(by));
        Finding { from, by, ..Finding::of(ActionId::at(action), of, ActionKind::Must) }
    }

    fn outcome(pack: &Pack, on: &str, findings: Vec<Finding>) -> Outcome {
        let embassy = pack.offices.iter().position(|one| one.id == "embassy").unwrap();
        let statements = [
            What::Text(text(pack, "action.new_passport.text")),
            What::Office(OfficeId::at(embassy), Role::Do),
            What::Paper(text(pack, "bring.old_passport")),
        ];
        let statements = statements.map(Statement::certain);
        let findings = findings.into_iter().map(|finding| (finding, statements.to_vec()));
        Outcome::of(on.parse().unwrap(), findings)
    }

    /// The properties of each event; of those that repeat, the first.
    fn events(file: &str) -> Vec<BTreeMap<String, String>> {
        let unfolded = file.replace("\r\n ", "");
        let blocks = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
        let read = |block: &str| {
            let mut event = BTreeMap::new();
            for line in block.split("\r\n").filter(|line| !line.is_empty()) {
                let (name, value) = line.split_once(':').unwrap();
                event.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            }
            event
        };
        blocks.map(read).collect()
    }

    #[test]
    fn a_last_day_and_a_window_that_opens_later_are_events() {
        let pack = pack();
        let table = [
            // from, by, days in the calendar
            ("", "2027-03-01", "by 20270301"),
            ("2027-01-10", "2027-03-01", "from 20270110, by 20270301"),
            ("2027-01-10", "", "from 20270110"),
            ("2026-11-22", "2027-03-01", "by 20270301"), // it opens today
            ("", "2026-11-20", "by 20261120"),           // over
            ("", "2027-03-01..2027-03-31", "by 20270301"), // open: the earliest
            ("", "2026-10-01..2026-12-01", "by 20261122"), // the earliest that is not over
            ("2026-12-01..2026-12-31", "", "from 20261201"),
            ("", "2027-01-01..2037-01-01", ""), // it says nothing
            ("", "9999-12-31", "by 99991231"),
            ("", "", ""),
        ];
        for (from, by, days) in table {
            let file =
                calendar(&pack, &outcome(&pack, ON, vec![finding(&pack, "you", from, by)]), "uk");
            let found: Vec<String> = events(&file)
                .iter()
                .map(|event| {
                    let edge = event["UID"].trim_end_matches("@dovidka").rsplit('-').next();
                    format!("{} {}", edge.unwrap(), event["DTSTART;VALUE=DATE"])
                })
                .collect();
            assert_eq!(found.join(", "), days, "from {from:?} by {by:?}");
        }
    }

    #[test]
    fn an_event_has_all_that_a_person_needs() {
        let pack = pack();
        let file = calendar(
            &pack,
            &outcome(&pack, ON, vec![finding(&pack, "you", "", "2027-02-28")]),
            "en",
        );
        let event = &events(&file)[0];
        let table = [
            ("UID", "kazakhstan-passport-new_passport-you-by@dovidka"),
            ("DTSTAMP", "20261122T000000Z"),
            ("SEQUENCE", "2517"), // days from 1 January 2020 to 22 November 2026
            ("DTSTART;VALUE=DATE", "20270228"),
            ("DTEND;VALUE=DATE", "20270301"),
            ("SUMMARY", "Apply for a new biometric passport — last day: 28 February 2027"),
            ("CATEGORIES", "Passport"),
            ("STATUS", "CONFIRMED"),
            ("TRANSP", "TRANSPARENT"),
            ("TRIGGER", "-P14D"),
        ];
        for (name, value) in table {
            assert_eq!(event[name], value, "{name}");
        }
        // 28 February 2027 is a Sunday.
        for part in [
            "Its last open day before it is 26 February 2027.",
            "+7 7172 57 70 25",
            "the present passport",
        ] {
            assert!(event["DESCRIPTION"].contains(part), "{part}: {}", event["DESCRIPTION"]);
        }
        assert!(event["LOCATION"].starts_with("Embassy of Ukraine"));
        assert!(event["CONTACT"].contains("+7 7172 57 70 25"));
        let alarms: Vec<&str> = file.split("TRIGGER:").skip(1).map(|rest| &rest[..5]).collect();
        assert_eq!(alarms, ["-P14D", "-P3D\r", "-P1D\r"]);
    }

    #[test]
    fn equal_actions_on_the_same_day_are_one_event() {
        let pack = pack();
        let of = |who, by| finding(&pack, who, "", by);
        let (you, adult) = (of("you", "2027-03-01"), of("adult 1", "2027-03-01"));
        let later = of("adult 1", "2027-04-01");
        let other = Finding { strongest: ActionKind::Must, kind: ActionKind::Can, ..you };
        let table = [
            // findings, members of each event
            (vec![you, adult], "you+adult1-by"),
            (vec![adult, you], "you+adult1-by"),
            (vec![you, later], "you-by, adult1-by"),
            (vec![you, other], "you-by, you-by-2"), // never the same UID twice
        ];
        for (findings, members) in table {
            let file = calendar(&pack, &outcome(&pack, ON, findings), "en");
            let short = |uid: &String| {
                let uid = uid.trim_start_matches("kazakhstan-passport-new_passport-");
                uid.trim_end_matches("@dovidka").to_owned()
            };
            let found: Vec<String> =
                events(&file).iter().map(|event| short(&event["UID"])).collect();
            assert_eq!(found.join(", "), members);
        }
    }

    #[test]
    fn what_is_not_certain_is_not_in_the_calendar() {
        let pack = pack();
        let possible = Finding { is_certain: false, ..finding(&pack, "you", "", "2027-03-01") };
        let file = calendar(&pack, &outcome(&pack, ON, vec![possible]), "en");
        assert!(events(&file).is_empty(), "{file}");
    }

    #[test]
    fn a_later_file_in_another_language_updates_the_same_events() {
        let pack = pack();
        let at =
            |on| outcome(&pack, on, vec![finding(&pack, "child 1", "2027-01-10", "2027-03-01")]);
        let first = calendar(&pack, &at(ON), "uk");
        assert_eq!(first, calendar(&pack, &at(ON), "uk"), "same input, same bytes");
        let (old, new) = (events(&first), events(&calendar(&pack, &at("2026-11-23"), "en")));
        assert_eq!(old.len(), 2);
        for (old, new) in old.iter().zip(&new) {
            let sequence = |event: &BTreeMap<_, String>| event["SEQUENCE"].parse::<u32>().unwrap();
            assert_eq!(old["UID"], new["UID"]);
            assert_eq!(sequence(old) + 1, sequence(new));
        }
        assert_eq!(events(&calendar(&pack, &at("2019-01-01"), "en"))[0]["SEQUENCE"], "0");
    }

    #[test]
    fn no_text_of_a_pack_breaks_a_line_or_begins_one() {
        let mut pack = pack();
        let evil = "x\r\nEND:VEVENT\nBEGIN:VEVENT\rUID:y\u{2028}UID:z\u{85}\0;,\\ж".repeat(20);
        for texts in pack.texts.values_mut() {
            for text in texts.values_mut() {
                *text = Text::Plain(evil.clone());
            }
        }
        for source in &mut pack.sources {
            source.title.clone_from(&evil);
            source.url.clone_from(&evil);
        }
        for office in &mut pack.offices {
            (office.phones, office.mail) = (vec![evil.clone()], vec![evil.clone()]);
            (office.links, office.hours) = (vec![evil.clone()], Some(evil.clone()));
        }
        let file = calendar(
            &pack,
            &outcome(&pack, ON, vec![finding(&pack, "you", "", "2027-03-01")]),
            "uk",
        );
        assert_eq!(file.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        assert_eq!(file.matches("\r\nUID:").count(), 1);
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        let is_end = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        assert!(!file.replace("\r\n", "").contains(is_end));
    }
}
