//! The evaluator against a naive second one: every completion of the unknown facts is written out and evaluated on its
//! own, by code that shares nothing with the engine. A completion that breaks a require does not exist.

use crate::chance::Chance;
use crate::folded::short;
use crate::naive::household::Household;
use crate::naive::plan::Plan;
use crate::naive::random::Shape;
use crate::naive::sentence::condition;
use crate::naive::{COUNT, FACTS, Point, either, points, values};
use crate::trial::{Advice, Completion, Trial, decide};
use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::engine::{Detail, Workspace, contradictions};
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::terms::id::{LeafId, TopicId};
use dovidka::terms::interval::Interval;
use dovidka::time::what_if::{Range, what_if};
use dovidka::time::{Shown, shown};
use dovidka::{Case, Member, Need, Rules, Topics};
use std::collections::{BTreeMap, BTreeSet};

/// The most points of a household.
const MOST: usize = 1_500;
/// Of so many plans of each shape what-if is compared too.
const WHAT_IF: u64 = 300;
/// Plans without requires.
const FREE: Shape =
    Shape { facts: [true; COUNT], branches: 3, depth: 2, requires: (0, 0), items: 2 };
/// Plans with short requires.
const SHORT: Shape =
    Shape { facts: [true; COUNT], branches: 2, depth: 1, requires: (3, 1), items: 1 };
/// Plans with long requires of the same few facts, none of which is a date.
const LONG: Shape = Shape {
    facts: [true, true, true, true, false, false],
    branches: 2,
    depth: 1,
    requires: (4, 3),
    items: 1,
};

/// A household of a small pack.
struct Small<'p> {
    title: String,
    plan: &'p Plan,
    rules: &'p Rules<'p>,
    household: &'p Household,
    case: Case,
    /// Its points that exist.
    points: Vec<Point>,
}

impl<'p> Small<'p> {
    fn new(seed: u64, plan: &'p Plan, rules: &'p Rules<'p>, household: &'p Household) -> Self {
        let values = household.values(either(plan.topic_reads(), plan.requires_read()));
        let points = points(&values).into_iter().filter(|point| plan.exists(point)).collect();
        let title = format!("seed {seed}: {}\n{plan}\n", household.flags());
        Self { title, plan, rules, household, case: household.case(rules.pack), points }
    }

    fn fact(&self, fact: usize) -> (Member, &'p Fact) {
        (Member::YOU, &self.rules.pack.facts[Entity::Person.place()][fact])
    }

    fn trial(&self) -> Trial<'p> {
        let open = self.household.open();
        let mut advice: BTreeMap<Advice, usize> = BTreeMap::new();
        let completions = self.points.iter().map(|point| {
            let leaf = self.plan.leaf(point);
            let said = leaf.map(|leaf| self.plan.advice(self.rules.pack, leaf, point));
            let (said, next) = (said.unwrap_or_default(), advice.len());
            let leaf = leaf.map(|leaf| ((TopicId::at(0), Member::YOU), LeafId::at(leaf)));
            let with = |case: Case, fact: &usize| {
                case.with(self.fact(*fact), Interval::exactly(point[*fact]))
            };
            Completion {
                case: open.iter().fold(self.case.clone(), with),
                chosen: open.iter().map(|fact| point[*fact]).collect(),
                advice: *advice.entry(said).or_insert(next),
                leaves: leaf.into_iter().collect(),
            }
        });
        let completions = completions.collect();
        let mut advice: Vec<(Advice, usize)> = advice.into_iter().collect();
        advice.sort_unstable_by_key(|(_, place)| *place);
        let tied = self.plan.tied(&open);
        Trial {
            title: self.title.clone(),
            rules: self.rules,
            outcome: self.rules.evaluate(&self.case),
            tied: (0..open.len()).filter(|place| tied[open[*place]]).collect(),
            open: open.iter().map(|fact| self.fact(*fact)).collect(),
            is_whole: true,
            completions,
            advice: advice.into_iter().map(|(advice, _)| advice).collect(),
        }
    }

    /// A case is refused exactly if it has no completion, with a smallest set of answers that have none.
    fn check_refused(&self) {
        let (title, pack) = (&self.title, self.rules.pack);
        let found = contradictions(pack, &self.case);
        assert_eq!(found.is_empty(), !self.points.is_empty(), "{title}: is it refused?");
        let first = self.rules.contradiction(&self.case);
        assert_eq!(first.is_none(), found.is_empty(), "{title}: is it refused?");
        for contradiction in found {
            let answers = contradiction.answers(pack, &self.case);
            let answers: Vec<&str> = answers.iter().map(|(_, fact, _)| fact.id.as_str()).collect();
            let place = |id: &&str| FACTS.iter().position(|(of, _)| of == id).unwrap();
            let facts: Vec<usize> = answers.iter().map(place).collect();
            assert!(!self.can_be(&facts), "{title}: {answers:?} can be true together");
            for fact in &facts {
                let others: Vec<usize> = facts.iter().copied().filter(|of| of != fact).collect();
                assert!(self.can_be(&others), "{title}: {answers:?} are too many");
            }
        }
    }

    /// Whether what is known of these facts can be true together.
    fn can_be(&self, facts: &[usize]) -> bool {
        let values = self.household.only(facts).values(self.plan.requires_read());
        points(&values).iter().any(|point| self.plan.exists(point))
    }

    /// Rules for one day find what rules for any day find.
    fn check_folded(&self, trial: &Trial<'_>) {
        let (Self { title, case, .. }, outcome) = (self, &trial.outcome);
        let mut workspace = Workspace::new(case.on);
        let folded = Rules::on(self.rules.pack, &Topics::All, case.on);
        folded.evaluate_in(&mut workspace, case, Detail::Days);
        let found = &workspace.outcome;
        assert_eq!(found.is_decided, outcome.is_decided, "{title}: on one day");
        assert_eq!(short(found), short(outcome), "{title}: on one day");
        let needs = |needs: &[Need]| needs.iter().copied().collect::<BTreeSet<Need>>();
        assert_eq!(needs(&found.needs), needs(&outcome.needs), "{title}: on one day");
    }
}

