//! How people write dates, yes and no: what is read besides the one form that the program writes.
//!
//! **Must not know** what a value is asked for.

use std::borrow::Cow;

/// The names of the months from their beginnings, in English, Ukrainian and Russian, with the numbers of the months.
const MONTHS: [(&str, u8); 37] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("січ", 1),
    ("лют", 2),
    ("берез", 3),
    ("квіт", 4),
    ("трав", 5),
    ("черв", 6),
    ("лип", 7),
    ("серп", 8),
    ("верес", 9),
    ("жовт", 10),
    ("листопад", 11),
    ("груд", 12),
    ("январ", 1),
    ("феврал", 2),
    ("март", 3),
    ("апрел", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("август", 8),
    ("сентябр", 9),
    ("октябр", 10),
    ("ноябр", 11),
    ("декабр", 12),
];

/// What stands behind a year and says nothing more.
const YEAR_WORDS: [&str; 8] = ["р", "рік", "року", "г", "год", "года", "year", "th"];

const YES: [&str; 6] = ["yes", "y", "true", "так", "да", "т"];
const NO: [&str; 6] = ["no", "n", "false", "ні", "нет", "н"];
const UNKNOWN: [&str; 10] = [
    "unknown",
    "not known",
    "do not know",
    "i do not know",
    "don't know",
    "i don't know",
    "невідомо",
    "не знаю",
    "неизвестно",
    "не відомо",
];

/// A text in small letters, with one blank for whatever separates its words: blanks of all kinds, `-` and `_`; marks that
/// only say in which direction to read are left out.
#[must_use]
pub fn plain(text: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{feff}');
    let text: String = text.chars().filter(|c| !is_mark(c)).collect();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ").replace('’', "'")
}

/// Yes or no, in English, Ukrainian or Russian.
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    let word = plain(text);
    let is_in = |words: &[&str]| words.contains(&word.as_str());
    if is_in(&YES) { Some(true) } else { is_in(&NO).then_some(false) }
}

/// Whether somebody says that they do not know, in English, Ukrainian or Russian.
#[must_use]
pub fn is_unknown(text: &str) -> bool {
    // Most values are words of rule files, which are told apart at once.
    let may_be = !text.is_ascii() || text.len() >= 7 && text.contains([' ', '\'', 'u', 'U']);
    may_be && UNKNOWN.contains(&plain(text).as_str())
}

/// A date as the program writes it, `2027-03-01`, `2027-03` or `2027`, from how a person writes it.
///
/// The parts may be separated by dots, slashes, dashes, commas or blanks; the year has four digits and stands first or last,
/// the day before the month unless the year stands first; the month may be a name. A day `00` is not known, and a time
/// of midnight behind the date says nothing. It does not check whether the calendar has such a day.
///
/// # Errors
///
/// What to write instead.
pub fn date(text: &str) -> Result<String, &'static str> {
    let wanted = "want a date such as 2027-03-01 or 01.03.2027, a month 2027-03 or a year 2027";
    let small = text.trim().to_lowercase();
    let without_time = without_midnight(&small).ok_or("want a date without a time of day")?;
    let parts = date_parts(without_time);
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(wanted);
    }
    let is_year = |part: &str| part.len() == 4;
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    match parts[..] {
        [number] if number.len() == 5 => {
            Err("this may be the day number of a spreadsheet; want a date such as 2027-03-01")
        }
        [year] if is_year(year) => Ok(year.into()),
        [year, month] | [month, year] if is_year(year) && is_short(month) => {
            Ok(format!("{year}-{month:0>2}"))
        }
        [year, month, day] | [day, month, year]
            if is_year(year) && is_short(month) && is_short(day) =>
        {
            Ok(match (is_zero(month), is_zero(day)) {
                (true, true) => year.into(),
                (false, true) => format!("{year}-{month:0>2}"),
                _ => format!("{year}-{month:0>2}-{day:0>2}"),
            })
        }
        [one, other, third] if [one, other, third].into_iter().all(is_short) => {
            Err("want the year with four digits, such as 01.03.2027")
        }
        _ => Err(wanted),
    }
}

/// The parts of a date, months as numbers.
fn date_parts(text: &str) -> Vec<Cow<'_, str>> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | ',');
    let parts = text.split(is_separator).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.filter(|part| !YEAR_WORDS.contains(part)).collect();
    let mut parts: Vec<Cow<'_, str>> = parts.into_iter().map(month_number).collect();
    // A month that is named may stand before the day.
    if parts.len() == 3 && matches!(parts[0], Cow::Owned(_)) {
        parts.swap(0, 1);
    }
    parts
}

