//! What a rule file may have beside what every pack has: it is kept as it is written, and left out it changes nothing.

use crate::readme_pack::readme_files;
use crate::rule_files::problems;
use dovidka::pack::raw::{ActionKind, ByIs, Role};
use dovidka::pack::{LeafAction, Period, Rung};
use dovidka::terms::calendar::Unit;
use dovidka::{Case, LoadError, Member, Pack, Topics, evaluate};
use serde_json::{Map, Value};

/// The example pack after changes: the place of a file, what is replaced in it, and what with.
fn pack(changes: &[(&str, &str, &str)]) -> Pack {
    let mut files = readme_files();
    for (place, from, to) in changes {
        let (_, text) = files.iter_mut().find(|file| file.0 == *place).unwrap();
        assert!(text.contains(from), "{place} has no `{from}`");
        *text = text.replace(from, to);
    }
    Pack::from_files("", files).unwrap_or_else(|error| match error {
        LoadError::Wrong(problems, _) => panic!("{problems:#?}"),
        error => panic!("{error}"),
    })
}

/// The first action of a leaf of the example.
fn action<'p>(pack: &'p Pack, leaf: &str) -> &'p LeafAction {
    let leaves = &pack.topic("passport").unwrap().leaves;
    &leaves.iter().find(|known| known.id == leaf).unwrap().actions[0]
}

#[test]
fn what_a_leaf_says_of_an_action_is_kept() {
    let pack = pack(&[]);
    let renew = action(&pack, "renew");
    let kinds = renew.kinds.iter().map(|rung| (rung.is, rung.condition.is_some()));
    let kinds: Vec<_> = kinds.collect();
    assert_eq!(kinds, [(ActionKind::Can, true), (ActionKind::Must, false)]);
    assert_eq!(renew.kind, ActionKind::Must, "the strongest of the kinds");
    assert_eq!(renew.by_is, ByIs::Term);
    assert!(renew.best_by.is_some() && renew.needed_for[0].is == renew.by.unwrap());
    let offices: Vec<_> =
        renew.offices.iter().map(|item| (pack[item.what].id.as_str(), item.role)).collect();
    assert_eq!(offices, [("lawyer", Role::First), ("consulate", Role::Do)]);
    let services: Vec<_> = renew.offices.iter().map(|item| item.service.as_deref()).collect();
    assert_eq!(services, [Some("legal_help"), None]);
    let nodes: Vec<_> = pack.topic("passport").unwrap().nodes().collect();
    let asked = [renew.best_by, Some(renew.needed_for[0].is), renew.kinds[0].condition];
    assert!(asked.iter().all(|node| nodes.contains(&node.unwrap())), "{asked:?}");
    assert_eq!(pack.topic("passport").unwrap().always_if.as_ref().unwrap().text, "fear");
}

#[test]
fn what_is_left_out_means_what_it_meant() {
    let pack = pack(&[]);
    let later = action(&pack, "later");
    assert_eq!(later.kinds, [Rung { is: ActionKind::Can, condition: None }]);
    assert_eq!((later.by_is, later.best_by, &later.needed_for[..]), (ByIs::End, None, &[][..]));
    let lawyer = &pack.offices[1];
    assert_eq!((lawyer.is_state, &lawyer.language), (false, &None));
    assert_eq!(pack.offices[0].language.as_deref(), Some("uk, en"));
    let burdens: Vec<u8> = pack.facts[1].iter().map(|fact| fact.burden).collect();
    assert_eq!(burdens, [2, 3, 2, 2, 2, 2]);
    let law = &pack.sources[0];
    assert_eq!(law.in_force, Some(("2025-11-01".parse().unwrap(), None)));
}

#[test]
fn a_period_is_the_leafs_or_else_the_actions() {
    let of = |amount, unit| Period { amount, unit };
    let by_leaf = pack(&[(
        "topics/passport.json",
        "\"kind\": \"can\", \"from\"",
        "\"kind\": \"can\", \"takes\": \"2 weeks\", \"from\"",
    )]);
    let takes = |leaf| -> Vec<Period> {
        action(&by_leaf, leaf).takes.iter().map(|rung: &Rung<Period>| rung.is).collect()
    };
    assert_eq!(takes("renew"), [of(3, Unit::Months), of(10, Unit::WorkingDays)]);
    assert_eq!(takes("later"), [of(14, Unit::Days)], "the leaf's");
    for (text, period) in [
        ("1 day", of(1, Unit::Days)),
        ("5 working days", of(5, Unit::WorkingDays)),
        ("2 years", of(24, Unit::Months)),
    ] {
        let pack = pack(&[("actions.json", "10 working days", text)]);
        assert_eq!(action(&pack, "renew").takes[1].is, period, "{text}");
    }
}

