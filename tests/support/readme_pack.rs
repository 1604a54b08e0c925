//! The pack that `rules/README.md` shows.

/// The files of the pack in `rules/README.md`, in the order of its blocks.
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

/// The files that `rules/README.md` shows: the place of each in the pack, and its text.
pub fn readme_files() -> Vec<(String, String)> {
    let readme = include_str!("../../rules/README.md");
    let blocks = readme.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let blocks: Vec<&str> = blocks.collect();
    assert_eq!(blocks.len(), PLACES.len(), "the page has other examples than this test knows");
    let file = |(place, text): (&str, &str)| (place.into(), text.into());
    PLACES.into_iter().zip(blocks).map(file).collect()
}
