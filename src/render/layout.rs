//! A page of plain text: wrapping, hanging indents and emphasis.
//!
//! **Owns** the width of a line and the codes of colour. **Must not know** what the text is about.
//! Everything that is written is made visible first, so no text can move the cursor or end a line.

use crate::render::{View, is_printable, visible};
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
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
/// Most letters are shorter, in bytes; a page that grows is moved, and what it leaves behind was touched in vain.
const USUAL: usize = 1 << 15;

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
        let (width, text) = (view.width.max(NARROWEST), String::with_capacity(USUAL));
        Self { width, has_colour: view.colour, text }
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
        let width = columns(&visible(text)).min(self.width);
        self.write(("", ""), FAINT, &"─".repeat(width));
    }

    /// Writes a paragraph, `indent` columns from the left.
    pub fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        let blank = blanks(indent);
        self.write((&blank, &blank), style, text);
    }

    /// Writes a paragraph that hangs from a mark, such as `•` or `1.`.
    pub fn item(&mut self, indent: usize, mark: &str, (style, text): (Style, &str)) {
        let first = [&blanks(indent), mark, " "].concat();
        self.write((&first, &blanks(columns(&first))), style, text);
    }

    /// Writes `label: text`; the lines after the first stand two columns further in.
    pub fn label(&mut self, indent: usize, label: &str, text: &str) {
        let label = [&visible(label), ":"].concat();
        let text = [&styled(self.has_colour, STRONG, &label), " ", &visible(text)].concat();
        self.wrap((&blanks(indent), &blanks(indent + 2)), PLAIN, &text);
    }

    fn write(&mut self, indents: (&str, &str), style: Style, text: &str) {
        self.wrap(indents, style, &visible(text));
    }

    fn wrap(&mut self, (first, rest): (&str, &str), style: Style, text: &str) {
        let (text, before) = (text.trim_end_matches(' '), self.text.len());
        let mut indent = first;
        let is_plain = plain_lines(text, self.width, [first, rest].map(columns), |line| {
            self.line(std::mem::replace(&mut indent, rest), style, line);
        });
        if is_plain.is_some() {
            return;
        }
        self.text.truncate(before);
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(!is_kept_whole(text));
        for (number, line) in wrap(text, options).iter().enumerate() {
            let indent = if number == 0 { first } else { rest };
            self.line(indent, style, line.strip_prefix(indent).unwrap_or(line));
        }
    }

    fn line(&mut self, indent: &str, style: Style, words: &str) {
        self.text.push_str(indent);
        let start = self.text.len();
        self.text.push_str(&styled(self.has_colour, style, words));
        if !words.is_ascii() && words.contains(KEPT_BLANK) {
            let words = self.text.split_off(start);
            self.text.extend(words.split(KEPT_BLANK).flat_map(|part| [part, " "]));
            self.text.pop();
        }
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }
}

fn styled(has_colour: bool, style: Style, text: &str) -> Cow<'_, str> {
    let is_plain = !has_colour || style == PLAIN || text.is_empty();
    if is_plain { text.into() } else { format!("{style}{text}{style:#}").into() }
}

/// So many blanks.
fn blanks(count: usize) -> Cow<'static, str> {
    const MOST: &str = "                ";
    MOST.get(..count).map_or_else(|| " ".repeat(count).into(), Cow::from)
}

/// The columns that a text takes. Most words have letters of one column only, for which no table is needed.
fn columns(text: &str) -> usize {
    if is_printable(text) {
        return text.len();
    }
    let count = |columns: usize, c: char| is_narrow(c).then_some(columns + 1);
    text.chars().try_fold(0, count).unwrap_or_else(|| display_width(text))
}

/// Whether a character is one of the many that take one column: Latin, Cyrillic and common signs.
fn is_narrow(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '─')
}

