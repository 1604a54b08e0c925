//! Steps that are done: how they are read and written, and how long they stay done.

use crate::kazakhstan::kazakhstan;
use dovidka::engine::day::{Day, State};
use dovidka::engine::outcome::Finding;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::Date;
use dovidka::{Case, Pack, Rules, Topics, case};

fn read(pack: &Pack, done: &str) -> Result<Case, String> {
    let text = format!(r#"{{ "children": [{{}}], "done": {done} }}"#);
    case::read(pack, &text, "2026-11-28".parse().unwrap()).map_err(|problem| problem.message)
}

#[test]
fn steps_that_are_done_are_read_and_written() {
    let pack = kazakhstan();
    let table = [
        // as it is read, as it is written
        (
            r#"[{ "action": "new_passport", "who": "you", "on": "2026-11-20" }]"#,
            "new_passport@you=2026-11-20",
        ),
        (
            r#"[{ "action": "child_passport", "who": "child 1" }]"#,
            "child_passport@child 1=2026-11-28",
        ),
        (r#"[{ "action": "pet-exam", "on": "2026-11-01" }]"#, "pet_exam=2026-11-01"),
        (
            r#"[{ "action": "pet_exam" }, { "action": "pet_exam", "on": "2026-11-01" }]"#,
            "pet_exam=2026-11-01",
        ),
        ("[]", ""),
        ("null", ""),
    ];
    for (json, written) in table {
        let case = read(&pack, json).unwrap();
        let said: Vec<String> = case.done().iter().map(|done| done.written(&pack)).collect();
        assert_eq!(said.join(" "), written);
        let again = case::read(&pack, &case::write(&pack, &case, &[]), case.on).unwrap();
        assert_eq!(again.done(), case.done());
    }
}

#[test]
fn steps_that_are_none_are_refused() {
    let pack = kazakhstan();
    let list = "done: this is not a list of steps \
                (want [ { \"action\": \"…\", \"who\": \"you\", \"on\": \"2026-11-20\" }, … ])";
    let table = [
        (r#"{ "action": "pet_exam" }"#, list),
        (r#"["pet_exam"]"#, list),
        (r#"[{ "action": "pet_exam", "day": "2026-11-01" }]"#, list),
        (
            r#"[{ "action": "pet_exan" }]"#,
            "done: there is no action `pet_exan`; did you mean `pet_exam`?",
        ),
        (
            r#"[{ "action": "pet_exam", "who": "dog" }]"#,
            "done: `dog` is no member (want household, you, adult 1, child 1 or pet 1)",
        ),
        (
            r#"[{ "action": "child_passport", "who": "child 2" }]"#,
            "child 2 is not in the household",
        ),
        (
            r#"[{ "action": "new_passport", "who": "child 1" }]"#,
            "done: nobody like child 1 has the action `new_passport`",
        ),
        (
            r#"[{ "action": "pet_exam", "on": "2026-02-30" }]"#,
            "done: `2026-02-30` is not a date (the calendar has no such day)",
        ),
    ];
    for (json, message) in table {
        assert_eq!(read(&pack, json).unwrap_err(), message, "{json}");
    }
}

/// What counts of an action: who has it, and its days; none that moves with the as-of date.
fn days(finding: &Finding) -> String {
    let day = |day: Option<Day>| day.filter(|_| !finding.moves).map(Day::numbers);
    format!("{:?} {} {:?} {:?}", finding.action, finding.who, day(finding.from), day(finding.by))
}

#[test]
fn a_step_stays_done_while_its_days_are_those_that_it_had() {
    let pack = kazakhstan();
    let (mut holds, mut lapsed) = (0, 0);
    let days_of = ["2026-11-22", "2024-03-01"].map(|day| day.parse::<Date>().unwrap());
    for (on, seed) in days_of.into_iter().zip(31..) {
        let dated = Rules::on(&pack, &Topics::All, on);
        let rules = Rules::new(&pack, &Topics::All);
        let mut sampler = Sampler::new(&pack, on, seed, Gaps { unknown: 10, partly: 10 });
        for number in 1..=150 {
            let known = case::read(&pack, &sampler.line(number), on).unwrap();
            let before = on.number() - i32::try_from(number * 3).unwrap();
            let before = Date::from_number(before).unwrap();
            let then = rules.evaluate(&known.at(&pack, before));
            let now = rules.evaluate(&known);
            for finding in &now.findings {
                let action = &pack[finding.action].id;
                let mut with = known.clone();
                with.learn_done(&pack, &format!("{action}@{}={before}", finding.who)).unwrap();
                let outcome = rules.evaluate(&with);
                assert_eq!(dated.evaluate(&with), outcome, "the rules of one day say the same");
                let key = |of: &Finding| (of.action, of.who, of.topic);
                let mut found = outcome.findings.iter();
                let found = found.find(|other| key(other) == key(finding)).unwrap();
                let is_too_early = finding.from.is_some_and(|from| before < from.earliest());
                let is_done =
                    !is_too_early && then.findings.iter().any(|old| days(old) == days(finding));
                assert_eq!(found.done, is_done.then_some(before), "{action} {number}");
                assert_eq!(found.state(on) == State::Done, is_done);
                assert!(!is_done || !found.is_due(on));
                let others = |of: &Finding| (of.action, of.who) != (finding.action, finding.who);
                let mut others = outcome.findings.iter().filter(|of| others(of));
                assert!(others.all(|of| of.done.is_none()));
                *(if is_done { &mut holds } else { &mut lapsed }) += 1;
            }
        }
    }
    assert!(holds > 500 && lapsed > 50, "{holds} {lapsed}");
}

#[test]
fn what_is_done_after_the_day_is_not_done_yet() {
    let pack = kazakhstan();
    let rules = Rules::new(&pack, &Topics::named(&pack, "passport").unwrap());
    let text = r#"{ "passport": "biometric", "passport_expires": "2027-03-01",
        "done": [{ "action": "new_passport", "on": "2026-11-29" }] }"#;
    for (on, is_due) in [("2026-11-28", true), ("2026-11-29", false), ("2027-03-02", true)] {
        let case = case::read(&pack, text, on.parse().unwrap()).unwrap();
        let outcome = rules.evaluate(&case);
        assert_eq!(outcome.due().count() > 0, is_due, "{on}");
    }
}
