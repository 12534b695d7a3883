//! Names and values of a form or a query string, within limits.

/// More than any page of ours or any notification has; the rest is dropped.
const MOST_FIELDS: usize = 32;
/// Longer values are cut, and end in an ellipsis.
const MOST_CHARACTERS: usize = 300;

#[derive(Clone, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn parse(text: &[u8]) -> Self {
        let fields = form_urlencoded::parse(text).take(MOST_FIELDS);
        Self(fields.map(|(name, value)| (shortened(&name), shortened(&value))).collect())
    }

    /// The first value of that name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
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
        assert_eq!(Form::parse(many.as_bytes()).iter().count(), MOST_FIELDS);
        let long = format!("x={}", "é".repeat(1_000));
        let form = Form::parse(long.as_bytes());
        assert_eq!(form.text("x").unwrap().chars().count(), MOST_CHARACTERS + 1);
    }
}