/// The lines of a plain text, one after the other; nothing if a word must be cut, or if several blanks stand together.
///
/// Most texts are plain, and for them neither tables nor rules are needed to find the lines of `textwrap`.
fn plain_lines(
    text: &str,
    width: usize,
    indents: [usize; 2],
    each: impl FnMut(&str),
) -> Option<()> {
    let [first, rest] = indents.map(|indent| width.saturating_sub(indent));
    if text.is_empty() || text.starts_with(' ') || text.ends_with(' ') {
        return None;
    }
    if is_printable(text) && !is_kept_whole(text) {
        return ascii_lines(text, (first, rest), each);
    }
    word_lines(text, (first, rest), each)
}

/// The same for a text of which each byte takes a column: each line ends at the last blank that leaves it short enough.
fn ascii_lines(text: &str, mut room: (usize, usize), mut each: impl FnMut(&str)) -> Option<()> {
    let mut left = text;
    while left.len() > room.0 {
        let end = left[..=room.0].rfind(' ')?;
        let (line, rest) = (&left[..end], &left[end + 1..]);
        if line.ends_with(' ') || rest.starts_with(' ') {
            return None;
        }
        each(line);
        (left, room.0) = (rest, room.1);
    }
    each(left);
    Some(())
}

/// The same for a text whose letters may take no column or two, word by word.
fn word_lines(text: &str, mut room: (usize, usize), mut each: impl FnMut(&str)) -> Option<()> {
    let widest = if is_kept_whole(text) { usize::MAX } else { room.0.min(room.1) };
    let (mut line, mut used, mut start) = (0, 0, 0);
    for word in text.as_bytes().split(|byte| *byte == b' ') {
        let end = start + word.len();
        let columns = columns(&text[start..end]);
        if columns == 0 || columns > widest {
            return None;
        }
        if start > 0 && used + 1 + columns > room.0 {
            each(&text[line..start - 1]);
            (room.0, line, used) = (room.1, start, columns);
        } else {
            used += columns + usize::from(start > 0);
        }
        start = end + 1;
    }
    each(&text[line..]);
    Some(())
}

/// A link is never cut: who copies it needs the whole.
fn is_kept_whole(text: &str) -> bool {
    text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::{PLAIN, Page, STRONG, display_width, is_narrow, plain_lines};
    use crate::render::View;
    use proptest::prelude::*;
    use textwrap::{Options, WordSeparator, WordSplitter, wrap};

    fn page(width: usize, colour: bool) -> Page {
        Page::new(&View { language: "uk", width, colour, now: None, thresholds: &[] })
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

    proptest! {
        #[test]
        fn plain_texts_have_the_lines_of_textwrap(
            text in "(([a-zїя漢\u{301}\u{a0}-]{1,9} ){0,20}(https://)?[a-zїя]{0,30}|([a-z-]{1,9} {1,2}){0,20}[a-z]{1,30})",
            width in 10_usize..60,
            indents in [0_usize..6, 0..6],
        ) {
            let mut lines = Vec::new();
            if plain_lines(&text, width, indents, |line| lines.push(line.to_owned())).is_some() {
                let [first, rest] = indents.map(|indent| " ".repeat(indent));
                let options = Options::new(width)
                    .initial_indent(&first)
                    .subsequent_indent(&rest)
                    .word_separator(WordSeparator::AsciiSpace)
                    .word_splitter(WordSplitter::NoHyphenation)
                    .break_words(!text.contains("://"));
                let expected = wrap(&text, options);
                let indent = |number: usize| if number == 0 { &first } else { &rest };
                let lines: Vec<String> =
                    lines.iter().enumerate().map(|(number, line)| format!("{}{line}", indent(number))).collect();
                prop_assert_eq!(lines, expected);
            }
        }
    }

    #[test]
    fn what_needs_no_table_takes_one_column() {
        let narrow: Vec<char> = ('\0'..=char::MAX).filter(|c| is_narrow(*c)).collect();
        assert!(narrow.len() > 500);
        for c in narrow {
            assert_eq!(display_width(c.encode_utf8(&mut [0; 4])), 1, "{}", c.escape_unicode());
        }
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
