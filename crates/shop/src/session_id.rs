//! The id of a session, checked so that it can stand in a path.

use std::fmt;

/// The length of the longest id in the API, in characters (Retail API, section 3.1, `SessionResponse`).
const MAX_ID_CHARACTERS: usize = 50;

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionId(String);

impl SessionId {
    /// Takes letters and digits only: anything else could lead to another path of the gateway, under the shop's credentials.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_valid =
            (1..=MAX_ID_CHARACTERS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        is_valid.then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_in_a_path() {
        assert!(SessionId::parse("13fChMDzWfyVw6d2R2391553893852225").is_some());
        let long = "1".repeat(51);
        for wrong in ["", "../x", "a/b", "a?b", "a b", "é", "a\r\n", &long] {
            assert!(SessionId::parse(wrong).is_none(), "{wrong}");
        }
    }
}
