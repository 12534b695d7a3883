//! Codes of a fixed list.

/// Declares a type for the codes of a sorted list: parsed by halving, written as they are.
macro_rules! listed_code {
    ($(#[$meta:meta])* $name:ident as $wire_name:literal in $codes:ident, $words:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(&'static str);

        impl $name {
            pub fn parse(code: &str) -> Result<Self, document::Fault> {
                let found = $codes.binary_search(&code).map(|index| Self($codes[index]));
                found.map_err(|_| document::Fault::Unknown($words))
            }

            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }

        document::text_value!(
            $name as $wire_name,
            $name::parse,
            |value: &$name| value.0,
            document::Object::new().with("type", "string").with("enum", $codes.to_vec())
        );
    };
}
pub(crate) use listed_code;
