//! The pack whose files `rules/README.md` shows.

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

/// The files of the pack, each with its place in the folder.
pub fn files() -> Vec<(String, String)> {
    let blocks: Vec<&str> =
        README.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), PLACES.len(), "the page has other examples than this test knows");
    let file = |(place, text): (&&str, &&str)| ((*place).into(), (*text).into());
    PLACES.iter().zip(&blocks).map(file).collect()
}
