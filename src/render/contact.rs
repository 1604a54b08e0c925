//! Telephone numbers and opening hours as people write them.
//!
//! **Must not know** packs. What has a form that is not known here is shown as it is written.

use crate::render::layout::KEPT_BLANK;
use crate::render::words::Words;

/// The groups in which the digits after `+` are read, by the start of the number; the longest start first.
///
/// From the numbering plans of Kazakhstan and Ukraine (ITU-T E.164 national notices).
const PLANS: [(&str, &[usize]); 7] = [
    ("7727", &[1, 3, 3, 2, 2]), // Almaty
    ("7710", &[1, 3, 3, 2, 2]),
    ("771", &[1, 4, 2, 2, 2]), // other cities of Kazakhstan have codes of four digits
    ("772", &[1, 4, 2, 2, 2]),
    ("77", &[1, 3, 3, 2, 2]), // mobile
    ("7", &[1, 3, 3, 2, 2]),
    ("380", &[3, 2, 3, 2, 2]),
];

/// A number in E.164 form with blanks, such as `+7 7172 57 70 25`; no line breaks inside.
pub fn phone(number: &str) -> String {
    let digits = number.trim_start_matches('+');
    let plan = PLANS.iter().find(|(start, groups)| {
        digits.starts_with(start) && digits.len() == groups.iter().sum::<usize>()
    });
    let Some((_, groups)) = plan.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        return number.into();
    };
    let mut shown = String::from("+");
    let mut left = digits;
    for group in *groups {
        let (part, rest) = left.split_at(*group);
        shown.push_str(part);
        if !rest.is_empty() {
            shown.push(KEPT_BLANK);
        }
        left = rest;
    }
    shown
}

/// Opening hours in OpenStreetMap's notation as a sentence, such as `Mon–Thu 09:00–18:00, Fri 09:00–17:10`.
pub fn hours(words: Words, written: &str) -> String {
    let rules: Option<Vec<String>> =
        written.split(';').map(|rule| read_rule(words, rule)).collect();
    rules.map_or_else(|| written.into(), |rules| rules.join(", "))
}

/// One rule: days and times, only times, days with `off`, or `24/7`.
fn read_rule(words: Words, rule: &str) -> Option<String> {
    let parts: Vec<&str> = rule.split_whitespace().collect();
    match parts[..] {
        ["24/7"] => Some(words.say("hours.always").into()),
        ["off" | "closed"] => Some(words.say("hours.off").into()),
        [times_only] => times(times_only),
        [on, "off" | "closed"] => Some(format!("{} {}", days(words, on)?, words.say("hours.off"))),
        [on, at] => Some(format!("{}{KEPT_BLANK}{}", days(words, on)?, times(at)?)),
        _ => None,
    }
}

fn days(words: Words, text: &str) -> Option<String> {
    let day = |code: &str| match code {
        "PH" => Some(words.say("hours.holidays")),
        "Mo" | "Tu" | "We" | "Th" | "Fr" | "Sa" | "Su" => {
            Some(words.say(&format!("weekday.{}", code.to_lowercase())))
        }
        _ => None,
    };
    let span = |span: &str| match span.split_once('-') {
        Some((first, last)) => Some(format!("{}–{}", day(first)?, day(last)?)),
        None => day(span).map(str::to_owned),
    };
    let spans: Option<Vec<String>> = text.split(',').map(span).collect();
    spans.map(|spans| spans.join(", "))
}

fn times(text: &str) -> Option<String> {
    let is_time = |time: &str| {
        time.split_once(':').is_some_and(|(hour, minute)| {
            [hour, minute].iter().all(|part| part.len() == 2 && part.parse::<u8>().is_ok())
        })
    };
    let span = |span: &str| {
        let (first, last) = span.split_once('-')?;
        (is_time(first) && is_time(last)).then(|| format!("{first}–{last}"))
    };
    let spans: Option<Vec<String>> = text.split(',').map(span).collect();
    spans.map(|spans| spans.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{KEPT_BLANK, hours, phone};
    use crate::render::words::Words;

    #[test]
    fn telephone_numbers_are_grouped_as_people_read_them() {
        let table = [
            ("+77172577025", "+7 7172 57 70 25"),
            ("+77057556610", "+7 705 755 66 10"),
            ("+77272584598", "+7 727 258 45 98"),
            ("+77252123456", "+7 7252 12 34 56"),
            ("+380441234567", "+380 44 123 45 67"),
            ("+41227398111", "+41227398111"), // no plan of ours
            ("+7717257702", "+7717257702"),   // too short
        ];
        for (number, shown) in table {
            assert_eq!(phone(number).replace(KEPT_BLANK, " "), shown);
        }
    }

    #[test]
    fn opening_hours_are_in_words_or_as_written() {
        let table = [
            ("Mo-Th 09:00-18:00; Fr 09:00-17:10", "пн–чт 09:00–18:00, пт 09:00–17:10"),
            (
                "Mo-Fr 09:00-13:00,14:00-18:00; PH off",
                "пн–пт 09:00–13:00, 14:00–18:00, святкові дні зачинено",
            ),
            ("Mo,We 10:00-12:00", "пн, ср 10:00–12:00"),
            ("24/7", "цілодобово"),
            ("09:00-18:00", "09:00–18:00"),
            ("Mo-Fr sunrise-sunset", "Mo-Fr sunrise-sunset"), // not read here
            ("Mo[1] 09:00-18:00", "Mo[1] 09:00-18:00"),
            ("", ""),
        ];
        for (written, shown) in table {
            assert_eq!(hours(Words::of("uk"), written).replace(KEPT_BLANK, " "), shown);
        }
    }
}
