//! What every command works with: the pack, the as-of date, the language, and how wide and colourful to write.
//!
//! **Owns** the clock, the environment's language and the terminal's width.

use crate::cli::args::Common;
use crate::cli::failure::Failure;
use crate::pack::Pack;
use crate::render::{View, visible};
use crate::terms::calendar::Date;
use crate::terms::hours::LocalTime;
use crate::terms::id::nearest;
use anstream::AutoStream;
use anstream::stream::RawStream;
use clap::ColorChoice;
use std::io::{Write as _, stderr, stdout};

/// The width of text where there is no terminal, and the widest that is still easy to read.
const USUAL_WIDTH: usize = 80;
const WIDEST: usize = 100;

/// What a command works with.
pub struct Context<'p> {
    /// The rules.
    pub pack: &'p Pack,
    /// The options of every command.
    pub common: Common,
    /// The as-of date.
    pub on: Date,
    /// The language of the advice.
    pub language: String,
    /// The time where the offices are; `None` if an as-of date is given, so that the same input gives the same bytes.
    pub now: Option<LocalTime>,
}

impl<'p> Context<'p> {
    /// Reads what the options leave open from the clock and the environment.
    pub fn new(pack: &'p Pack, common: Common) -> Result<Self, Failure> {
        let lang = common.lang.as_deref();
        let language = find_advice_language(pack, lang)
            .ok_or_else(|| no_language(pack, lang.unwrap_or_default()))?;
        let now = common.on.is_none().then(|| now(pack)).flatten();
        let on = common.on.or(now.map(|now| now.date)).ok_or_else(|| {
            Failure::other("the system clock is out of range").help("give the day with --on")
        })?;
        let context = Self { pack, common, on, language, now };
        let from = |is_given| if is_given { "the command line" } else { "this computer" };
        context.explain(&format!("rules: {} {}", pack.id, pack.version));
        context.explain(&format!("as-of date: {on}, from {}", from(context.common.on.is_some())));
        let lang = from(context.common.lang.is_some());
        context.explain(&format!("language: {}, from {lang}", context.language));
        Ok(context)
    }

    /// How to write to standard output.
    pub fn view(&self) -> View<'_> {
        let terminal = terminal_size::terminal_size_of(stdout());
        let width = terminal.map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0));
        let colour = has_colour(self.common.color, &stdout());
        View {
            language: &self.language,
            width: width.clamp(20, WIDEST),
            colour,
            now: self.now,
            thresholds: &[],
            is_full: self.common.telling.full,
            has_sources: self.common.telling.sources,
        }
    }

    /// Says where something came from, if that is wanted.
    pub fn explain(&self, text: &str) {
        if self.common.verbose {
            let _ = writeln!(stderr(), "{}", visible(text));
        }
    }
}

/// Whether a stream gets colour: the option, or else the terminal and the environment (`NO_COLOR`, `TERM=dumb`).
pub fn has_colour(wanted: ColorChoice, stream: &impl RawStream) -> bool {
    match wanted {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// The time where the pack's law applies.
fn now(pack: &Pack) -> Option<LocalTime> {
    let seconds = chrono::Utc::now().timestamp();
    let day = |seconds: i64| {
        let days_since_1970 = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        Date::from_number(Date::new(1970, 1, 1)?.number().checked_add(days_since_1970)?)
    };
    let local = seconds + 60 * i64::from(pack.offset_minutes(day(seconds)?));
    let minutes = u16::try_from(local.rem_euclid(86_400) / 60).ok()?;
    Some(LocalTime { date: day(local)?, minutes })
}

/// Refuses a language that the pack does not have.
fn no_language(pack: &Pack, wanted: &str) -> Failure {
    let known = || pack.languages.iter().map(String::as_str);
    let list = known().collect::<Vec<_>>().join(", ");
    let failure =
        Failure::usage(format!("this pack is not available in `{wanted}` (want one of: {list})"));
    match nearest(wanted, known()) {
        Some(name) => failure.help(format!("did you mean `{name}`?")),
        None => failure,
    }
}

/// The language of the advice: the one that `--lang` names, `None` if the pack does not have it; else the usual one.
pub fn find_advice_language(pack: &Pack, lang: Option<&str>) -> Option<String> {
    lang.map_or_else(|| Some(usual_language(pack)), |lang| find_language(pack, lang))
}

/// The language of the environment, if the pack has it; else English, or the pack's first language.
pub fn usual_language(pack: &Pack) -> String {
    let wanted = sys_locale::get_locales().find_map(|locale| find_language(pack, &locale));
    let first = || pack.languages.first().cloned().unwrap_or_default();
    wanted.or_else(|| find_language(pack, "en")).unwrap_or_else(first)
}

/// A pack's language for a language tag such as `uk`, `uk-UA` or `uk_UA.UTF-8`.
fn find_language(pack: &Pack, tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
    let is =
        |text: &str| pack.languages.iter().find(|known| known.eq_ignore_ascii_case(text)).cloned();
    is(tag).or_else(|| is(primary))
}
