//! A plan written as the files of a pack.

use super::plan::{Action, Item, Ladder, LeafAction, Plan, Then, Thing};
use super::sentence::Condition;
use super::{CHOICES, DAYS, FACTS};
use dovidka::Pack;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

const OFFICES: [&str; 2] = ["one", "two"];

impl Plan {
    /// The pack.
    pub fn pack(&self) -> Pack {
        let files = self.files().map(|(place, file)| (place, file.to_string()));
        Pack::from_files("", files).unwrap_or_else(|error| panic!("{error:?}\n{self}"))
    }

    fn files(&self) -> [(&'static str, Value); 7] {
        let pack = json!({
            "format": 1, "id": "small", "version": "1", "jurisdiction": "zz", "languages": ["en"],
            "time_zone": [{ "from": "1900-01-01", "offset": "+00:00" }],
            "reviewed_on": "2024-01-01", "review_every": 100, "rounding": "last_day_of_month",
        });
        let law = json!({
            "id": "law", "title": "law", "url": "https://law.example/", "read_on": "2024-01-01",
            "kind": "law",
        });
        [
            ("pack.json", pack),
            ("facts.json", self.facts()),
            ("sources.json", json!({ "format": 1, "sources": [law] })),
            ("offices.json", json!({ "format": 1, "offices": OFFICES.map(office) })),
            ("actions.json", self.actions()),
            ("topics/t.json", self.topic()),
            ("text/en.json", json!({ "format": 1, "language": "en", "texts": self.texts() })),
        ]
    }

    fn facts(&self) -> Value {
        let require = |(place, that): (usize, &Condition)| {
            let id = format!("r{place}");
            json!({ "id": id, "of": "person", "that": that.text })
        };
        let requires: Vec<Value> = self.requires.iter().enumerate().map(require).collect();
        json!({ "format": 1, "facts": FACTS.map(|(id, _)| fact(id)), "require": requires })
    }

    /// The actions that some leaf names.
    fn used(&self) -> impl Iterator<Item = &Action> {
        let is_used = |place: usize| self.leaves.iter().flatten().any(|of| of.action == place);
        self.actions.iter().enumerate().filter(move |(place, _)| is_used(*place)).map(|(_, of)| of)
    }

    fn actions(&self) -> Value {
        let action = |of: &Action| {
            let mut action = json!({ "id": of.id, "kind": of.kind, "rank": of.rank });
            add_items(&mut action, &of.items);
            action
        };
        json!({ "format": 1, "actions": self.used().map(action).collect::<Vec<_>>() })
    }

    fn topic(&self) -> Value {
        let leaf = |(place, actions): (usize, &Vec<LeafAction>)| {
            let actions: Vec<Value> = actions.iter().map(|of| self.leaf_action(of)).collect();
            json!({ "id": format!("l{place}"), "cite": ["law"], "actions": actions })
        };
        let leaves: Vec<Value> = self.leaves.iter().enumerate().map(leaf).collect();
        let mut topic = json!({
            "format": 1, "topic": "t", "for_each": "person",
            "tree": tree(&self.tree), "leaves": leaves,
        });
        if let Some(only_if) = &self.only_if {
            topic["only_if"] = json!(only_if.text);
        }
        topic
    }

    fn leaf_action(&self, of: &LeafAction) -> Value {
        let mut action = json!({ "do": self.actions[of.action].id });
        if let Some(condition) = &of.condition {
            action["if"] = json!(condition.text);
        }
        if let Some((ladder, last)) = &of.kinds {
            let rungs = ladder.iter().map(|(kind, only)| json!({ "is": kind, "if": only.text }));
            action["kind"] = rungs.chain([json!({ "is": last })]).collect();
        }
        if let Some(rank) = of.rank {
            action["rank"] = json!(rank);
        }
        if let Some(text) = of.text {
            action["text"] = json!(text);
        }
        for (name, day) in ["from", "by"].into_iter().zip(&of.days) {
            if let Some(day) = day {
                action[name] = json!(day.text);
            }
        }
        add_items(&mut action, &of.items);
        action
    }

    /// Every text that the pack must have.
    fn texts(&self) -> BTreeMap<String, &'static str> {
        let mut ids: Vec<String> = ["pack.title", "topic.t", "office.one.name", "office.two.name"]
            .map(String::from)
            .into();
        ids.extend(CHOICES.map(|choice| format!("choice.c.{choice}")));
        let parts = |id| ["label", "ask", "why"].map(|part| format!("fact.{id}.{part}"));
        ids.extend(FACTS.iter().flat_map(|(id, _)| parts(id)));
        ids.extend((0..self.requires.len()).map(|place| format!("require.r{place}")));
        ids.extend((0..self.leaves.len()).map(|place| format!("leaf.t.l{place}")));
        let parts = |id| ["title", "text"].map(|part| format!("action.{id}.{part}"));
        ids.extend(self.used().flat_map(|action| parts(action.id)));
        for of in self.leaves.iter().flatten() {
            let action = &self.actions[of.action];
            ids.extend(of.text.map(String::from));
            for item in action.items.iter().chain(&of.items) {
                match item.thing {
                    Thing::Paper(id) | Thing::Caution(id) => ids.push(id.into()),
                    Thing::Office(..) => {}
                }
            }
        }
        ids.into_iter().map(|id| (id, "…")).collect()
    }
}

/// What makes one plan different from another: what is required, the actions and the topic.
impl Display for Plan {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let requires: Vec<&str> = self.requires.iter().map(|that| that.text.as_str()).collect();
        let (actions, topic) = (self.actions(), self.topic());
        write!(formatter, "require {requires:?}\n{}\n{topic}", actions["actions"])
    }
}

fn fact(id: &str) -> Value {
    let mut fact = json!({ "id": id, "of": "person", "topic": "t" });
    match id {
        "a" | "b" => fact["type"] = json!("yes_no"),
        "c" => (fact["type"], fact["choices"]) = (json!("choice"), json!(CHOICES)),
        "n" => (fact["type"], fact["range"]) = (json!("number"), json!(["0", "3"])),
        _ => (fact["type"], fact["range"]) = (json!("date"), json!(DAYS)),
    }
    fact
}

fn office(id: &str) -> Value {
    json!({
        "id": id, "phones": [], "mail": [], "links": [], "services": [],
        "standing": "confirmed", "cite": ["law"],
    })
}

fn tree(ladder: &Ladder) -> Vec<Value> {
    let branch = |(condition, then): &(Condition, Then)| match then {
        Then::Leaf(leaf) => json!({ "if": condition.text, "leaf": format!("l{leaf}") }),
        Then::Ladder(inner) => json!({ "if": condition.text, "then": tree(inner) }),
    };
    let otherwise = json!({ "otherwise": true, "leaf": format!("l{}", ladder.otherwise) });
    ladder.branches.iter().map(branch).chain([otherwise]).collect()
}

/// Adds the lists of what an action names.
fn add_items(action: &mut Value, items: &[Item]) {
    for item in items {
        let (list, mut value) = match item.thing {
            Thing::Office(id, role) => ("offices", json!({ "id": id, "role": role })),
            Thing::Paper(id) => ("bring", json!({ "id": id })),
            Thing::Caution(id) => ("cautions", json!({ "id": id, "cite": ["law"] })),
        };
        if let Some(condition) = &item.condition {
            value["if"] = json!(condition.text);
        }
        match action[list].as_array_mut() {
            Some(known) => known.push(value),
            None => action[list] = json!([value]),
        }
    }
}
