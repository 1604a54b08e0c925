//! The sentence language: what each form is worth when facts are known, partly known and unknown.

use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::pack::program::Entity;
use dovidka::{Case, Member, Pack};

/// A case from `fact=value` words; `child:`, `adult:` and `pet:` words add a member.
fn case(pack: &Pack, facts: &str) -> Case {
    let mut case = Case::new(pack, "2026-11-22".parse().unwrap());
    for word in facts.split_whitespace() {
        let (list, of) = match word.split_once(':') {
            Some(("child", list)) => (list, Some(Entity::Child)),
            Some(("adult", list)) => (list, Some(Entity::Person)),
            Some(("pet", list)) => (list, Some(Entity::Pet)),
            _ => (word, None),
        };
        let member = of.map(|of| case.add(pack, of));
        for pair in list.split(',').filter(|pair| !pair.is_empty()) {
            let (fact, value) = pair.split_once('=').unwrap();
            let mut scopes = [Member::HOUSEHOLD, Member::YOU].into_iter();
            let who = member.or_else(|| scopes.find(|who| pack.fact(who.of, fact).is_some()));
            case.learn(pack, who.unwrap(), fact, value).unwrap();
        }
    }
    case
}

fn show(value: &Value) -> String {
    match value {
        Value::Truth(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Choice(choice) => choice.clone(),
        Value::Open => "?".into(),
        Value::PastTheCalendar => "past".into(),
    }
}

/// Rows of: sentence, facts, value (`?` is not decided), facts that are needed.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn check(rows: &[Row]) {
    let pack = Pack::embedded("kazakhstan").unwrap();
    for (sentence, facts, value, needs) in rows {
        let evaluated = evaluate_sentence(&pack, &case(&pack, facts), sentence);
        let evaluated = evaluated.unwrap_or_else(|(problem, _)| panic!("{sentence}: {problem}"));
        assert_eq!(show(&evaluated.value), *value, "{sentence} with {facts}");
        let found: Vec<String> = evaluated
            .needs
            .iter()
            .map(|need| match need.who {
                Member::HOUSEHOLD | Member::YOU => pack[(need.who.of, need.fact)].id.clone(),
                who => format!("{who}.{}", pack[(who.of, need.fact)].id).replace(' ', ""),
            })
            .collect();
        assert_eq!(found.join(" "), *needs, "{sentence} with {facts}");
    }
}

#[test]
fn dates_are_computed() {
    let stay = "entry_date=2025-05-01 earlier_days=40";
    check(&[
        ("2024-01-31 + 1 month", "", "2024-02-29", ""),
        ("2023-01-31 + 1 month", "", "2023-02-28", ""),
        ("2024-01-31 + 1 month + 1 month", "", "2024-03-29", ""),
        ("2024-01-31 + 2 months", "", "2024-03-31", ""),
        ("2024-02-29 + 1 year", "", "2025-02-28", ""),
        ("2024-03-31 - 1 month", "", "2024-02-29", ""),
        ("2025-06-30 - 4 months", "", "2025-02-28", ""),
        ("2024-12-31 + 1 day", "", "2025-01-01", ""),
        ("2024-02-22 + 1 week", "", "2024-02-29", ""),
        ("2026-03-06 + 3 working days", "", "2026-03-11", ""),
        ("today", "", "2026-11-22", ""),
        ("today - 180 days", "", "2026-05-26", ""),
        ("entry_date + 89 days - earlier_days days", stay, "2025-06-19", ""),
        ("last day of 90 in 180 days from entry_date after earlier_days", stay, "2025-06-19", ""),
        (
            "last day of 30 in 60 days from entry_date + 1 day after your earlier_days",
            stay,
            "2025-04-21",
            "",
        ),
        ("first day of a stay of 90 in 180 days on or after entry_date", stay, "2025-10-27", ""),
        ("entry_date + (89 - earlier_days) days", stay, "2025-06-19", ""),
        (
            "later of entry_date and danger_known_on",
            "entry_date=2025-05-01 danger_known_on=2025-04-01",
            "2025-05-01",
            "",
        ),
        ("earlier of entry_date and 2025-04-01", "entry_date=2025-05-01", "2025-04-01", ""),
        ("9999-12-31 + 1 day", "", "past", ""),
        ("passport_expires - 4 months", "passport_expires=2027-06", "?", "passport_expires"),
        ("passport_expires - 4 months", "", "?", "passport_expires"),
        ("later of passport_expires and 2030-01-01", "passport_expires=2027", "2030-01-01", ""),
    ]);
}

