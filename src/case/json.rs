//! The one reader of a case in JSON: of a file, a line, a cell that lists members, or what a program stored.
//!
//! A case is an object of the household's facts and yours, with `adults`, `children` and `pets`. `null` and
//! `"unknown"` say that something is not known; yes/no may be `true` and `false`. If the pack has an allowance, a
//! person may have `stays`: all earlier stays, each with `from` and `to`. `done` lists steps that are done. The caller's
//! own `id` and the advice that was stored under `_stored` are not facts.
//!
//! A text is parsed once, straight into the slots of a case. Keys and values are borrowed from it as they are
//! written, so that a fault knows its place; only a text that is wrong is looked at again.
//!
//! **Must not know** where the text comes from.

use super::columns::{Columns, KeyOrder, Keys};
use super::fault::{CaseProblem, Fault};
use super::fields::CallerFields;
use super::household::Case;
use super::parse::{household, list};
use super::reading::Reading;
use super::template::Template;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use serde::de::IgnoredAny;

/// A case that was read from a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CaseFile {
    /// What is known of the household.
    pub case: Case,
    /// The kinds of members that are listed, even if the list is empty: nobody is left to ask about.
    pub counted: Vec<Entity>,
}

/// Reads the case in a file.
///
/// # Errors
///
/// The first [`CaseProblem`].
pub fn read_file(pack: &Pack, text: &str, on: Date) -> Result<CaseFile, CaseProblem> {
    let mut reader = Reader::new(pack, on, Columns::default());
    let (mut case, mut fields) = (Case::from_template(reader.template()), CallerFields::default());
    reader.read(text, &mut case, &mut fields)?;
    Ok(CaseFile { case, counted: fields.lists })
}

/// Reads a case.
///
/// # Errors
///
/// The first [`CaseProblem`]: not valid JSON, a key twice, an unknown fact, a value of another kind or out of range.
///
/// # Examples
///
/// ```
/// use dovidka::{Pack, case};
/// let pack = Pack::embedded("kazakhstan")?;
/// let text = r#"{ "where": "kazakhstan", "children": [{ "born": "2018-05-01", "passport": "none" }] }"#;
/// let known = case::read(&pack, text, "2026-11-22".parse()?)?;
/// assert_eq!(case::read(&pack, &case::write(&pack, &known, &[]), known.on)?.on, known.on);
/// assert!(case::read(&pack, r#"{ "where": "mars" }"#, known.on).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(pack: &Pack, text: &str, on: Date) -> Result<Case, CaseProblem> {
    read_file(pack, text, on).map(|file| file.case)
}

/// Reads cases of one as-of date, one after the other.
#[derive(Debug, Clone)]
pub struct Reader<'p> {
    pack: &'p Pack,
    keys: Keys,
    template: Template,
    orders: [KeyOrder; 4],
}

impl<'p> Reader<'p> {
    /// A reader of cases whose keys are `columns`.
    #[must_use]
    pub fn new(pack: &'p Pack, on: Date, columns: Columns) -> Self {
        let (keys, template) = (Keys::new(pack, columns), Template::new(pack, on));
        Self { pack, keys, template, orders: Default::default() }
    }

    /// What the facts of a new member may be.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Whether a key means something to the rules, for the household or for some member.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.keys.has(key)
    }

    /// The key that was most likely meant, of an entity or, for the household, at the top.
    #[must_use]
    pub fn nearest(&self, of: Entity, key: &str) -> Option<&str> {
        self.keys.nearest(of, key)
    }

    /// Makes `case` the case in `text`, and `fields` what of it is the caller's own.
    ///
    /// # Errors
    ///
    /// The first [`CaseProblem`]; `fields` then holds what can be read of the caller's own.
    pub fn read<'l>(
        &mut self,
        text: &'l str,
        case: &mut Case,
        fields: &mut CallerFields<'l>,
    ) -> Result<(), CaseProblem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        fields.new_columns.clear();
        let plain = self.read_once(text, case, fields, true);
        let Err(mut fault) = plain.or_else(|_| self.read_once(text, case, fields, false)) else {
            return Ok(());
        };
        let syntax = serde_json::from_str::<IgnoredAny>(text).err();
        if let Some(error) = &syntax {
            fault = Fault::of_json(text, error);
        }
        fields.recover(&self.keys, text);
        let is_cut = syntax.is_some_and(|error| error.is_eof());
        Err(CaseProblem { is_cut, ..fault.in_text(text) })
    }

    /// Reads a text as most programs write it, or as it may be written.
    fn read_once<'l>(
        &mut self,
        text: &'l str,
        case: &mut Case,
        fields: &mut CallerFields<'l>,
        is_plain: bool,
    ) -> Result<(), Fault<'l>> {
        case.restart(&self.template);
        fields.restart();
        household(&mut Reading { is_plain, ..self.reading(text, case, fields) })
    }

    /// Adds the members that a list in JSON names to a case.
    ///
    /// # Errors
    ///
    /// What is wrong with the list.
    pub fn read_list<'l>(
        &mut self,
        of: Entity,
        text: &'l str,
        case: &mut Case,
        fields: &mut CallerFields<'l>,
    ) -> Result<(), CaseProblem> {
        let fault = match serde_json::from_str::<IgnoredAny>(text) {
            Err(error) => Err(Fault::of_json(text, &error)),
            Ok(_) => list(&mut self.reading(text, case, fields), of),
        };
        fault.map_err(|fault| fault.in_text(text))
    }

    fn reading<'r, 'l>(
        &'r mut self,
        text: &'l str,
        case: &'r mut Case,
        fields: &'r mut CallerFields<'l>,
    ) -> Reading<'r, 'l> {
        let Self { pack, keys, template, orders } = self;
        let (is_plain, stays, done, fault) = (false, None, None, None);
        Reading { pack, keys, template, orders, case, fields, text, is_plain, stays, done, fault }
    }

    /// Reads the id of a line that was not read, if it is surely whole.
    #[must_use]
    pub fn recover_id<'l>(&self, line: &'l str) -> Option<&'l str> {
        let mut fields = CallerFields::default();
        fields.recover(&self.keys, line.strip_prefix('\u{feff}').unwrap_or(line));
        fields.id
    }
}
