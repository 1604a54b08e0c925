//! A page of plain text: wrapping, hanging indents and emphasis.
//!
//! **Owns** the width of a line and the codes of colour. **Must not know** what the text is about.
//! Everything that is written is made visible first, so no text can move the cursor or end a line.

use crate::render::{View, visible};
use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, core::display_width, wrap};

/// The emphasis of headings, titles and labels.
pub const STRONG: Style = Style::new().bold();
/// The emphasis of danger.
pub const DANGER: Style = AnsiColor::Red.on_default().bold();
/// What few people read.
pub const FAINT: Style = Style::new().dimmed();
/// No emphasis.
pub const PLAIN: Style = Style::new();

/// A blank at which a line is not broken; it is written as a plain one.
pub const KEPT_BLANK: char = '\u{a0}';

const NARROWEST: usize = 24;
/// Below this width labels stand above what belongs to them.
const NARROW: usize = 50;

/// A page while it is written.
#[derive(Debug)]
pub struct Page {
    width: usize,
    has_colour: bool,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(view: &View<'_>) -> Self {
        let width = view.width.max(NARROWEST);
        Self { width, has_colour: view.colour, text: String::new() }
    }

    /// The whole text; it ends with a line end.
    pub fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches('\n').len());
        self.text.push('\n');
        self.text
    }

    /// Leaves one empty line, never two.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes a heading with a rule under it.
    pub fn heading(&mut self, style: Style, text: &str) {
        self.gap();
        self.write(("", ""), style, text);
        let width = display_width(&visible(text)).min(self.width);
        self.write(("", ""), FAINT, &"─".repeat(width));
    }

    /// Writes a paragraph, `indent` columns from the left.
    pub fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        let blanks = " ".repeat(indent);
        self.write((&blanks, &blanks), style, text);
    }

    /// Writes a paragraph that hangs from a mark, such as `•` or `1.`.
    pub fn item(&mut self, indent: usize, mark: &str, (style, text): (Style, &str)) {
        let first = format!("{}{mark} ", " ".repeat(indent));
        self.write((&first, &" ".repeat(display_width(&first))), style, text);
    }

    /// Writes `label: text`; the lines after the first stand two columns further in.
    pub fn label(&mut self, indent: usize, label: &str, text: &str) {
        let label = [&visible(label), ":"].concat();
        let text = [&styled(self.has_colour, STRONG, &label), " ", &visible(text)].concat();
        self.wrap((&" ".repeat(indent), &" ".repeat(indent + 2)), PLAIN, &text);
    }

    /// Writes a text beside a label that stands in a column of its own; above it where a line is too short for both.
    pub fn row(&mut self, (indent, column): (usize, usize), label: &str, text: &str) {
        let column = if self.width < NARROW { 2 } else { column };
        let (blanks, label) = (" ".repeat(indent), visible(label));
        let rest = " ".repeat(indent + column);
        let gap = column.saturating_sub(display_width(&label));
        let styled = styled(self.has_colour, STRONG, &label);
        if label.is_empty() {
            self.write((&rest, &rest), PLAIN, text);
        } else if gap == 0 || self.width < NARROW {
            self.line(&blanks, PLAIN, &styled);
            self.write((&rest, &rest), PLAIN, text);
        } else {
            let first = [&*blanks, &styled, &" ".repeat(gap)].concat();
            self.write((&first, &rest), PLAIN, text);
        }
    }

    fn write(&mut self, indents: (&str, &str), style: Style, text: &str) {
        self.wrap(indents, style, &visible(text));
    }

    fn wrap(&mut self, (first, rest): (&str, &str), style: Style, text: &str) {
        // A link is never cut: whoever copies it needs the whole.
        let has_link = text.contains("://");
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(!has_link);
        for (number, line) in wrap(text.trim_end_matches(' '), options).iter().enumerate() {
            let indent = if number == 0 { first } else { rest };
            self.line(indent, style, line.strip_prefix(indent).unwrap_or(line));
        }
    }

    fn line(&mut self, indent: &str, style: Style, words: &str) {
        self.text.push_str(indent);
        self.text.push_str(&styled(self.has_colour, style, words).replace(KEPT_BLANK, " "));
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }
}

fn styled(has_colour: bool, style: Style, text: &str) -> String {
    let is_plain = !has_colour || style == PLAIN || text.is_empty();
    if is_plain { text.into() } else { format!("{style}{text}{style:#}") }
}

#[cfg(test)]
mod tests {
    use super::{PLAIN, Page, STRONG, display_width};
    use crate::render::View;

    fn page(width: usize, colour: bool) -> Page {
        Page::new(&View { width, colour, ..View::new("uk") })
    }

    #[test]
    fn no_line_is_wider_than_the_page_except_a_link() {
        let text = "Подайте документи вже зараз і особисто: виготовлення триває кілька місяців, \
                    е\u{301} 漢字漢字漢字漢字漢字漢字漢字漢字 надзвичайнодовгесловобезжодногопробілу";
        for width in [24, 40, 60, 80] {
            let mut page = page(width, false);
            page.item(3, "•", (PLAIN, text));
            page.label(3, "Куди", text);
            page.heading(STRONG, text);
            for line in page.finish().lines() {
                assert!(display_width(line) <= width, "{width}: {line}");
            }
        }
        let mut page = page(30, false);
        page.item(3, "•", (PLAIN, "https://legitimateinterests.com.ua/en/kazakhstan/"));
        assert_eq!(page.finish().trim(), "• https://legitimateinterests.com.ua/en/kazakhstan/");
    }

    #[test]
    fn lines_hang_from_their_mark() {
        let mut page = page(24, false);
        page.item(0, "1.", (STRONG, "Оформіть новий паспорт зараз"));
        page.label(1, "Куди", "до посольства в Астані");
        let expected = "1. Оформіть новий\n   паспорт зараз\n Куди: до посольства в\n   Астані\n";
        assert_eq!(page.finish(), expected);
    }

    #[test]
    fn colour_is_there_only_if_asked_for_and_never_from_a_text() {
        for colour in [false, true] {
            let mut page = page(60, colour);
            page.label(0, "Куди", "\u{1b}[31mсюди");
            let text = page.finish();
            assert!(text.contains("\\u{1b}[31mсюди"), "{text}");
            assert_eq!(text.contains("\u{1b}[1m"), colour, "{text}");
        }
    }
}