#[test]
fn numbers_are_computed() {
    check(&[
        ("days from 2024-02-28 to 2024-03-01", "", "2", ""),
        ("days from 2024-02-28 through 2024-03-01", "", "3", ""),
        ("days from 2024-03-01 to 2024-02-28", "", "-2", ""),
        ("age on 2026-02-28", "born=2008-02-29", "18", ""),
        ("age on 2026-02-27", "born=2008-02-29", "17", ""),
        ("age on 2026-06-15", "born=2008-06", "?", "born"),
        ("age on 2026-07-01", "born=2008-06", "18", ""),
        ("90 - earlier_days", "earlier_days=40", "50", ""),
        ("2 times count of person", "adult:", "4", ""),
        ("count of child", "child: child:", "2", ""),
        (
            "count of child where age on today is less than 16",
            "child:born=2010-11-23 child:born=2010-11-22",
            "1",
            "",
        ),
        ("count of pet where (species is dog) + 1", "pet:species=dog pet:species=cat", "2", ""),
    ]);
}

#[test]
fn dates_are_compared() {
    let facts = "entry_date=2025-03-01 passport_expires=2025-09-01";
    let lasts = "passport_expires is on or after entry_date + 6 months";
    check(&[
        (lasts, facts, "true", ""),
        ("passport_expires is after entry_date + 6 months", facts, "false", ""),
        ("passport_expires is before entry_date + 6 months", facts, "false", ""),
        ("passport_expires is on or before entry_date + 6 months", facts, "true", ""),
        ("passport_expires is entry_date + 6 months", facts, "true", ""),
        ("passport_expires is not entry_date + 6 months", facts, "false", ""),
        (lasts, "passport_expires=2027-06 entry_date=2026-12-15", "?", "passport_expires"),
        (lasts, "passport_expires=2027-06 entry_date=2026-12-01", "true", ""),
        (lasts, "passport_expires=2027-06 entry_date=2026-12-31", "?", "passport_expires"),
        (
            "passport_expires is after entry_date + 6 months",
            "passport_expires=2027-06 entry_date=2026-12-31",
            "false",
            "",
        ),
        (lasts, "passport_expires=2027", "?", "entry_date passport_expires"),
        ("passport_expires is 2027-06-15", "passport_expires=2027-06", "?", "passport_expires"),
        ("passport_expires is 2027-07-15", "passport_expires=2027-06", "false", ""),
    ]);
}

#[test]
fn unknown_is_a_third_truth_value() {
    check(&[
        ("fear", "", "?", "fear"),
        ("fear", "fear=unknown", "?", "fear"),
        ("not fear", "", "?", "fear"),
        ("fear is no", "fear=no", "true", ""),
        ("fear and wants_asylum", "fear=no", "false", ""),
        ("fear and wants_asylum", "fear=yes", "?", "wants_asylum"),
        ("fear and wants_asylum", "", "?", "fear wants_asylum"),
        ("fear or wants_asylum", "fear=yes", "true", ""),
        ("fear or wants_asylum", "fear=no", "?", "wants_asylum"),
        ("fear or not fear", "", "true", ""),
        ("fear and not fear", "", "false", ""),
        ("fear and wants_asylum or fear and not wants_asylum", "", "?", "fear"),
        ("not not fear", "fear=yes", "true", ""),
        ("fear or wants_asylum and cannot_leave", "fear=yes cannot_leave=no", "true", ""),
        ("(fear or wants_asylum) and cannot_leave", "fear=yes cannot_leave=no", "false", ""),
        ("not fear or wants_asylum", "fear=yes wants_asylum=yes", "true", ""),
        ("not (fear or wants_asylum)", "wants_asylum=yes", "false", ""),
        ("passport is none or passport is not none", "", "true", ""),
        ("passport is one of biometric, non_biometric, id_card, none", "", "true", ""),
        ("passport is not one of biometric, non_biometric", "passport=id_card", "true", ""),
        ("passport", "passport=id_card", "id_card", ""),
        (
            "passport_expires is before entry_date or passport_expires is on or after entry_date",
            "",
            "true",
            "",
        ),
    ]);
}

