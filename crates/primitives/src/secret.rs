//! A text that must not be seen: wiped when dropped, with no `Debug`, no `Display` and no form in a document.

use zeroize::Zeroizing;

/// An access key or another credential in the clear. Compared only through a keyed hash (crate `vault`).
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The one way to see it; search for its callers.
    pub fn expose(&self) -> &str {
        &self.0
    }
}
