//! Macros that declare a type, from which reading, writing and describing follow.

/// Declares a struct and its form in a document, field by field.
///
/// ```
/// document::record! {
///     /// What is bought.
///     pub struct Line as "Line" {
///         /// Shown on the ticket.
///         label: document::Text<1, 50> = "label",
///         gift: Option<bool> = "isGift",
///     }
/// }
/// ```
///
/// A field of type `Option` may be absent or null, any other is required; a field led by `..` is a record
/// whose members stand flat beside the others. Members that are not declared are ignored.
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident as $wire_name:literal {
            $( .. $flat:ident : $flat_type:ty, )*
            $( $(#[doc = $doc:literal])* $field:ident : $type:ty = $wire:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        $vis struct $name {
            $( pub $flat: $flat_type, )*
            $( $(#[doc = $doc])* pub $field: $type, )*
        }

        impl $crate::Record for $name {
            const NAME: &'static str = $wire_name;

            fn read_members(
                object: &$crate::Object,
                at: &$crate::Path<'_>,
                problems: &mut $crate::Problems,
            ) -> Option<Self> {
                // All fields are read before the first failure counts, so that all faults are reported.
                $( let $flat = <$flat_type as $crate::Record>::read_members(object, at, problems); )*
                $(
                    let $field = <$type as $crate::Member>::read_member(
                        object.get($wire), &at.member($wire), problems);
                )*
                Some(Self { $( $flat: $flat?, )* $( $field: $field?, )* })
            }

            fn write_members(&self, object: &mut $crate::Object) {
                $( $crate::Record::write_members(&self.$flat, object); )*
                $(
                    if let Some(value) = $crate::Member::write_member(&self.$field) {
                        object.set($wire, value);
                    }
                )*
            }

            fn member_schemas(
                schemas: &mut $crate::Schemas,
                properties: &mut $crate::Object,
                required: &mut Vec<$crate::Tree>,
            ) {
                $( <$flat_type as $crate::Record>::member_schemas(schemas, properties, required); )*
                $(
                    let description = concat!($($doc, "\n",)* "");
                    properties.set($wire, $crate::described(
                        <$type as $crate::Member>::member_schema(schemas), description));
                    if <$type as $crate::Member>::REQUIRED {
                        required.push($wire.into());
                    }
                )*
            }
        }
    };
}

/// Declares an enumeration of fixed words.
///
/// ```
/// document::choice! {
///     /// How goods travel.
///     pub enum Speed { Slow = "SLOW", Fast = "FAST", }
/// }
/// assert_eq!(Speed::parse("FAST"), Some(Speed::Fast));
/// ```
#[macro_export]
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $vis enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $name {
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            pub fn parse(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }

            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        $crate::text_value!($name, |word: &str| $name::parse(word).ok_or($crate::Fault::OneOf($name::WORDS)),
            |value: &$name| value.as_str().to_owned(),
            $crate::Object::new().with("type", "string").with("enum", $name::WORDS.to_vec()));
    };
}

/// Declares a whole number between two bounds.
#[macro_export]
macro_rules! whole_number {
    ($(#[$meta:meta])* $name:ident, $min:literal, $max:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// Takes a stored number without applying today's bounds to it.
            pub const fn stored(number: i64) -> Self {
                Self(number)
            }

            pub const fn number(self) -> i64 {
                self.0
            }
        }

        impl $crate::Value for $name {
            fn read(
                tree: &$crate::Tree,
                at: &$crate::Path<'_>,
                problems: &mut $crate::Problems,
            ) -> Option<Self> {
                match tree {
                    $crate::Tree::Integer(number) if ($min..=$max).contains(number) => return Some(Self(*number)),
                    $crate::Tree::Integer(_) => problems.add(at, $crate::Fault::Range { min: $min, max: $max }),
                    _ => problems.add(at, $crate::Fault::Type("an integer")),
                }
                None
            }

            fn write(&self) -> $crate::Tree {
                $crate::Tree::Integer(self.0)
            }

            fn schema(_: &mut $crate::Schemas) -> $crate::Tree {
                $crate::Object::new()
                    .with("type", "integer")
                    .with("minimum", $min)
                    .with("maximum", $max)
                    .into()
            }
        }
    };
}

/// Implements [`Value`](crate::Value) for a type that is written as a text. The arguments are its parser, its
/// writer and its schema. `Type as "Name"` gives the schema a name of its own in the description.
#[macro_export]
macro_rules! text_value {
    ($type:ident as $name:literal, $parse:expr, $write:expr, $schema:expr) => {
        $crate::text_value!(@ $type, $parse, $write, |schemas: &mut $crate::Schemas| {
            schemas.component($name, |_| $crate::Tree::from($schema))
        });
    };
    ($type:ty, $parse:expr, $write:expr, $schema:expr) => {
        $crate::text_value!(@ $type, $parse, $write, |_: &mut $crate::Schemas| $crate::Tree::from($schema));
    };
    (@ $type:ty, $parse:expr, $write:expr, $schema:expr) => {
        impl $crate::Value for $type {
            fn read(
                tree: &$crate::Tree,
                at: &$crate::Path<'_>,
                problems: &mut $crate::Problems,
            ) -> Option<Self> {
                $crate::parse_text(tree, at, problems, $parse)
            }

            fn write(&self) -> $crate::Tree {
                $crate::Tree::from(($write)(self))
            }

            fn schema(schemas: &mut $crate::Schemas) -> $crate::Tree {
                ($schema)(schemas)
            }
        }
    };
}
