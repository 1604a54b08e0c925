//! A timeline as a line that is drawn from today down to its end: what begins, what ends, and the last days.
//!
//! **Owns** the drawing. **Must not know** how the days were found.

use crate::engine::outcome::Finding;
use crate::pack::Pack;
use crate::render::View;
use crate::render::change::{Entry, Group, changes, entries};
use crate::render::json::time;
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::notices;
use crate::render::teller::Teller;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::time::Shown;
use crate::time::timeline::Period;
use std::collections::BTreeMap;

/// The columns of the line that is drawn at the left.
const LINE: usize = 2;
/// More days than this between two rows are drawn as a longer line, and again for each of them.
const LONG: [i32; 3] = [1, 31, 366];

/// The groups of a row, each with its sign and its label: what ends has a minus, what has a last day a mark.
const LABELS: [(Group, &str, &str); 15] = [
    (Group::LastDay, "!", "timeline.last_day"),
    (Group::PerhapsLastDay, "!", "timeline.perhaps_last_day"),
    (Group::Moved, "!", "timeline.moved"),
    (Group::Due, "+", "timeline.due"),
    (Group::Later, "+", "timeline.later"),
    (Group::Can, "+", "timeline.can"),
    (Group::Know, "+", "timeline.know"),
    (Group::Possible, "+", "timeline.possible"),
    (Group::New, "+", "change.new"),
    (Group::Passed, "−", "timeline.passed"),
    (Group::Relaxed, "−", "timeline.relaxed"),
    (Group::Doubtful, "−", "timeline.doubtful"),
    (Group::Ended, "−", "timeline.ended"),
    (Group::RuledOut, "−", "timeline.ruled_out"),
    (Group::Gone, "−", "change.gone"),
];

/// The labels of the first row, which tells how things are and not what changes.
const LABELS_TODAY: [(Group, &str, &str); 6] = [
    (Group::LastDay, "!", "timeline.last_day"),
    (Group::PerhapsLastDay, "!", "timeline.perhaps_last_day"),
    (Group::Due, "•", "heading.now"),
    (Group::Later, "•", "heading.later"),
    (Group::Can, "•", "heading.can"),
    (Group::Know, "•", "heading.know"),
];

/// What is told of each day that has a row.
type Rows = BTreeMap<Date, Vec<Entry>>;

/// A timeline as JSON, with a line end.
#[must_use]
pub fn json(pack: &Pack, periods: &[Period], until: Date, language: &str) -> String {
    time::timeline(pack, periods, until, language)
}

/// A timeline as a text that ends with a line end; without colour it says the same.
///
/// # Examples
///
/// ```
/// use dovidka::render::{View, timeline as render};
/// use dovidka::time::timeline::timeline;
/// use dovidka::{Case, Pack, Topics};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2022-06-01".parse()?);
/// let covid = Topics::named(&pack, "covid").expect("it is a topic of the pack");
/// let until = "2022-12-31".parse()?;
/// let periods = timeline(&pack, &case, &covid, until);
/// let view = View::new("en");
/// assert!(render::text(&pack, &periods, until, &view).contains("● 8 June 2022 — in 7 days"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn text(pack: &Pack, periods: &[Period], until: Date, view: &View<'_>) -> String {
    let Some(first) = periods.first() else { return empty(until, view) };
    let rows = rows(pack, periods, first.first);
    let teller = Teller::new((pack, view.language), first.first, rows.values().flatten());
    let mut text = head(teller, periods, until, view);
    let mut before = teller.today;
    for (day, entries) in &rows {
        text += &"│\n".repeat(LONG.iter().filter(|long| day.days_since(before) > **long).count());
        text += &row(teller, *day, entries, view);
        before = *day;
    }
    text + &end(teller, &rows, until, view) + &notes(teller, periods, view)
}

fn empty(until: Date, view: &View<'_>) -> String {
    let words = Words::of(view.language);
    let mut page = Page::new(view);
    page.paragraph(0, STRONG, words.say("timeline.title"));
    page.paragraph(0, PLAIN, &words.fill("timeline.empty", &[("last", &words.date(until))]));
    page.finish()
}

