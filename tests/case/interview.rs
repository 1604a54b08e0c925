//! The interview without a terminal: whoever answers, it ends, asks nothing twice, and nothing that is not needed.

use crate::chance::Chance;
use crate::kazakhstan::kazakhstan;
use dovidka::interview::{Ask, Question, Refusal, Reply, Talk, interview};
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::terms::id::TopicId;
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Pack, Topics, evaluate};
use std::collections::HashSet;
use std::convert::Infallible;

const ON: &str = "2026-11-22";

fn topics(pack: &Pack, names: &[&str]) -> Topics {
    let is_wanted = |topic: &TopicId| names.contains(&pack[*topic].id.as_str());
    Topics::Some(Topics::All.of(pack).into_iter().filter(is_wanted).collect())
}

fn place(chance: &mut Chance, limit: usize) -> usize {
    usize::try_from(chance.below(limit as u64)).unwrap()
}

fn answer(chance: &mut Chance, fact: &Fact) -> String {
    match &fact.kind {
        Kind::YesNo => ["yes", "no"][place(chance, 2)].into(),
        Kind::Number => chance.below(200).to_string(),
        Kind::Date => {
            let dates = [
                "1980-02-29",
                "2009",
                "2026-09",
                "2026-11-20",
                "2027-01-05",
                "2031-06-30",
                "2020-02-30",
            ];
            dates[place(chance, dates.len())].into()
        }
        Kind::Choice(choices) | Kind::Choices(choices) => {
            choices.ids[place(chance, choices.ids.len())].clone()
        }
    }
}

/// Answers at random, sometimes goes back, and keeps a case of its own to see that every question is needed.
struct Random<'p> {
    pack: &'p Pack,
    chance: Chance,
    seed: u64,
    /// What was known before each question that was answered, and what has been asked since.
    before: Vec<(Case, HashSet<(Member, String)>)>,
    now: (Case, HashSet<(Member, String)>),
}

impl Ask for Random<'_> {
    type Stop = Infallible;

    fn ask(&mut self, number: usize, question: &Question<'_>) -> Result<Reply, Infallible> {
        let seed = self.seed;
        assert!(number < 200, "seed {seed}: no end");
        assert_eq!(number, self.before.len() + 1, "seed {seed}");
        if self.chance.below(10) == 0 {
            if let Some(before) = self.before.pop() {
                self.now = before;
            }
            return Ok(Reply::Back);
        }
        self.before.push(self.now.clone());
        let (case, asked) = &mut self.now;
        match question {
            Question::Count(of) => {
                assert!(
                    asked.insert((Member { of: *of, number: 99 }, String::new())),
                    "seed {seed}: counted twice"
                );
                let count = self.chance.below(2);
                for _ in 0..count {
                    case.add(self.pack, *of);
                }
                Ok(if count == 0 { Reply::Unknown } else { Reply::Value(count.to_string()) })
            }
            Question::Fact(who, fact) => {
                assert!(
                    asked.insert((*who, fact.id.clone())),
                    "seed {seed}: {who} {} asked twice",
                    fact.id
                );
                // What is presumed is asked in its own topic.
                let case_of = case.without_presumptions(self.pack, |_| true);
                let needs = evaluate(self.pack, &case_of, &Topics::All).needs;
                let is_needed = needs
                    .iter()
                    .any(|need| need.who == *who && self.pack[(who.of, need.fact)].id == fact.id);
                assert!(is_needed, "seed {seed}: {who} {} is not needed", fact.id);
                let is_unknown = self.chance.below(5) == 0;
                let text =
                    if is_unknown { "unknown".into() } else { answer(&mut self.chance, fact) };
                let _ = case.learn(self.pack, *who, &fact.id, &text);
                Ok(if is_unknown { Reply::Unknown } else { Reply::Value(text) })
            }
        }
    }

    fn refuse(&mut self, _refusal: &Refusal<'_>) {
        self.now = self.before.pop().expect("only an answer is refused");
    }
}

#[test]
fn the_interview_ends_and_asks_only_what_is_needed_and_nothing_twice() {
    let pack = kazakhstan();
    for seed in 0..30 {
        let case = Case::new(&pack, ON.parse().unwrap());
        let now = (case.clone(), HashSet::new());
        let chance = Chance(seed);
        let mut ask = Random { pack: &pack, chance, seed, before: Vec::new(), now };
        let mut talk = Talk::about(case);
        let Ok(()) = interview(&pack, &Topics::All, &mut talk, &mut ask);
        let outcome = evaluate(&pack, &talk.case, &Topics::All);
        assert_eq!(
            outcome,
            evaluate(&pack, &ask.now.0, &Topics::All),
            "seed {seed}: going back loses or keeps something"
        );
    }
}

/// Gives the answers of a list, and notes the questions and what was refused.
#[derive(Default)]
struct Script {
    replies: Vec<Reply>,
    asked: Vec<String>,
    refused: Vec<String>,
}

impl Ask for Script {
    /// There is no further answer.
    type Stop = ();

