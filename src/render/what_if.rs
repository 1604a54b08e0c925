//! What each value of one fact would mean, in short: only the actions that differ, and the days that matter.
//!
//! **Owns** how runs of values are named. **Must not know** how they were found.

use crate::case::Member;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render::View;
use crate::render::change::{Entry, Group, Teller, entries};
use crate::render::json::time;
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::notices;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::ActionId;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::what_if::Range;
use std::collections::{HashMap, HashSet};

/// The groups, in order, each with its heading.
const HEADINGS: [(Group, &str); 5] = [
    (Group::Due, "heading.now"),
    (Group::Later, "heading.later"),
    (Group::Can, "heading.can"),
    (Group::Know, "heading.know"),
    (Group::Possible, "heading.possible"),
];

/// An action and who does it.
type Key = (ActionId, Member);

/// The first and the last value that is possible; of choices, any.
pub(super) fn possible(ranges: &[Range]) -> Option<Interval> {
    Some(Interval { low: ranges.first()?.values.low, high: ranges.last()?.values.high })
}

/// Values that differ in nothing that a person notices, with the actions that are not the same for all values.
struct Section {
    values: Vec<Interval>,
    /// What the fact may be at all.
    possible: Interval,
    entries: Vec<Entry>,
}

/// All values of a fact by their advice as JSON, with a line end.
#[must_use]
pub fn json(pack: &Pack, asked: (Member, &Fact), ranges: &[Range], language: &str) -> String {
    time::what_if(pack, asked, ranges, language)
}

/// A value of a fact as a person may write it: `2027-03-01`, `yes`, `39`, or the id of a choice.
#[must_use]
pub fn written(fact: &Fact, number: i32) -> String {
    match &fact.kind {
        Kind::YesNo | Kind::Choices(_) => if number == 0 { "no" } else { "yes" }.into(),
        Kind::Number => number.to_string(),
        Kind::Date => Date::from_number(number).map_or_else(String::new, |date| date.to_string()),
        Kind::Choice(choices) => {
            let place = usize::try_from(number).ok();
            place.and_then(|place| choices.ids.get(place)).cloned().unwrap_or_default()
        }
    }
}

/// Whether the values of a fact have an order that a person thinks in; choices and yes/no have none.
#[must_use]
pub fn has_order(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Number | Kind::Date)
}

/// All values of a fact by their advice, as a text that ends with a line end.
///
/// # Examples
///
/// ```
/// use dovidka::pack::program::Entity;
/// use dovidka::render::{View, what_if as render};
/// use dovidka::time::what_if::what_if;
/// use dovidka::{Case, Member, Pack, Topics};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_extended", "no")?;
/// let passport = Topics::named(&pack, "passport").expect("it is a topic of the pack");
/// let asked = (Member::YOU, pack.fact(Entity::Person, "passport_expires").expect("the pack has it"));
/// let ranges = what_if(&pack, &case, &passport, asked);
/// let text = render::text(&pack, asked, &ranges, &View::new("en"));
/// assert!(text.contains("From 22 September 2027 on"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn text(pack: &Pack, asked: (Member, &Fact), ranges: &[Range], view: &View<'_>) -> String {
    let words = Words::of(view.language);
    let mut page = Page::new(view);
    page.paragraph(0, STRONG, &title(pack, asked, view.language));
    let Some(today) = ranges.first().map(|range| range.outcome.on) else {
        page.paragraph(0, PLAIN, words.say("what_if.no_order"));
        return page.finish();
    };
    page.paragraph(0, PLAIN, &words.fill("what_if.as_of", &[("date", &words.date(today))]));
    let (sections, same) = sections(asked.1, ranges);
    let told = sections.iter().flat_map(|section| &section.entries);
    let teller = Teller::new((pack, view.language), today, told);
    if sections.len() == 1 {
        page.gap();
        page.paragraph(0, PLAIN, words.say("what_if.no_difference"));
    } else {
        for section in &sections {
            write_section(&mut page, teller, asked.1, section);
        }
        write_bounds(&mut page, teller, (asked.1, &sections));
        write_same(&mut page, words, same);
    }
    page.gap();
    for notice in notices(pack, &ranges[0].outcome, view.language) {
        page.item(0, "!", (PLAIN, &notice));
    }
    page.paragraph(0, PLAIN, words.say("not_legal_advice"));
    page.finish()
}

