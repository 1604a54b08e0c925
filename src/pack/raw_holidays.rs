//! The file format of public holidays, field for field.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidaysFile {
    pub format: u32,
    pub complete: Vec<CompleteYear>,
    pub yearly: Vec<YearlyHoliday>,
    pub days: Vec<SingleHoliday>,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompleteYear {
    pub year: i32,
    pub cite: Vec<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyHoliday {
    pub id: String,
    pub day: String,
    #[serde(default)]
    pub first_year: Option<i32>,
    #[serde(default)]
    pub last_year: Option<i32>,
    #[serde(default)]
    pub moves: bool,
    pub cite: Vec<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleHoliday {
    pub id: String,
    pub day: String,
    pub cite: Vec<String>,
    pub note: Option<String>,
}
