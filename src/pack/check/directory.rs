//! Checks the sources, the offices and the time zone.

use super::at::At;
use super::checker::Checker;
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Office, Source};
use crate::pack::program::Entity;
use crate::pack::raw;
use crate::terms::calendar::{Date, read_date};
use crate::terms::hours;
use crate::terms::id::{SourceId, is_reference};
use crate::terms::value::Kind;
use std::collections::HashSet;

pub fn sources(checker: &mut Checker<'_>, file: usize, raw: &raw::SourcesFile) -> Vec<Source> {
    let list = At::file(file).to("sources");
    let mut seen = HashSet::new();
    let mut sources = Vec::new();
    for (place, raw) in raw.sources.iter().enumerate() {
        let at = list.to(place);
        if !is_reference(&raw.id) {
            checker.fault(&at.to("id"), None, Problem::BadId(raw.id.clone()));
        }
        checker.once(&at.to("id"), &mut seen, ("source", &raw.id));
        link(checker, &at.to("url"), &raw.url);
        let published = raw.published.as_deref().filter(|text| read_date(text).is_err());
        if let Some(text) = published {
            checker.fault(&at.to("published"), None, Problem::BadDate(text.into()));
        }
        let read_on = checker.date(&at.to("read_on"), &raw.read_on);
        sources.push(Source {
            id: raw.id.clone(),
            title: raw.title.clone(),
            url: raw.url.clone(),
            published: raw.published.clone(),
            read_on: read_on.unwrap_or_else(|| Date::new(1, 1, 1).expect("the first day exists")),
            in_force: in_force(checker, &at, raw.in_force.as_ref()),
            kind: raw.kind,
        });
    }
    sources
}

/// The first day on which a source is law, and the last if there is one.
fn in_force(
    checker: &mut Checker<'_>,
    at: &At,
    raw: Option<&(String, Option<String>)>,
) -> Option<(Date, Option<Date>)> {
    let (from, until) = raw?;
    let at = at.to("in_force");
    let until = until.as_ref().map(|until| checker.date(&at.to(1), until));
    let from = checker.date(&at.to(0), from)?;
    let until = until.flatten();
    if until.is_some_and(|until| until < from) {
        let how = "ends before it begins (want the first day, then the last day or null)";
        checker.fault(&at, None, Problem::BadItem { what: "source", how });
    }
    Some((from, until))
}

/// What leaves refer to.
pub struct Directory<'d> {
    pub actions: &'d (usize, raw::ActionsFile),
    pub sources: &'d [Source],
    pub offices: &'d [Office],
    /// The place of the fact of the city among those of the household.
    pub city: Option<usize>,
}

/// What must name its sources.
pub struct Claim<'r> {
    pub what: &'static str,
    pub id: &'r str,
    pub cite: &'r [String],
}

pub fn offices(
    checker: &mut Checker<'_>,
    file: usize,
    raw: &raw::OfficesFile,
    sources: &[Source],
) -> Vec<Office> {
    let list = At::file(file).to("offices");
    let mut seen = HashSet::new();
    let mut offices = Vec::new();
    for (place, raw) in raw.offices.iter().enumerate() {
        let at = list.to(place);
        checker.id(&at.to("id"), &raw.id);
        checker.once(&at.to("id"), &mut seen, ("office", &raw.id));
        contacts(checker, &at, raw);
        let claim = Claim { what: "office", id: &raw.id, cite: &raw.cite };
        let sources = cite_claim(checker, &at, &claim, sources);
        let last_text = raw.last_if.as_ref().map(|_| format!("office.{}.last", raw.id));
        offices.push(Office {
            id: raw.id.clone(),
            city: raw.city.clone(),
            phones: raw.phones.clone(),
            mail: raw.mail.clone(),
            links: raw.links.clone(),
            hours: raw.hours.clone(),
            services: raw.services.clone(),
            standing: raw.standing,
            is_state: raw.state,
            language: language(checker, &at, raw.language.as_ref()),
            last_if: raw.last_if.clone(),
            last_text: last_text.map(|text| checker.text(text)),
            cite: sources,
        });
    }
    offices
}