#[test]
fn members_are_quantified() {
    check(&[
        ("any child", "", "false", ""),
        ("any child where passport is none", "", "false", ""),
        ("every child where passport is none", "", "true", ""),
        ("any child where passport is none", "child:passport=own child:passport=none", "true", ""),
        ("every child where passport is none", "child:passport=own child:", "false", ""),
        (
            "every child where passport is none",
            "child:passport=none child:",
            "?",
            "child2.passport",
        ),
        (
            "any pet where species is dog and not vet_passport",
            "pet:species=dog",
            "?",
            "pet1.vet_passport",
        ),
        ("any person where passport is none", "passport=biometric adult:passport=none", "true", ""),
        ("any adult where fear", "fear=no adult:fear=no", "false", ""),
        (
            "count of pet where species is one of dog, cat is more than 1",
            "pet:species=dog pet:species=cat",
            "true",
            "",
        ),
        (
            "count of pets where (species is one of dog, cat) is more than 2 times count of person",
            "pet:species=dog pet:species=cat pet:species=cat",
            "true",
            "",
        ),
        ("count of pet where species is dog is at least 1", "pet:species=dog pet:", "true", ""),
        (
            "count of pet where species is dog is at least 2",
            "pet:species=dog pet:",
            "?",
            "pet2.species",
        ),
        ("any child where where is kazakhstan", "where=kazakhstan child:", "true", ""),
        (
            "any child where passport_expires is before your passport_expires",
            "passport_expires=2027-01-01 child:passport_expires=2026-12-31",
            "true",
            "",
        ),
    ]);
}

#[test]
fn faults_have_a_place() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    // sentence, start of the fault, part of the message
    let table = [
        ("pasport is none", 0, "did you mean `passport`"),
        ("passport is biometrik", 12, "did you mean `biometric`"),
        ("passport is before today", 0, "a choice (want a date)"),
        ("passport_expires is at least 5", 0, "a date (want a number)"),
        ("entry_date + 6", 13, "want a number with days"),
        ("2024-02-30", 0, "not a date"),
        ("2024-1-5", 0, "not a date"),
        ("05.01.2024", 0, "not a date"),
        ("fear and", 8, "the end of the sentence"),
        ("(fear", 5, "want `)`"),
        ("fear)", 4, "`)` cannot stand here"),
        ("fear is maybe", 8, "want yes or no"),
        ("any dog where fear", 0, "no kind of member `dog`"),
        ("fear & wants_asylum", 5, "`&` cannot stand here"),
        ("days from today", 15, "want to"),
        ("last day of 90 in 180 days from 5 after earlier_days", 32, "want a date"),
        ("last day of 200 in 180 days from today after earlier_days", 12, "no more days"),
        ("last day of 0 in 180 days from today after earlier_days", 12, "from 1 to 1000"),
        ("last day of 90 in 180 days from today after fear", 44, "a condition (want a number)"),
        ("last day of 90 in 180 days from today", 37, "want after"),
        ("first day of a stay of 90 in 180 days from today", 38, "want on or after"),
        ("first day of a stay of 90 in 180 days on or after 5", 50, "want a date"),
        ("", 0, "the end of the sentence"),
        ("99999999 is 1", 0, "too large"),
        ("age on 5", 7, "want a date"),
    ];
    for (sentence, start, part) in table {
        let bad = evaluate_sentence(&pack, &case(&pack, ""), sentence);
        let (problem, span) = bad.expect_err(sentence);
        assert!(problem.to_string().contains(part), "{sentence}: {problem}");
        assert_eq!(span.start, start, "{sentence}: {problem}");
    }
}
