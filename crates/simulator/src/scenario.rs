//! The scenarios: what the simulated bank does with a payment (contract: behaviour, sections 2.1 and 2.2).
//!
//! The card decides first: a number of sixteen digits of Cartes Bancaires, Visa or Mastercard whose tenth
//! digit is 9 has a bank code in digits 11 to 15. The amount decides next: 333.xx is refused with a code by
//! its last two digits, as the platform does; 777.xx are faults that only this simulator has. Any other
//! payment is accepted.

use domain::ReturnCode;
use primitives::{Amount, Brands, Network, Pan};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    Approve,
    Decline(ReturnCode),
    /// The question arrives, and the bank does not answer.
    Silence,
    /// The answer comes late but in time: after half the limit.
    Slow,
    /// The connection breaks after the question was sent.
    BrokenLine,
    /// The connection cannot be opened.
    NoLine,
    /// The connection cannot be opened for the payment method that the buyer chose. That to the bank of a
    /// fallback can.
    NoFirstLine,
    /// The question arrives, the bank does not answer, and the first reversal is not answered either.
    DoubleSilence,
}

/// The amount for which the bank wants the buyer authenticated, in minor units.
const SOFT_DECLINE: i64 = 33_316;

/// The codes of amounts, in minor units of any currency: 33_305 is 333.05.
const AMOUNTS: [(i64, &str); 26] = [
    (33_300, "00000"),
    (33_308, "00000"),
    (33_305, "01100"),
    (33_360, "01103"),
    (33_302, "01108"),
    (33_303, "01109"),
    (33_313, "01110"),
    (33_314, "01111"),
    (33_351, "01116"),
    (33_355, "01117"),
    (33_356, "01118"),
    (33_357, "01119"),
    (33_358, "01120"),
    (33_361, "01121"),
    (33_363, "01122"),
    (33_331, "01199"),
    (33_354, "01201"),
    (33_334, "01202"),
    (33_338, "01206"),
    (33_312, "01902"),
    (33_330, "01904"),
    (33_391, "01907"),
    (33_396, "01909"),
    (33_315, "01912"),
    (SOFT_DECLINE, "01131"),
    (33_394, "01913"),
];

/// Bank codes that no card number causes: they describe the connection to the bank, and not an answer.
const NOT_SIMULATED: [&str; 3] = ["01196", "01197", "01198"];

/// Returns what the bank does. With the proof of an authentication it does not ask for one, which is what the amount of code 01131
/// does.
pub fn scenario(pan: &Pan, amount: Amount, is_authenticated: bool) -> Scenario {
    match code_in_card(pan) {
        Some(code) => by_code(code),
        None if is_authenticated && amount.minor_units() == SOFT_DECLINE => Scenario::Approve,
        None => by_amount(amount),
    }
}

/// Whether the first attempt to reverse or release such an amount is not answered.
pub fn is_deaf_to_reversal(amount: Amount) -> bool {
    by_amount(amount) == Scenario::DoubleSilence
}

fn code_in_card(pan: &Pan) -> Option<ReturnCode> {
    let digits = pan.expose();
    let brands = Brands::of(pan)?;
    let takes_part = [Network::CartesBancaires, Network::Visa, Network::Mastercard];
    let sound = digits.len() == 16 && takes_part.iter().any(|&network| brands.contains(network));
    let code = (sound && digits.as_bytes()[9] == b'9').then(|| &digits[10..15])?;
    let simulated = code.starts_with("01") && !NOT_SIMULATED.contains(&code);
    if simulated { ReturnCode::parse(code) } else { None }
}

pub(crate) fn by_amount(amount: Amount) -> Scenario {
    match amount.minor_units() {
        77_701 => Scenario::Silence,
        77_702 => Scenario::Slow,
        77_703 => Scenario::BrokenLine,
        77_704 => Scenario::NoLine,
        77_705 => Scenario::DoubleSilence,
        77_706 => Scenario::NoFirstLine,
        other => AMOUNTS
            .iter()
            .find(|(amount, _)| *amount == other)
            .and_then(|(_, code)| ReturnCode::parse(code))
            .map_or(Scenario::Approve, by_code),
    }
}

fn by_code(code: ReturnCode) -> Scenario {
    if code == ReturnCode::APPROVED { Scenario::Approve } else { Scenario::Decline(code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pan: &str, minor_units: i64) -> String {
        told_with(pan, minor_units, false)
    }

    fn told_with(pan: &str, minor_units: i64, is_authenticated: bool) -> String {
        match scenario(&Pan::parse(pan).unwrap(), Amount::new(minor_units).unwrap(), is_authenticated) {
            Scenario::Decline(code) => code.code().to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn every_code_of_the_amount_table_is_known() {
        for (_, code) in AMOUNTS {
            assert!(ReturnCode::parse(code).is_some(), "{code}");
        }
        for (amount, expected) in [
            (33_305, "01100"),
            (33_300, "Approve"),
            (33_399, "Approve"),
            (77_701, "Silence"),
            (77_704, "NoLine"),
            (77_706, "NoFirstLine"),
        ] {
            assert_eq!(told("4970105151515140", amount), expected, "{amount}");
        }
    }

    #[test]
    fn a_proof_is_what_a_soft_decline_asks_for() {
        let with_proof = |pan, amount| told_with(pan, amount, true);
        assert_eq!(told("4970105151515140", 33_316), "01131");
        assert_eq!(with_proof("4970105151515140", 33_316), "Approve");
        assert_eq!(with_proof("4970105151515140", 33_305), "01100", "another refusal stays one");
        assert_eq!(with_proof("4970103469011311", 33_316), "01131", "the card goes before the amount");
    }

    #[test]
    fn a_card_number_carries_its_code() {
        assert_eq!(told("4970103469012066", 1000), "01206");
        assert_eq!(told("4970103469011191", 33_305), "01119", "the card goes before the amount");
        assert_eq!(told("4970103468012066", 1000), "Approve", "the tenth digit is no 9");
        assert_eq!(told("4970103469011977", 1000), "Approve", "not simulated");
        assert_eq!(told("4970103469099999", 1000), "Approve", "no code of the bank");
    }
}
