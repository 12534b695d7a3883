//! Payments to send. Each is of another order, and cards are encrypted before the measurement.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use client::EncryptionKey;

use crate::run::Error;

pub(crate) const NUMBER: &str = "4970105151515140";
pub(crate) const EXPIRATION: &str = "1230";
pub(crate) const CVX: &str = "123";
pub(crate) const HOLDER: &str = "Camille Martin";
const BY_CARD: &str = r#""selectedPaymentInstrument":"CardManualEntry""#;
/// The number of encrypted cards. The server decrypts each JWE anew; with a few hundred of them, none stays
/// in its caches.
const POOL: usize = 256;

static NEXT: AtomicU64 = AtomicU64::new(0);

/// Returns the next number of an order. It never starts again, so that no payment of a run repeats another.
pub(crate) fn next_order() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Returns an amount from 10.00 to 19.99. The simulator accepts these, and none of them selects a scenario.
pub(crate) const fn amount_of(order: u64) -> u64 {
    1000 + order % 1000
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Encrypted,
    Clear,
    /// The card of a wallet.
    Wallet,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Encrypted, Self::Clear, Self::Wallet];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Clear => "clear",
            Self::Wallet => "wallet",
        }
    }
}

/// The members of `paymentInstrument`, ready to be copied into a body.
pub(crate) struct Instruments {
    encrypted: Vec<String>,
    clear: String,
    wallet: String,
}

impl Instruments {
    pub(crate) fn seal(key: &EncryptionKey) -> Result<Self, Error> {
        let sealed = (0..POOL).map(|_| {
            let jwe = key.seal_card(NUMBER, EXPIRATION, CVX, HOLDER)?;
            Ok(format!(r#"{BY_CARD},"encryptedData":"{jwe}""#))
        });
        Ok(Self { encrypted: sealed.collect::<Result<_, Error>>()?, ..Self::clear() })
    }

    /// Makes instruments of clear cards only.
    pub(crate) fn clear() -> Self {
        let clear = format!(
            r#"{BY_CARD},"number":"{NUMBER}","expirationDate":"{EXPIRATION}","cvx":"{CVX}","holderName":"{HOLDER}""#
        );
        Self { encrypted: Vec::new(), clear, wallet: String::new() }
    }

    /// Adds the default card of a wallet.
    pub(crate) fn with_wallet(self, id: &str) -> Self {
        Self { wallet: format!(r#""selectedPaymentInstrument":"MXWallet","id":"{id}""#), ..self }
    }

    /// Returns the body of the next payment.
    pub(crate) fn next(&self, kind: Kind, capture: &str) -> String {
        self.next_of(kind, capture, amount_of(NEXT.load(Ordering::Relaxed)))
    }

    /// Returns the body of the next payment. It is built as text, because the client's CPU time is taken from
    /// the server's.
    pub(crate) fn next_of(&self, kind: Kind, capture: &str, amount: u64) -> String {
        let order = next_order();
        let card = match kind {
            Kind::Encrypted => &self.encrypted[usize::try_from(order).unwrap_or(0) % self.encrypted.len()],
            Kind::Clear => &self.clear,
            Kind::Wallet => &self.wallet,
        };
        let mut body = String::with_capacity(card.len() + 300);
        write!(
            body,
            concat!(
                r#"{{"paymentMethodId":"CB","order":{{"reference":"b-{order}","amount":{amount},"#,
                r#""currency":"EUR","origin":"E_COM"}},"payment":{{"paymentType":"ONE_OFF","#,
                r#""capture":"{capture}"}},"paymentInstrument":{{{card}}}}}"#
            ),
            order = order,
            amount = amount,
            capture = capture,
            card = card
        )
        .expect("a String takes all that is written to it");
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_is_a_document_of_another_order() {
        let instruments = Instruments {
            encrypted: vec![r#""encryptedData":"a.b.c.d.e""#.to_owned()],
            clear: String::from("\"number\":\"4\""),
            wallet: String::new(),
        }
        .with_wallet("w1");
        let read = |kind| document::read_json(instruments.next(kind, "AUTOMATIC").as_bytes()).unwrap();
        let (first, second) = (read(Kind::Encrypted), read(Kind::Clear));
        let text =
            |tree: &document::Tree, path: &[&str]| tree.at(path).unwrap().as_text().unwrap().to_owned();
        assert_ne!(text(&first, &["order", "reference"]), text(&second, &["order", "reference"]));
        assert_eq!(text(&first, &["paymentInstrument", "encryptedData"]), "a.b.c.d.e");
        assert_eq!(text(&second, &["paymentInstrument", "number"]), "4");
        assert_eq!(text(&read(Kind::Wallet), &["paymentInstrument", "id"]), "w1");
        assert!((1000..2000).contains(&first.at(&["order", "amount"]).unwrap().as_integer().unwrap()));
    }
}