fn title(pack: &Pack, (who, fact): (Member, &Fact), language: &str) -> String {
    let words = Words::of(language);
    let label = pack.say_fact(language, fact, "label");
    if who.of == Entity::Household || who == Member::YOU {
        words.fill("what_if.title", &[("fact", label)])
    } else {
        words.fill("what_if.title_of", &[("fact", label), ("who", &words.member(who))])
    }
}

/// The sections in the order of their first values, and how many actions are the same in all of them.
fn sections(fact: &Fact, ranges: &[Range]) -> (Vec<Section>, usize) {
    let told: Vec<Vec<Entry>> = ranges.iter().map(|range| entries(&range.outcome)).collect();
    let differing = differing(&told);
    let same =
        told.first().map_or(0, |all| all.iter().filter(|e| !differing.contains(&key(e))).count());
    let possible = possible(ranges).unwrap_or(Interval::OPEN);
    let mut sections: Vec<Section> = Vec::new();
    for (range, mut entries) in ranges.iter().zip(told) {
        entries.retain(|entry| differing.contains(&key(entry)));
        let is_alike = |section: &&mut Section| meaning(&section.entries) == meaning(&entries);
        let alike = if has_order(fact) {
            sections.last_mut().filter(is_alike)
        } else {
            sections.iter_mut().find(is_alike)
        };
        match alike {
            Some(section) => section.values.push(range.values),
            None => sections.push(Section { values: vec![range.values], possible, entries }),
        }
    }
    (sections, same)
}

fn key(entry: &Entry) -> Key {
    (entry.action, entry.who)
}

/// What entries mean to a person, whatever their order.
fn meaning(entries: &[Entry]) -> HashMap<Key, (Group, bool)> {
    entries.iter().map(|entry| (key(entry), (entry.group, entry.is_over))).collect()
}

/// The actions that are not the same for all values.
fn differing(told: &[Vec<Entry>]) -> HashSet<Key> {
    let meanings: Vec<_> = told.iter().map(|entries| meaning(entries)).collect();
    let all = meanings.iter().flat_map(HashMap::keys);
    let differs = |key: &&Key| meanings.iter().any(|m| m.get(*key) != meanings[0].get(*key));
    all.filter(differs).copied().collect()
}

fn write_section(page: &mut Page, teller: Teller<'_>, fact: &Fact, section: &Section) {
    let possible = section.possible;
    let words = teller.words();
    page.gap();
    page.paragraph(0, STRONG, &name(teller, fact, (&section.values, possible)));
    if section.entries.is_empty() {
        page.paragraph(2, PLAIN, words.say("what_if.none"));
    }
    for (group, heading) in HEADINGS {
        let lines = teller.lines(&section.entries, group, teller.today);
        if !lines.is_empty() {
            page.label(2, words.say(heading), "");
        }
        for line in lines {
            page.item(2, "•", (PLAIN, &line));
        }
    }
}

/// The name of a run of values, or of all values of a section that have no order.
fn name(teller: Teller<'_>, fact: &Fact, (values, possible): (&[Interval], Interval)) -> String {
    let (words, bounds) = (teller.words(), possible);
    if !has_order(fact) {
        let numbers = values.iter().flat_map(|values| values.low..=values.high);
        let names: Vec<String> = numbers.map(|number| choice(teller, fact, number)).collect();
        return names.join("; ");
    }
    let low = values.first().map_or(bounds.low, |first| first.low);
    let high = values.last().map_or(bounds.high, |last| last.high);
    match &fact.kind {
        Kind::Date => {
            let date =
                |number| Date::from_number(number).map_or_else(String::new, |d| words.date(d));
            let (first, last) = (date(low), date(high));
            let between = [("first", first.as_str()), ("last", last.as_str())];
            match (low == bounds.low, high == bounds.high) {
                (true, _) => {
                    words.fill("what_if.before", &[("date", &date(high.saturating_add(1)))])
                }
                (_, true) => words.fill("what_if.from", &[("date", &first)]),
                _ if low == high => words.fill("what_if.on", &[("date", &first)]),
                _ => words.fill("what_if.between", &between),
            }
        }
        _ if low == high => low.to_string(),
        _ => {
            let (first, last) = (low.to_string(), high.to_string());
            words.fill("what_if.numbers", &[("first", &first), ("last", &last)])
        }
    }
}

