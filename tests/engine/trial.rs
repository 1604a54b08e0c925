//! A household with open facts held against all its completions, in each of which everything is known.
//!
//! **Must not know** who says what is said of a completion: the engine, or a second evaluator.

use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::statement::{Condition, What};
use dovidka::pack::Fact;
use dovidka::pack::raw::ActionKind;
use dovidka::terms::id::{ActionId, LeafId, TopicId};
use dovidka::terms::interval::Interval;
use dovidka::{Case, Member, Need, Outcome, Rules};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An action of a topic for a member.
pub type Key = (ActionId, TopicId, Member);

/// What is said of an action where everything is known, its reason and sources aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub kind: ActionKind,
    pub rank: u8,
    /// The first day, the last, and the one that we advise to keep to.
    pub days: [Option<i32>; 3],
    pub statements: BTreeSet<What>,
}

/// All that is said where everything is known.
pub type Advice = BTreeMap<Key, Said>;

/// A completion.
pub struct Completion {
    pub case: Case,
    /// The value of each open fact.
    pub chosen: Vec<i32>,
    /// A place in [`Trial::advice`].
    pub advice: usize,
    /// The leaf of each topic and member.
    pub leaves: BTreeMap<(TopicId, Member), LeafId>,
}

/// A household with some open facts, and its completions.
pub struct Trial<'p> {
    pub title: String,
    pub rules: &'p Rules<'p>,
    pub outcome: Outcome,
    pub open: Vec<(Member, &'p Fact)>,
    /// The places of those of them that may be needed where none decides alone.
    pub tied: BTreeSet<usize>,
    /// Whether there is no other completion.
    pub is_whole: bool,
    pub completions: Vec<Completion>,
    /// The different things that completions say.
    pub advice: Vec<Advice>,
}

/// The action of a finding.
pub fn key(finding: &Finding) -> Key {
    (finding.action, finding.topic, finding.who)
}

impl Completion {
    /// Whether something is said of an action that it names.
    fn says(&self, (advice, key): (&Advice, Key), what: What) -> bool {
        match what {
            What::Why(leaf) => self.leaves[&(key.1, key.2)] == leaf,
            what => advice[&key].statements.contains(&what),
        }
    }
}

