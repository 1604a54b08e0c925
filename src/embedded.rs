//! The packs that are built into the program: their rule files, and what the build has made of them.
//!
//! **Owns** that the program starts fast: the build has checked the packs already (`build.rs`), and a test proves
//! that what it has packed is what the rule files say. If it found a problem, the rule files are read instead, so
//! that the problem is reported.

use crate::pack::raw::TestCase;
use crate::pack::source::{CASES, FOLDERS};
use crate::pack::{Inspection, LoadError, Pack};
use include_dir::{Dir, File, include_dir};

/// The rule files.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
/// The checked packs in postcard's form: the rules under the name of the pack, its texts under `<name>.<language>`. The
/// program of the same build reads them: the form is derived from the types of a [`Pack`] and needs no version.
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

/// The packed pack `name`, with the texts that [`Pack::embedded_in`] describes.
fn unpack(name: &str, language: impl FnOnce(&Pack) -> Option<String>) -> Option<Pack> {
    let packed = |name: &str| PACKED.get_file(name).map(File::contents);
    let mut pack: Pack = postcard::from_bytes(packed(name)?).ok()?;
    let only = language(&pack);
    for (place, language) in pack.languages.iter().enumerate() {
        if place == 0 || only.as_ref().is_none_or(|only| only == language) {
            let texts = postcard::from_bytes(packed(&format!("{name}.{language}"))?).ok()?;
            pack.texts.insert(language.clone(), texts);
        }
    }
    Some(pack)
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
        Self::embedded_in(name, |_| None)
    }

    /// The built-in pack `name` with its texts in one language, and in its first, which has what that one lacks.
    ///
    /// `language` finds the language in the pack, which has no texts yet; `None` asks for all of them.
    ///
    /// # Errors
    ///
    /// As [`Pack::embedded`].
    #[doc(hidden)]
    pub fn embedded_in(
        name: &str,
        language: impl FnOnce(&Self) -> Option<String>,
    ) -> Result<Self, LoadError> {
        unpack(name, language).map_or_else(|| Self::embedded_checked(name), Ok)
    }

    /// The built-in pack `name`, read from its rule files and checked again.
    ///
    /// # Errors
    ///
    /// [`LoadError::NoSuchPack`] if there is none, [`LoadError::Wrong`] with everything that is wrong with it.
    #[doc(hidden)]
    pub fn embedded_checked(name: &str) -> Result<Self, LoadError> {
        Ok(Self::inspect_embedded(name)?.pack)
    }

    /// The built-in pack `name`, read from its rule files, with what their authors may want to change.
    ///
    /// # Errors
    ///
    /// As [`Pack::embedded_checked`].
    #[doc(hidden)]
    pub fn inspect_embedded(name: &str) -> Result<Inspection, LoadError> {
        Self::inspect_files(name, read(name, &FOLDERS)?)
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
    use super::unpack;
    use crate::pack::Pack;

    #[test]
    fn what_the_build_has_packed_is_what_the_rule_files_say() {
        assert!(!Pack::embedded_names().is_empty());
        for name in Pack::embedded_names() {
            let checked = Pack::embedded_checked(&name).unwrap();
            let packed =
                unpack(&name, |_| None).unwrap_or_else(|| panic!("`{name}` is not packed"));
            let bytes = |pack| postcard::to_allocvec(pack).unwrap();
            assert!(bytes(&checked) == bytes(&packed), "`{name}` is packed otherwise");
        }
    }

    #[test]
    fn a_pack_in_one_language_says_in_it_what_the_whole_pack_says() {
        let whole = Pack::embedded("kazakhstan").unwrap();
        for language in &whole.languages {
            let pack = Pack::embedded_in("kazakhstan", |_| Some(language.clone())).unwrap();
            let read: Vec<&String> = pack.texts.keys().collect();
            let mut wanted = vec![&whole.languages[0], language];
            wanted.dedup();
            assert_eq!(read, wanted);
            for id in whole.texts.values().flat_map(|texts| texts.keys()) {
                assert_eq!(pack.text(language, id), whole.text(language, id), "{language}: {id}");
            }
        }
    }
}
