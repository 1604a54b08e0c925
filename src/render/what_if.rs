//! What each value of one fact would mean, in short: only the actions that differ, and the days that matter.
//!
//! **Owns** how runs of values are named. **Must not know** how they were found.

use crate::case::Member;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render::View;
use crate::render::change::{Entry, Group};
use crate::render::json;
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::notices;
use crate::render::teller::Teller;
use crate::render::what_if::sections::{Section, Sections};
use crate::render::what_if::values::has_order;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::what_if::Alternatives;

mod sections;
pub(super) mod values;

pub use self::values::written;

/// The groups, in order, each with its heading.
const HEADINGS: [(Group, &str); 5] = [
    (Group::Due, "heading.now"),
    (Group::Later, "heading.later"),
    (Group::Can, "heading.can"),
    (Group::Know, "heading.know"),
    (Group::Possible, "heading.possible"),
];
/// What changes in steps that stay, from the values above to these.
const CHANGES: [(Group, &str); 2] = [(Group::New, "change.new"), (Group::Gone, "change.gone")];
/// What is said in steps that stay, and not for all values.
const PARTICULARS: [(Group, &str); 1] = [(Group::New, "what_if.particulars")];

/// All values of a fact by their advice as JSON, with a line end.
#[must_use]
pub fn json(pack: &Pack, all: &Alternatives, language: &str) -> String {
    json::what_if::what_if(pack, all, language)
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
/// let all = what_if(&pack, &case, &passport, asked);
/// let text = render::text(&pack, &all, &View::new("en"));
/// assert!(text.contains("From 22 September 2027 on"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn text(pack: &Pack, all: &Alternatives, view: &View<'_>) -> String {
    let (words, today) = (Words::of(view.language), all.now.on);
    let fact = &pack[(all.who.of, all.fact)];
    let mut page = Page::new(view);
    page.paragraph(0, STRONG, &title(pack, (all.who, fact), view.language));
    if all.ranges.is_empty() {
        page.paragraph(0, PLAIN, words.say("what_if.no_order"));
        return page.finish();
    }
    page.paragraph(0, PLAIN, &words.fill("what_if.as_of", &[("date", &words.date(today))]));
    let sections = Sections::new(fact, all);
    let told: Vec<Entry> = (0..sections.list.len())
        .flat_map(|place| sections.steps(place).into_iter().chain(sections.particulars(place)))
        .collect();
    let teller = Teller::new((pack, view.language), today, told.iter());
    if sections.list.len() == 1 {
        page.gap();
        page.paragraph(0, PLAIN, words.say("what_if.no_difference"));
    } else {
        if sections.have_same_steps() {
            page.gap();
            page.paragraph(0, PLAIN, words.say("what_if.all_same_steps"));
        }
        for place in 0..sections.list.len() {
            write_section(&mut page, teller, (&sections, place));
        }
        write_bounds(&mut page, teller, &sections);
        write_same(&mut page, words, sections.same());
    }
    page.gap();
    for notice in notices(pack, &all.now, view.language) {
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

fn write_section(page: &mut Page, teller: Teller<'_>, (sections, place): (&Sections<'_>, usize)) {
    let words = teller.words();
    let section = &sections.list[place];
    page.gap();
    page.paragraph(0, STRONG, &name(teller, sections, &section.values));
    let (steps, particulars) = (sections.steps(place), sections.particulars(place));
    let (is_above, is_one_list) = (sections.has_steps_of_above(place), sections.have_same_steps());
    if is_above && !is_one_list {
        page.paragraph(2, PLAIN, words.say("what_if.same_steps"));
    }
    if !is_above {
        write_groups(page, teller, &steps, &HEADINGS);
    }
    if sections.tells_changes(place) {
        write_groups(page, teller, &particulars, &CHANGES);
    } else if is_above || is_one_list {
        write_lines(page, teller, &particulars, Group::New);
    } else {
        write_groups(page, teller, &particulars, &PARTICULARS);
    }
    if particulars.is_empty() && (steps.is_empty() || is_above) {
        page.paragraph(2, PLAIN, words.say("what_if.none"));
    }
}

/// Writes entries by their groups, each with its heading.
fn write_groups(page: &mut Page, teller: Teller<'_>, all: &[Entry], groups: &[(Group, &str)]) {
    for (group, heading) in groups {
        if all.iter().any(|entry| entry.group == *group) {
            page.label(2, teller.words().say(heading), "");
            write_lines(page, teller, all, *group);
        }
    }
}

fn write_lines(page: &mut Page, teller: Teller<'_>, all: &[Entry], group: Group) {
    for line in teller.lines(all, group, teller.today) {
        line.write(page, "•");
    }
}

/// The name of a run of values, or of all values of a section that have no order.
fn name(teller: Teller<'_>, sections: &Sections<'_>, values: &[Interval]) -> String {
    let (words, fact, bounds) = (teller.words(), sections.fact, sections.possible);
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

/// A section with its steps.
type Steps<'s> = (&'s Section, Vec<Entry>);

/// Writes the days between which nothing of what differs must be done.
fn write_bounds(page: &mut Page, teller: Teller<'_>, sections: &Sections<'_>) {
    let is_certain = |entry: &Entry| entry.is_must() && entry.group != Group::Possible;
    let must = |steps: &Steps<'_>| steps.1.iter().any(is_certain);
    let all = sections.list.iter().enumerate();
    let all: Vec<Steps<'_>> =
        all.map(|(place, section)| (section, sections.steps(place))).collect();
    if sections.fact.kind != Kind::Date || !all.iter().any(must) {
        return;
    }
    let (words, bounds) = (teller.words(), sections.possible);
    page.gap();
    for run in all.chunk_by(|one, other| must(one) == must(other)).filter(|run| !must(&run[0])) {
        let values = || run.iter().flat_map(|(section, _)| &section.values);
        let first = values().map(|values| values.low).min().filter(|low| *low > bounds.low);
        let last = values().map(|values| values.high).max().filter(|high| *high < bounds.high);
        for (key, number) in [("what_if.earliest", first), ("what_if.latest", last)] {
            if let Some(date) = number.and_then(Date::from_number) {
                page.paragraph(0, PLAIN, &words.fill(key, &[("date", &words.date(date))]));
            }
        }
        if run.iter().flat_map(|(_, steps)| steps).any(Entry::is_must) {
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
    use crate::pack::Pack;
    use crate::pack::program::Entity;
    use crate::render::View;
    use crate::terms::id::TopicId;
    use crate::terms::value::Kind;
    use crate::time::what_if::{Alternatives, what_if};
    use textwrap::core::display_width;

    const TRAVELLER: &str = r#"{ "where": "third_country", "entry_date": "2026-12-15", "born": "1985-03-27", "sex": "female",
        "passport": "biometric", "passport_expires": "2027-05-01", "passport_extended": false, "fear": false }"#;

    fn alternatives(topics: &[&str], of: Entity, id: &str) -> (Pack, Alternatives) {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let case = case::read(&pack, TRAVELLER, "2026-11-22".parse().unwrap()).unwrap();
        let is_wanted = |topic: &TopicId| topics.contains(&pack[*topic].id.as_str());
        let topics = Topics::Some(Topics::All.of(&pack).into_iter().filter(is_wanted).collect());
        let fact = pack.fact(of, id).unwrap();
        let all = what_if(&pack, &case, &topics, (Member { of, number: 0 }, fact));
        (pack, all)
    }

    fn show(topics: &[&str], (of, id): (Entity, &str), language: &str) -> String {
        let (pack, all) = alternatives(topics, of, id);
        text(&pack, &all, &View::new(language))
    }

    #[test]
    fn dates_are_cut_exactly_where_the_advice_changes() {
        let shown = show(&["entry", "passport"], (Entity::Person, "passport_expires"), "en");
        let headings = [
            "\nBefore 22 November 2026\n",
            "\nFrom 22 November 2026 to 14 December 2026\n",
            "\nFrom 15 December 2026 to 14 June 2027\n",
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
        let same = &shown[places[2]..places[3]];
        let wanted = "\
From 15 December 2026 to 14 June 2027
  The same steps; what changes:
  New in steps that stay:
  • Do not travel to Kazakhstan yet
    Why: On the day of entry less than six months of the passport are left.
";
        assert!(same.trim_start().starts_with(wanted), "{same}");
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
        assert!(shown.contains("\n1 more action stays the same whatever the answer.\n"), "{shown}");
        let alike = show(&["covid"], (Entity::Person, "passport"), "en");
        let nothing = "\nNothing: the advice is the same whatever the answer.\n";
        assert!(alike.contains(nothing), "{alike}");
    }

    #[test]
    fn of_the_same_steps_it_is_told_what_they_say_for_each_answer() {
        let extended = (Entity::Person, "passport_extended");
        let shown = show(&["passport"], extended, "en");
        let wanted = "\
What depends on this answer: whether the passport was extended
As of 22 November 2026. All other answers stay as they are.

The steps are the same whatever the answer; what changes:

no
  • Apply for a new biometric passport
    Why: Less than ten months of the passport are left, and since 29 October
      2025 passports are not extended.
    How: Apply in person; issuing can take months.
    Beware: On the day of entry into Kazakhstan at least six months of the
      passport must be left.
    Best by: 31 December 2026 (in 39 days)

yes
  • Apply for a new biometric passport
    Why: The passport was extended; since 29 October 2025 everyone needs a new
      one.
    How: By the reports, an extended passport no longer serves for travel. Apply
      for a new one in person.
    Beware: Before you travel, ask whether Kazakhstan’s border service still
      admits an extended passport: this is not established.
    Best by: 23 November 2026 (in 1 day)
";
        assert!(shown.starts_with(wanted), "{shown}");
        let shown = show(&["passport"], extended, "uk");
        let wanted = "\
Що залежить від цієї відповіді: чи продовжено паспорт
Станом на 22 листопада 2026 року. Решта ваших відповідей — без змін.

Кроки однакові, хоч би якою була відповідь; що змінюється:

ні
";
        assert!(shown.starts_with(wanted), "{shown}");
    }

    #[test]
    fn a_fact_without_an_order_of_values_is_not_compared() {
        let (pack, mut all) = alternatives(&[], Entity::Person, "passport");
        all.ranges.clear();
        let shown = text(&pack, &all, &View::new("en"));
        assert!(shown.contains("several choices at once is not compared"), "{shown}");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let (pack, all) = alternatives(&["entry", "passport"], Entity::Person, "passport_expires");
        for (language, width) in [("en", 24), ("uk", 24), ("uk", 60), ("uk", 80)] {
            let view = View { width, ..View::new(language) };
            for line in text(&pack, &all, &view).lines() {
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
        let (pack, dates) =
            alternatives(&["entry", "passport"], Entity::Person, "passport_expires");
        let value = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let shown = value(json(&pack, &dates, "en"));
        let list = shown["ranges"].as_array().unwrap();
        let bounds: Vec<_> = list.iter().map(|range| (&range["from"], &range["to"])).collect();
        assert_eq!(bounds[0], (&serde_json::Value::Null, &"2026-11-21".into()));
        assert_eq!(bounds.last().unwrap(), &(&"2027-09-22".into(), &serde_json::Value::Null));
        let (pack, choices) = alternatives(&["passport"], Entity::Person, "passport");
        let shown = value(json(&pack, &choices, "en"));
        let values: Vec<_> =
            shown["ranges"].as_array().unwrap().iter().map(|r| &r["values"]).collect();
        assert!(values.contains(&&serde_json::json!(["id_card", "none"])), "{values:?}");
        assert!(shown["ranges"][0]["from"].is_null() && shown["ranges"][0]["to"].is_null());
    }
}