impl Trial<'_> {
    /// Compares everything.
    pub fn check(&self) {
        assert!(self.outcome.is_explored, "{}", self.title);
        assert!(!self.completions.is_empty(), "{}", self.title);
        self.check_leaves();
        self.check_actions();
        for finding in &self.outcome.findings {
            self.check_kinds(finding);
            self.check_statements(finding);
            self.check_days(finding);
        }
        self.check_decided();
        self.check_needs();
        self.check_decisions();
    }

    /// The completions that name an action, each with what it says.
    fn naming(&self, key: Key) -> impl Iterator<Item = (&Completion, &Advice)> {
        let all = self.completions.iter().map(|of| (of, &self.advice[of.advice]));
        all.filter(move |(_, advice)| advice.contains_key(&key))
    }

    /// Whether a condition of the outcome holds in a completion.
    fn holds(&self, condition: usize, completion: &Completion) -> bool {
        let condition: &Condition = &self.outcome.conditions[condition];
        let (title, pack) = (&self.title, self.rules.pack);
        let holds = self.rules.holds(condition, &completion.case);
        let holds = holds.unwrap_or_else(|| panic!("{title}: {}", condition.sentence(pack)));
        if let Some(values) = &condition.values {
            let fact = &pack[(values.fact.who.of, values.fact.fact)];
            let known = completion.case.known(values.fact.who, fact)[0];
            let is_among = values.runs.iter().any(|run| run.meet(known).is_some());
            assert_eq!(is_among, holds, "{title}: {condition:?}");
        }
        holds
    }

    /// A leaf is certain if every completion leads to it.
    fn check_leaves(&self) {
        let certain = self.outcome.leaves.iter().map(|of| ((of.topic, of.who), of.leaf));
        let certain: BTreeMap<_, _> = certain.collect();
        let mut all = self.completions[0].leaves.clone();
        for completion in &self.completions {
            all.retain(|at, leaf| completion.leaves.get(at) == Some(leaf));
        }
        let is_right = certain.iter().all(|(at, leaf)| all.get(at) == Some(leaf));
        assert!(is_right, "{}: leaves {certain:?} (want {all:?})", self.title);
        if self.is_whole {
            assert_eq!(certain, all, "{}: leaves", self.title);
        }
    }

    /// What is certain is in all completions, what is possible in some; a condition holds where the action is named.
    fn check_actions(&self) {
        let Self { title, outcome, .. } = self;
        let own = |finding: &&Finding| finding.is_certain;
        let certain: BTreeSet<Key> = outcome.findings.iter().filter(own).map(key).collect();
        let possible: BTreeSet<Key> = outcome.findings.iter().map(key).collect();
        assert_eq!(possible.len(), outcome.findings.len(), "{title}: an action twice");
        let (mut in_all, mut in_some) = (possible.clone(), BTreeSet::new());
        for advice in &self.advice {
            in_all.retain(|key| advice.contains_key(key));
            in_some.extend(advice.keys().copied());
        }
        assert!(certain.is_subset(&in_all), "{title}: certain {certain:?} (want {in_all:?})");
        assert!(in_some.is_subset(&possible), "{title}: possible {possible:?} (want {in_some:?})");
        if self.is_whole {
            assert_eq!((certain, possible), (in_all, in_some), "{title}: actions");
        }
        for finding in &outcome.findings {
            assert_eq!(finding.is_certain, finding.condition.is_none(), "{title}");
            let Some(condition) = finding.condition else { continue };
            for completion in &self.completions {
                let is_named = self.advice[completion.advice].contains_key(&key(finding));
                let holds = self.holds(condition, completion);
                assert_eq!(holds, is_named, "{title}: condition of {:?}", key(finding));
            }
        }
    }

    /// The kind is the weakest that is possible, and each stronger one has the condition under which it is that.
    fn check_kinds(&self, finding: &Finding) {
        let (title, stronger) = (&self.title, self.outcome.stronger_kinds(finding));
        let mut possible = BTreeSet::new();
        for (completion, advice) in self.naming(key(finding)) {
            let kind = advice[&key(finding)].kind;
            possible.insert(kind);
            let mut holding = stronger.iter().filter(|of| self.holds(of.condition, completion));
            let found = holding.next().map_or(finding.kind, |of| of.kind);
            assert_eq!((found, holding.count()), (kind, 0), "{title}: kind of {:?}", key(finding));
        }
        let found = stronger.iter().map(|of| of.kind).chain([finding.kind]);
        let found: BTreeSet<ActionKind> = found.collect();
        if self.is_whole {
            assert_eq!(found, possible, "{title}: kinds of {:?}", key(finding));
        }
        let ends = (found.first().copied(), found.last().copied());
        assert_eq!(ends, (Some(finding.strongest), Some(finding.kind)), "{title}: kinds");
    }

    /// What is certain of an action is said by every completion that names it, what has a condition exactly where the
    /// condition holds, and nothing else is said.
    fn check_statements(&self, finding: &Finding) {
        let (title, key) = (&self.title, key(finding));
        let mut own = BTreeSet::new();
        for statement in self.outcome.statements(finding) {
            assert!(own.insert(statement.what), "{title}: {:?} is said twice", statement.what);
            let mut ways = [false; 2];
            for (completion, advice) in self.naming(key) {
                let is_said = completion.says((advice, key), statement.what);
                ways[usize::from(is_said)] = true;
                let is_wanted = statement.condition.is_none_or(|of| self.holds(of, completion));
                assert_eq!(is_wanted, is_said, "{title}: {key:?} says {statement:?}");
            }
            // It depends on what is open if some completion says it and another does not.
            let is_right = ways == [statement.condition.is_some(), true];
            assert!(is_right || !self.is_whole, "{title}: {key:?} says {statement:?} {ways:?}");
        }
        for (completion, advice) in self.naming(key) {
            let why = What::Why(completion.leaves[&(key.1, key.2)]);
            let mut said = advice[&key].statements.iter().chain([&why]);
            assert!(said.all(|what| own.contains(what)), "{title}: {key:?} does not say all");
        }
    }

    /// The days and the rank are those of all completions that name the action.
    fn check_days(&self, finding: &Finding) {
        let Self { title, is_whole, .. } = self;
        let key = key(finding);
        let own = [finding.from, finding.by, finding.best_by].map(|day| day.map(Day::numbers));
        let mut around: [Option<Interval>; 3] = [None; 3];
        for (_, advice) in self.naming(key) {
            for (whole, day) in around.iter_mut().zip(advice[&key].days) {
                let day = day.map(Interval::exactly);
                *whole =
                    whole.map_or(day, |whole| Some(day.map_or(whole, |day| whole.around(day))));
            }
        }
        for (own, around) in own.into_iter().zip(around) {
            let is_within = |day: Interval| own.is_some_and(|own| own.meet(day) == Some(day));
            assert!(around.is_none_or(is_within), "{title}: days of {key:?}");
            assert!(!is_whole || own == around, "{title}: {key:?} {own:?} (want {around:?})");
        }
        let rank = self.naming(key).map(|(_, advice)| advice[&key].rank).min();
        let is_right = rank.is_none_or(|rank| finding.rank <= rank);
        assert!(is_right && (!is_whole || rank == Some(finding.rank)), "{title}: rank of {key:?}");
    }

    /// An outcome is decided if all completions say the same, reasons aside.
    fn check_decided(&self) {
        let is_one = self.advice.len() == 1;
        assert!(is_one || !self.outcome.is_decided, "{}: decided", self.title);
        assert!(!is_one || !self.is_whole || self.outcome.is_decided, "{}: decided", self.title);
    }

    /// A fact decides an action if two completions that differ in it alone do not both name it, with one kind and the
    /// same days.
    fn check_decisions(&self) {
        let pack = self.rules.pack;
        let actions = self.advice.iter().flat_map(|advice| advice.keys());
        let actions: BTreeSet<(ActionId, Member)> = actions.map(|key| (key.0, key.2)).collect();
        for action in actions {
            let own = |advice: &Advice| -> Vec<_> {
                let own = advice.iter().filter(|(key, _)| (key.0, key.2) == action);
                own.map(|(key, said)| (key.1, said.kind, said.days)).collect()
            };
            let all: Vec<Vec<_>> = self.advice.iter().map(own).collect();
            let place = |advice: usize| all.iter().position(|of| *of == all[advice]).unwrap();
            for (fact, (who, of)) in self.open.iter().enumerate() {
                let is_of =
                    |need: &&Need| (need.who, &pack[(need.who.of, need.fact)].id) == (*who, &of.id);
                let need = self.outcome.needs.iter().find(is_of);
                let mut decided = need.into_iter().flat_map(|need| self.outcome.decided_by(*need));
                let is_said = decided.any(|of| (of.action, of.who) == action);
                let points = self.completions.iter().map(|of| (&of.chosen[..], place(of.advice)));
                let is_so = decide(points, &[fact]);
                let title = format!("{}: does {} decide {action:?}? {is_so}", self.title, of.id);
                assert!(is_said || !is_so, "{title}");
                assert!(is_so || !is_said || !self.is_whole, "{title}");
            }
        }
    }

    /// The size of the smallest sets of open facts in which two completions that say different things differ, and the
    /// facts of all of them.
    fn deciding(&self) -> (usize, BTreeSet<usize>) {
        let count = self.open.len();
        let all = || self.completions.iter().map(|of| (&of.chosen[..], of.advice));
        for size in 1..=count {
            let sets = (0..1_usize << count).filter(|set| set.count_ones() as usize == size);
            let sets = sets.map(|set| (0..count).filter(|fact| set >> fact & 1 == 1).collect());
            let found: Vec<Vec<usize>> =
                sets.filter(|facts: &Vec<_>| decide(all(), facts)).collect();
            if !found.is_empty() {
                return (size, found.into_iter().flatten().collect());
            }
        }
        (0, BTreeSet::new())
    }

    /// The open facts that are needed.
    pub fn needed(&self) -> BTreeSet<usize> {
        let pack = self.rules.pack;
        let place = |(who, id): (Member, &str)| {
            let place =
                self.open.iter().position(|(of, fact)| (*of, fact.id.as_str()) == (who, id));
            place.unwrap_or_else(|| panic!("{}: {who} {id} is known", self.title))
        };
        let needs = self.outcome.needs.iter();
        needs.map(|need| place((need.who, pack[(need.who.of, need.fact)].id.as_str()))).collect()
    }

    /// A fact is needed if it belongs to a smallest set of open facts in which two completions that say different things
    /// differ.
    fn check_needs(&self) {
        let (needed, (size, wanted)) = (self.needed(), self.deciding());
        let name = |facts: &BTreeSet<usize>| {
            let names = facts.iter().map(|fact| self.open[*fact].1.id.clone());
            names.collect::<Vec<_>>().join(" ")
        };
        let title = format!("{}: needs {} (want {})", self.title, name(&needed), name(&wanted));
        assert!(wanted.is_subset(&needed) || size > 1 && !self.is_whole, "{title}");
        if self.is_whole {
            let may_be_needed = if size > 1 { &self.tied } else { &wanted };
            assert!(needed.is_subset(may_be_needed), "{title}");
        }
    }
}

/// Whether two points that differ in these facts alone have different results.
pub fn decide<'p>(mut points: impl Iterator<Item = (&'p [i32], usize)>, facts: &[usize]) -> bool {
    let mut known: HashMap<Vec<i32>, usize> = HashMap::new();
    points.any(|(point, result)| {
        let mut others = point.to_vec();
        for fact in facts {
            others[*fact] = 0;
        }
        *known.entry(others).or_insert(result) != result
    })
}
