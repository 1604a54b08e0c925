//! Facts of other members for which yours stand in.

use dovidka::case::StandIn;
use dovidka::engine::contradictions;
use dovidka::engine::outcome::Finding;
use dovidka::pack::program::Entity;
use dovidka::sample::{Gaps, Sampler};
use dovidka::time::remedy::remedies;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics, case, evaluate};

const ON: &str = "2026-11-22";
const ADULT: Member = Member { of: Entity::Person, number: 1 };

fn read(pack: &Pack, text: &str) -> Case {
    case::read(pack, text, ON.parse().unwrap()).unwrap()
}

fn last_day(pack: &Pack, outcome: &Outcome, who: Member) -> Option<String> {
    let is_last_day = |finding: &&Finding| finding.who == who && pack[finding.topic].id == "stay";
    let last_days = outcome.findings.iter().filter(is_last_day);
    last_days.filter_map(|finding| finding.by?.known()).max().map(|day| day.to_string())
}

fn stand_ins(pack: &Pack, outcome: &Outcome) -> Vec<String> {
    let yours = outcome.presumed.iter().filter(|of| of.by == StandIn::Yours);
    yours.map(|of| format!("{} {}", of.who, pack[(of.who.of, of.fact)].id)).collect()
}

#[test]
fn who_came_on_another_day_has_another_last_day() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let start = r#"{"where":"kazakhstan","city":"almaty","stay":"visa_free","entry_date":"2026-11-01","earlier_days":0"#;
    let table = [
        (r#""entry_date":"2026-09-01","#, Some("2026-11-29"), "adult 1 where"),
        ("", Some("2027-01-29"), "adult 1 where, adult 1 entry_date"),
        // Said to be unknown, it is open.
        (r#""entry_date":null,"#, None, "adult 1 where"),
    ];
    for (told, expected, same) in table {
        let text = format!(r#"{start},"adults":[{{{told}"stay":"visa_free","earlier_days":0}}]}}"#);
        let outcome = evaluate(&pack, &read(&pack, &text), &Topics::named(&pack, "stay").unwrap());
        assert_eq!(last_day(&pack, &outcome, Member::YOU).as_deref(), Some("2027-01-29"), "{told}");
        assert_eq!(last_day(&pack, &outcome, ADULT).as_deref(), expected, "{told}");
        assert_eq!(stand_ins(&pack, &outcome).join(", "), same, "{told}");
        let is_asked = |who: Member| {
            let needs = outcome.needs.iter().filter(|need| need.who == who);
            needs.filter(|need| pack[(who.of, need.fact)].id == "entry_date").count() == 1
        };
        assert_eq!((is_asked(Member::YOU), is_asked(ADULT)), (false, expected.is_none()), "{told}");
    }
}

#[test]
fn what_is_the_same_as_yours_is_one_unknown() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let case = read(&pack, r#"{"where":"kazakhstan","adults":[{}],"children":[{}]}"#);
    let outcome = evaluate(&pack, &case, &Topics::All);
    let of_entry = outcome.needs.iter().filter(|need| {
        ["where", "entry_date"].contains(&pack[(need.who.of, need.fact)].id.as_str())
    });
    assert_eq!(of_entry.map(|need| need.who).collect::<Vec<_>>(), [Member::YOU]);
    // Nothing is known of your day of entry yet, and so nothing is said of theirs.
    assert_eq!(stand_ins(&pack, &outcome), ["adult 1 where", "child 1 citizenship"]);
}

#[test]
fn what_contradicts_a_told_answer_does_not_stand_in() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let table = [
        (r#"{"entry_date":"2026-12-20"}"#, false),
        (r#"{"entry_date":"2026-12-10"}"#, true),
        (r"{}", true),
    ];
    for (adult, stands_in) in table {
        let you =
            r#""where":"third_country","entry_date":"2026-12-01","departure_date":"2026-12-15""#;
        let case = read(&pack, &format!(r#"{{{you},"adults":[{adult}]}}"#));
        assert!(contradictions(&pack, &case).is_empty(), "{adult}");
        let rules = Rules::new(&pack, &Topics::All);
        let outcome = rules.evaluate(&case);
        let departure = stand_ins(&pack, &outcome).contains(&"adult 1 departure_date".to_owned());
        assert_eq!(departure, stands_in, "{adult}");
    }
    let told = r#"{"entry_date":"2026-12-20","departure_date":"2026-12-15"}"#;
    let case = read(&pack, &format!(r#"{{"where":"third_country","adults":[{told}]}}"#));
    assert_eq!(contradictions(&pack, &case).len(), 1, "told answers contradict");
}

/// Nothing that is certain of you hangs on what is only taken to be so of somebody else.
#[test]
fn what_was_told_of_another_member_narrows_nothing_of_yours() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let stays = |text: &str| {
        let outcome = evaluate(&pack, &read(&pack, text), &Topics::All);
        let of_you = outcome.findings.iter().filter(|finding| finding.who == Member::YOU);
        let of_you: Vec<_> = of_you.map(|of| (of.action, of.is_certain)).collect();
        (of_you, stand_ins(&pack, &outcome))
    };
    let alone = stays(r#"{"passport":"none","adults":[{}]}"#).0;
    // An entry that lies ahead cannot be that of somebody in Kazakhstan: of the adult alone.
    let (with, same) = stays(r#"{"passport":"none","adults":[{"entry_date":"2026-12-20"}]}"#);
    assert_eq!((&with, same), (&alone, Vec::new()));
    // Where yours is known it stands in as long as it fits.
    let (_, same) = stays(r#"{"where":"border","adults":[{"entry_date":"2026-12-20"}]}"#);
    assert_eq!(same, ["adult 1 where"]);
    let (_, same) = stays(r#"{"where":"kazakhstan","adults":[{"entry_date":"2026-12-20"}]}"#);
    assert_eq!(same, Vec::<String>::new());
}

/// What stands in says the same as if it had been told.
#[test]
fn what_stands_in_says_what_a_told_answer_would() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let on = ON.parse().unwrap();
    let mut sampler = Sampler::new(&pack, on, 14, Gaps::default());
    let mut compared = 0;
    for number in 0..600 {
        let case = read(&pack, &sampler.line(number));
        let mut told = case.clone();
        for (who, fact, by) in case.stand_ins(&pack) {
            let yours =
                (by == StandIn::Yours).then(|| pack.fact(Entity::Person, &fact.id).unwrap());
            let Some(text) = yours.and_then(|yours| case.written(Member::YOU, yours)) else {
                continue;
            };
            // What is known of yours in part is one unknown there, and two if it is told of both.
            if text != "unknown" && case.known(who, fact)[0].is_known() {
                told.learn(&pack, who, &fact.id, &text).unwrap();
                compared += 1;
            }
        }
        if !contradictions(&pack, &told).is_empty() {
            continue;
        }
        let [one, other] = [&case, &told].map(|case| evaluate(&pack, case, &Topics::All));
        assert_eq!(one.findings, other.findings, "{number}");
        assert_eq!(one.needs, other.needs, "{number}");
    }
    assert!(compared > 500, "{compared} answers were compared");
}

#[test]
fn only_what_was_told_can_be_changed() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let person = r#""born":"1990-01-01","passport":"biometric","passport_expires":"2027-09-01","passport_issued":"2020-01-01","passport_extended":false,"fear":false,"fear_authorities":false,"wants_asylum":false"#;
    for (told, expected) in [("", 1), (r#""entry_date":"2027-03-10","#, 2)] {
        let you = r#""where":"third_country","entry_date":"2027-03-10""#;
        let case = read(&pack, &format!(r#"{{{you},{person},"adults":[{{{told}{person}}}]}}"#));
        let entry = Topics::named(&pack, "entry").unwrap();
        let found = remedies(&pack, &case, &entry);
        let of_entry = found.iter().filter(|remedy| remedy.fact.id == "entry_date");
        assert_eq!(of_entry.count(), expected, "{told}");
    }
}