/// The rows, by their days: today, each day with a change that a person notices, and each last day.
fn rows(pack: &Pack, periods: &[Period], today: Date) -> Rows {
    let mut rows = Rows::from([(today, Vec::new())]);
    let mut before: Option<Vec<Entry>> = None;
    for period in periods {
        let outcome = &period.outcome;
        let findings = outcome.findings.iter();
        let advice: Vec<(Finding, Shown)> =
            findings.map(|finding| (*finding, Shown::of(pack, outcome, finding))).collect();
        let entries = entries(&advice);
        for (day, entry) in last_days(&entries, period) {
            add(&mut rows, day, entry);
        }
        let changed = match &before {
            None => entries.iter().map(|entry| entry.put(entry.group)).collect(),
            Some(before) => changes(before, &entries, period.first),
        };
        for entry in changed {
            add(&mut rows, period.first, entry);
        }
        before = Some(entries);
    }
    rows
}

fn add(rows: &mut Rows, day: Date, entry: Entry) {
    let row = rows.entry(day).or_default();
    if !row.contains(&entry) {
        row.push(entry);
    }
}

/// The last days that lie in a period; one that moves with the as-of date ("at once") is told with the action instead.
fn last_days(entries: &[Entry], period: &Period) -> Vec<(Date, Entry)> {
    let last_day = |entry: &Entry| {
        let (day, is_certain) = entry.safe_day().filter(|_| !entry.moves)?;
        let group = if is_certain { Group::LastDay } else { Group::PerhapsLastDay };
        (period.first <= day && day <= period.last).then(|| (day, entry.put(group)))
    };
    entries.iter().filter_map(last_day).collect()
}

fn head(teller: Teller<'_>, periods: &[Period], until: Date, view: &View<'_>) -> String {
    let words = teller.words();
    let mut page = Page::new(view);
    page.paragraph(0, STRONG, words.say("timeline.title"));
    let (first, last) = (words.date(teller.today), words.date(until));
    page.paragraph(0, PLAIN, &words.fill("timeline.span", &[("first", &first), ("last", &last)]));
    if periods.iter().any(|period| !period.outcome.is_decided) {
        page.paragraph(0, PLAIN, words.say("timeline.open"));
    }
    page.finish() + "\n"
}

/// One day with everything that is told of it, at the right of the line.
fn row(teller: Teller<'_>, day: Date, entries: &[Entry], view: &View<'_>) -> String {
    let words = teller.words();
    let is_today = day == teller.today;
    let wait = match day.days_since(teller.today) {
        0 => words.say("timeline.today").into(),
        days => words.count("left.wait", days),
    };
    let mut page = page(view);
    let values = [("date", words.date(day)), ("wait", wait)];
    let values = [("date", values[0].1.as_str()), ("wait", values[1].1.as_str())];
    page.paragraph(0, STRONG, &words.fill("timeline.day", &values));
    let labels = if is_today { &LABELS_TODAY[..] } else { &LABELS };
    for (group, sign, label) in labels {
        let lines = teller.lines(entries, *group, day);
        if !lines.is_empty() {
            page.item(0, sign, (STRONG, &format!("{}:", words.say(label))));
        }
        for line in lines {
            line.write(&mut page, "·");
        }
    }
    let possible = teller.lines(entries, Group::Possible, day).len();
    match i32::try_from(possible) {
        Ok(count) if is_today && count > 0 => {
            page.item(0, "?", (PLAIN, &words.count("timeline.possible_today", count)));
        }
        _ if entries.is_empty() => page.paragraph(0, PLAIN, words.say("nothing.at_all")),
        _ => {}
    }
    draw(&page.finish(), "●", "│")
}

/// The end of the line.
fn end(teller: Teller<'_>, rows: &Rows, until: Date, view: &View<'_>) -> String {
    let words = teller.words();
    let key = if rows.len() == 1 { "timeline.nothing" } else { "timeline.nothing_more" };
    let mut quiet = page(view);
    quiet.paragraph(0, PLAIN, words.say(key));
    let mut last = page(view);
    last.paragraph(0, STRONG, &words.fill("timeline.end", &[("date", &words.date(until))]));
    let is_over = rows.last_key_value().is_some_and(|(day, _)| *day == until);
    let quiet = if is_over { String::new() } else { draw(&quiet.finish(), "│", "│") };
    format!("│\n{quiet}{}", draw(&last.finish(), "○", " "))
}

/// What a person should know about the knowledge behind it.
fn notes(teller: Teller<'_>, periods: &[Period], view: &View<'_>) -> String {
    let words = teller.words();
    let mut page = Page::new(view);
    let first = periods.first().map(|period| &period.outcome);
    for notice in first.into_iter().flat_map(|first| notices(teller.pack, first, view.language)) {
        page.item(0, "!", (PLAIN, &notice));
    }
    page.paragraph(0, PLAIN, words.say("timeline.rules_may_change"));
    page.paragraph(0, PLAIN, words.say("not_legal_advice"));
    "\n".to_owned() + &page.finish()
}

