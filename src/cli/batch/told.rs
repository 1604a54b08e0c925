//! What a person sees on standard error while a batch runs.

use super::bar::Bar;
use crate::batch::{Fields, Hear, Problem, Progress, Settings, Unknown};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::repeat::quote;
use crate::cli::report::talk;
use crate::render::visible;
use clap::ColorChoice;
use std::io::{self, IsTerminal};

/// Tells on standard error how it goes; the bar is there on a terminal only.
pub(super) struct Told {
    bar: Option<Bar>,
    colour: ColorChoice,
    is_quiet: bool,
    /// Whether columns that are no facts are given back.
    keeps: bool,
}

impl Told {
    pub(super) fn new(context: &Context<'_>, size: Option<u64>, settings: &Settings<'_>) -> Self {
        // Lines that go to the same terminal would run through the bar.
        let is_apart = settings.fields == Fields::None || !io::stdout().is_terminal();
        let is_shown = io::stderr().is_terminal() && is_apart && !context.common.quiet;
        let bar = is_shown.then(|| Bar::new(size));
        let keeps = settings.keeps;
        Self { bar, colour: context.common.color, is_quiet: context.common.quiet, keeps }
    }

    fn say(&self, text: &str) {
        let say = || talk(text, self.colour);
        match &self.bar {
            Some(bar) => bar.aside(say),
            None => say(),
        }
    }
}

impl Hear for Told {
    fn problem(&mut self, problem: &Problem) {
        self.say(&Failure::other(problem.to_string()).text);
    }

    fn column(&mut self, column: &Unknown) {
        if self.is_quiet {
            return;
        }
        let Unknown { name, list, nearest } = column;
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
        self.say(&format!("\x1b[1mnote:\x1b[0m the column `{name}`{of} is no fact; {note}\n"));
    }

    fn progress(&mut self, progress: Progress) {
        if let Some(bar) = &mut self.bar {
            bar.show(progress);
        }
    }
}
