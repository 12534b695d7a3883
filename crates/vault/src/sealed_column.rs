//! The columns of the store whose values data keys seal.

/// Declares the columns once: a column without a line here cannot be sealed, and one with a line is re-sealed, counted and
/// examined, because the matches over it are exhaustive.
macro_rules! sealed_columns {
    ($($(#[$doc:meta])* $name:ident: $table:literal, $column:literal;)+) => {
        /// A column whose values data keys seal.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum SealedColumn {
            $($(#[$doc])* $name,)+
        }

        impl SealedColumn {
            pub const ALL: [Self; [$($table),+].len()] = [$(Self::$name),+];

            pub const fn table(self) -> &'static str {
                match self {
                    $(Self::$name => $table,)+
                }
            }

            pub const fn column(self) -> &'static str {
                match self {
                    $(Self::$name => $column,)+
                }
            }
        }
    };
}

sealed_columns! {
    /// The numbers of cards.
    CardNumber: "cards", "pan";
    /// The private halves of merchants' encryption keys.
    PrivateHalf: "encryption_keys", "private_half";
    /// The secret parts of session ids.
    SessionSecret: "sessions", "sealed_secret";
    /// The secret parts of the tokens in payment links.
    LinkSecret: "payment_links", "sealed_secret";
    /// The account numbers of those to whom merchants pay out.
    PayeeIban: "transfer_payees", "iban";
    /// The values by which issuers vouch for authentications.
    AuthenticationValue: "authentications", "value";
}
