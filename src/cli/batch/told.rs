//! What a person sees on standard error while a batch runs.

use crate::batch::{Fields, Hear, Problem, Progress, Settings, Unknown};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::repeat::quote;
use crate::cli::talk;
use crate::render::visible;
use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

/// A terminal of fewer columns has no room for a bar beside the counts.
const NARROW: u16 = 70;

/// Tells on standard error how it goes; the bar is there on a terminal only.
pub(super) struct Told {
    pub(super) bar: ProgressBar,
    colour: ColorChoice,
    is_quiet: bool,
    /// Whether columns that are no facts are given back.
    keeps: bool,
}

impl Told {
    pub(super) fn new(context: &Context<'_>, size: Option<u64>, settings: &Settings<'_>) -> Self {
        // Lines that go to the same terminal would run through the bar.
        let is_apart = settings.fields == Fields::None || !io::stdout().is_terminal();
        let is_shown = io::stderr().is_terminal() && is_apart;
        let target = if is_shown && !context.common.quiet {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(size, target);
        let terminal = terminal_size::terminal_size_of(io::stderr());
        let is_narrow = terminal.is_some_and(|(width, _)| width.0 < NARROW);
        let template = match size {
            Some(_) if is_narrow => "{percent:>3} %  {eta} left  {wide_msg}",
            Some(_) => "{wide_bar} {percent:>3} %  {msg}  {eta} left",
            None => "{spinner}  {wide_msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━━ "));
        }
        let keeps = settings.keeps;
        Self { bar, colour: context.common.color, is_quiet: context.common.quiet, keeps }
    }

    fn say(&self, text: &str) {
        self.bar.suspend(|| talk(text, self.colour));
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
        if self.bar.is_hidden() {
            return;
        }
        let Progress { cases, errors, bytes } = progress;
        #[expect(clippy::cast_precision_loss, reason = "it is shown in whole cases a second")]
        let speed = cases as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{cases} cases, {speed:.0}/s, {errors} errors"));
        self.bar.set_position(bytes);
    }
}
