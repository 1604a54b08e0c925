//! The packs that are built into the program: their rule files, and what the build has made of them.
//!
//! **Owns** that the program starts fast: the build has checked the packs already (`build.rs`), and a test proves
//! that what it has packed is what the rule files say. If it found a problem, the rule files are read instead, so
//! that the problem is told.

use crate::pack::packed::read;
use crate::pack::source::{FOLDERS, RuleFile, is_rule_file};
use crate::pack::{LoadError, Pack};
use include_dir::{Dir, include_dir};

/// The rule files.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
/// The packed packs, each under its name.
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

/// The rule files of the built-in pack `name`; nothing if there is none.
#[must_use]
pub fn rule_files(name: &str) -> Option<Vec<RuleFile>> {
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

/// The built-in pack `name` as the build has packed it; nothing if there is none, or if its rule files are wrong.
#[must_use]
pub fn packed(name: &str) -> Option<&'static [u8]> {
    Some(PACKED.get_file(name)?.contents())
}

impl Pack {
    /// The built-in pack `name`. Its texts are read when they are first asked for.
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
        let built_in = packed(name).and_then(|packed| read(packed).ok());
        built_in.map_or_else(|| Self::embedded_checked(name), Ok)
    }

    /// The built-in pack `name`, read from its rule files and checked again.
    ///
    /// # Errors
    ///
    /// [`LoadError::NoSuchPack`] if there is none, [`LoadError::Wrong`] with everything that is wrong with it.
    pub fn embedded_checked(name: &str) -> Result<Self, LoadError> {
        Self::from_files(rule_files(name).ok_or_else(|| LoadError::NoSuchPack(name.into()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::{names, packed};
    use crate::pack::Pack;
    use crate::pack::packed::write;

    #[test]
    fn what_the_build_has_packed_is_what_the_rule_files_say() {
        assert!(!names().is_empty());
        for name in names() {
            let checked = Pack::embedded_checked(&name).unwrap();
            let bytes = packed(&name).unwrap_or_else(|| panic!("`{name}` is not packed"));
            assert!(write(&checked).unwrap() == bytes, "`{name}` is packed otherwise");
            let read = Pack::embedded(&name).unwrap();
            assert!(write(&read).unwrap() == bytes, "`{name}` is read otherwise");
        }
    }
}
