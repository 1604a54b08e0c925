//! One text as JSON, for lines that are put together from parts.

/// A text as JSON, with its quotes.
///
/// # Examples
///
/// ```
/// use dovidka::render::json::text::quoted;
/// assert_eq!(quoted("a \"b\""), r#""a \"b\"""#);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The text that a JSON string holds; `None` if it is another value.
///
/// # Examples
///
/// ```
/// use dovidka::render::json::text::unquoted;
/// assert_eq!(unquoted(r#""a \"b\"""#).as_deref(), Some("a \"b\""));
/// assert_eq!(unquoted("7"), None);
/// ```
#[must_use]
pub fn unquoted(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}
