//! Searches for cards that have replaced others.

use client::Answer;
use document::{Object, Tree};

use super::{Card, Till, with_check_digit};

const SEARCH: &str = "/v1/card/updater/search";

pub(crate) fn search_by_number(card: &Card, expiry: &str) -> Tree {
    Object::new().with("cardNumber", card.number.as_str()).with("cardExpirationDate", expiry).into()
}

pub(crate) fn search_by_token(token: &str, expiry: &str) -> Tree {
    Object::new().with("cardMxToken", token).with("cardExpirationDate", expiry).into()
}

/// Returns the card by which the simulated updater replaces another.
pub(crate) fn replacement_of(card: &Card) -> Card {
    let own = card.number.len() - 5..card.number.len() - 1;
    let next = |digit: u8| if digit == b'9' { '0' } else { char::from(digit + 1) };
    let changed: String = card.number[own.clone()].bytes().map(next).collect();
    Card::new(&with_check_digit(&format!("{}{changed}", &card.number[..own.start])))
}

impl Till {
    pub(crate) async fn search_update(&mut self, headers: &[(&str, &str)], request: &Tree) -> Answer {
        self.post(SEARCH, headers, request).await
    }
}
