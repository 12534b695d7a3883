//! Finds the element that is there twice, in a message that the reader of JSON has refused for whatever reason.

use std::{collections::BTreeSet, fmt};

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

/// Returns the first name that an object has twice. `None` where the text is no object in JSON, or has each name once.
pub(crate) fn named_twice(text: &[u8]) -> Option<String> {
    serde_json::Deserializer::from_slice(text).deserialize_map(Names).ok().flatten()
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let (mut names, mut twice) = (BTreeSet::new(), None);
        while let Some((name, IgnoredAny)) = source.next_entry::<String, IgnoredAny>()? {
            if names.contains(&name) {
                twice.get_or_insert(name);
            } else {
                names.insert(name);
            }
        }
        Ok(twice)
    }
}
