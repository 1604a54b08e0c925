//! Facts in whose place a number is computed where they were not told.

use dovidka::case::StandIn;
use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::pack::program::Entity;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics, case};

const HERE: &str =
    r#""where": "kazakhstan", "fear": false, "fear_authorities": false, "wants_asylum": false"#;

fn read(pack: &Pack, facts: &str) -> Case {
    let text = format!("{{ {HERE}, {facts} }}");
    case::read(pack, &text, "2026-11-28".parse().unwrap()).unwrap()
}

fn stay(pack: &Pack, facts: &str) -> Outcome {
    Rules::new(pack, &Topics::named(pack, "stay").unwrap()).evaluate(&read(pack, facts))
}

/// What is needed, each fact with whose it is.
fn needs(pack: &Pack, outcome: &Outcome) -> String {
    let name = |need: &dovidka::engine::need::Need| pack[(need.who.of, need.fact)].id.clone();
    outcome.needs.iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_sentence_stands_for_a_fact_that_was_not_told() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let visa_free = r#""stay": "visa_free", "entry_date": "2026-10-05", "earlier_days": 0"#;
    let table = [
        // facts, the day until which the stay lasts, and the earlier of both days
        (visa_free.to_owned(), day("2027-01-02"), day("2027-01-02")),
        (
            format!(r#"{visa_free}, "stay_expires": "unknown""#),
            day("2027-01-02"),
            day("2027-01-02"),
        ),
        (
            format!(r#"{visa_free}, "stay_expires": "2026-12-10""#),
            day("2026-12-10"),
            day("2026-12-10"),
        ),
        (
            format!(r#"{visa_free}, "stay_expires": "2027-05-01""#),
            day("2027-05-01"),
            day("2027-01-02"),
        ),
        (visa_free.replace("visa_free", "visa"), Value::Open, Value::Open),
        (
            format!(r#"{}, "stay_expires": "2026-12-10""#, visa_free.replace("visa_free", "visa")),
            day("2026-12-10"),
            day("2026-12-10"),
        ),
        (r#""entry_date": "2026-10-05", "earlier_days": 0"#.into(), Value::Open, Value::Open),
        (
            r#""stay": "visa_free", "entry_date": "2026-10", "earlier_days": 0"#.into(),
            Value::Open,
            Value::Open,
        ),
    ];
    for (facts, expires, earlier) in table {
        let case = read(&pack, &facts);
        let value = |sentence: &str| evaluate_sentence(&pack, &case, sentence).unwrap().value;
        assert_eq!(value("stay_expires"), expires, "{facts}");
        assert_eq!(value("visa_free_last_day"), earlier, "{facts}");
        let Value::Date(date) = expires else { continue };
        for (sentence, holds) in [
            (format!("stay_expires is {date}"), true),
            (format!("stay_expires is before {date}"), false),
            (format!("{date} is on or before stay_expires"), true),
            (format!("days from {date} to stay_expires is 0"), true),
            ("any person where stay_expires is before 2026-12-01".to_owned(), false),
            (format!("any person where stay_expires is {date}"), true),
        ] {
            assert_eq!(value(&sentence), Value::Truth(holds), "{facts}: {sentence}");
        }
    }
}

#[test]
fn a_computed_fact_is_asked_for_by_what_it_is_made_of() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let table = [
        (r#""stay": "visa_free", "entry_date": "2026-10-05""#, "earlier_days"),
        (r#""stay": "visa_free", "earlier_days": 0"#, "entry_date"),
        (r#""stay": "visa_free", "entry_date": "2026-10-05", "earlier_days": 0"#, ""),
        (r#""stay": "visa", "entry_date": "2026-10-05", "earlier_days": 0"#, "stay_expires"),
    ];
    for (facts, needed) in table {
        let facts = format!(
            r#"{facts}, "city": "almaty", "work": "none", "treatment": "none", "cannot_leave": false, "citizenship": "ukraine""#
        );
        assert_eq!(needs(&pack, &stay(&pack, &facts)), needed, "{facts}");
    }
}

#[test]
fn what_is_computed_and_what_differs_is_said() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let visa_free = r#""stay": "visa_free", "entry_date": "2026-10-05", "earlier_days": 0"#;
    let told = |day: &str| format!(r#"{visa_free}, "stay_expires": "{day}""#);
    let expires = pack.place_of(pack.fact(Entity::Person, "stay_expires").unwrap());
    let table = [
        // facts, whether it is computed, whether what was told differs, the last day that is counted
        (visa_free.to_owned(), true, false, "2027-01-02"),
        (told("unknown"), true, false, "2027-01-02"),
        (told("2027-01-02"), false, false, "2027-01-02"),
        (told("2027-01"), false, false, "2027-01-02"),
        (told("2026-12-10"), false, true, "2026-12-10"),
        (told("2027-02-10"), false, true, "2027-01-02"),
    ];
    for (facts, is_computed, differs, last_day) in table {
        let outcome = stay(&pack, &facts);
        let computed = outcome.presumed.iter().filter(|of| of.by == StandIn::Computed);
        let computed: Vec<_> = computed.map(|of| (of.who, of.fact)).collect();
        let wanted = if is_computed { vec![(Member::YOU, expires)] } else { vec![] };
        assert_eq!(computed, wanted, "{facts}");
        assert_eq!(!outcome.differences.is_empty(), differs, "{facts}");
        assert_eq!(outcome.stays[0].last_day.to_string(), last_day, "{facts}");
    }
}
