//! The program's own sentences, by language: headings, labels, dates and counts. A pack has its own texts.
//!
//! **Owns** `words/<lang>.json`: the format of a pack's text files. A new language is a file and a line in
//! `FILES`. The prompts of the interview are the keys that start with `ask.`.
//! **Must not know** packs.

use crate::case::Member;
use crate::pack::program::Entity;
use crate::pack::raw::{Text, TextFile};
use crate::terms::calendar::Date;
use icu_locale_core::LanguageIdentifier;
use icu_plurals::{PluralCategory, PluralRules};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files, by language; the first is taken for a language that has none.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("words/en.json")), ("uk", include_str!("words/uk.json"))];

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| FILES.map(read).into());

#[derive(Debug)]
struct Language {
    id: &'static str,
    locale: LanguageIdentifier,
    texts: BTreeMap<String, Text>,
}

fn read((id, file): (&'static str, &str)) -> Language {
    let file: TextFile = serde_json::from_str(file).expect("a test reads every file");
    let locale = id.parse().expect("a test reads every file");
    Language { id, locale, texts: BTreeMap::from_iter(file.texts.0) }
}

/// The sentences of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(&'static Language);

impl Words {
    /// The sentences of `language`; the English ones if there are none.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self(LANGUAGES.iter().find(|known| known.id == language).unwrap_or(&LANGUAGES[0]))
    }

    /// The sentence `key`.
    ///
    /// # Panics
    ///
    /// If there is no such key. A test proves that every key used in the sources exists.
    #[must_use]
    pub fn say(self, key: &str) -> &'static str {
        match self.0.texts.get(key) {
            Some(Text::Plain(text)) => text,
            Some(Text::Plural(_)) | None => panic!("there are no words `{key}` without a count"),
        }
    }

    /// The sentence `key` with every `{name}` replaced.
    #[must_use]
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.say(key), values)
    }

    /// The sentence `key` in the plural form for `n`, with `{n}` replaced.
    ///
    /// # Panics
    ///
    /// As [`Words::say`].
    #[must_use]
    pub fn count(self, key: &str, n: i32) -> String {
        let Some(Text::Plural(forms)) = self.0.texts.get(key) else {
            panic!("there are no words `{key}` with a count")
        };
        let form = forms.get(name(self.rules().category_for(n))).or_else(|| forms.get("other"));
        fill(form.expect("a test proves that every form is there"), &[("n", &n.to_string())])
    }

    /// A day in words.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let (year, month, day) = date.parts();
        let month = self.say(&format!("month.{month}"));
        let (year, day) = (year.to_string(), day.to_string());
        self.fill("date", &[("day", &day), ("month", month), ("year", &year)])
    }

    /// A day, month or year in words, from `2023-06-01`, `2023-06` or `2023`; any other text as it is.
    #[must_use]
    pub fn part_date(self, text: &str) -> String {
        if let Ok(date) = text.parse() {
            return self.date(date);
        }
        let first = format!("{text}-01").parse::<Date>();
        match (first, text.len()) {
            (Ok(date), 7) => {
                let (year, month, _) = date.parts();
                let month = self.say(&format!("month_alone.{month}"));
                self.fill("date.month", &[("month", month), ("year", &year.to_string())])
            }
            (_, 4) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.fill("date.year", &[("year", text)])
            }
            _ => text.into(),
        }
    }

    /// What a member is called.
    #[must_use]
    pub fn member(self, member: Member) -> String {
        let numbered = |key: &str, n: usize| self.fill(key, &[("n", &n.to_string())]);
        match (member.of, member.number) {
            (Entity::Household, _) => self.say("member.household").into(),
            (Entity::Person, 0) => self.say("member.you").into(),
            (Entity::Person, number) => numbered("member.adult", number),
            (Entity::Child, number) => numbered("member.child", number + 1),
            (Entity::Pet, number) => numbered("member.pet", number + 1),
        }
    }

    fn rules(self) -> PluralRules {
        PluralRules::try_new_cardinal((&self.0.locale).into()).expect("CLDR data is compiled in")
    }
}

/// Replaces every `{name}`; the values themselves are not expanded.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut left = text;
    while let Some((before, (name, after))) =
        left.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        filled.push_str(before);
        filled.push_str(value);
        left = after;
    }
    filled + left
}

