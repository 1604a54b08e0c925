//! A list from which one item, or several, are chosen.
//!
//! **Must not know** the terminal or what the items mean.

use crate::cli::prompt::keys::Step;
use crate::interview::Reply;
use dialoguer::console::Key;

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// What a person reads.
    pub label: String,
    /// What it answers.
    pub reply: Reply,
    /// Whether it can be marked together with others.
    pub is_mark: bool,
}

/// The items, which one the cursor is on, and which are marked.
#[derive(Debug)]
pub struct List {
    /// The items, in order.
    pub items: Vec<Item>,
    /// The item under the cursor.
    pub cursor: usize,
    /// The items that are marked.
    pub marked: Vec<bool>,
}

impl List {
    /// A list with its cursor on the first item.
    pub fn new(items: Vec<Item>) -> Self {
        Self { marked: vec![false; items.len()], items, cursor: 0 }
    }

    /// The same with its cursor on the last item.
    pub fn at_last(self) -> Self {
        Self { cursor: self.items.len().saturating_sub(1), ..self }
    }

    /// The key that moves the cursor to an item: 1 to 9, and 0 for the last.
    pub fn digit(&self, place: usize) -> Option<char> {
        if place + 1 == self.items.len() {
            return Some('0');
        }
        u32::try_from(place + 1)
            .ok()
            .filter(|number| *number <= 9)
            .and_then(|number| char::from_digit(number, 10))
    }

    /// Takes one key; only Enter chooses, so that a digit and an Enter answer one question and not two.
    pub fn press(&mut self, key: &Key) -> Step {
        let last = self.items.len().saturating_sub(1);
        match key {
            Key::Enter => return Step::Take,
            Key::Backspace | Key::ArrowLeft => return Step::Back,
            Key::ArrowUp | Key::BackTab => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            Key::ArrowDown | Key::Tab => {
                self.cursor = if self.cursor == last { 0 } else { self.cursor + 1 }
            }
            Key::Home | Key::PageUp => self.cursor = 0,
            Key::End | Key::PageDown => self.cursor = last,
            Key::Char(' ') => self.mark(),
            Key::Char(c) => {
                if let Some(place) = (0..=last).find(|place| self.digit(*place) == Some(*c)) {
                    self.cursor = place;
                    self.mark();
                }
            }
            _ => {}
        }
        Step::Stay
    }

    fn mark(&mut self) {
        if self.items[self.cursor].is_mark {
            self.marked[self.cursor] = !self.marked[self.cursor];
        }
    }

    /// What was chosen, and how it is shown: the marked items, or the one under the cursor.
    pub fn chosen(&self) -> (Reply, String) {
        let under = &self.items[self.cursor];
        let marked: Vec<&Item> = self
            .items
            .iter()
            .zip(&self.marked)
            .filter(|(_, is)| **is)
            .map(|(item, _)| item)
            .collect();
        if marked.is_empty() || !under.is_mark {
            return (under.reply.clone(), under.label.clone());
        }
        let labels = marked.iter().map(|item| item.label.as_str()).collect::<Vec<_>>().join(", ");
        let value = |item: &&Item| {
            if let Reply::Value(text) = &item.reply { text.clone() } else { String::new() }
        };
        (Reply::Value(marked.iter().map(value).collect::<Vec<_>>().join("+")), labels)
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, List};
    use crate::cli::prompt::keys::Step;
    use crate::interview::Reply;
    use dialoguer::console::Key;

    fn list(is_mark: bool) -> List {
        let item =
            |id: &str| Item { label: id.to_uppercase(), reply: Reply::Value(id.into()), is_mark };
        let unknown = Item { label: "?".into(), reply: Reply::Unknown, is_mark: false };
        List::new(vec![item("a"), item("b"), item("c"), unknown])
    }

    fn value(text: &str) -> Reply {
        Reply::Value(text.into())
    }

    #[test]
    fn arrows_and_digits_move_and_enter_chooses() {
        let mut one = list(false);
        one.press(&Key::ArrowDown);
        assert_eq!(one.chosen().0, value("b"));
        one.press(&Key::ArrowUp);
        one.press(&Key::ArrowUp);
        assert_eq!(one.chosen().0, Reply::Unknown);
        assert_eq!(one.press(&Key::Char('3')), Step::Stay);
        assert_eq!(one.chosen(), (value("c"), "C".into()));
        assert_eq!(one.press(&Key::Char('0')), Step::Stay);
        assert_eq!(one.chosen().0, Reply::Unknown);
        assert_eq!(one.press(&Key::Char('7')), Step::Stay);
        assert_eq!(one.press(&Key::Enter), Step::Take);
        assert_eq!(one.press(&Key::ArrowLeft), Step::Back);
    }

    #[test]
    fn several_are_marked_and_taken_together() {
        let mut several = list(true);
        assert_eq!(several.chosen().0, value("a"));
        assert_eq!(several.press(&Key::Char('3')), Step::Stay);
        several.press(&Key::Home);
        several.press(&Key::Char(' '));
        assert_eq!(several.chosen(), (value("a+c"), "A, C".into()));
        assert_eq!(several.press(&Key::Char('0')), Step::Stay);
        assert_eq!(several.chosen().0, Reply::Unknown);
    }
}