    fn ask(&mut self, _number: usize, question: &Question<'_>) -> Result<Reply, ()> {
        self.asked.push(match question {
            Question::Count(of) => format!("how many: {}", of.name()),
            Question::Fact(who, fact) => format!("{who}: {}", fact.id),
        });
        if self.replies.is_empty() { Err(()) } else { Ok(self.replies.remove(0)) }
    }

    fn refuse(&mut self, refusal: &Refusal<'_>) {
        self.refused.push(match refusal {
            Refusal::Answer(bad) => bad.to_string(),
            Refusal::Count => "count".into(),
            Refusal::Contradiction(require, told) => {
                let told: Vec<String> = told
                    .iter()
                    .map(|(who, fact, text)| format!("{who} {} {text}", fact.id))
                    .collect();
                format!("{}: {}", require.id, told.join(", "))
            }
            Refusal::Stay(bad) => bad.to_string(),
        });
    }
}

fn value(text: &str) -> Reply {
    Reply::Value(text.into())
}

fn talk(pack: &Pack, names: &[&str], replies: Vec<Reply>) -> (Talk, Script) {
    let mut script = Script { replies, ..Script::default() };
    let mut talk = Talk::about(Case::new(pack, ON.parse().unwrap()));
    let _ = interview(pack, &topics(pack, names), &mut talk, &mut script);
    (talk, script)
}

#[test]
fn only_members_that_a_topic_is_about_are_counted() {
    let pack = kazakhstan();
    let table: [(&str, &[&str]); 3] = [
        ("passport", &["how many: person"]),
        ("child", &["how many: child"]),
        ("pet", &["how many: pet"]),
    ];
    for (topic, expected) in table {
        let (_, script) = talk(&pack, &[topic], vec![value("0")]);
        assert_eq!(script.asked[..1], *expected, "{topic}");
        assert!(
            !script.asked[1..].iter().any(|asked| asked.starts_with("how many")),
            "{topic}: {:?}",
            script.asked
        );
    }
    let (_, script) = talk(&pack, &["pet"], vec![value("1")]);
    assert_eq!(
        script.asked[..2],
        ["how many: pet", "how many: person"],
        "two pets for each adult are the limit"
    );
}

#[test]
fn members_that_are_given_are_not_counted_again() {
    let pack = kazakhstan();
    let mut case = Case::new(&pack, ON.parse().unwrap());
    case.add(&pack, Entity::Child);
    let mut script = Script::default();
    let _ = interview(&pack, &topics(&pack, &["child"]), &mut Talk::about(case), &mut script);
    assert_ne!(script.asked[0], "how many: child");
}

#[test]
fn back_asks_the_question_before_again() {
    let replies = vec![
        value("2"),
        Reply::Back,
        value("0"),
        value("kazakhstan"),
        Reply::Back,
        value("ukraine"),
    ];
    let pack = kazakhstan();
    let (talk, script) = talk(&pack, &["passport"], replies);
    assert_eq!(script.asked[0], script.asked[2]);
    assert_eq!(script.asked[3], script.asked[5]);
    assert_eq!(talk.case.count(Entity::Person), 1);
    let fact = pack.fact(Entity::Person, "where").unwrap();
    assert_eq!(talk.case.written(Member::YOU, fact).as_deref(), Some("ukraine"));
}

#[test]
fn back_at_the_first_question_changes_nothing() {
    let (_, script) = talk(&kazakhstan(), &["passport"], vec![Reply::Back, Reply::Back]);
    assert_eq!(script.asked, ["how many: person"; 3]);
}

#[test]
fn an_answer_that_cannot_be_is_refused_and_asked_again() {
    let pack = kazakhstan();
    let replies = vec![
        value("21"),
        value("-1"),
        value("many"),
        value("0"),
        value("mars"),
        value("kazakhstan"),
    ];
    let (_, script) = talk(&pack, &["passport"], replies);
    assert_eq!(script.refused[..3], ["count", "count", "count"]);
    assert!(
        script.refused[3].starts_with("where: `mars` is not a choice"),
        "{}",
        script.refused[3]
    );
    assert_eq!(script.asked[4], script.asked[5]);
}

#[test]
fn answers_that_contradict_each_other_are_refused() {
    let pack = kazakhstan();
    let mut case = Case::new(&pack, ON.parse().unwrap());
    for (id, text) in [("born", "2000-01-01"), ("passport", "biometric")] {
        case.learn(&pack, Member::YOU, id, text).unwrap();
    }
    case.learn(&pack, Member::YOU, "where", "ukraine").unwrap();
    let mut script = Script::default();
    let mut talk = Talk::about(case);
    talk.counted = vec![Entity::Person];
    let passport = topics(&pack, &["passport"]);
    let _ = interview(&pack, &passport, &mut talk, &mut script);
    while script.asked.last().is_some_and(|asked| asked != "you: passport_expires") {
        script.replies = vec![Reply::Unknown];
        let _ = interview(&pack, &passport, &mut talk, &mut script);
    }
    script.replies = vec![value("1999-01-01")];
    let _ = interview(&pack, &passport, &mut talk, &mut script);
    let both = "passport_after_birth: you passport_expires 1999-01-01, you born 2000-01-01";
    assert_eq!(script.refused, [both]);
}
