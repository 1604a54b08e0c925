//! Lines of an iCalendar file: escaped, folded, and ended as RFC 5545 says.
//!
//! **Owns** the promise that no text can break a line or begin a new one. **Must not know** what the lines say.
//!
//! The crate `icalendar` 0.17 is not used: it reads the clock and draws a random UID for every alarm, lets
//! carriage returns and control characters of a text through, and does not escape `CATEGORIES`.

use crate::render::is_hidden;
use crate::render::layout::KEPT_BLANK;

/// The longest line in octets, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// The lines of a calendar file that are written so far.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Writes a value of the program's own as it is.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Writes a text of anybody's; nothing if it is empty.
    pub fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.fold(&format!("{name}:{}", escape(text)));
        }
    }

    /// The file.
    pub fn finish(self) -> String {
        self.0
    }

    /// Breaks a line between characters, never inside one; a line that goes on begins with a blank.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Escapes a text (RFC 5545, 3.3.11), and drops what a reader would obey or take for the end of a line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\t' | KEPT_BLANK => escaped.push(' '),
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            c if is_hidden(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    fn line(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.finish()
    }

    /// Reads a text as RFC 5545 says, without the code above.
    fn read(file: &str) -> String {
        let unfolded = file.replace("\r\n ", "");
        let value = unfolded.strip_prefix("SUMMARY:").unwrap().strip_suffix("\r\n").unwrap();
        let mut text = String::new();
        let mut characters = value.chars();
        while let Some(c) = characters.next() {
            text.push(match c {
                '\\' => match characters.next().unwrap() {
                    'n' => '\n',
                    escaped => escaped,
                },
                c => c,
            });
        }
        text
    }

    #[test]
    fn texts_are_escaped_and_cannot_begin_a_line() {
        let table = [
            ("a, b; c\\d: e", "SUMMARY:a\\, b\\; c\\\\d: e\r\n"),
            ("first\r\nEND:VEVENT", "SUMMARY:first\\nEND:VEVENT\r\n"),
            ("a\rEND:VEVENT", "SUMMARY:aEND:VEVENT\r\n"),
            ("a\u{85}b\u{2028}c\u{b}d\u{c}e\u{1e}f", "SUMMARY:abcdef\r\n"), // other ends of lines
            ("\u{7}bell\0 \tand\u{1b}[2J\u{202e}", "SUMMARY:bell  and[2J\r\n"),
            ("", ""),
        ];
        for (text, file) in table {
            assert_eq!(line(text), file, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_folded_at_75_octets_between_characters() {
        let table = [
            // text, octets of each line
            ("x".repeat(67), vec![75]), // `SUMMARY:` has 8
            ("x".repeat(68), vec![75, 2]),
            ("ж".repeat(33), vec![74]),
            ("ж".repeat(34), vec![74, 3]),
            (format!("x{}", "ж".repeat(33)), vec![75]),
            ("🙂".repeat(43), vec![72, 73, 37]),
            ("x".repeat(67) + " y", vec![75, 3]), // a blank of the text begins the second line
        ];
        for (text, octets) in table {
            let file = line(&text);
            let found: Vec<usize> = file.split_terminator("\r\n").map(str::len).collect();
            assert_eq!(found, octets, "{text}");
            assert_eq!(read(&file), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: Some(Box::new(FileFailurePersistence::SourceParallel("tests/regressions"))),
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_text_comes_back_and_its_lines_are_whole(
            text in "([а-яіїєґa-z ,;:\\\\\"]|\n|🙂|\u{301}){1,300}",
        ) {
            let file = line(&text);
            prop_assert_eq!(read(&file), text);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
            prop_assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        }

        #[test]
        fn no_text_at_all_breaks_a_line(text in "\\PC*|[\0-\u{2100}]*") {
            let file = line(&text);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75));
            let whole = file.replace("\r\n ", "");
            prop_assert_eq!(whole.chars().filter(|c| c.is_control()).count(), if text.is_empty() { 0 } else { 2 });
        }
    }
}
