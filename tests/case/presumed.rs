//! What is presumed of facts of which nothing was told.

use dovidka::engine::contradictions;
use dovidka::time::what_if::what_if;
use dovidka::{Case, Member, Outcome, Pack, Topics, evaluate};

const FACT: &str = "applied_for_asylum";

fn told(pack: &Pack, facts: &[(&str, &str)]) -> Case {
    let mut case = Case::new(pack, "2026-11-28".parse().unwrap());
    for (fact, text) in facts {
        let who = if *fact == "city" { Member::HOUSEHOLD } else { Member::YOU };
        case.learn(pack, who, fact, text).unwrap();
    }
    case
}

fn outcome(pack: &Pack, facts: &[(&str, &str)]) -> Outcome {
    evaluate(pack, &told(pack, facts), &Topics::All)
}

fn is_presumed(pack: &Pack, outcome: &Outcome) -> bool {
    outcome.presumed.iter().any(|need| pack[(need.who.of, need.fact)].id == FACT)
}

fn is_needed(pack: &Pack, outcome: &Outcome) -> bool {
    outcome.needs.iter().any(|need| pack[(need.who.of, need.fact)].id == FACT)
}

#[test]
fn what_nobody_told_is_presumed_and_not_asked_for() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let outcome = outcome(&pack, &[("where", "kazakhstan")]);
    assert!(is_presumed(&pack, &outcome) && !is_needed(&pack, &outcome));
}

#[test]
fn what_is_said_to_be_unknown_is_open() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let outcome = outcome(&pack, &[("where", "kazakhstan"), (FACT, "unknown")]);
    assert!(!is_presumed(&pack, &outcome) && is_needed(&pack, &outcome));
}

#[test]
fn a_told_answer_comes_before_what_is_presumed() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    for value in ["yes", "no"] {
        let outcome = outcome(&pack, &[("where", "kazakhstan"), (FACT, value)]);
        assert!(!is_presumed(&pack, &outcome) && !is_needed(&pack, &outcome), "{value}");
    }
}

#[test]
fn what_contradicts_a_told_answer_is_not_presumed() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let facts = [("where", "kazakhstan"), ("stay", "asylum_certificate")];
    let case = told(&pack, &facts);
    assert!(contradictions(&pack, &case).is_empty());
    assert!(!is_presumed(&pack, &outcome(&pack, &facts)));
    let both = [facts[0], facts[1], (FACT, "no")];
    assert_eq!(contradictions(&pack, &told(&pack, &both)).len(), 1, "only told answers contradict");
}

#[test]
fn what_is_presumed_stays_so_on_another_day() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let case = told(&pack, &[("where", "kazakhstan")]);
    let moved = case.at(&pack, "2027-06-01".parse().unwrap());
    assert!(is_presumed(&pack, &evaluate(&pack, &moved, &Topics::All)));
}

#[test]
fn a_question_may_be_answered_against_what_is_presumed() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let case = told(&pack, &[("where", "kazakhstan"), ("entry_date", "2026-11-01")]);
    let stay = pack.facts[1].iter().find(|fact| fact.id == "stay").unwrap();
    let runs = what_if(&pack, &case, &Topics::All, (Member::YOU, stay));
    let places: Vec<i32> =
        runs.ranges.iter().flat_map(|run| run.values.low..=run.values.high).collect();
    let dovidka::terms::value::Kind::Choice(choices) = &stay.kind else { panic!("a choice") };
    assert_eq!(places.len(), choices.ids.len(), "every stay is looked at");
}
