//! The packs that are built into the program: their rule files, and what the build has made of them.
//!
//! **Owns** that the program starts fast: the build has checked the packs already (`build.rs`), and a test proves
//! that what it has packed is what the rule files say. If it found a problem, the rule files are read instead, so
//! that the problem is reported.

use crate::pack::raw::TestCase;
use crate::pack::source::{FOLDERS, RuleFile, is_rule_file};
use crate::pack::{LoadError, Pack};
use include_dir::{Dir, include_dir};

/// The rule files.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
/// The checked packs in postcard's form, each under its name. The program of the same build reads them: the form is
/// derived from the types of a [`Pack`] and needs no version.
static PACKED: Dir<'_> = include_dir!("$OUT_DIR/packed");

/// The names of the packs that are built in.
#[must_use]
pub fn names() -> Vec<String> {
    let name = |dir: &Dir<'_>| dir.path().to_string_lossy().into_owned();
    RULES
        .dirs()
        .filter(|dir| dir.get_file(dir.path().join("pack.json")).is_some())
        .map(name)
        .collect()
}

/// The rule files of the built-in pack `name`.
///
/// # Errors
///
/// [`LoadError::NoSuchPack`] if there is none.
pub fn rule_files(name: &str) -> Result<Vec<RuleFile>, LoadError> {
    read(name).ok_or_else(|| LoadError::NoSuchPack(name.into()))
}

fn read(name: &str) -> Option<Vec<RuleFile>> {
    let pack = RULES.get_dir(name)?;
    let mut files = Vec::new();
    let folders = FOLDERS.iter().filter_map(|folder| pack.get_dir(pack.path().join(folder)));
    for dir in std::iter::once(pack).chain(folders) {
        for file in dir.files() {
            let place = file.path().strip_prefix(pack.path()).ok()?.to_string_lossy().into_owned();
            if is_rule_file(file.path()) {
                let name = file.path().to_string_lossy().into_owned();
                files.push(RuleFile { place, name, text: file.contents_utf8()?.into() });
            }
        }
    }
    files.sort_by(|a, b| a.place.cmp(&b.place));
    Some(files)
}

impl Pack {
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
    pub fn embedded_checked(name: &str) -> Result<Self, LoadError> {
        Self::from_files(rule_files(name)?)
    }

    /// The own tests of the built-in pack `name`, each with the file in which it stands.
    ///
    /// # Errors
    ///
    /// As [`Pack::embedded_checked`].
    pub fn embedded_cases(name: &str) -> Result<Vec<(String, TestCase)>, LoadError> {
        Self::cases_from_files(rule_files(name)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{PACKED, names};
    use crate::pack::Pack;

    #[test]
    fn what_the_build_has_packed_is_what_the_rule_files_say() {
        assert!(!names().is_empty());
        for name in names() {
            let checked = Pack::embedded_checked(&name).unwrap();
            let packed = PACKED.get_file(&name).unwrap_or_else(|| panic!("`{name}` is not packed"));
            let bytes = |pack| postcard::to_allocvec(pack).unwrap();
            assert!(bytes(&checked) == packed.contents(), "`{name}` is packed otherwise");
            let read = Pack::embedded(&name).unwrap();
            assert!(bytes(&read) == packed.contents(), "`{name}` is read otherwise");
        }
    }
}
