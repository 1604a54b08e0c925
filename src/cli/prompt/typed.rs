//! What people type where the rules want strict values.
//!
//! **Owns** the forms of dates that the interview takes. **Must not know** which question is answered.

/// A date as [`Case::learn`](crate::Case::learn) reads it: a day, a month or a year; `None` for any other text.
///
/// The parts may be separated by dots, slashes, dashes or blanks; the year has four digits and stands first or last.
/// It does not check whether the calendar has such a day.
pub fn date(text: &str) -> Option<String> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | ',');
    let parts: Vec<&str> = text.split(is_separator).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    let is_year = |part: &str| part.len() == 4;
    let is_short = |part: &str| part.len() <= 2;
    match parts[..] {
        [year] if is_year(year) => Some(year.into()),
        [year, month] | [month, year] if is_year(year) && is_short(month) => {
            Some(format!("{year}-{month:0>2}"))
        }
        [year, month, day] | [day, month, year]
            if is_year(year) && is_short(month) && is_short(day) =>
        {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_taken_as_people_write_them() {
        let table = [
            ("27.03.2027", Some("2027-03-27")),
            ("27 3 2027", Some("2027-03-27")),
            ("27/03/2027", Some("2027-03-27")),
            ("27. 3. 2027", Some("2027-03-27")),
            ("2027-03-27", Some("2027-03-27")),
            ("2027 3 7", Some("2027-03-07")),
            ("03.2027", Some("2027-03")),
            ("2027-03", Some("2027-03")),
            ("2027", Some("2027")),
            ("27.03.27", None),
            ("27032027", None),
            ("27 березня 2027", None),
            ("27.03", None),
            ("2027.2027", None),
            ("+27.03.2027", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