/// The languages that are spoken in an office, in one text.
fn language(checker: &mut Checker<'_>, at: &At, raw: Option<&raw::OneOrMore>) -> Option<String> {
    let raw::OneOrMore(languages) = raw?;
    for (place, language) in languages.iter().enumerate() {
        checker.id(&at.to("language").to(place), language);
    }
    (!languages.is_empty()).then(|| languages.join(", "))
}

/// Checks that the cities of the offices are choices of the fact of the city.
pub fn cities(checker: &mut Checker<'_>, file: usize, raw: &raw::OfficesFile, city: Option<usize>) {
    let list = At::file(file).to("offices");
    for (place, raw) in raw.offices.iter().enumerate() {
        if let Some(name) = &raw.city {
            known_city(checker, &list.to(place).to("city"), name, city);
        }
    }
}

fn contacts(checker: &mut Checker<'_>, at: &At, raw: &raw::Office) {
    let mut seen = HashSet::new();
    for (place, phone) in raw.phones.iter().enumerate() {
        let at = at.to("phones").to(place);
        checker.once(&at, &mut seen, ("telephone number", phone));
        let digits = phone.strip_prefix('+').unwrap_or_default();
        let is_e164 =
            (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_e164 {
            checker.fault(&at, None, Problem::BadPhone(phone.clone()));
        }
    }
    for (place, mail) in raw.mail.iter().enumerate() {
        let is_mail =
            mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if !is_mail || mail.contains(char::is_whitespace) {
            checker.fault(&at.to("mail").to(place), None, Problem::BadMail(mail.clone()));
        }
    }
    if let Some(Err(problem)) = raw.hours.as_deref().map(hours::check) {
        checker.fault(&at.to("hours"), None, Problem::BadHours(problem));
    }
    for (place, url) in raw.links.iter().enumerate() {
        link(checker, &at.to("links").to(place), url);
    }
}

fn link(checker: &mut Checker<'_>, at: &At, url: &str) {
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    if !has_scheme || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        checker.fault(at, None, Problem::BadLink(url.into()));
    }
}

fn known_city(checker: &mut Checker<'_>, at: &At, name: &str, city: Option<usize>) {
    let fact = city.map(|city| checker.facts[Entity::Household.place()][city].clone());
    let ids = match fact.map(|fact| fact.kind) {
        Some(Kind::Choice(choices)) => choices.ids,
        _ => Vec::new(),
    };
    checker.find(at, ("city", name), ids.iter().map(String::as_str));
}

/// The places of the sources of a claim, of which there must be one.
pub fn cite_claim(
    checker: &mut Checker<'_>,
    at: &At,
    claim: &Claim<'_>,
    sources: &[Source],
) -> Vec<SourceId> {
    let Claim { what, id, cite: cited } = *claim;
    if cited.is_empty() {
        checker.fault(at, None, Problem::NoSource { what, id: id.into() });
    }
    cite(checker, at, cited, sources)
}

/// The places of the cited sources.
pub fn cite(
    checker: &mut Checker<'_>,
    at: &At,
    ids: &[String],
    sources: &[Source],
) -> Vec<SourceId> {
    let mut places = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        let known = sources.iter().map(|source| source.id.as_str());
        let found = checker.find(&at.to("cite").to(place), ("source", id), known);
        places.extend(found.map(SourceId::at));
    }
    places
}

pub fn time_zone(
    checker: &mut Checker<'_>,
    pack: &At,
    raw: &[raw::ZonePeriod],
) -> Vec<(Date, i32)> {
    let mut periods = Vec::new();
    for (place, period) in raw.iter().enumerate() {
        let at = pack.to("time_zone").to(place);
        let from = checker.date(&at.to("from"), &period.from);
        let minutes = minutes_east(&period.offset);
        if minutes.is_none() {
            checker.fault(&at.to("offset"), None, Problem::BadOffset(period.offset.clone()));
        }
        periods.extend(from.zip(minutes));
    }
    periods.sort_unstable();
    if raw.is_empty() {
        checker.fault(&pack.to("time_zone"), None, Problem::BadOffset(String::new()));
    }
    periods
}

fn minutes_east(text: &str) -> Option<i32> {
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let is_plain = hours.len() == 2 && minutes.len() == 2;
    let total = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    match text.as_bytes()[0] {
        b'+' if is_plain && total <= 14 * 60 => Some(total),
        b'-' if is_plain && total <= 14 * 60 => Some(-total),
        _ => None,
    }
}
