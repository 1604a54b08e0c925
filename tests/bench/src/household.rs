//! A case as a typed struct with borrowed text, the way a hand-written program reads it with serde.

use crate::day::Day;
use serde::Deserialize;

/// One household; a fact that does not matter for it may be left out.
#[expect(missing_docs, reason = "the names are those of the facts in `workload/facts.json`")]
#[derive(Debug, Deserialize)]
pub struct Household<'t> {
    pub id: &'t str,
    #[serde(rename = "where")]
    pub place: Place,
    pub travel_date: Day,
    pub city: City,
    pub passport: Passport,
    #[serde(default)]
    pub passport_expires: Day,
    pub stay: Stay,
    #[serde(default)]
    pub stay_expires: Day,
    pub fear: bool,
    pub wants_asylum: bool,
    pub work: Work,
    pub treatment: Treatment,
    pub cannot_leave: bool,
    #[serde(default)]
    pub children: Vec<Child>,
    #[serde(default)]
    pub pets: Vec<Pet>,
}

/// A child.
#[expect(missing_docs, reason = "the names are those of the facts in `workload/facts.json`")]
#[derive(Debug, Deserialize)]
pub struct Child {
    pub born: Day,
    pub passport: ChildPassport,
    #[serde(default)]
    pub passport_expires: Day,
}

/// A pet.
#[expect(missing_docs, reason = "the names are those of the facts in `workload/facts.json`")]
#[derive(Debug, Deserialize)]
pub struct Pet {
    pub species: Species,
    pub vet_passport: bool,
    #[serde(default)]
    pub rabies_vaccinated_on: Day,
    #[serde(default)]
    pub examined_on: Day,
}

macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident: $($choice:ident)*) => {
        $(#[doc = $doc])*
        #[expect(missing_docs, reason = "the names are those of the choices in `workload/facts.json`")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($choice),* }
    };
}

choice!(/** Where the household is. */ Place: Abroad Border Here);
choice!(/** Where it lives or will live. */ City: Astana Almaty Shymkent Konaev Taldykorgan Other);
choice!(/** Your passport. */ Passport: Biometric NonBiometric IdCard None);
choice!(/** On what ground you stay. */ Stay: VisaFree Visa ResidencePermit AsylumCertificate None);
choice!(/** Your work. */ Work: Offer InDemand Seeking None);
choice!(/** The treatment that you need. */ Treatment: None Planned Emergency);
choice!(/** The passport of a child. */ ChildPassport: Own Entered None);
choice!(/** Which animal a pet is. */ Species: Dog Cat Ferret Rabbit Bird Other);
