//! The short answer: what it always holds, what it never holds, and how long it is.

use crate::kazakhstan::kazakhstan;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::statement::What;
use dovidka::pack::raw::{ActionKind, Role};
use dovidka::render::{View, text};
use dovidka::sample::{Gaps, Sampler};
use dovidka::{Outcome, Pack, Rules, Topics, case};

const DAYS: [&str; 2] = ["2026-11-28", "2024-03-01"];

fn short(language: &str, width: usize) -> View<'_> {
    let mut view = View::new(language);
    (view.is_full, view.has_sources, view.width) = (false, false, width);
    view
}

/// Outcomes of random households, of which some tell everything and some little.
fn outcomes(pack: &Pack, count: u64) -> Vec<Outcome> {
    let rules = Rules::new(pack, &Topics::All);
    let mut all = Vec::new();
    for (day, seed) in DAYS.into_iter().zip(1..) {
        let on = day.parse().unwrap();
        for gaps in [Gaps::NONE, Gaps::default()] {
            let mut sampler = Sampler::new(pack, on, seed, gaps);
            for number in 1..=count / 4 {
                let case = case::read(pack, &sampler.line(number), on).unwrap();
                all.push(rules.evaluate(&case));
            }
        }
    }
    all
}

/// Letters without the ends of lines.
fn unwrapped(letter: &str) -> String {
    letter.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What must be in the answer of a must that is certain: its title, its first office and its first paper.
fn wanted(pack: &Pack, language: &str, outcome: &Outcome, finding: &Finding) -> Vec<String> {
    let mut wanted = vec![pack.title(language, finding.action).to_owned()];
    let mut certain = outcome.statements(finding).iter().filter(|said| said.condition.is_none());
    let office = certain.clone().find_map(|said| match said.what {
        What::Office(office, Role::Do) => Some(&pack[office]),
        _ => None,
    });
    wanted.extend(office.map(|office| {
        let short = pack.say_office(language, office, "short");
        let name = if short.is_empty() { pack.say_office(language, office, "name") } else { short };
        // The city at its end may stand in the address instead.
        name.split(", ").next().unwrap_or_default().to_owned()
    }));
    wanted.extend(certain.find_map(|said| match said.what {
        What::Paper(paper) => Some(pack.say(language, &pack[paper]).to_owned()),
        _ => None,
    }));
    wanted
}

#[test]
fn every_certain_must_is_there_with_its_day_its_place_and_its_first_paper() {
    let pack = kazakhstan();
    let mut musts = 0;
    for outcome in outcomes(&pack, 200) {
        for language in ["en", "uk"] {
            let letter = unwrapped(&text::outcome(&pack, &outcome, &short(language, 80)));
            let is_must = |of: &&Finding| of.is_certain && of.strongest == ActionKind::Must;
            for finding in outcome.findings.iter().filter(is_must) {
                for said in wanted(&pack, language, &outcome, finding) {
                    assert!(letter.contains(&unwrapped(&said)), "no “{said}” in:\n{letter}");
                }
                if let Some(by) = finding.by.and_then(Day::known).filter(|_| language == "en") {
                    let (_, month, day) = by.parts();
                    let months = "January February March April May June July August September \
                                  October November December";
                    let month = months.split(' ').nth(month as usize - 1).unwrap();
                    assert!(letter.contains(&format!("{day} {month}")), "no {by} in:\n{letter}");
                }
                musts += 1;
            }
        }
    }
    assert!(musts > 500, "{musts}");
}

#[test]
fn it_holds_no_id_no_flag_and_no_line_that_is_too_wide() {
    let pack = kazakhstan();
    for outcome in outcomes(&pack, 80) {
        for (language, width) in [("en", 80), ("uk", 80), ("uk", 60), ("uk", 30), ("en", 24)] {
            let letter = text::outcome(&pack, &outcome, &short(language, width));
            assert!(!letter.contains('_') && !letter.contains(" --"), "{letter}");
            assert!(!letter.contains("\n\n\n") && letter.ends_with('\n'), "{letter}");
            for line in letter.lines().filter(|line| !line.contains("://")) {
                assert!(line.chars().count() <= width, "{width}: {line}\n{letter}");
                assert_eq!(line.trim_end(), line, "{letter}");
            }
        }
    }
}

#[test]
fn it_is_short() {
    let pack = kazakhstan();
    let lines =
        |outcome: &Outcome, view: &View<'_>| text::outcome(&pack, outcome, view).lines().count();
    let outcomes = outcomes(&pack, 400);
    let mut short: Vec<usize> = outcomes.iter().map(|of| lines(of, &short("en", 80))).collect();
    let full: usize = outcomes.iter().map(|of| lines(of, &View::new("en"))).sum();
    short.sort_unstable();
    let all: usize = short.iter().sum();
    let (half, most) = (short[short.len() / 2], short[short.len() * 95 / 100]);
    assert!(half <= 75 && most <= 125 && 5 * all < full, "{half} {most} {all} {full}");
}

#[test]
fn the_offices_of_a_service_are_one_line_while_the_city_is_not_known() {
    let pack = kazakhstan();
    let rules = Rules::new(&pack, &Topics::named(&pack, "work").unwrap());
    let letter = |facts: &str, view: &View<'_>| {
        let case = case::read(&pack, facts, "2026-11-28".parse().unwrap()).unwrap();
        unwrapped(&text::outcome(&pack, &rules.evaluate(&case), view))
    };
    let open = r#"{ "where": "kazakhstan", "stay": "visa_free", "work": "seeking" }"#;
    let known = open.replace('}', r#", "city": "almaty" }"#);
    for view in [short("en", 80), View::new("en")] {
        let (open, known) = (letter(open, &view), letter(&known, &view));
        assert!(open.contains("the office in your town (help in finding work)"), "{open}");
        assert!(
            !open.contains("85 Dostyk Avenue") && known.contains("85 Dostyk Avenue"),
            "{known}"
        );
        assert!(!known.contains("in your town"), "{known}");
    }
}
