//! Cuts a sentence into words, numbers, dates and signs.

use super::form::{BadSentence, Span};
use crate::terms::calendar::Date;

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Word(Span),
    Date(Date),
    Number(i32),
    Sign(char),
}

pub fn tokens(text: &str) -> Result<Vec<(Token, Span)>, (BadSentence, Span)> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let run = |from: usize, is_part: fn(&u8) -> bool| {
            from + bytes[from..].iter().take_while(|byte| is_part(byte)).count()
        };
        let end = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                run(at, |byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            }
            b'0'..=b'9' => number_end(bytes, at),
            _ => at + text[at..].chars().next().map_or(1, char::len_utf8),
        };
        let span = at..end;
        let token = match byte {
            b'0'..=b'9' => {
                number_or_date(&text[span.clone()]).map_err(|bad| (bad, span.clone()))?
            }
            b'(' | b')' | b',' | b'+' | b'-' => Token::Sign(byte.into()),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Token::Word(span.clone()),
            _ => {
                let found = format!("`{}`", text[span.clone()].escape_debug());
                let wanted = "letters, digits, parentheses, commas, `+` or `-`";
                return Err((BadSentence::Unexpected { found, wanted }, span));
            }
        };
        tokens.push((token, span));
        at = end;
    }
    Ok(tokens)
}

/// The end of a number or date: digits, and hyphens, slashes or dots between digits.
fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    loop {
        end += bytes[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let joins = bytes.get(end).is_some_and(|byte| matches!(byte, b'-' | b'.' | b'/'));
        if !(joins && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)) {
            return end;
        }
        end += 1;
    }
}

fn number_or_date(text: &str) -> Result<Token, BadSentence> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = text.parse().ok().filter(|number| (0..=1_000_000).contains(number));
        return number.map(Token::Number).ok_or_else(|| BadSentence::BadNumber(text.into()));
    }
    let is_iso = text.len() == 10 && text.as_bytes()[4] == b'-';
    let date = text.parse().ok().filter(|_| is_iso);
    date.map(Token::Date).ok_or_else(|| BadSentence::BadDate(text.into()))
}
