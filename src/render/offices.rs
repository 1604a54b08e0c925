//! The directory of offices, and one office in full.
//!
//! **Must not know** which office serves whom, or what time it is.

use crate::engine::open_days;
use crate::pack::program::Entity;
use crate::pack::raw::Standing;
use crate::pack::{Office, Pack};
use crate::render::layout::{PLAIN, Page, STRONG};
use crate::render::notices::of_offices;
use crate::render::words::Words;
use crate::render::{View, contact, hours};
use crate::terms::calendar::Date;
use crate::terms::id::OfficeId;

/// The directory of these offices on a day, by city in the order of the pack.
#[must_use]
pub fn text(pack: &Pack, offices: &[OfficeId], on: Date, view: &View<'_>) -> String {
    let mut page = Page::new(view);
    for (city, offices) in by_city(pack, offices) {
        page.heading(STRONG, &city_name(pack, view.language, city));
        for office in offices {
            page.gap();
            page.item(0, "•", (STRONG, pack.say_office(view.language, office, "name")));
            describe(&mut page, Told { pack, view, office }, 0);
            let services: Vec<&str> = office
                .services
                .iter()
                .map(|id| pack.say(view.language, &format!("service.{id}")))
                .collect();
            if !services.is_empty() {
                let label = Words::of(view.language).say("label.services");
                page.label(2, label, &services.join(", "));
            }
        }
    }
    let notices = of_offices(pack, offices, on, view.language);
    if !notices.is_empty() {
        page.heading(STRONG, Words::of(view.language).say("heading.notices"));
    }
    for notice in notices {
        page.item(0, "!", (PLAIN, &notice));
    }
    page.finish()
}

/// The name of a city in a language; of no city, that an office serves all of them.
#[must_use]
pub fn city_name(pack: &Pack, language: &str, city: Option<&str>) -> String {
    let fact = pack.city.map(|fact| &pack[(Entity::Household, fact)]);
    match (city, fact) {
        (Some(city), Some(fact)) => {
            pack.say(language, &format!("choice.{}.{city}", fact.id)).into()
        }
        (Some(city), None) => city.into(),
        (None, _) => Words::of(language).say("office.every_city").into(),
    }
}

/// The offices of each city, in the order in which the pack first names a city; those of every city last.
fn by_city<'p>(pack: &'p Pack, offices: &[OfficeId]) -> Vec<(Option<&'p str>, Vec<&'p Office>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Office>)> = Vec::new();
    for office in offices.iter().map(|office| &pack[*office]) {
        let city = office.city.as_deref();
        match groups.iter_mut().find(|(known, _)| *known == city) {
            Some((_, group)) => group.push(office),
            None => groups.push((city, vec![office])),
        }
    }
    groups.sort_by_key(|(city, _)| city.is_none());
    groups
}

/// An office of a pack, and how it is shown.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) pack: &'a Pack,
    pub(super) view: &'a View<'a>,
    pub(super) office: &'a Office,
}

/// Writes in a line where an office is and how to reach it, and whether that must be checked first.
pub(super) fn describe_in_short(page: &mut Page, of: Told<'_>, indent: usize) {
    let Told { pack, view, office } = of;
    let address = pack.say_office(view.language, office, "address");
    let mut parts: Vec<String> = Vec::new();
    parts.extend(Some(address).filter(|text| !text.is_empty()).map(ToOwned::to_owned));
    parts.extend(office.phones.first().map(|number| contact::phone(number)));
    if office.standing != Standing::Confirmed && !parts.is_empty() {
        parts.push(Words::of(view.language).say("office.check_first").into());
    }
    if !parts.is_empty() {
        page.paragraph(indent + 2, PLAIN, &parts.join(" · "));
    }
}

/// Writes what stands below the name of an office: how to reach it, its hours, and how sure it is.
pub(super) fn describe(page: &mut Page, of: Told<'_>, indent: usize) {
    let Told { pack, view, office } = of;
    let words = Words::of(view.language);
    let text = |part: &str| pack.say_office(view.language, office, part);
    let inner = indent + 2;
    let paragraph = |page: &mut Page, text: &str| {
        if !text.is_empty() {
            page.paragraph(inner, PLAIN, text);
        }
    };
    paragraph(page, text("address"));
    if !office.phones.is_empty() {
        let phones: Vec<String> =
            office.phones.iter().map(|number| contact::phone(number)).collect();
        page.label(inner, words.say("label.phone"), &phones.join(", "));
    }
    if !office.mail.is_empty() {
        page.label(inner, words.say("label.mail"), &office.mail.join(", "));
    }
    write_hours(page, of, inner);
    for link in &office.links {
        page.paragraph(inner, PLAIN, link);
    }
    if !text("book").is_empty() {
        page.label(inner, words.say("label.book"), text("book"));
    }
    paragraph(page, text("note"));
    match office.standing {
        Standing::Confirmed => {}
        Standing::GuideOnly => page.item(inner, "!", (PLAIN, words.say("office.guide_only"))),
        Standing::CallFirst => page.item(inner, "!", (PLAIN, words.say("office.call_first"))),
    }
}

fn write_hours(page: &mut Page, of: Told<'_>, indent: usize) {
    let Told { pack, view, office } = of;
    let words = Words::of(view.language);
    let Some(written) = &office.hours else { return };
    page.label(indent, words.say("label.hours"), &contact::hours(words, written));
    if let (Some(now), Some(at)) = (open_days::now(pack, office, view.now), view.now) {
        page.paragraph(indent, PLAIN, &hours::now_sentence(words, &now, at));
    }
}