/// The offices that today's engine names for somebody in a city, whose pack has these offices of one service.
fn named(offices: &[(&str, Option<&str>)], city: &str) -> String {
    let office = |(id, city): &(&str, Option<&str>)| {
        let city = city.map_or_else(String::new, |city| format!("\"city\": \"{city}\", "));
        format!(
            r#"{{ "id": "{id}", {city}"phones": [], "mail": [], "links": [], "services": ["legal_help"],
                "standing": "confirmed", "cite": ["law-1"] }}, {{ "id": "lawyer", "#
        )
    };
    let lawyer = "{ \"id\": \"lawyer\", ";
    let entries = offices.iter().map(office);
    let entries = entries.fold(lawyer.to_owned(), |list, entry| list.replace(lawyer, &entry));
    let names = offices.iter().map(|(id, _)| format!("\"office.{id}.name\": \"{id}\", "));
    let names = format!("{}\"office.lawyer.name\"", names.collect::<String>());
    let pack = pack(&[
        ("offices.json", "\"services\": [\"legal_help\"]", "\"services\": []"),
        ("offices.json", lawyer, &entries),
        (
            "facts.json",
            "[\"astana\", \"other\"]",
            "[\"astana\", \"almaty\", \"shymkent\", \"other\"]",
        ),
        (
            "text/en.json",
            "\"choice.city.other\"",
            "\"choice.city.almaty\": \"Almaty\", \"choice.city.shymkent\": \"Shymkent\", \"choice.city.other\"",
        ),
        ("text/en.json", "\"office.lawyer.name\"", &names),
    ]);
    let mut case = Case::new(&pack, "2026-02-01".parse().unwrap());
    case.learn(&pack, Member::HOUSEHOLD, "where", "abroad").unwrap();
    case.learn(&pack, Member::HOUSEHOLD, "city", city).unwrap();
    case.learn(&pack, Member::YOU, "fear", "yes").unwrap();
    case.learn(&pack, Member::YOU, "passport_expires", "2026-01-31").unwrap();
    let outcome = evaluate(&pack, &case, &Topics::All);
    let said = outcome.offices(&outcome.findings[0]).map(|(office, _)| pack[office].id.as_str());
    said.filter(|id| *id != "consulate").collect::<Vec<_>>().join(" ")
}

#[test]
fn a_service_is_the_office_of_the_city_or_of_all_others() {
    let all = [("here", Some("astana")), ("south", Some("almaty")), ("rest", Some("other"))];
    let table = [
        // offices of the service, city, those that are named
        (&all[..], "astana", "here"),
        (&all, "almaty", "south"),
        (&all, "shymkent", "rest"),
        (&all, "other", "rest"),
        (&all[..2], "shymkent", ""),
        (&all[2..], "astana", "rest"),
        (&[("line", None), ("here", Some("astana"))], "astana", "line here"),
        (&[("line", None), ("here", Some("astana"))], "other", "line"),
        (&[("one", Some("astana")), ("two", Some("astana"))], "astana", "one two"),
    ];
    for (offices, city, expected) in table {
        assert_eq!(named(offices, city), expected, "{offices:?} in {city}");
    }
}

