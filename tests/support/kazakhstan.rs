//! The pack that is built in.

use dovidka::{LoadError, Pack};

/// The pack that is built in.
pub fn kazakhstan() -> Pack {
    match Pack::embedded("kazakhstan") {
        Ok(pack) => pack,
        Err(LoadError::Wrong(problems, _)) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", problems.join("\n"))
        }
        Err(error) => panic!("{error}"),
    }
}
