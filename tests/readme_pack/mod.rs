//! The pack whose files `rules/README.md` shows.

use dovidka::pack::source::RuleFile;

const README: &str = include_str!("../../rules/README.md");

/// The files, in the order of the page.
const PLACES: [&str; 9] = [
    "pack.json",
    "facts.json",
    "topics/passport.json",
    "actions.json",
    "offices.json",
    "holidays.json",
    "sources.json",
    "text/en.json",
    "cases/passport.json",
];

/// The files of the pack.
pub fn files() -> Vec<RuleFile> {
    let blocks: Vec<&str> =
        README.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), PLACES.len(), "the page has other examples than this test knows");
    let file = |(place, text): (&&str, &&str)| RuleFile {
        place: (*place).into(),
        name: (*place).into(),
        text: (*text).into(),
    };
    PLACES.iter().zip(&blocks).map(file).collect()
}
