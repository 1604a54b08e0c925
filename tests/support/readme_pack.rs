//! The pack that `rules/README.md` shows.

use dovidka::pack::source::RuleFile;

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

/// The files that `rules/README.md` shows.
pub fn readme_files() -> Vec<RuleFile> {
    let readme = include_str!("../../rules/README.md");
    let blocks = readme.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let file = |(place, text): (&str, &str)| RuleFile {
        place: place.into(),
        name: place.into(),
        text: text.into(),
    };
    PLACES.into_iter().zip(blocks).map(file).collect()
}
