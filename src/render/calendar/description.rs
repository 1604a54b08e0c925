//! The text of an event: everything a person needs on the day, with no other page open.
//!
//! **Must not know** calendar files.

use super::Scene;
use super::events::{Edge, Event};
use crate::engine::open_days::last_open;
use crate::engine::statement::What;
use crate::pack::Office;
use crate::pack::raw::{Role, Standing};
use crate::render::hours;
use crate::render::merge::Entry;
use crate::render::notices::of_letter;
use crate::render::places::{Place, places};
use crate::render::{contact, sources};
use crate::terms::id::SourceId;

/// The description of an event, in lines; paragraphs are apart by an empty one.
pub fn describe(scene: &Scene<'_>, event: &Event<'_>) -> String {
    let (finding, visit, words) = (event.visit.first(), &event.visit, scene.words);
    let lead = scene.pack[finding.action].lead.as_deref();
    let lead = lead.map(|lead| format!("{}: {}", words.say("label.lead"), scene.text(lead)));
    let said = |is_of_sort| texts(scene, &visit.said(is_of_sort));
    let paragraphs = [
        head(scene, event),
        said(|what| matches!(what, What::Text(_))).join("\n"),
        offices(scene, event, Role::First),
        offices(scene, event, Role::Do),
        offices(scene, event, Role::Help),
        list(words.say("label.bring"), said(|what| matches!(what, What::Paper(_)))),
        list(words.say("label.beware"), said(|what| matches!(what, What::Caution(_)))),
        lead.unwrap_or_default(),
        list(words.say("heading.notices"), of_letter(scene.pack, scene.outcome, scene.language)),
        list(words.say("label.sources"), cited(scene, event)),
        end(scene),
    ];
    let written: Vec<String> = paragraphs.into_iter().filter(|text| !text.is_empty()).collect();
    written.join("\n\n")
}

/// The day and what is open about it, and who.
fn head(scene: &Scene<'_>, event: &Event<'_>) -> String {
    let words = scene.words;
    let mut lines = Vec::new();
    let (first, last) = (words.date(event.day.earliest()), words.date(event.day.latest()));
    let day = match event.day.known() {
        Some(date) => words.date(date),
        None => words.fill("from.between", &[("first", &first), ("last", &last)]),
    };
    lines.push(format!("{}: {day}", event.edge.label(words)));
    lines.extend(closed(scene, event));
    if !scene.is_alone {
        lines.push(format!("{}: {}", words.say("label.who"), scene.who(event)));
    }
    let plans = scene.plans();
    if !plans.counted(&event.visit).is_empty() {
        lines.extend(plans.put_off());
    }
    lines.join("\n")
}

/// Texts, each with to whom and under which condition it is said, if not to all for certain.
fn texts(scene: &Scene<'_>, entries: &[Entry]) -> Vec<String> {
    let lines = entries.iter().flat_map(|entry| match entry.what {
        What::Text(text) | What::Paper(text) | What::Caution(text) => {
            scene.said(entry, &scene.pack.say_all(scene.language, &scene.pack[text]))
        }
        _ => Vec::new(),
    });
    lines.collect()
}

/// The last day on which it can be done, if that is before the day itself.
fn closed(scene: &Scene<'_>, event: &Event<'_>) -> Option<String> {
    let last = last_open(scene.pack, &event.visit.to_do(), event.date)?;
    let days = (event.date, scene.outcome.on);
    (event.edge == Edge::By).then(|| hours::closed_sentence(scene.words, &last, days))?
}

/// Each office of a role with everything by which it is reached.
fn offices(scene: &Scene<'_>, event: &Event<'_>, role: Role) -> String {
    let words = scene.words;
    let label = match role {
        Role::First => words.say("label.first"),
        Role::Do => words.say("label.where"),
        Role::Help => words.say("label.help"),
    };
    let places = places((scene.pack, scene.outcome), &event.visit, role).into_iter();
    let lines = places.flat_map(|place| match place {
        Place::Office(entry, id) => scene.said(&entry, &office(scene, &scene.pack[id])),
        Place::InTown(service) => {
            let service = scene.text(&format!("service.{service}"));
            vec![words.fill("office.in_town", &[("service", service)])]
        }
    });
    list(label, lines.collect())
}

fn office(scene: &Scene<'_>, office: &Office) -> String {
    let words = scene.words;
    let text = |part: &str| scene.pack.say_office(scene.language, office, part);
    let mut lines = vec![text("name").to_owned(), text("address").to_owned()];
    if !office.phones.is_empty() {
        let phones: Vec<String> = office.phones.iter().map(|one| contact::phone(one)).collect();
        lines.push(format!("{}: {}", words.say("label.phone"), phones.join(", ")));
    }
    if !office.mail.is_empty() {
        lines.push(format!("{}: {}", words.say("label.mail"), office.mail.join(", ")));
    }
    if let Some(hours) = &office.hours {
        lines.push(format!("{}: {}", words.say("label.hours"), contact::hours(words, hours)));
    }
    lines.extend(office.links.iter().cloned());
    lines.push(text("note").to_owned());
    lines.push(match office.standing {
        Standing::Confirmed => String::new(),
        Standing::GuideOnly => words.say("office.guide_only").into(),
        Standing::CallFirst => words.say("office.call_first").into(),
    });
    lines.retain(|line| !line.is_empty());
    lines.join("\n  ")
}

/// The sources of an action, the strongest first, each with the day on which it was read.
fn cited(scene: &Scene<'_>, event: &Event<'_>) -> Vec<String> {
    let words = scene.words;
    let mut cite = event.visit.sources();
    let strength = |source: &SourceId| {
        let kind = scene.pack[*source].kind;
        sources::STRONGEST_FIRST.iter().position(|known| *known == kind)
    };
    cite.sort_by_key(strength);
    let line = |source: SourceId| {
        let source = &scene.pack[source];
        let layer = sources::layer(words, source.kind);
        let read = words.fill("source.read", &[("date", &words.date(source.read_on))]);
        format!("{} ({layer}; {read})\n  {}", source.title, source.url)
    };
    cite.into_iter().map(line).collect()
}

/// How old all this is, and that the office decides.
fn end(scene: &Scene<'_>) -> String {
    let (words, pack) = (scene.words, scene.pack);
    let as_of = words.fill("as_of", &[("date", &words.date(scene.outcome.on))]);
    let reviewed = words.date(pack.reviewed_on);
    let values = [("date", reviewed.as_str()), ("pack", &pack.id), ("version", &pack.version)];
    let reviewed = words.fill("reviewed", &values);
    format!("{as_of} {reviewed}\n{}", words.say("not_legal_advice"))
}

/// A heading and its items; nothing if there are none.
fn list(heading: &str, items: Vec<String>) -> String {
    let mut text = String::new();
    for item in items {
        text = text + "\n• " + &item;
    }
    if text.is_empty() { text } else { format!("{heading}:{text}") }
}