/// The example in two languages, with more texts in each of them.
fn in_two_languages(en: &str, uk: &str) -> Vec<String> {
    let mut files = readme_files();
    files[0].1 = files[0].1.replace("[\"en\"]", "[\"en\", \"uk\"]");
    let text = |more: &str| {
        files[7].1.replace(
            "\"pack.title\"",
            &format!("{more}{}\"pack.title\"", if more.is_empty() { "" } else { ", " }),
        )
    };
    let uk = text(uk).replace("\"language\": \"en\"", "\"language\": \"uk\"");
    files[7].1 = text(en);
    files.push(("text/uk.json".into(), uk));
    match Pack::from_files("", files) {
        Ok(_) => Vec::new(),
        Err(LoadError::Wrong(problems, _)) => {
            problems.iter().map(|p| format!("{}: {}", p.file, p.problem)).collect()
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_is_said_in_one_language_is_said_in_all() {
    let table = [
        // more in English, more in Ukrainian, the problem
        ("", "", None),
        ("\"fact.speaks.noun\": \"your languages\"", "\"fact.speaks.noun\": \"ваші мови\"", None),
        (
            "\"fact.speaks.noun\": \"your languages\"",
            "",
            Some("text/uk.json: the text `fact.speaks.noun` is missing in `uk`"),
        ),
        (
            "\"office.lawyer.book\": \"Call.\"",
            "",
            Some("text/uk.json: the text `office.lawyer.book` is missing in `uk`"),
        ),
        (
            "",
            "\"topic.passport.more\": \"Ще\"",
            Some("text/en.json: the text `topic.passport.more` is missing in `en`"),
        ),
        ("\"office.lawyer.note\": \"It moved.\"", "", None),
        (
            "\"fact.person.born.is\": \"you were born {value}\"",
            "\"fact.born.is\": \"ви народилися {value}\"",
            Some("text/uk.json: the text `fact.person.born.is` is missing in `uk`"),
        ),
        (
            "\"choice.household.where.here.if\": \"you are here\", \"choice.where.here.if\": \"here\"",
            "\"choice.household.where.here.if\": \"ви тут\"",
            Some("text/en.json: the text `choice.where.here.if` is not used"),
        ),
        (
            "\"fact.earlier_days.is\": { \"one\": \"{value} day\", \"other\": \"days\" }",
            "\"fact.earlier_days.is\": { \"one\": \"{value} день\", \"other\": \"{value} дні\" }",
            Some("text/en.json: the text `fact.earlier_days.is` lacks the placeholder `{value}`"),
        ),
    ];
    for (en, uk, expected) in table {
        let found = in_two_languages(en, uk);
        let is_right = match expected {
            None => found.is_empty(),
            Some(expected) => found.iter().any(|found| found == expected),
        };
        assert!(is_right, "{en} {uk}: {found:?} (want {expected:?})");
    }
}

#[test]
fn a_choice_is_said_for_its_member_first() {
    let pack = pack(&[(
        "text/en.json",
        "\"choice.where.abroad.if\"",
        "\"choice.person.speaks.uk.if\": \"you speak Ukrainian\", \"choice.where.abroad.if\"",
    )]);
    let table = [
        // whose fact, fact, choice, part, clause
        (0, "where", "abroad", "if", "you are abroad"),
        (0, "where", "abroad", "if.they", "{who} is abroad"),
        (0, "where", "here", "if", ""),
        (1, "speaks", "uk", "if", "you speak Ukrainian"),
    ];
    for (of, id, choice, part, expected) in table {
        let fact = pack.facts[of].iter().find(|fact| fact.id == id).unwrap();
        assert_eq!(pack.say_choice("en", fact, choice, part), expected, "{id} {choice} {part}");
    }
}

/// Objects whose keys are ids, actions or facts.
const MAPS: [&str; 14] = [
    "facts", "by", "from", "kind", "offices", "bring", "cautions", "texts", "not_said", "if",
    "by_is", "best_by", "by_open", "state",
];

/// Puts a note into every object that may have one.
fn annotate(value: &mut Value, name: &str) {
    match value {
        Value::Object(object) if !MAPS.contains(&name) => {
            for (name, value) in object.iter_mut() {
                annotate(value, name);
            }
            object.insert("note".into(), "ask again in May".into());
        }
        Value::Array(list) => list.iter_mut().for_each(|value| annotate(value, "")),
        _ => {}
    }
}

#[test]
fn every_object_may_have_a_note() {
    let annotated = readme_files().into_iter().map(|(place, text)| {
        let mut file: Value = serde_json::from_str(&text).unwrap();
        annotate(&mut file, "");
        let file: &mut Map<String, Value> = file.as_object_mut().unwrap();
        file.insert("$schema".into(), "schema.json".into());
        (place, serde_json::to_string(file).unwrap())
    });
    let annotated: Vec<(String, String)> = annotated.collect();
    let loaded = Pack::from_files("", annotated.clone());
    assert!(loaded.is_ok(), "{loaded:?}");
    assert_eq!(Pack::cases_from_files("", annotated).unwrap().len(), 4);
    let wrong = problems("pack.json", ("\"version\"", "\"note\": 1, \"version\""));
    assert_eq!(wrong, ["pack.json:4:11 shape"]);
}

#[test]
fn cases_may_expect_more_of_an_action() {
    let cases = Pack::cases_from_files("", readme_files()).unwrap();
    let (_, case) = &cases[1];
    assert_eq!(case.kind["renew"], ActionKind::Can);
    assert_eq!(case.offices["renew"][&Role::First], ["lawyer"]);
    assert_eq!((case.by_is["renew"], case.best_by["renew"].as_str()), (ByIs::Term, "2026-05-01"));
    let table = [
        "\"bring\": { \"renew@you\": [\"bring.old_passport\"] }",
        "\"texts\": { \"renew\": [\"action.renew.text\"] }",
        "\"not_said\": { \"renew\": [\"lawyer\"] }",
        "\"if\": { \"renew\": { \"consulate\": \"where is abroad\" } }",
        "\"unused\": [\"speaks\"]",
    ];
    let file = |more: &str| {
        let mut files = readme_files();
        files[8].1 = files[8].1.replacen("\"decided\": true", more, 1);
        Pack::cases_from_files("", files)
    };
    for more in table {
        let read = file(more);
        assert!(read.is_ok(), "{more}: {read:?}");
    }
    for more in
        ["\"offices\": { \"renew\": { \"last\": [] } }", "\"by_is\": { \"renew\": \"law\" }"]
    {
        assert!(file(more).is_err(), "{more}");
    }
}