/// The name of a plural form in the files.
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    //! Every language has the same keys, all of them, and none that is unused.

    use super::{LANGUAGES, Words, name};
    use crate::case::Member;
    use crate::pack::raw::Text;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Families of keys of which the last part is put together at run time.
    const FAMILIES: [&str; 5] = ["month.", "month_alone.", "weekday.", "layer.", "ask."];

    fn sources(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }

    fn all_sources() -> String {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
        text
    }

    fn keys(language: usize) -> BTreeSet<&'static str> {
        LANGUAGES[language].texts.keys().map(String::as_str).collect()
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders() {
        for language in &*LANGUAGES {
            let own: BTreeSet<&str> = language.texts.keys().map(String::as_str).collect();
            let differing: Vec<_> = own.symmetric_difference(&keys(0)).copied().collect();
            assert!(differing.is_empty(), "{}: {differing:?}", language.id);
            for (key, text) in &language.texts {
                match (text, LANGUAGES[0].texts.get(key).unwrap()) {
                    (Text::Plain(own), Text::Plain(first)) => {
                        assert_eq!(
                            placeholders(own),
                            placeholders(first),
                            "{}: {key}",
                            language.id
                        );
                    }
                    (Text::Plural(own), Text::Plural(_)) => {
                        let is_counted =
                            |text: &String| placeholders(text) == BTreeSet::from(["n"]);
                        assert!(own.values().all(is_counted), "{}: {key}", language.id);
                    }
                    _ => panic!("{}: {key} has a count in one language only", language.id),
                }
            }
        }
    }

    #[test]
    fn every_key_is_used() {
        let text = all_sources();
        for key in keys(0) {
            let is_family = FAMILIES.iter().any(|family| key.starts_with(family));
            assert!(is_family || text.contains(&format!("\"{key}\"")), "nobody says `{key}`");
        }
    }

    #[test]
    fn every_key_that_is_said_is_there() {
        let text = all_sources();
        for call in
            ["words.say(\"", "words.fill(\"", "words.count(\"", "self.say(\"", "self.fill(\""]
        {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(keys(0).contains(key), "`{key}` is said and not there");
            }
        }
    }

    #[test]
    fn every_count_has_all_plural_forms_of_its_language() {
        for language in &*LANGUAGES {
            let rules = Words(language).rules();
            let wanted: BTreeSet<&str> = rules.categories().map(name).collect();
            for (key, text) in &language.texts {
                if let Text::Plural(forms) = text {
                    let own: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                    assert_eq!(own, wanted, "{}: {key}", language.id);
                }
            }
        }
    }

    #[test]
    fn numbers_take_the_form_of_the_language() {
        let table = [
            // number, en, uk
            (0, "0 days", "0 днів"),
            (1, "1 day", "1 день"),
            (2, "2 days", "2 дні"),
            (5, "5 days", "5 днів"),
            (11, "11 days", "11 днів"),
            (21, "21 days", "21 день"),
            (22, "22 days", "22 дні"),
            (112, "112 days", "112 днів"),
            (1_001, "1001 days", "1001 день"),
        ];
        for (number, en, uk) in table {
            assert_eq!(Words::of("en").count("days", number), en);
            assert_eq!(Words::of("uk").count("days", number), uk);
        }
    }

    #[test]
    fn dates_are_in_words() {
        let table = [
            ("2027-03-27", "27 March 2027", "27 березня 2027 року"),
            ("2026-11-01", "1 November 2026", "1 листопада 2026 року"),
            ("2022-01", "January 2022", "січень 2022 року"),
            ("2019", "2019", "2019 рік"),
            ("soon", "soon", "soon"),
        ];
        for (text, en, uk) in table {
            assert_eq!(Words::of("en").part_date(text), en);
            assert_eq!(Words::of("uk").part_date(text), uk);
        }
        for month in 1..=12 {
            for key in [format!("month.{month}"), format!("month_alone.{month}")] {
                assert!(LANGUAGES.iter().all(|language| !Words(language).say(&key).is_empty()));
            }
        }
    }

    #[test]
    fn members_have_names() {
        let table = [
            ("household", "your household", "ваша сім’я"),
            ("you", "you", "ви"),
            ("adult 1", "adult 1", "дорослий 1"),
            ("child 1", "child 1", "дитина 1"),
            ("pet 2", "pet 2", "тварина 2"),
        ];
        for (member, en, uk) in table {
            let member = Member::parse(member).unwrap();
            assert_eq!(Words::of("en").member(member), en);
            assert_eq!(Words::of("uk").member(member), uk);
        }
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        assert_eq!(super::fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(super::fill("open { brace", &[]), "open { brace");
    }

    #[test]
    fn an_unknown_language_is_english() {
        assert_eq!(Words::of("xx").say("label.who"), Words::of("en").say("label.who"));
    }
}
