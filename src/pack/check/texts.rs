//! Checks the texts: what is used is there in every language, and what is there is used.

use super::at::At;
use super::checker::Checker;
use super::clauses::{self, Clauses};
use crate::pack::checked::Pack;
use crate::pack::diagnostic::Problem;
use crate::pack::raw::{self, Text};
use crate::terms::value::Kind;
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub fn texts(
    checker: &mut Checker<'_>,
    pack_at: &At,
    pack: &Pack,
    raw: &[(usize, raw::TextFile)],
) -> BTreeMap<String, BTreeMap<String, Text>> {
    let ids = raw.iter().flat_map(|(_, raw)| raw.texts.0.iter().map(|(id, _)| id.as_str()));
    let anywhere = ids.collect();
    let clauses = clauses::clauses(pack, &anywhere);
    let mut all = BTreeMap::new();
    for (file, raw) in raw {
        let at = At::file(*file).to("texts");
        let texts = written(checker, &at, raw);
        let used = used(pack, &texts, &Optional { clauses: &clauses, anywhere: &anywhere });
        for id in
            texts.keys().filter(|id| !used.required.contains(*id) && !used.allowed.contains(*id))
        {
            checker.fault(&at.to(id), None, Problem::Unused { what: "text", id: id.clone() });
        }
        for id in used.required.iter().filter(|id| !texts.contains_key(*id)) {
            let (id, language) = (id.clone(), raw.language.clone());
            checker.fault(&at, None, Problem::MissingText { id, language });
        }
        clauses::placeholders(checker, &at, &texts, &clauses);
        all.insert(raw.language.clone(), texts);
    }
    for (place, language) in pack.languages.iter().enumerate() {
        if !all.contains_key(language) {
            let at = pack_at.to("languages").to(place);
            checker.fault(&at, None, Problem::MissingLanguage(language.clone()));
        }
    }
    all
}

/// The texts of a file, each once and with the plural form that every language has.
fn written(checker: &mut Checker<'_>, at: &At, raw: &raw::TextFile) -> BTreeMap<String, Text> {
    let mut seen = HashSet::new();
    for (id, text) in &raw.texts.0 {
        checker.once(&at.to(id), &mut seen, ("text", id));
        if matches!(text, Text::Plural(forms) if !forms.contains_key("other")) {
            checker.fault(&at.to(id), None, Problem::NoOther(id.clone()));
        }
    }
    raw.texts.0.iter().cloned().collect()
}

/// What must be there in every language if it is there in one.
struct Optional<'t> {
    clauses: &'t Clauses,
    /// The ids of all languages.
    anywhere: &'t BTreeSet<&'t str>,
}

/// The ids of the texts that a pack uses.
#[derive(Default)]
struct Used {
    /// These must be there.
    required: BTreeSet<String>,
    /// These may be there.
    allowed: BTreeSet<String>,
}

fn used(pack: &Pack, texts: &BTreeMap<String, Text>, optional: &Optional<'_>) -> Used {
    let mut used = Used::default();
    used.required.insert("pack.title".into());
    facts(pack, texts, &mut used);
    topics(pack, &mut used);
    used.required.extend(pack.requires.iter().map(|require| format!("require.{}", require.id)));
    for office in &pack.offices {
        used.required.insert(format!("office.{}.name", office.id));
        used.required.extend(office.last_if.iter().map(|_| format!("office.{}.last", office.id)));
        used.required.extend(office.services.iter().map(|service| format!("service.{service}")));
        used.allowed.extend(["address", "note"].map(|part| format!("office.{}.{part}", office.id)));
    }
    for action in &pack.actions {
        used.required.insert(format!("action.{}.title", action.id));
        used.required.insert(format!("action.{}.text", action.id));
        used.required.extend(action.lead.clone());
    }
    let Optional { clauses, anywhere } = optional;
    let parts =
        |part| pack.offices.iter().map(move |office| format!("office.{}.{part}", office.id));
    let optional = parts("book")
        .chain(parts("short"))
        .chain(clauses.ids.keys().cloned())
        .chain(clauses.others.clone());
    used.required.extend(optional.filter(|id| anywhere.contains(id.as_str())));
    let is_used = |id: &str| used.required.contains(id) || used.allowed.contains(id);
    let is_more = |base: &str| texts.contains_key(base) && is_used(base);
    let more = anywhere.iter().filter(|id| id.strip_suffix(".more").is_some_and(is_more));
    let more: Vec<String> = more.map(|id| (*id).to_owned()).collect();
    used.required.extend(more);
    used
}

fn topics(pack: &Pack, used: &mut Used) {
    for topic in &pack.topics {
        used.required.insert(format!("topic.{}", topic.id));
        for leaf in &topic.leaves {
            used.required.insert(format!("leaf.{}.{}", topic.id, leaf.id));
            used.required.extend(leaf.reading.clone());
            for action in &leaf.actions {
                let items = action.bring.iter().chain(&action.cautions);
                let texts = items.map(|item| item.what).chain([action.text]);
                used.required.extend(texts.map(|text| pack[text].to_owned()));
            }
        }
    }
}

fn facts(pack: &Pack, texts: &BTreeMap<String, Text>, used: &mut Used) {
    for fact in pack.facts.iter().flatten() {
        let (of, id) = (fact.of.name(), &fact.id);
        for part in ["label", "ask", "why", "example"] {
            let (own, shared) = (format!("fact.{of}.{id}.{part}"), format!("fact.{id}.{part}"));
            match (texts.contains_key(&own), part) {
                (true, _) => used.allowed.insert(own),
                (false, "example") => used.allowed.insert(shared),
                (false, _) => used.required.insert(shared),
            };
        }
        let (own, shared) = (format!("fact.{of}.{id}.presumed"), format!("fact.{id}.presumed"));
        let presumed = if texts.contains_key(&own) { own } else { shared };
        used.required.extend(fact.presume.map(|_| presumed));
        if let Kind::Choice(choices) | Kind::Choices(choices) = &fact.kind {
            used.required.extend(choices.ids.iter().map(|choice| format!("choice.{id}.{choice}")));
        }
    }
}
