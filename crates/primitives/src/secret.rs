//! Secret values: a text in the clear, and bytes that only the vault opens.

use zeroize::Zeroizing;

/// An access key or another credential in the clear: wiped when dropped, with no `Debug`, no `Display` and no form in a
/// document. Compared only through a keyed hash (crate `vault`).
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Returns the secret in the clear. Reviewers search for the callers of this function.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Bytes that only the vault opens (crate `vault`), as the store holds them.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
