//! Packs of any size, made of nothing but their size, each with cases whose leaf is known from how it was made.
//!
//! They show how the cost of loading a pack and of evaluating a case grows. `tests/engine/growing_packs.rs` loads small
//! ones and compares the leaves; `examples/growth.rs` measures large ones.

mod write;

pub use write::{Fact, Topic};

use std::fmt::Write as _;

/// The as-of date of all probes.
pub const ON: &str = "2026-11-22";

/// A pack that was made, and cases for it.
pub struct Grown {
    /// What it is, in a few words.
    pub name: String,
    /// Its rule files: their places and texts.
    pub files: Vec<(String, String)>,
    /// Cases, each with the leaf, as `topic.leaf`, that is reached; the last one takes the longest way.
    pub probes: Vec<(String, String)>,
}

/// `count` destinations behind one choice, each with `rules` rules and a leaf for each of them.
pub fn destinations(count: usize, rules: usize) -> Grown {
    let choices = (0..count).map(|place| format!("d{place}")).collect();
    let facts = [
        Fact::choice("destination", choices),
        Fact::date("leaving_on"),
        Fact::date("valid_until"),
        Fact::yes_no("has_visa"),
    ];
    let mut topic = Topic::new("journey");
    let mut cases = Vec::new();
    for place in 0..count {
        let mut ladder = Vec::new();
        for rule in 0..rules {
            let leaf = topic.leaf(format!("d{place}_r{rule}"));
            let days = 10 * (rule + 1);
            let condition =
                format!("valid_until is before leaving_on + {days} days and not has_visa");
            ladder.push(format!(r#"{{ "if": "{condition}", "leaf": "{leaf}" }}"#));
        }
        let leaf = topic.leaf(format!("d{place}_ok"));
        ladder.push(format!(r#"{{ "otherwise": true, "leaf": "{leaf}" }}"#));
        cases.push(format!(r#"{{ "is": ["d{place}"], "then": [ {} ] }}"#, ladder.join(",\n")));
    }
    topic.tree = format!(r#"{{ "choose": "destination", "cases": [ {} ] }}"#, cases.join(",\n"));
    let case = |place: usize, valid: &str| {
        format!(
            r#"{{ "destination": "d{place}", "leaving_on": "2027-01-01", "valid_until": "{valid}", "has_visa": false }}"#
        )
    };
    let probes = vec![
        (case(0, "2027-01-10"), "journey.d0_r0".into()),
        (case(count / 2, "2027-01-11"), format!("journey.d{}_r1", count / 2)),
        (case(count - 1, "2099-01-01"), format!("journey.d{}_ok", count - 1)),
    ];
    Grown {
        name: format!("{count} destinations with {rules} rules each"),
        files: write::pack(&facts, &[topic]),
        probes,
    }
}

/// `count` branches that have nothing to do with one another, spread over `topics` ladders.
pub fn branches(count: usize, topics: usize) -> Grown {
    const FACTS: usize = 100;
    let facts: Vec<Fact> = (0..FACTS).map(|place| Fact::number(&format!("n{place}"))).collect();
    // Branch `b` holds if fact `n(b mod 100)` is `1 + b / 100`.
    let branch = |place: usize| format!("n{} is {}", place % FACTS, 1 + place / FACTS);
    let mut grown: Vec<Topic> = (0..topics).map(|place| Topic::new(&format!("t{place}"))).collect();
    let mut ladders = vec![Vec::new(); topics];
    for place in 0..count {
        let topic = place * topics / count;
        let leaf = grown[topic].leaf(format!("b{place}"));
        ladders[topic].push(format!(r#"{{ "if": "{}", "leaf": "{leaf}" }}"#, branch(place)));
    }
    for (topic, mut ladder) in grown.iter_mut().zip(ladders) {
        let leaf = topic.leaf("none".into());
        ladder.push(format!(r#"{{ "otherwise": true, "leaf": "{leaf}" }}"#));
        topic.tree = ladder.join(",\n");
    }
    let case = |taken: Option<usize>| {
        let value = |fact: usize| match taken {
            Some(place) if place % FACTS == fact => 1 + place / FACTS,
            _ => 0,
        };
        let facts: Vec<String> =
            (0..FACTS).map(|fact| format!(r#""n{fact}": {}"#, value(fact))).collect();
        format!("{{ {} }}", facts.join(", "))
    };
    let taken = |place: usize| (case(Some(place)), format!("t{}.b{place}", place * topics / count));
    let probes = vec![
        taken(0),
        taken(count / 3),
        taken(count - 1),
        (case(None), format!("t{}.none", topics - 1)),
    ];
    let name = format!("{count} branches in {topics} topic(s)");
    Grown { name, files: write::pack(&facts, &grown), probes }
}

/// A ladder in a ladder, `depth` times.
pub fn deep(depth: usize) -> Grown {
    let mut topic = Topic::new("deep");
    let last = topic.leaf("bottom".into());
    let mut tree = format!(r#"{{ "otherwise": true, "leaf": "{last}" }}"#);
    for level in (1..depth).rev() {
        let leaf = topic.leaf(format!("l{level}"));
        tree = format!(
            r#"{{ "if": "number is at least {level}", "then": [ {tree} ] }},
{{ "otherwise": true, "leaf": "{leaf}" }}"#
        );
    }
    topic.tree = tree;
    let case = |number: usize| format!(r#"{{ "number": {number} }}"#);
    let mut probes = vec![(case(depth), "deep.bottom".into())];
    if depth > 1 {
        probes.insert(0, (case(0), "deep.l1".into()));
        probes.insert(1, (case(depth / 2), format!("deep.l{}", depth / 2 + 1)));
    }
    probes.retain(|(_, leaf)| topic.has(leaf.trim_start_matches("deep.")));
    let name = format!("{depth} ladders in one another");
    Grown { name, files: write::pack(&[Fact::number("number")], &[topic]), probes }
}

/// One choice of `count`, and a second ladder that looks at every other choice at once.
pub fn wide(count: usize) -> Grown {
    let ids: Vec<String> = (0..count).map(|place| format!("c{place}")).collect();
    let mut each = Topic::new("each");
    let mut cases = Vec::new();
    for id in &ids {
        let leaf = each.leaf(format!("is_{id}"));
        cases.push(format!(r#"{{ "is": ["{id}"], "leaf": "{leaf}" }}"#));
    }
    each.tree = format!(r#"{{ "choose": "choice", "cases": [ {} ] }}"#, cases.join(",\n"));
    let mut half = Topic::new("half");
    let even: Vec<&str> = ids.iter().step_by(2).map(String::as_str).collect();
    let (yes, no) = (half.leaf("even".into()), half.leaf("odd".into()));
    half.tree = format!(
        r#"{{ "if": "choice is one of {}", "leaf": "{yes}" }}, {{ "otherwise": true, "leaf": "{no}" }}"#,
        even.join(", ")
    );
    let case = |place: usize| format!(r#"{{ "choice": "c{place}" }}"#);
    let mut probes = Vec::new();
    for place in [0, count / 2, count - 1] {
        let is_even = if place % 2 == 0 { "even" } else { "odd" };
        probes.push((case(place), format!("half.{is_even}")));
        probes.push((case(place), format!("each.is_c{place}")));
    }
    let files = write::pack(&[Fact::choice("choice", ids)], &[each, half]);
    Grown { name: format!("a choice of {count}"), files, probes }
}

/// One sentence of `count` operands joined by `word`, which is `and` or `or`.
pub fn chain(count: usize, word: &str) -> Grown {
    let facts: Vec<Fact> = (0..count).map(|place| Fact::number(&format!("n{place}"))).collect();
    let mut sentence = "n0 is 1".to_owned();
    for place in 1..count {
        let _ = write!(sentence, " {word} n{place} is 1");
    }
    let mut topic = Topic::new("chain");
    let (holds, fails) = (topic.leaf("holds".into()), topic.leaf("fails".into()));
    topic.tree = format!(
        r#"{{ "if": "{sentence}", "leaf": "{holds}" }}, {{ "otherwise": true, "leaf": "{fails}" }}"#
    );
    // All operands hold but the last one, or none holds but the last one.
    let (others, end) = if word == "and" { (1, 0) } else { (0, 1) };
    let case = |last: usize| {
        let value = |place: usize| if place + 1 == count { last } else { others };
        let facts: Vec<String> =
            (0..count).map(|place| format!(r#""n{place}": {}"#, value(place))).collect();
        format!("{{ {} }}", facts.join(", "))
    };
    let leaf = |holds: bool| format!("chain.{}", if holds { "holds" } else { "fails" });
    let probes = vec![(case(others), leaf(others == 1)), (case(end), leaf(end == 1))];
    Grown {
        name: format!("{count} operands of `{word}`"),
        files: write::pack(&facts, &[topic]),
        probes,
    }
}
