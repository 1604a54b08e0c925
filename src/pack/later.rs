//! A part of a packed pack that is read when it is first looked at.
//!
//! **Must not know** what the part is, or where it comes from.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// A value, or the bytes from which it is read when it is first looked at.
///
/// # Examples
///
/// ```
/// use dovidka::Pack;
/// let pack = Pack::embedded("kazakhstan")?;
/// assert!(!pack.cases.is_read());
/// assert!(!pack.cases.is_empty());
/// assert!(pack.cases.is_read());
/// # Ok::<(), dovidka::LoadError>(())
/// ```
#[derive(Clone)]
pub struct Later<T> {
    /// Boxed, as a pack has many parts of which few are read.
    value: OnceLock<Box<T>>,
    packed: &'static [u8],
    read: fn(&'static [u8]) -> T,
}

impl<T> Later<T> {
    /// The value that `read` makes of these bytes.
    pub fn new(packed: &'static [u8], read: fn(&'static [u8]) -> T) -> Self {
        Self { value: OnceLock::new(), packed, read }
    }

    /// Whether it has been read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.value.get().is_some()
    }
}

impl<T: Deserialize<'static>> Later<T> {
    /// The value that the build has packed into these bytes.
    ///
    /// # Panics
    ///
    /// When it is first looked at, if they are other bytes.
    #[must_use]
    pub fn packed(packed: &'static [u8]) -> Self {
        Self::new(packed, |packed| postcard::from_bytes(packed).expect("the build has packed it"))
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self {
            value: Box::new(value).into(),
            packed: &[],
            read: |_| unreachable!("the value is there"),
        }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| Box::new((self.read)(self.packed)))
    }
}

impl<T> DerefMut for Later<T> {
    fn deref_mut(&mut self) -> &mut T {
        let _ = Self::deref(self);
        self.value.get_mut().expect("it has just been read")
    }
}

impl<T: fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(formatter)
    }
}

impl<T: Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_allocvec(&**self).map_err(S::Error::custom)?)
    }
}

/// The bytes stay where they are: they must be part of the program.
impl<'de: 'static, T: Deserialize<'static>> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::packed(<&'de [u8]>::deserialize(deserializer)?))
    }
}
