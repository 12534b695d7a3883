//! The cards of the suite. Each card that is used is recorded, so that `leaks` can search for it.

use super::gateway::note_secret;

/// The check value of all three-digit cards. No other number of the suite has these digits.
const CVX: &str = "739";
const CVX_AMEX: &str = "7391";

#[derive(Clone)]
pub(crate) struct Card {
    pub(crate) number: String,
    pub(crate) expiration: String,
    pub(crate) cvx: String,
    pub(crate) holder: String,
}

impl Card {
    pub(crate) fn new(number: &str) -> Self {
        note_secret("card", number);
        let cvx = if number.starts_with('3') { CVX_AMEX } else { CVX };
        Self {
            number: number.to_owned(),
            expiration: "1234".to_owned(),
            cvx: cvx.to_owned(),
            holder: "Camille Martin".to_owned(),
        }
    }

    /// Returns a co-badged card: Cartes Bancaires and Visa.
    pub(crate) fn cb_visa() -> Self {
        Self::new("4970105151515140")
    }

    /// Returns a co-badged card: Cartes Bancaires and Mastercard.
    pub(crate) fn cb_mastercard() -> Self {
        Self::new("5137340014122340")
    }

    pub(crate) fn visa() -> Self {
        Self::new("4111111111111111")
    }

    pub(crate) fn mastercard() -> Self {
        Self::new("5555555555554444")
    }

    pub(crate) fn amex() -> Self {
        Self::new("375989111111119")
    }

    /// Returns the payment method of the demo merchant that takes the card.
    pub(crate) fn method(&self) -> &'static str {
        if self.number.starts_with("34") || self.number.starts_with("37") { "AMEX" } else { "CB" }
    }

    /// Returns a card that the simulated bank refuses with this code, whatever the amount.
    pub(crate) fn refused_with(code: &str) -> Self {
        Self::new(&with_check_digit(&format!("4970103469{code}")))
    }

    /// Returns the text that is encrypted: the four members that the contract names.
    pub(crate) fn plaintext(&self) -> String {
        format!(
            r#"{{"number":"{}","expirationDate":"{}","cvx":"{}","holderName":"{}"}}"#,
            self.number, self.expiration, self.cvx, self.holder
        )
    }

    /// Returns the first 6 and the last 4 digits, or the last 2 where the number has fewer than 15 digits.
    pub(crate) fn masked(&self) -> String {
        let length = self.number.len();
        let shown = if length < 15 { 2 } else { 4 };
        let hidden = "X".repeat(length - 6 - shown);
        format!("{}{hidden}{}", &self.number[..6], &self.number[length - shown..])
    }
}

/// Returns the digits with their Luhn digit.
pub(crate) fn with_check_digit(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match (place % 2, digit) {
                (0, 5..) => 2 * digit - 9,
                (0, _) => 2 * digit,
                _ => digit,
            }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
