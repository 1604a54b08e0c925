//! What every engine that dovidka is compared with is given, and what it must answer.
//!
//! None of them has calendar months that end on the last day of a month, so every day that depends on a fact or on
//! the as-of date is worked out for it, as an integer, and is not part of its time. They answer with the branch that
//! each decision takes; first and last days of actions, texts, needs and unknown facts are not asked of them.

use crate::answer::{Answer, Who};
use crate::cases::{ON, TURN, sample};
use crate::day::Day;
use crate::engine::folder;
use crate::hand::{Today, decide};
use crate::household::{Child, Household, Pet};
use criterion::{Criterion, Throughput};
use dovidka::cli::pack_folder;
use dovidka::Pack;
use serde_json::{Value, json};
use std::error::Error;
use std::hint::black_box;

/// The decisions for the household and you, then for a child, then for a pet; the order of the answers of a peer.
pub const ORDER: [&[&str]; 3] = [
    &[
        "journey",
        "consul",
        "passport",
        "stay",
        "asylum",
        "work",
        "health",
        "force_majeure",
        "pet_limit",
        "entry_validity",
        "extension",
        "family_papers",
        "host_notice",
        "return",
    ],
    &["child_sixteen", "child_passport"],
    &["pet_papers", "rabies"],
];

/// The branch of a decision that does not matter for somebody.
pub const NO_MATTER: u8 = 9;

/// How many cases are compared; some of them are timed.
const COMPARED: u32 = 5000;

/// A case as a peer gets it: texts, yes/no, and days as integers that compare as the days do.
#[must_use]
pub fn input(case: &Value, household: &Household<'_>) -> Value {
    let mut input = case.clone();
    input["place"] = input["where"].take();
    let travel = household.travel_date;
    let days = [
        ("today", ON),
        ("in_14_days", ON.plus_days(14)),
        ("in_60_days", ON.plus_days(60)),
        ("in_a_month", ON.plus_months(1)),
        ("travel_date", travel),
        ("enough_until", travel.plus_months(6)),
        ("host_until", travel.plus_days(5)),
        ("visa_free_alarm", travel.plus_days(89).plus_days(-30)),
        ("passport_expires", household.passport_expires),
        ("renewal_opens", before(household.passport_expires, 10)),
        ("extension_opens", before(household.passport_expires, 4)),
        ("stay_expires", household.stay_expires),
        ("stay_opens", before(household.stay_expires, 1)),
    ];
    for (key, day) in days {
        input[key] = day.order().into();
    }
    let child = |child: &Child| {
        json!({
            "passport": format!("{:?}", child.passport).to_lowercase(),
            "passport_expires": child.passport_expires.order(),
            "sixteen": child.born.plus_months(192).order(),
            "today": ON.order(),
            "in_60_days": ON.plus_days(60).order(),
            "travel_date": travel.order(),
            "enough_until": travel.plus_months(6).order(),
        })
    };
    let pet = |pet: &Pet| {
        json!({
            "species": format!("{:?}", pet.species).to_lowercase(),
            "vet_passport": pet.vet_passport,
            "vaccinated": pet.rabies_vaccinated_on.order(),
            "examined": pet.examined_on.order(),
            "year_before": travel.plus_months(-12).order(),
            "fresh_after": travel.plus_days(-20).order(),
            "examined_from": travel.plus_days(-14).order(),
        })
    };
    input["children"] = household.children.iter().map(child).collect();
    input["pets"] = household.pets.iter().map(pet).collect();
    input
}

/// So many months before a day; no day stays none.
fn before(day: Day, months: i32) -> Day {
    if day == Day::NONE { day } else { day.plus_months(-months) }
}

/// The branches that the decisions of a case take, in [`ORDER`]; nothing if a leaf is not in the pack.
#[must_use]
pub fn branches(pack: &Pack, household: &Household<'_>, answer: &Answer<true>) -> Option<Vec<u8>> {
    let branch = |topic: &str, who: Who| {
        let place = pack.topics.iter().position(|known| known.id == topic)?;
        let mut leaves = answer.leaves.iter();
        match leaves.find(|leaf| leaf.topic as usize == place && leaf.who == who) {
            None => Some(NO_MATTER),
            Some(leaf) => {
                let mut leaves = pack.topics[place].leaves.iter();
                u8::try_from(leaves.position(|known| known.id == leaf.id)?).ok()
            }
        }
    };
    let [household_topics, child_topics, pet_topics] = ORDER;
    let mine = household_topics.iter().map(|topic| {
        let of = pack.topic(topic)?.for_each;
        let who = if of.name() == "household" { Who::Household } else { Who::You };
        branch(topic, who)
    });
    let children = (1..).take(household.children.len()).map(Who::Child);
    let pets = (1..).take(household.pets.len()).map(Who::Pet);
    let children =
        children.flat_map(|who| child_topics.iter().map(move |topic| branch(topic, who)));
    let pets = pets.flat_map(|who| pet_topics.iter().map(move |topic| branch(topic, who)));
    mine.chain(children).chain(pets).collect()
}

/// Compares the answers of a peer with those by hand, then times it; `decide` adds a branch for each decision.
///
/// # Errors
///
/// An answer differs, or a case cannot be read.
///
/// # Panics
///
/// If a decision that was taken once fails when it is timed.
pub fn measure<C>(
    name: &str,
    read: impl Fn(Value) -> Result<C, Box<dyn Error>>,
    mut decide_all: impl FnMut(&C, &mut Vec<u8>) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let pack = pack_folder::load(folder())?;
    let (today, mut answer, mut given) = (Today::on(ON), Answer::<true>::default(), Vec::new());
    let mut cases = Vec::new();
    for line in sample(COMPARED, 1, 0) {
        let household: Household<'_> = serde_json::from_str(&line)?;
        decide(&household, &today, &mut answer);
        let wanted = branches(&pack, &household, &answer).ok_or("a leaf is not in the pack")?;
        let case = read(input(&serde_json::from_str(&line)?, &household))?;
        given.clear();
        decide_all(&case, &mut given)?;
        if given != wanted {
            return Err(format!("{name} gives {given:?}, not {wanted:?}, for {line}").into());
        }
        cases.push(case);
    }
    println!("{name}: {COMPARED} answers are the same");
    cases.truncate(TURN as usize);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("decide");
    group.throughput(Throughput::Elements(TURN.into())).sample_size(10);
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for case in &cases {
                given.clear();
                decide_all(black_box(case), &mut given).expect("it was decided before");
                black_box(&given);
            }
        });
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}
