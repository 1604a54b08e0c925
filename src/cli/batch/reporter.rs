//! What a person sees on standard error while a batch runs.

use crate::batch::{Fields, Observer, Problem, Progress, Settings, UnknownColumn};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::repeat::quote;
use crate::cli::report::talk;
use crate::render::visible;
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

/// How often the bar is drawn in a second: nobody reads faster.
const DRAWN: u8 = 10;

/// Reports on standard error how a batch goes; the bar is there on a terminal only.
pub(super) struct Reporter {
    bar: ProgressBar,
    colour: ColorChoice,
    is_quiet: bool,
    /// Whether columns that are not facts are given back.
    keeps: bool,
}

impl Reporter {
    /// A reporter of a batch whose input has so many bytes, if that is known.
    pub(super) fn new(context: &Context<'_>, size: Option<u64>, settings: &Settings<'_>) -> Self {
        // Lines that go to the same terminal would run through the bar.
        let is_apart = settings.fields == Fields::None || !io::stdout().is_terminal();
        let is_shown = io::stderr().is_terminal() && is_apart && !context.common.quiet;
        let bar = if is_shown { bar(size) } else { ProgressBar::hidden() };
        let (colour, is_quiet) = (context.common.color, context.common.quiet);
        Self { bar, colour, is_quiet, keeps: settings.keeps }
    }

    /// Writes with the bar taken away.
    fn say(&self, text: &str) {
        self.bar.suspend(|| talk(text, self.colour));
    }
}

fn bar(size: Option<u64>) -> ProgressBar {
    let template = match size {
        Some(_) => "{wide_bar} {percent:>3} %  {msg}  {eta} left",
        None => "{msg}",
    };
    let style = ProgressStyle::with_template(template).expect("the template is valid");
    let target = ProgressDrawTarget::stderr_with_hz(DRAWN);
    ProgressBar::with_draw_target(size, target).with_style(style.progress_chars("━━ "))
}

impl Observer for Reporter {
    fn problem(&mut self, problem: &Problem) {
        self.say(&Failure::other(problem.to_string()).text);
    }

    fn column(&mut self, column: &UnknownColumn) {
        if self.is_quiet {
            return;
        }
        let UnknownColumn { name, list, nearest } = column;
        let note = match nearest {
            Some(near) => {
                let map = quote(&format!("{name}={near}"));
                format!("did you mean `{near}`? (--map {})", visible(&map))
            }
            None if list.is_some() => "it is left out".into(),
            None if self.keeps => return,
            None => "it is left out (--keep gives it back)".into(),
        };
        let of = list.map_or_else(String::new, |list| format!(" of {list}"));
        let name = visible(name);
        self.say(&format!("\x1b[1mnote:\x1b[0m the column `{name}`{of} is not a fact; {note}\n"));
    }

    fn progress(&mut self, Progress { cases, errors, bytes }: Progress) {
        let speed = u128::from(cases) * 1_000 / self.bar.elapsed().as_millis().max(1);
        self.bar.set_message(format!("{cases} cases, {speed}/s, {errors} errors"));
        self.bar.set_position(bytes);
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
