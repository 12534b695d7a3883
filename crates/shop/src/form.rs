//! The fields of a form or of a query string, within limits.

/// The largest number of fields that are kept. No page of the shop and no notification has more.
const MAX_FORM_FIELDS: usize = 32;
/// The largest length of a name or value, in characters. A longer one is cut.
const MAX_TEXT_CHARACTERS: usize = 300;

/// Names with their values, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn parse(text: &[u8]) -> Self {
        let fields = form_urlencoded::parse(text).take(MAX_FORM_FIELDS);
        Self(fields.map(|(name, value)| (shortened(&name), shortened(&value))).collect())
    }

    /// Returns the first value with this name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Cuts a text that is too long, and ends it with an ellipsis.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT_CHARACTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_the_first_of_a_name_counts() {
        let form = Form::parse(b"a=1%26+2&a=3&b");
        assert_eq!((form.text("a"), form.text("b"), form.text("c")), (Some("1& 2"), Some(""), None));
    }

    #[test]
    fn many_fields_and_long_values_are_cut() {
        let many = "x=1&".repeat(1_000);
        assert_eq!(Form::parse(many.as_bytes()).iter().count(), MAX_FORM_FIELDS);
        let long = format!("x={}", "é".repeat(1_000));
        let form = Form::parse(long.as_bytes());
        assert_eq!(form.text("x").unwrap().chars().count(), MAX_TEXT_CHARACTERS + 1);
    }
}
