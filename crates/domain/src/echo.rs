//! The part of a request that is only given back: it is validated once when it comes in, then stored and
//! returned.

use std::{fmt, sync::Arc};

/// A JSON object as `web` wrote it. Nothing below `web` reads its content, no rule depends on it, and no
/// limit of a field is applied to it again. So a document that was accepted once stays readable whatever
/// later versions accept.
#[derive(Clone, PartialEq, Eq)]
pub struct Echo {
    format: i64,
    json: Arc<str>,
}

impl Echo {
    /// Makes an echo. `format` is the number of the object's layout. `web` raises it when the layout changes,
    /// and reads all layouts.
    pub fn new(format: i64, json: String) -> Self {
        Self { format, json: json.into() }
    }

    /// Returns the echo of an action that the gateway takes by itself.
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