fn choice(teller: Teller<'_>, fact: &Fact, number: i32) -> String {
    match &fact.kind {
        Kind::YesNo if number == 0 => teller.words().say("ask.no").into(),
        Kind::YesNo => teller.words().say("ask.yes").into(),
        _ => {
            let id = format!("choice.{}.{}", fact.id, written(fact, number));
            teller.pack.say(teller.language, &id).into()
        }
    }
}

/// Writes the days between which nothing of what differs must be done.
fn write_bounds(page: &mut Page, teller: Teller<'_>, (fact, sections): (&Fact, &[Section])) {
    let is_certain = |entry: &Entry| entry.is_must && entry.group != Group::Possible;
    let must = |section: &Section| section.entries.iter().any(is_certain);
    if fact.kind != Kind::Date || !sections.iter().any(must) {
        return;
    }
    let (words, bounds) = (teller.words(), sections[0].possible);
    page.gap();
    for run in sections.chunk_by(|one, other| must(one) == must(other)).filter(|run| !must(&run[0]))
    {
        let values = || run.iter().flat_map(|section| &section.values);
        let first = values().map(|values| values.low).min().filter(|low| *low > bounds.low);
        let last = values().map(|values| values.high).max().filter(|high| *high < bounds.high);
        for (key, number) in [("what_if.earliest", first), ("what_if.latest", last)] {
            if let Some(date) = number.and_then(Date::from_number) {
                page.paragraph(0, PLAIN, &words.fill(key, &[("date", &words.date(date))]));
            }
        }
        if run.iter().flat_map(|section| &section.entries).any(|entry| entry.is_must) {
            page.paragraph(0, PLAIN, words.say("what_if.perhaps"));
        }
    }
}

