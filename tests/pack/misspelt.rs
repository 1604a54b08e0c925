//! Words that do not exist: each is named with its place and the word that was most likely meant.

use crate::warnings::said;

const TREE: &str = "topics/passport.json";

#[test]
fn a_word_that_does_not_exist_is_named_with_the_nearest_one() {
    let table = [
        // file, change, what is said
        (
            ("actions.json", "\"role\": \"first\"", "\"role\": \"frist\""),
            "actions.json:5:55 error shape: unknown variant `frist`, expected one of `first`, `do`, `help`; did you mean `first`?",
        ),
        (
            ("actions.json", "\"role\": \"first\"", "\"role\": \"before\""),
            "actions.json:5:55 error shape: unknown variant `before`, expected one of `first`, `do`, `help`",
        ),
        (
            ("actions.json", "\"role\"", "\"roles\""),
            "actions.json:5:47 error shape: unknown field `roles`, expected one of `id`, `service`, `role`, `if`, `cite`, `note`; did you mean `role`?",
        ),
        (
            (TREE, "\"kind\": \"must\"", "\"kind\": \"mus\""),
            "topics/passport.json:15:81 error shape: unknown variant `mus`, expected one of `must`, `can`, `know`; did you mean `must`?",
        ),
        (
            (TREE, "{ \"is\": \"must\" }", "{ \"is\": \"musst\" }"),
            "topics/passport.json:18:71 error shape: unknown variant `musst`, expected one of `must`, `can`, `know`; did you mean `must`?",
        ),
        (
            ("actions.json", "\"kind\": \"must\"", "\"kind\": \"now\""),
            "actions.json:4:30 error shape: unknown variant `now`, expected one of `must`, `can`, `know`; did you mean `know`?",
        ),
        (
            (TREE, "\"by_is\": \"term\"", "\"by_is\": \"trem\""),
            "topics/passport.json:17:97 error shape: unknown variant `trem`, expected `term` or `end`; did you mean `term`?",
        ),
        (
            ("actions.json", "\"service\": \"legal_help\"", "\"service\": \"legal_hlp\""),
            "actions.json:5:33 error unknown: there is no service `legal_hlp`; did you mean `legal_help`?",
        ),
    ];
    for (change, expected) in table {
        assert_eq!(said(&[change]), [expected], "{change:?}");
    }
}

#[test]
fn a_service_that_no_office_offers_is_named() {
    let found = said(&[("offices.json", "\"services\": [\"legal_help\"]", "\"services\": []")]);
    let expected = "actions.json:5:33 error unknown: there is no service `legal_help`";
    assert!(found.iter().any(|found| found == expected), "{found:?}");
}

#[test]
fn what_stands_in_a_file_that_cannot_be_read_is_not_missed() {
    for (place, text) in [(TREE, "\"tree\""), ("text/en.json", "\"texts\"")] {
        let found = said(&[(place, text, "\"trees\"")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(place), "{found:?}");
    }
}
