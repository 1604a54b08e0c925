//! The packs that are built into the program: their rule files, and what the build has made of them.
//!
//! **Owns** that the program starts fast: the build has checked the packs already (`build.rs`), and a test proves
//! that what it has packed is what the rule files say. If it found a problem, the rule files are read instead, so
//! that the problem is reported.

use crate::pack::raw::TestCase;
use crate::pack::source::{CASES, FOLDERS};
use crate::pack::{LoadError, Pack};
use include_dir::{Dir, File, include_dir};

/// The rule files.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
/// The checked packs in postcard's form, each under its name. The program of the same build reads them: the form is
/// derived from the types of a [`Pack`] and needs no version.
static PACKED: Dir<'_> = include_dir!("$OUT_DIR/packed");

/// The files in these folders of the built-in pack `name`.
fn read(name: &str, folders: &[&str]) -> Result<Vec<(String, &'static [u8])>, LoadError> {
    let pack = RULES.get_dir(name).ok_or_else(|| LoadError::NoSuchPack(name.into()))?;
    let folders = folders.iter().filter_map(|folder| RULES.get_dir(pack.path().join(folder)));
    let file = |file: &'static File<'_>| {
        let place = file.path().strip_prefix(pack.path()).unwrap_or(file.path());
        (place.to_string_lossy().into_owned(), file.contents())
    };
    Ok(folders.flat_map(Dir::files).map(file).collect())
}

impl Pack {
    /// The names of the packs that are built in, such as `kazakhstan`.
    #[must_use]
    pub fn embedded_names() -> Vec<String> {
        let name = |dir: &Dir<'_>| dir.path().to_string_lossy().into_owned();
        RULES
            .dirs()
            .filter(|dir| dir.get_file(dir.path().join("pack.json")).is_some())
            .map(name)
            .collect()
    }

    /// The built-in pack `name`.
    ///
    /// # Errors
    ///
    /// [`LoadError::NoSuchPack`] if there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// let pack = dovidka::Pack::embedded("kazakhstan")?;
    /// assert_eq!(pack.jurisdiction, "kz");
    /// # Ok::<(), dovidka::LoadError>(())
    /// ```
    pub fn embedded(name: &str) -> Result<Self, LoadError> {
        let packed =
            PACKED.get_file(name).and_then(|file| postcard::from_bytes(file.contents()).ok());
        packed.map_or_else(|| Self::embedded_checked(name), Ok)
    }

    /// The built-in pack `name`, read from its rule files and checked again.
    ///
    /// # Errors
    ///
    /// [`LoadError::NoSuchPack`] if there is none, [`LoadError::Wrong`] with everything that is wrong with it.
    #[doc(hidden)]
    pub fn embedded_checked(name: &str) -> Result<Self, LoadError> {
        Self::from_files(name, read(name, &FOLDERS)?)
    }

    /// The own tests of the built-in pack `name`, each with the file in which it stands.
    ///
    /// # Errors
    ///
    /// As [`Pack::embedded_checked`].
    #[doc(hidden)]
    pub fn embedded_cases(name: &str) -> Result<Vec<(String, TestCase)>, LoadError> {
        Self::cases_from_files(name, read(name, &CASES)?)
    }
}

#[cfg(test)]
mod tests {
    use super::PACKED;
    use crate::pack::Pack;

    #[test]
    fn what_the_build_has_packed_is_what_the_rule_files_say() {
        assert!(!Pack::embedded_names().is_empty());
        for name in Pack::embedded_names() {
            let checked = Pack::embedded_checked(&name).unwrap();
            let packed = PACKED.get_file(&name).unwrap_or_else(|| panic!("`{name}` is not packed"));
            let bytes = |pack| postcard::to_allocvec(pack).unwrap();
            assert!(bytes(&checked) == packed.contents(), "`{name}` is packed otherwise");
            let read = Pack::embedded(&name).unwrap();
            assert!(bytes(&read) == packed.contents(), "`{name}` is read otherwise");
        }
    }
}