fn write_same(page: &mut Page, words: Words, same: usize) {
    match i32::try_from(same) {
        Ok(same) if same > 0 => {
            page.gap();
            page.paragraph(0, PLAIN, &words.count("what_if.same", same));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{json, text, written};
    use crate::case;
    use crate::case::Member;
    use crate::engine::rules::Topics;
    use crate::pack::program::Entity;
    use crate::pack::{Fact, Pack};
    use crate::render::View;
    use crate::terms::id::TopicId;
    use crate::terms::value::Kind;
    use crate::time::what_if::{Range, what_if};
    use textwrap::core::display_width;

    const TRAVELLER: &str = r#"{ "where": "third_country", "entry_date": "2026-12-15", "born": "1985-03-27", "sex": "female",
        "passport": "biometric", "passport_expires": "2027-05-01", "passport_extended": false, "fear": false }"#;

    fn ranges(topics: &[&str], of: Entity, id: &str) -> (Pack, Fact, Vec<Range>) {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let case = case::read(&pack, TRAVELLER, "2026-11-22".parse().unwrap()).unwrap();
        let is_wanted = |topic: &TopicId| topics.contains(&pack[*topic].id.as_str());
        let topics = Topics::Some(Topics::All.of(&pack).into_iter().filter(is_wanted).collect());
        let fact = pack.fact(of, id).unwrap().clone();
        let ranges = what_if(&pack, &case, &topics, (Member { of, number: 0 }, &fact));
        (pack, fact, ranges)
    }

    fn show(topics: &[&str], (of, id): (Entity, &str), language: &str) -> String {
        let (pack, fact, ranges) = ranges(topics, of, id);
        let asked = (Member { of, number: 0 }, &fact);
        text(&pack, asked, &ranges, &View::new(language))
    }

    #[test]
    fn dates_are_cut_exactly_where_the_advice_changes() {
        let shown = show(&["entry", "passport"], (Entity::Person, "passport_expires"), "en");
        let headings = [
            "\nBefore 22 November 2026\n",
            "\nFrom 22 November 2026 to 14 June 2027\n",
            "\nFrom 15 June 2027 to 21 September 2027\n",
            "\nFrom 22 September 2027 on\n",
            "must be done: 22 September 2027.\n",
        ];
        let places: Vec<usize> = headings.map(|heading| shown.find(heading).expect(heading)).into();
        assert!(places.is_sorted(), "{shown}");
        let before = &shown[places[1]..places[2]];
        assert!(
            before.contains("  Do this now:\n  • Do not travel to Kazakhstan yet\n"),
            "{before}"
        );
    }

    #[test]
    fn choices_with_the_same_advice_stand_together() {
        let shown = show(&["passport"], (Entity::Person, "passport"), "uk");
        let wanted = "\nлише внутрішній паспорт або ID-картка; такого документа немає\n  Що ви можете зробити:\n";
        assert!(shown.contains(wanted), "{shown}");
    }

    #[test]
    fn only_what_differs_is_listed() {
        let shown = show(&["passport", "covid"], (Entity::Person, "passport"), "en");
        assert!(!shown.contains("COVID"), "{shown}");
        assert!(shown.contains("\n2 more actions stay the same whatever the answer.\n"), "{shown}");
        let alike = show(&["covid"], (Entity::Person, "passport"), "en");
        assert!(alike.contains("\nThe advice is the same whatever the answer.\n"), "{alike}");
    }

    #[test]
    fn a_fact_without_an_order_of_values_is_not_compared() {
        let (pack, fact, _) = ranges(&[], Entity::Person, "passport");
        let shown = text(&pack, (Member::YOU, &fact), &[], &View::new("en"));
        assert!(shown.contains("several choices at once is not compared"), "{shown}");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let (pack, fact, ranges) =
            ranges(&["entry", "passport"], Entity::Person, "passport_expires");
        for (language, width) in [("en", 24), ("uk", 24), ("uk", 60), ("uk", 80)] {
            let view = View { width, ..View::new(language) };
            for line in text(&pack, (Member::YOU, &fact), &ranges, &view).lines() {
                assert!(display_width(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let table = [
            (Entity::Person, "passport_expires", "2027-03-01"),
            (Entity::Person, "passport_extended", "yes"),
            (Entity::Person, "passport_extended", "no"),
            (Entity::Person, "earlier_days", "39"),
            (Entity::Person, "passport", "id_card"),
        ];
        for (of, id, text) in table {
            let fact = pack.fact(of, id).unwrap();
            assert!(!matches!(fact.kind, Kind::Choices(_)), "{id} has one slot");
            assert_eq!(written(fact, fact.kind.read(text).unwrap()[0].low), text, "{id}");
        }
    }

    #[test]
    fn json_has_null_at_the_first_and_last_value_allowed() {
        let (pack, fact, dates) =
            ranges(&["entry", "passport"], Entity::Person, "passport_expires");
        let value = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let shown = value(json(&pack, (Member::YOU, &fact), &dates, "en"));
        let list = shown["ranges"].as_array().unwrap();
        let bounds: Vec<_> = list.iter().map(|range| (&range["from"], &range["to"])).collect();
        assert_eq!(bounds[0], (&serde_json::Value::Null, &"2026-11-21".into()));
        assert_eq!(bounds.last().unwrap(), &(&"2027-09-22".into(), &serde_json::Value::Null));
        let (pack, fact, choices) = ranges(&["passport"], Entity::Person, "passport");
        let shown = value(json(&pack, (Member::YOU, &fact), &choices, "en"));
        let values: Vec<_> =
            shown["ranges"].as_array().unwrap().iter().map(|r| &r["values"]).collect();
        assert!(values.contains(&&serde_json::json!(["id_card", "none"])), "{values:?}");
        assert!(shown["ranges"][0]["from"].is_null() && shown["ranges"][0]["to"].is_null());
    }
}
