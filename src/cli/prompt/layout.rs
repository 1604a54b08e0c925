//! A question as lines: wrapped to the width, styled, with the cursor where the answer is given.
//!
//! **Must not know** what is asked.

use crate::cli::prompt::form::{Form, Input};
use crate::cli::prompt::list::List;
use crate::cli::prompt::screen::Block;
use crate::render::words::Words;
use dialoguer::console::Style;
use dialoguer::theme::ColorfulTheme;
use textwrap::core::display_width;

/// What separates the keys.
const GAP: &str = "   ";

/// The styles: those of dialoguer, except that hints are dim, which shows on dark and light backgrounds.
pub fn theme() -> ColorfulTheme {
    let dim = Style::new().for_stderr().dim();
    ColorfulTheme { hint_style: dim, ..ColorfulTheme::default() }
}

/// Wraps a text.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, width).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Wraps a text and gives every line a style.
pub fn styled(text: &str, width: usize, style: &Style) -> Vec<String> {
    wrap(text, width).iter().map(|line| style.apply_to(line).to_string()).collect()
}

/// The question with this number, ready to be drawn.
pub fn block(form: &Form, words: Words, number: usize, width: usize) -> Block {
    let theme = theme();
    let mut head = vec![words.fill("ask.number", &[("n", &number.to_string())])];
    head.extend(form.head.iter().cloned());
    let mut lines = vec![String::new(); usize::from(number > 1)];
    lines.extend(styled(&head.join(" · "), width, &theme.hint_style));
    lines.extend(styled(&form.ask, width, &theme.prompt_style));
    lines.extend(notes(form, words, width, &theme));
    lines.push(String::new());
    let cursor = match &form.input {
        Input::List(list) => items(list, &theme, width, &mut lines),
        Input::Line(line, _) => {
            lines.push(format!("{} {}", theme.active_item_prefix, line.text()));
            (lines.len() - 1, 2 + display_width(&line.before_cursor()))
        }
    };
    lines.push(String::new());
    let keys = flow(&form.keys(words, number > 1), width);
    lines.extend(keys.iter().map(|line| theme.hint_style.apply_to(line).to_string()));
    Block { lines, cursor }
}

/// What stands between a question and its answer: an example, why it is asked, what was wrong with the last answer.
fn notes(form: &Form, words: Words, width: usize, theme: &ColorfulTheme) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(example) = &form.example {
        let example = words.fill("ask.example", &[("text", example)]);
        lines.extend(styled(&example, width, &theme.hint_style));
    }
    if form.is_why_shown {
        let why = words.fill("ask.why", &[("text", &form.why)]);
        lines.extend(styled(&why, width, &theme.defaults_style));
    }
    for (place, line) in form.notice.iter().flat_map(|notice| wrap(notice, width - 2)).enumerate() {
        let mark = if place == 0 { theme.error_prefix.to_string() } else { " ".into() };
        lines.push(format!("{mark} {}", theme.error_style.apply_to(line)));
    }
    lines
}

/// The items of a list; gives the place of the one under the cursor.
fn items(
    list: &List,
    theme: &ColorfulTheme,
    width: usize,
    lines: &mut Vec<String>,
) -> (usize, usize) {
    let mut cursor = (lines.len(), 0);
    for (place, item) in list.items.iter().enumerate() {
        let is_active = place == list.cursor;
        if is_active {
            cursor.0 = lines.len();
        }
        let mark = match (item.is_mark, list.marked[place]) {
            (false, _) => "",
            (true, false) => "[ ] ",
            (true, true) => "[x] ",
        };
        let first = format!("{}  {mark}", list.digit(place).unwrap_or(' '));
        let margin = " ".repeat(first.len());
        let wrapped = wrap(&item.label, width.saturating_sub(2 + first.len()).max(10));
        for (number, line) in wrapped.iter().enumerate() {
            let is_first = number == 0;
            let text = format!("{}{line}", if is_first { &first } else { &margin });
            let style =
                if is_active { &theme.active_item_style } else { &theme.inactive_item_style };
            let prefix = if is_active && is_first {
                &theme.active_item_prefix
            } else {
                &theme.inactive_item_prefix
            };
            lines.push(format!("{prefix} {}", style.apply_to(text)));
        }
    }
    cursor
}

/// Puts short texts side by side, in as many lines as they need.
fn flow(parts: &[&str], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if display_width(line) + GAP.len() + display_width(part) <= width => {
                line.push_str(GAP);
                line.push_str(part);
            }
            _ => lines.push((*part).to_owned()),
        }
    }
    lines
}

/// The summary that remains of an answered question.
pub fn summary(who: Option<&str>, label: &str, answer: &str, width: usize) -> Vec<String> {
    let theme = theme();
    let label = who.map_or_else(|| format!("{label}:"), |who| format!("{who} · {label}:"));
    let value = |answer: &str| theme.values_style.apply_to(answer).to_string();
    let mut lines = Vec::new();
    for line in wrap(&label, width - 2) {
        let mark = if lines.is_empty() { theme.success_prefix.to_string() } else { " ".into() };
        lines.push((format!("{mark} {line}"), 2 + display_width(&line)));
    }
    match lines.last_mut() {
        Some((last, used)) if *used + 1 + display_width(answer) <= width => {
            last.push(' ');
            last.push_str(&value(answer));
        }
        _ => {
            let answers = wrap(answer, width - 4);
            lines.extend(answers.iter().map(|line| (format!("    {}", value(line)), 0)));
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}