/// A page at the right of the line.
fn page(view: &View<'_>) -> Page {
    Page::new(&View { width: view.width.saturating_sub(LINE), ..*view })
}

/// Draws the line at the left of a page: the knot of its first line, and the bar of the others.
fn draw(page: &str, knot: &str, bar: &str) -> String {
    let signs = std::iter::once(knot).chain(std::iter::repeat(bar));
    let line = |(sign, line): (&str, &str)| format!("{sign} {line}").trim_end().to_owned() + "\n";
    signs.zip(page.lines()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{json, text};
    use crate::case;
    use crate::engine::rules::Topics;
    use crate::pack::Pack;
    use crate::pack::raw::ActionKind;
    use crate::render::View;
    use crate::terms::calendar::Date;
    use crate::time::timeline::{Period, timeline};
    use textwrap::core::display_width;

    const TWO_PASSPORTS: &str = r#"{ "where": "kazakhstan", "born": "1986-04-19", "sex": "female", "fear": false,
        "passport": "biometric", "passport_expires": "2025-06-30",
        "adults": [{ "born": "1990-01-01", "sex": "female", "fear": false,
                     "passport": "biometric", "passport_expires": "2025-06-30" }] }"#;

    fn periods(facts: &str, topic: &str, (on, until): (&str, &str)) -> (Pack, Vec<Period>, Date) {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let case = case::read(&pack, facts, on.parse().unwrap()).unwrap();
        let topic = Topics::named(&pack, topic).unwrap();
        let until = until.parse().unwrap();
        let periods = timeline(&pack, &case, &topic, until);
        (pack, periods, until)
    }

    fn show(facts: &str, topic: &str, days: (&str, &str), language: &str) -> String {
        let (pack, periods, until) = periods(facts, topic, days);
        text(&pack, &periods, until, &View { width: 60, ..View::new(language) })
    }

    #[test]
    fn what_begins_and_what_ends_stands_on_its_day() {
        let shown = show("{}", "covid", ("2022-06-01", "2022-12-31"), "en");
        let wanted = "\
● 1 June 2022 — today
│ • Do this now:
│   · Carry a negative PCR test or proof of vaccination
│
● 8 June 2022 — in 7 days
│ + From now on, good to know:
│   · No COVID test or certificate is needed
│ − No longer applies:
│   · Carry a negative PCR test or proof of vaccination
│
│ From then on nothing changes until the end of this
│ overview.
○ 31 December 2022 — end of this overview
";
        assert!(shown.contains(wanted), "{shown}");
    }

    #[test]
    fn a_window_opens_has_a_last_day_and_passes_for_both_adults_in_one_line() {
        let shown = show(TWO_PASSPORTS, "passport", ("2025-01-10", "2026-06-30"), "uk");
        let wanted = "\
● 10 січня 2025 року — сьогодні
│ • Зробіть пізніше:
│   · Продовжіть строк дії паспорта (ви, дорослий 1) —
│     перший день: 28 лютого 2025 року (через 49 днів),
│     останній день: 30 червня 2025 року (лишився 171 день)
│
│
● 28 лютого 2025 року — через 49 днів
│ + Відтепер це треба зробити:
│   · Продовжіть строк дії паспорта (ви, дорослий 1) —
│     останній день: 30 червня 2025 року
│
│
● 30 червня 2025 року — через 171 день
│ ! Останній день:
│   · Продовжіть строк дії паспорта (ви, дорослий 1)
● 1 липня 2025 року — через 172 дні
│ + Відтепер це треба зробити:
│   · Оформіть новий біометричний паспорт (ви, дорослий 1)
│ + Відтепер це можна зробити:
│   · Якщо треба терміново повернутися: посвідчення особи на
│     повернення в Україну (ви, дорослий 1)
│ − Останній день минув:
│   · Продовжіть строк дії паспорта (ви, дорослий 1)
│
│
● 29 жовтня 2025 року — через 292 дні
│ − Більше немає в кроках, що лишаються:
│   · Оформіть новий біометричний паспорт (ви, дорослий 1)
│     Зважте: Довідник не каже, чи можна продовжити паспорт,
│       строк дії якого вже минув. Запитайте консула.
│
│ Далі до кінця огляду нічого не зміниться.
○ 30 червня 2026 року — кінець огляду
";
        assert!(shown.contains(wanted), "{shown}");
    }

    #[test]
    fn it_says_so_when_nothing_changes_or_there_are_no_days() {
        let quiet = show("{}", "covid", ("2023-01-01", "2028-01-01"), "en");
        assert!(quiet.contains("│ Nothing changes until the end of this overview.\n○"), "{quiet}");
        let none = show("{}", "covid", ("2023-01-01", "2022-01-01"), "en");
        assert!(none.contains("The overview ends before it begins: 1 January 2022."), "{none}");
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_colour_changes_no_word() {
        let (pack, periods, until) =
            periods(TWO_PASSPORTS, "passport", ("2025-01-10", "2026-06-30"));
        for language in ["en", "uk"] {
            for width in [26, 40, 60, 80, 200] {
                let view = |colour| View { language, width, colour, now: None, thresholds: &[] };
                let plain = text(&pack, &periods, until, &view(false));
                for line in plain.lines() {
                    assert!(display_width(line) <= width, "{width}: {line}");
                    assert_eq!(line.trim_end(), line, "a blank at the end");
                }
                let coloured = text(&pack, &periods, until, &view(true));
                assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
            }
        }
    }

    #[test]
    fn what_is_late_has_had_its_last_day_and_is_still_a_must() {
        let facts = r#"{ "where": "kazakhstan", "entry_date": "2026-11-20", "danger_known_on": "2026-11-01",
            "stay": "visa_free", "fear": true, "wants_asylum": true, "applied_for_asylum": false,
            "irregular_entry": false }"#;
        let days = ("2026-11-20", "2026-12-05");
        let shown = show(facts, "asylum", days, "en");
        let wanted = "\
● 25 November 2026 — in 5 days
│ ! Last day:
│   · Hand in a refugee petition
│ + New in steps that stay:
│   · Hand in a refugee petition
│     Why: You want to ask for asylum, and today is the last
│       of the five days by the less strict count.
│     Beware: By the strict count the last day was
│       yesterday; by the other one it is today. Go now, and
│       write down when you went.
│   · Speak to a lawyer at KIBHR or to UNHCR; Kazakhstan has
│     no temporary protection for Ukrainians
│     Why: You want to ask for asylum, and today is the last
│       of the five days by the less strict count.
● 26 November 2026 — in 6 days
│ + From now on it must be done:
│   · Speak to a lawyer at KIBHR or to UNHCR
│ + New in steps that stay:
│   · Kazakhstan has no temporary protection for Ukrainians
│     Why: You want to ask for asylum, and more than five
│       days have passed.
│ − The last day has passed:
│   · Hand in a refugee petition
";
        assert!(shown.contains(wanted), "{shown}");
        let (pack, periods, _) = periods(facts, "asylum", days);
        for period in &periods {
            let findings = period.outcome.findings.iter();
            let mut petition = findings.filter(|of| pack[of.action].id == "apply_asylum");
            let petition = petition.next().unwrap();
            let is_must = petition.kind == ActionKind::Must && petition.is_certain;
            let is_late = period.first >= "2026-11-26".parse().unwrap();
            assert!(is_must && petition.is_over(period.first) == is_late, "{}", period.first);
        }
    }

    #[test]
    fn json_has_every_period_with_what_begins_ends_and_changes() {
        let (pack, periods, until) =
            periods(TWO_PASSPORTS, "passport", ("2025-01-10", "2026-06-30"));
        let text = json(&pack, &periods, until, "uk");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let names = |period: usize, list: &str| {
            let list = value["periods"][period][list].as_array().unwrap();
            list.iter()
                .map(|name| format!("{} {}", name["action"], name["who"]))
                .collect::<Vec<_>>()
        };
        assert_eq!((&value["on"], &value["until"]), (&"2025-01-10".into(), &"2026-06-30".into()));
        assert_eq!(value["periods"][1]["first"], "2025-02-28");
        assert_eq!(value["periods"][1]["last"], "2025-06-30");
        assert_eq!(value["periods"][1]["actions"][0]["by"], "2025-06-30");
        assert_eq!(value["periods"][1]["actions"][0]["open"], true);
        assert!(names(0, "begins").is_empty());
        let extend = ["\"extend_passport\" \"you\"", "\"extend_passport\" \"adult 1\""];
        assert_eq!(names(1, "changes"), extend);
        assert_eq!(names(2, "ends"), extend);
        assert_eq!(names(2, "begins").len(), 4);
        assert!(text.ends_with("}\n"));
    }
}