/// What is shown of an action, without how its conditions are put: of a range of values more of them may be left.
fn faces(shown: &Shown) -> String {
    let parts = shown.parts.iter().map(|part| (part.about, part.condition.is_some()));
    format!("{:?} {:?}", shown.status, parts.collect::<Vec<_>>())
}

/// What-if of each fact says of each value what is said of a household with it.
fn check_what_if(small: &Small<'_>) {
    let pack = small.rules.pack;
    let reads = either(small.plan.topic_reads(), small.plan.requires_read());
    for fact in (0..COUNT).filter(|fact| reads[*fact]) {
        let (who, of) = small.fact(fact);
        let all = what_if(pack, &small.case, &Topics::All, (who, of));
        for value in values(fact) {
            let case = small.case.with((who, of), Interval::exactly(value));
            if small.rules.contradiction(&case).is_some() {
                continue;
            }
            let title = format!("{}: what if {} is {value}", small.title, of.id);
            let is_in = |range: &&Range| range.values.meet(Interval::exactly(value)).is_some();
            let range = all.ranges.iter().find(is_in).expect(&title);
            let told = all.advice(range).into_iter().map(|(_, shown)| faces(shown));
            let now = shown(pack, &small.rules.evaluate(&case));
            let [told, now] = [told.collect(), now.iter().map(faces).collect()]
                .map(|faces: BTreeSet<String>| faces);
            assert_eq!(told, now, "{title}");
        }
    }
}

/// How many households had a completion, how many had none, and how many of the former are not decided.
type Count = [usize; 3];

/// Compares everything for random households of random plans.
fn compare(shape: Shape, seeds: u64) -> Count {
    let mut count = [0; 3];
    for seed in 0..seeds {
        let mut chance = Chance(seed);
        let plan = shape.plan(&mut chance);
        let reads = either(plan.topic_reads(), plan.requires_read());
        let household = Household::random(&mut chance, reads, MOST);
        let pack = plan.pack();
        let rules = Rules::new(&pack, &Topics::All);
        let small = Small::new(seed, &plan, &rules, &household);
        // Requires that cannot hold together are a fault of the author.
        if !small.can_be(&[]) {
            continue;
        }
        small.check_refused();
        if small.points.is_empty() {
            count[1] += 1;
            continue;
        }
        let trial = small.trial();
        trial.check();
        small.check_folded(&trial);
        if seed < WHAT_IF {
            check_what_if(&small);
        }
        count[0] += 1;
        count[2] += usize::from(!trial.outcome.is_decided);
    }
    count
}

#[test]
fn an_outcome_says_exactly_what_its_completions_say() {
    let [tried, _, open] = compare(FREE, 3_000);
    assert!(tried == 3_000 && open > 500, "{tried} {open}");
}

#[test]
fn requires_take_completions_away() {
    let [tried, refused, open] = compare(SHORT, 4_000);
    assert!(tried > 1_000 && refused > 200 && open > 500, "{tried} {refused} {open}");
}

#[test]
fn requires_of_the_same_facts_work_together() {
    let [tried, refused, open] = compare(LONG, 8_000);
    assert!(tried > 2_000 && refused > 400 && open > 1_000, "{tried} {refused} {open}");
}

#[test]
fn a_sentence_is_decided_exactly_if_all_completions_agree() {
    let pack = FREE.plan(&mut Chance(0)).pack();
    for seed in 0..700 {
        let mut chance = Chance(seed);
        let condition = condition(&mut chance, [true; COUNT], 3);
        let household = Household::random(&mut chance, condition.reads(), MOST);
        let points = points(&household.values(condition.reads()));
        let results: BTreeSet<bool> = points.iter().map(|point| condition.at(point)).collect();
        let expected = match results.iter().collect::<Vec<_>>()[..] {
            [only] => Value::Truth(*only),
            _ => Value::Open,
        };
        let case = household.case(&pack);
        let evaluated = evaluate_sentence(&pack, &case, &condition.text).expect(&condition.text);
        assert_eq!(evaluated.value, expected, "seed {seed}: {}", condition.text);
        let id = |need: &Need| pack[(need.who.of, need.fact)].id.as_str();
        let needs: BTreeSet<&str> = evaluated.needs.iter().map(id).collect();
        let results = || points.iter().map(|point| (&point[..], usize::from(condition.at(point))));
        let decides = |fact: &usize| decide(results(), &[*fact]);
        let wanted = (0..COUNT).filter(decides).map(|fact| FACTS[fact].0).collect();
        assert_eq!(needs, wanted, "seed {seed}: {}", condition.text);
    }
}
