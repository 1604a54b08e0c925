//! A line that is typed: characters in, a text out.
//!
//! **Must not know** the terminal or what the text means.

use crate::cli::prompt::keys::Step;
use dialoguer::console::Key;

/// More than any date or number needs.
const LONGEST: usize = 30;

/// The text so far, and the place of the cursor in it.
#[derive(Debug, Default)]
pub struct Line {
    characters: Vec<char>,
    cursor: usize,
    /// Whether what is typed next takes the place of all of it.
    is_refused: bool,
}

impl Line {
    /// A line to go on with; the cursor stands at its end.
    pub fn starting_with(text: &str) -> Self {
        let characters: Vec<char> = text.chars().take(LONGEST).collect();
        Self { cursor: characters.len(), characters, is_refused: false }
    }

    /// Notes that the text was refused: the next character begins anew, any other key goes on with it.
    pub fn refuse(&mut self) {
        self.is_refused = true;
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.characters.iter().collect()
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> String {
        self.characters[..self.cursor].iter().collect()
    }

    /// Takes one key.
    pub fn press(&mut self, key: &Key) -> Step {
        if std::mem::take(&mut self.is_refused) && matches!(key, Key::Char(c) if !c.is_control()) {
            *self = Self::default();
        }
        match key {
            Key::Backspace | Key::ArrowLeft if self.characters.is_empty() => return Step::Back,
            Key::Enter => return Step::Take,
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.characters.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.characters.len(),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.characters.remove(self.cursor);
            }
            Key::Del if self.cursor < self.characters.len() => {
                self.characters.remove(self.cursor);
            }
            Key::Char('\u{15}') => *self = Self::default(), // Ctrl-U
            Key::Char(c) if !c.is_control() && self.characters.len() < LONGEST => {
                self.characters.insert(self.cursor, *c);
                self.cursor += 1;
            }
            _ => {}
        }
        Step::Stay
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::cli::prompt::keys::Step;
    use dialoguer::console::Key;

    fn typed(line: &mut Line, text: &str) {
        for c in text.chars() {
            assert_eq!(line.press(&Key::Char(c)), Step::Stay);
        }
    }

    #[test]
    fn a_line_is_edited_character_by_character() {
        let mut line = Line::default();
        typed(&mut line, "27 берр");
        line.press(&Key::Backspace);
        typed(&mut line, "езня\u{7}");
        for _ in 0..7 {
            line.press(&Key::ArrowLeft);
        }
        line.press(&Key::Del);
        typed(&mut line, "x");
        assert_eq!(line.text(), "27 xерезня");
        assert_eq!(line.before_cursor(), "27 x");
        line.press(&Key::Char('\u{15}'));
        assert_eq!(line.text(), "");
        assert_eq!(line.press(&Key::Backspace), Step::Back);
    }

    #[test]
    fn what_is_typed_after_a_refusal_begins_anew() {
        let mut line = Line::starting_with("2027-13");
        line.refuse();
        typed(&mut line, "2027-03");
        assert_eq!(line.text(), "2027-03");
        line.refuse();
        line.press(&Key::Backspace);
        typed(&mut line, "4");
        assert_eq!(line.text(), "2027-04", "it may be mended too");
    }

    #[test]
    fn a_line_does_not_grow_without_end() {
        let mut line = Line::default();
        typed(&mut line, &"9".repeat(1_000));
        assert_eq!(line.text().len(), 30);
    }
}