fn is_zero(part: &str) -> bool {
    part.bytes().all(|byte| byte == b'0')
}

/// A text without a time of midnight at its end; nothing if it ends in another time.
fn without_midnight(text: &str) -> Option<&str> {
    let Some((date, time)) = text.split_once(['t', ' ']).filter(|(_, time)| time.contains(':'))
    else {
        let is_time = |part: &str| part.contains(':');
        return (!text.split_whitespace().any(is_time)).then_some(text);
    };
    let is_midnight = time.trim_end_matches('z').bytes().all(|b| matches!(b, b'0' | b':' | b'.'));
    is_midnight.then_some(date)
}

/// The number of a month that is named; any other part as it is.
fn month_number(part: &str) -> Cow<'_, str> {
    let is_word = part.chars().all(char::is_alphabetic);
    let named = MONTHS.iter().find(|(start, _)| is_word && part.starts_with(start));
    named.map_or_else(|| part.into(), |(_, number)| number.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::{date, is_unknown, plain, yes_no};

    #[test]
    fn dates_are_taken_as_people_write_them() {
        let table = [
            ("27.03.2027", "2027-03-27"),
            ("27 3 2027", "2027-03-27"),
            ("27/03/2027", "2027-03-27"),
            ("27-3-2027", "2027-03-27"),
            ("27. 3. 2027", "2027-03-27"),
            ("\u{a0}27.03.2027\u{a0}", "2027-03-27"),
            ("2027-03-27", "2027-03-27"),
            ("2027/3/7", "2027-03-07"),
            ("27.03.2027 0:00", "2027-03-27"),
            ("27.03.2027 00:00:00", "2027-03-27"),
            ("2027-03-27T00:00:00.000Z", "2027-03-27"),
            ("03.2027", "2027-03"),
            ("3/2027", "2027-03"),
            ("2027-03", "2027-03"),
            ("2027", "2027"),
            ("2027 року", "2027"),
            ("27 березня 2027", "2027-03-27"),
            ("27 БЕРЕЗНЯ 2027 р.", "2027-03-27"),
            ("березень 2027", "2027-03"),
            ("27 марта 2027 г.", "2027-03-27"),
            ("May 2027", "2027-05"),
            ("март 2027", "2027-03"),
            ("мая 2027", "2027-05"),
            ("декабрь 2027", "2027-12"),
            ("March 27, 2027", "2027-03-27"),
            ("27 March 2027", "2027-03-27"),
            ("00.03.2027", "2027-03"),
            ("00.00.2027", "2027"),
            ("2027-03-00", "2027-03"),
        ];
        for (text, read) in table {
            assert_eq!(date(text).as_deref(), Ok(read), "{text}");
        }
    }

    #[test]
    fn what_may_mean_another_day_is_refused() {
        let table = [
            ("27.03.27", "want the year with four digits"),
            ("46447", "day number of a spreadsheet"),
            ("27.03.2027 14:30", "without a time of day"),
            ("2027-03-27T12:00:00", "without a time of day"),
            ("27032027", "want a date such as"),
            ("27.03", "want a date such as"),
            ("2027.2027", "want a date such as"),
            ("+27.03.2027", "want a date such as"),
            ("soon", "want a date such as"),
            ("", "want a date such as"),
        ];
        for (text, problem) in table {
            assert!(date(text).unwrap_err().contains(problem), "{text}: {:?}", date(text));
        }
    }

    #[test]
    fn yes_no_and_not_known_are_taken_in_the_languages_of_the_program() {
        for (text, read) in
            [("Так", Some(true)), ("ні", Some(false)), ("ДА", Some(true)), ("нет ", Some(false))]
        {
            assert_eq!(yes_no(text), read, "{text}");
        }
        assert_eq!(yes_no("maybe"), None);
        for text in ["UNKNOWN", "не знаю", "Не\u{a0}знаю", "I don’t know", "неизвестно"]
        {
            assert!(is_unknown(text), "{text}");
        }
        assert!(!is_unknown("none"));
        assert_eq!(plain(" Residence-Permit\u{a0}_x "), "residence permit x");
    }
}
