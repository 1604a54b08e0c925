//! How people write dates, yes and no: what is read besides the one form that the program writes.
//!
//! **Must not know** what a value is asked for.

/// The names of each month: in English, in short and in full, and in Ukrainian and Russian as they stand alone and after a
/// day.
const MONTHS: [[&str; 6]; 12] = [
    ["jan", "january", "січень", "січня", "январь", "января"],
    ["feb", "february", "лютий", "лютого", "февраль", "февраля"],
    ["mar", "march", "березень", "березня", "март", "марта"],
    ["apr", "april", "квітень", "квітня", "апрель", "апреля"],
    ["may", "may", "травень", "травня", "май", "мая"],
    ["jun", "june", "червень", "червня", "июнь", "июня"],
    ["jul", "july", "липень", "липня", "июль", "июля"],
    ["aug", "august", "серпень", "серпня", "август", "августа"],
    ["sep", "september", "вересень", "вересня", "сентябрь", "сентября"],
    ["oct", "october", "жовтень", "жовтня", "октябрь", "октября"],
    ["nov", "november", "листопад", "листопада", "ноябрь", "ноября"],
    ["dec", "december", "грудень", "грудня", "декабрь", "декабря"],
];

/// What stands behind a year and says nothing more.
const YEAR_WORDS: [&str; 6] = ["р", "рік", "року", "г", "год", "года"];

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
    let (numbers, named) = date_parts(without_time).ok_or(wanted)?;
    let is_year = |part: &str| part.len() == 4;
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    let named = named.map(|month| month.to_string());
    let (year, month, day) = match (&numbers[..], &named) {
        ([number], None) if number.len() == 5 => {
            return Err(
                "this may be the day number of a spreadsheet; want a date such as 2027-03-01",
            );
        }
        ([year], None) if is_year(year) => return Ok((*year).into()),
        ([year], Some(month)) if is_year(year) => (*year, month.as_str(), "0"),
        ([year, month] | [month, year], None) if is_year(year) && is_short(month) => {
            (*year, *month, "0")
        }
        ([year, day] | [day, year], Some(month)) if is_year(year) && is_short(day) => {
            (*year, month.as_str(), *day)
        }
        ([year, month, day] | [day, month, year], None)
            if is_year(year) && is_short(month) && is_short(day) =>
        {
            (*year, *month, *day)
        }
        ([_, _, _], None) if numbers.iter().all(|part| is_short(part)) => {
            return Err("want the year with four digits, such as 01.03.2027");
        }
        _ => return Err(wanted),
    };
    Ok(match (is_zero(month), is_zero(day)) {
        (true, true) => year.into(),
        (false, true) => format!("{year}-{month:0>2}"),
        _ => format!("{year}-{month:0>2}-{day:0>2}"),
    })
}

/// The numbers of a date in their order, and the month if it is named; nothing if it has another word, or two months.
fn date_parts(text: &str) -> Option<(Vec<&str>, Option<usize>)> {
    let is_separator =
        |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | '–' | '—' | ',');
    let (mut numbers, mut named) = (Vec::new(), None);
    for part in text.split(is_separator).filter(|part| !part.is_empty()) {
        let digits = part.trim_end_matches(['р', 'г']);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(digits);
        } else if let Some(month) = MONTHS.iter().position(|names| names.contains(&part)) {
            if named.replace(month + 1).is_some() {
                return None;
            }
        } else if !YEAR_WORDS.contains(&part) {
            return None;
        }
    }
    Some((numbers, named))
}

fn is_zero(part: &str) -> bool {
    part.bytes().all(|byte| byte == b'0')
}

/// A text without a time of midnight at its end; nothing if it has another time.
fn without_midnight(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else { return Some(text) };
    let start = text[..colon].rfind(|c: char| c == 't' || c.is_whitespace())?;
    let time = text[start..].trim_start_matches(|c: char| c == 't' || c.is_whitespace());
    let digits = time.trim_end_matches('z');
    let is_midnight = digits.starts_with('0')
        && digits.ends_with('0')
        && digits.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    is_midnight.then(|| &text[..start])
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
            ("2027 5 березня", "2027-03-05"),
            ("2027 р., 5 березня", "2027-03-05"),
            ("1 січня 2027 00:00", "2027-01-01"),
            ("27 03.2027 0:00", "2027-03-27"),
            ("27.03.2027р.", "2027-03-27"),
            ("2027–03–27", "2027-03-27"),
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
            ("травень-червень 2027", "want a date such as"),
            ("March 2027, March", "want a date such as"),
            ("maybe 2027", "want a date such as"),
            ("2027 :", "without a time of day"),
            ("27.03.2027T:", "without a time of day"),
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
