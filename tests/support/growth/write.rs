//! Rule files from lists of facts and topics: everything else that a pack must have is the same for all.

/// A fact of the household.
pub struct Fact {
    id: String,
    /// Its type, and whatever its type needs.
    kind: String,
    choices: Vec<String>,
}

impl Fact {
    fn of(id: &str, kind: &str) -> Self {
        Self { id: id.into(), kind: kind.into(), choices: Vec::new() }
    }

    /// Yes or no.
    pub fn yes_no(id: &str) -> Self {
        Self::of(id, r#""type": "yes_no""#)
    }

    /// A number from 0 to 1000000.
    pub fn number(id: &str) -> Self {
        Self::of(id, r#""type": "number", "range": ["0", "1000000"]"#)
    }

    /// A date.
    pub fn date(id: &str) -> Self {
        Self::of(id, r#""type": "date", "range": ["1900-01-01", "2200-12-31"]"#)
    }

    /// One of some choices.
    pub fn choice(id: &str, choices: Vec<String>) -> Self {
        let list = choices.join("\", \"");
        let kind = format!(r#""type": "choice", "choices": ["{list}"]"#);
        Self { id: id.into(), kind, choices }
    }

    fn texts(&self) -> Vec<(String, String)> {
        let Self { id, choices, .. } = self;
        let own = ["label", "ask", "why"].map(|part| (format!("fact.{id}.{part}"), id.clone()));
        let choices = choices.iter().map(|one| (format!("choice.{id}.{one}"), one.clone()));
        own.into_iter().chain(choices).collect()
    }
}

/// A topic of the household.
pub struct Topic {
    id: String,
    /// The branches of its first ladder, with commas between them.
    pub tree: String,
    leaves: Vec<String>,
}

impl Topic {
    /// A topic without branches.
    pub fn new(id: &str) -> Self {
        Self { id: id.into(), tree: String::new(), leaves: Vec::new() }
    }

    /// Adds a leaf, and gives its id again.
    pub fn leaf(&mut self, id: String) -> String {
        self.leaves.push(id.clone());
        id
    }

    /// Whether there is such a leaf.
    pub fn has(&self, id: &str) -> bool {
        self.leaves.iter().any(|leaf| leaf == id)
    }

    fn file(&self) -> String {
        let leaf = |id: &String| {
            format!(r#"{{ "id": "{id}", "cite": ["law"], "actions": [ {{ "do": "act" }} ] }}"#)
        };
        let leaves: Vec<String> = self.leaves.iter().map(leaf).collect();
        format!(
            r#"{{ "format": 1, "topic": "{}", "for_each": "household", "tree": [ {} ], "leaves": [ {} ] }}"#,
            self.id,
            self.tree,
            leaves.join(",\n")
        )
    }

    fn texts(&self) -> Vec<(String, String)> {
        let leaf = |leaf: &String| (format!("leaf.{}.{leaf}", self.id), "It is so.".to_owned());
        let own = (format!("topic.{}", self.id), self.id.clone());
        std::iter::once(own).chain(self.leaves.iter().map(leaf)).collect()
    }
}

/// The rule files of a pack with these facts and topics.
pub fn pack(facts: &[Fact], topics: &[Topic]) -> Vec<(String, String)> {
    let first = &topics[0].id;
    let fact = |fact: &Fact| {
        format!(
            r#"{{ "id": "{}", "of": "household", "topic": "{first}", {} }}"#,
            fact.id, fact.kind
        )
    };
    let list: Vec<String> = facts.iter().map(fact).collect();
    let mut texts: Vec<(String, String)> = [
        ("pack.title", "A pack of some size"),
        ("action.act.title", "Act"),
        ("action.act.text", "Act."),
    ]
    .map(|(id, text)| (id.to_owned(), text.to_owned()))
    .into();
    texts.extend(facts.iter().flat_map(Fact::texts));
    texts.extend(topics.iter().flat_map(Topic::texts));
    let texts: Vec<String> =
        texts.iter().map(|(id, text)| format!(r#""{id}": "{text}""#)).collect();
    let mut files = vec![
        file("pack.json", PACK),
        file("facts.json", &format!(r#"{{ "format": 1, "facts": [ {} ] }}"#, list.join(",\n"))),
        file("sources.json", SOURCES),
        file("offices.json", r#"{ "format": 1, "offices": [] }"#),
        file(
            "actions.json",
            r#"{ "format": 1, "actions": [ { "id": "act", "kind": "must", "rank": 50 } ] }"#,
        ),
        file(
            "text/en.json",
            &format!(
                r#"{{ "format": 1, "language": "en", "texts": {{ {} }} }}"#,
                texts.join(",\n")
            ),
        ),
    ];
    files.extend(
        topics.iter().map(|topic| file(&format!("topics/{}.json", topic.id), &topic.file())),
    );
    files
}

fn file(place: &str, text: &str) -> (String, String) {
    (place.into(), text.into())
}

const PACK: &str = r#"{ "format": 1, "id": "grown", "version": "1", "jurisdiction": "zz",
  "time_zone": [ { "from": "1900-01-01", "offset": "+00:00" } ], "languages": ["en"],
  "reviewed_on": "2026-11-01", "review_every": 180, "rounding": "last_day_of_month" }"#;

const SOURCES: &str = r#"{ "format": 1, "sources": [
  { "id": "law", "title": "An Act", "url": "https://law.example/1", "read_on": "2026-11-01", "kind": "law" } ] }"#;
