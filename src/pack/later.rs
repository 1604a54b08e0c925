//! A part of a pack that is read when it is first asked for.
//!
//! **Must not know** what the part is, or where it comes from.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

/// A value that is there, or that is made when it is first looked at.
///
/// # Examples
///
/// ```
/// use dovidka::pack::Later;
/// let texts = Later::new(|| vec!["Passport".to_owned()]);
/// assert!(!texts.is_read());
/// assert_eq!(texts.len(), 1);
/// assert!(texts.is_read());
/// ```
#[derive(Clone)]
pub struct Later<T> {
    value: OnceLock<T>,
    read: Option<Arc<dyn Fn() -> T + Send + Sync>>,
}

impl<T: Default> Later<T> {
    /// A value that `read` will make.
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { value: OnceLock::new(), read: Some(Arc::new(read)) }
    }

    /// Whether the value is there already.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.value.get().is_some()
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self { value: value.into(), read: None }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Default> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| self.read.as_ref().map_or_else(T::default, |read| read()))
    }
}

impl<T: Default> DerefMut for Later<T> {
    fn deref_mut(&mut self) -> &mut T {
        if self.value.get().is_none() {
            *self = self.read.as_ref().map_or_else(T::default, |read| read()).into();
        }
        self.value.get_mut().expect("it has just been put there")
    }
}

impl<T: fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}
