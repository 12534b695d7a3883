//! What a merchant sent and gets back: validated once when it came in, afterwards only stored and returned.

use std::{fmt, sync::Arc};

/// A JSON object as `web` wrote it. Nothing below `web` looks inside, no rule depends on it, and no limit of a field is
/// applied to it again: a document that was once accepted stays readable whatever later versions accept.
#[derive(Clone, PartialEq, Eq)]
pub struct Echo {
    format: i64,
    json: Arc<str>,
}

impl Echo {
    /// `format` numbers the layout of the object. `web` counts it up where a later layout differs, and reads all of them.
    pub fn new(format: i64, json: String) -> Self {
        Self { format, json: json.into() }
    }

    /// The echo of an action that the gateway takes by itself.
    pub fn empty() -> Self {
        Self::new(1, "{}".to_owned())
    }

    pub const fn format(&self) -> i64 {
        self.format
    }

    pub fn json(&self) -> &str {
        &self.json
    }
}

/// Leaves out the content, which may hold personal data.
impl fmt::Debug for Echo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a document of {} bytes", self.json.len())
    }
}
