//! What can be wrong with a pack: one variant for each fault, with a stable code, a place and help.
//!
//! **Must not know** how a diagnostic is shown.

use crate::pack::program::MOST_OF_A_KIND;
use crate::pack::sentence::BadSentence;
use crate::pack::warning::Warning;
use crate::terms::id::did_you_mean;
use std::ops::Range;
use thiserror::Error;

/// One thing wrong with a rule file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}:{column}: {} [{}]", .problem.message(), .problem.code())]
pub struct Diagnostic {
    /// The rule file, as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The bytes of the file at fault.
    pub span: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// Every way in which a pack can be wrong.
#[expect(missing_docs, reason = "each variant's line names its fields")]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file is not valid JSON, or has a field of another name or type.
    #[error("{0}")]
    Shape(String),
    /// The file is not UTF-8 text.
    #[error("the file is not UTF-8 text from here on")]
    NotText,
    /// A file that every pack has is not there.
    #[error("the pack has no file `{0}`")]
    MissingFile(&'static str),
    /// The file is of another version of the format.
    #[error("format {0} is not known (want 1)")]
    Format(u32),
    /// An id has another form.
    #[error("`{0}` is no id (want a-z, 0-9 and _, starting with a letter)")]
    BadId(String),
    /// A word of the sentence language cannot be an id.
    #[error("`{0}` is a word of the sentence language and cannot be an id")]
    ReservedId(String),
    /// Two things have one id.
    #[error("the {what} `{id}` is there twice")]
    Twice { what: &'static str, id: String },
    /// Something is named that is not there.
    #[error("there is no {what} `{id}`{}", did_you_mean(.nearest.as_deref()))]
    Unknown { what: &'static str, id: String, nearest: Option<String> },
    /// A choice is named that the fact does not have.
    #[error("there is no choice `{id}` (want one of: {choices}){}", did_you_mean(.nearest.as_deref()))]
    UnknownChoice { id: String, choices: String, nearest: Option<String> },
    /// A date has another form, or is no day of the calendar.
    #[error("`{0}` is not a date (want YYYY-MM-DD)")]
    BadDate(String),
    /// A day of the year has another form, or not every year has it.
    #[error("`{0}` is not a day of every year (want month and day, such as 12-16)")]
    BadYearlyDay(String),
    /// A year lies outside those that are allowed here.
    #[error("the year {year} does not fit (want {first} to {last})")]
    BadYear { year: i32, first: i32, last: i32 },
    /// A range has no first or last value that fits, or they stand in the wrong order.
    #[error("`{0}` cannot limit this fact (want {1})")]
    BadRange(String, &'static str),
    /// An offset from UTC has another form.
    #[error("`{0}` is not an offset from UTC (want +05:00)")]
    BadOffset(String),
    /// A telephone number has another form.
    #[error("`{0}` is not a telephone number (want + and digits only, such as +77172577025)")]
    BadPhone(String),
    /// A link has another form.
    #[error("`{0}` is not a link (want https:// or http:// and no blanks)")]
    BadLink(String),
    /// Opening hours have another form.
    #[error("{0}")]
    BadHours(String),
    /// A mail address has another form.
    #[error("`{0}` is not a mail address")]
    BadMail(String),
    /// A fact of this type needs, or cannot have, choices or a range.
    #[error("a fact of this type {0}")]
    BadFact(&'static str),
    /// It asks too much of a person, or less than nothing.
    #[error("a burden of {0} does not fit (want 1 to 5)")]
    BadBurden(i32),
    /// It is presumed to be what it cannot be.
    #[error("it cannot be presumed: {0}")]
    BadPresumption(String),
    /// The text is no sentence.
    #[error("{0}")]
    Sentence(#[from] BadSentence),
    /// Another type was expected.
    #[error("this is {found} (want {wanted})")]
    Type { found: String, wanted: String },
    /// Members are looked at inside one another too often.
    #[error(
        "this sentence looks at its parts {looks} times or more if there are {MOST_OF_A_KIND} members of each kind (want at most {most} times)"
    )]
    TooManyLooks { looks: usize, most: usize },
    /// A named value leads back to itself.
    #[error("the value `{0}` is made of itself")]
    Circular(String),
    /// A branch has not exactly one of the things that it can have.
    #[error("this branch {0}")]
    BadBranch(&'static str),
    /// Something is not as its place asks for.
    #[error("this {what} {how}")]
    BadItem { what: &'static str, how: &'static str },
    /// No answers meet a require, alone or together with others.
    #[error("the require `{id}` excludes everybody{with}")]
    ExcludesAll { id: String, with: String },
    /// A length of time has another form.
    #[error("`{0}` is not a period (want a number and its unit, such as 3 months)")]
    BadPeriod(String),
    /// A ladder can run out of branches.
    #[error("this ladder can end without a leaf")]
    OpenLadder,
    /// Nothing after this branch can be reached.
    #[error("no branch can follow this one")]
    Unreachable,
    /// A choice is covered by no case.
    #[error("no case covers `{0}`")]
    Uncovered(String),
    /// A leaf or office names no source.
    #[error("the {what} `{id}` cites no source")]
    NoSource { what: &'static str, id: String },
    /// A leaf whose only sources are conclusions cannot create an action.
    #[error("the leaf `{leaf}` rests on conclusions only, and yet has the action `{action}`")]
    WeakSource { leaf: String, action: String },
    /// A leaf that no branch leads to.
    #[error("no branch leads to the leaf `{0}`")]
    UnusedLeaf(String),
    /// Something that is declared and never used.
    #[error("the {what} `{id}` is not used")]
    Unused { what: &'static str, id: String },
    /// A text is missing in a language.
    #[error("the text `{id}` is missing in `{language}`")]
    MissingText { id: String, language: String },
    /// A language of the pack has no file.
    #[error("the pack has no texts in `{0}`")]
    MissingLanguage(String),
    /// A plural text lacks the form that every language has.
    #[error("the text `{0}` has no form `other`")]
    NoOther(String),
    /// A text lacks a placeholder, or has one for which nothing can stand.
    #[error("the text `{id}` {has} the placeholder `{{{name}}}`")]
    Placeholder { id: String, has: &'static str, name: String },
    /// A pack can hold only so many of these.
    #[error("there are too many {0}")]
    TooMany(&'static str),
    /// The pack can be used all the same.
    #[error(transparent)]
    Warning(#[from] Warning),
}

/// The most problems that are shown at a time.
pub const MOST_SHOWN: usize = 100;

/// The most characters of a message: it may quote a text of any length.
const LONGEST: usize = 300;

impl Problem {
    /// Whether the pack can be used all the same.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(self, Self::Warning(_))
    }

    /// What is wrong, in a few hundred characters: of more the middle is left out.
    #[must_use]
    pub fn message(&self) -> String {
        let message = self.to_string();
        let mut places = message.char_indices().map(|(place, _)| place);
        let (Some(start), Some(_)) = (places.nth(LONGEST * 2 / 3), places.nth(LONGEST / 3)) else {
            return message;
        };
        let end = message.char_indices().nth_back(LONGEST / 3).map_or(start, |(place, _)| place);
        format!("{} … {}", &message[..start], &message[end..])
    }

    /// The stable code of this fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "shape",
            Self::NotText => "not-text",
            Self::MissingFile(_) => "missing-file",
            Self::Format(_) => "format",
            Self::BadId(_) => "bad-id",
            Self::ReservedId(_) => "reserved-id",
            Self::Twice { .. } => "twice",
            Self::Unknown { .. } | Self::UnknownChoice { .. } => "unknown",
            Self::BadDate(_) | Self::BadYearlyDay(_) => "bad-date",
            Self::BadYear { .. } => "bad-year",
            Self::BadRange(..) => "bad-range",
            Self::BadOffset(_) => "bad-offset",
            Self::BadPhone(_) => "bad-phone",
            Self::BadLink(_) => "bad-link",
            Self::BadHours(_) => "bad-hours",
            Self::BadMail(_) => "bad-mail",
            Self::BadFact(_) | Self::BadBurden(_) | Self::BadPresumption(_) => "bad-fact",
            Self::Sentence(_) => "sentence",
            Self::Type { .. } => "type",
            Self::TooManyLooks { .. } => "too-many-looks",
            Self::Circular(_) => "circular",
            Self::BadBranch(_) => "bad-branch",
            Self::BadItem { .. } => "bad-item",
            Self::ExcludesAll { .. } => "excludes-everybody",
            Self::BadPeriod(_) => "bad-period",
            Self::OpenLadder => "open-ladder",
            Self::Unreachable => "unreachable",
            Self::Uncovered(_) => "uncovered",
            Self::NoSource { .. } => "no-source",
            Self::WeakSource { .. } => "weak-source",
            Self::UnusedLeaf(_) => "unused-leaf",
            Self::Unused { .. } => "unused",
            Self::MissingText { .. } => "missing-text",
            Self::MissingLanguage(_) => "missing-language",
            Self::NoOther(_) => "no-other",
            Self::Placeholder { .. } => "placeholder",
            Self::TooMany(_) => "too-many",
            Self::Warning(warning) => warning.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Shape(_) => "compare with the example in rules/README.md",
            Self::NotText => "save it as UTF-8",
            Self::MissingFile(_) => "add the file; rules/README.md shows what is in it",
            Self::Format(_) => "write \"format\": 1",
            Self::BadId(_) | Self::ReservedId(_) => "choose another id",
            Self::Twice { .. } => "remove or rename one of the two",
            Self::Unknown { what: "service", .. } => {
                "correct it, or add it to the `services` of an office"
            }
            Self::Unknown { .. } | Self::UnknownChoice { .. } => "correct the id, or declare it",
            Self::BadDate(_) => "write year, month and day in full, such as 2027-03-01",
            Self::BadYearlyDay(_) => "write month and day; a day that is once goes into `days`",
            Self::BadYear { .. } => "the last year cannot lie before the first",
            Self::BadRange(..) => "give the first and the last allowed value",
            Self::BadOffset(_) => "write a sign, hours and minutes",
            Self::BadPhone(_) => "write the number in E.164 form",
            Self::BadLink(_) => "write the whole address",
            Self::BadHours(_) => {
                "write them in OpenStreetMap's notation, such as Mo-Fr 09:00-18:00"
            }
            Self::BadMail(_) => "write name@host",
            Self::BadFact(_) => {
                "only `choice` and `choices` have choices; only `date` and `number` have a range"
            }
            Self::BadPresumption(_) => "want one of its choices; or `yes` or `no`",
            Self::BadBurden(_) => "1 is said in a moment, 5 is hard to say or to find out",
            Self::Sentence(_) => "rules/README.md lists all sentences",
            Self::Type { .. } => {
                "dates are compared with before/after, numbers with at least/at most, choices with is/is one of"
            }
            Self::TooManyLooks { .. } => {
                "name at most three kinds of members inside one another, and few facts in the innermost"
            }
            Self::Circular(_) => "write one of the values without the other",
            Self::BadBranch(_) => {
                "a branch is `if` or `otherwise` with `leaf` or `then`, or `choose` with `cases`"
            }
            Self::BadItem { .. } => "rules/README.md says what can stand here",
            Self::ExcludesAll { .. } => {
                "change it so that some answers can meet it, or take it out"
            }
            Self::BadPeriod(_) => "write days, weeks, months, years or working days in full",
            Self::OpenLadder => "end it with { \"otherwise\": true, \"leaf\": … }",
            Self::Unreachable => "remove what follows, or move it up",
            Self::Uncovered(_) => "add a case for it, or an `otherwise`",
            Self::NoSource { .. } => "add `cite` with the id of a source",
            Self::WeakSource { .. } => {
                "cite a source that was read, or make the action's kind `know`"
            }
            Self::UnusedLeaf(_) => "name it in a branch, or remove it",
            Self::Unused { .. } => "use it, or remove it",
            Self::MissingText { .. } => "add it to the text file of that language",
            Self::MissingLanguage(_) => {
                "add text/<language>.json, or take the language out of pack.json"
            }
            Self::NoOther(_) => "add the form `other`",
            Self::Placeholder { .. } => {
                "{value} is the value of a fact, {who} somebody who is not you; others stay as they are"
            }
            Self::TooMany(_) => "split the pack",
            Self::Warning(warning) => warning.help(),
        }
    }
}
