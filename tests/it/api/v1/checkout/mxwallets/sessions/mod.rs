//! `/v1/checkout/mxwallets/sessions`

mod added;
mod asked;
mod changed;
mod ended;
mod notified;
mod page;

use crate::harness::{Card, Till};

/// Makes a wallet of these cards, and returns its id.
async fn wallet_of(till: &mut Till, cards: &[Card]) -> String {
    let (first, others) = cards.split_first().expect("a wallet begins with a card");
    let path = till.new_wallet(first).await;
    for card in others {
        assert_eq!(till.add_card(&path, card).await.status, 201);
    }
    path.rsplit_once('/').expect("a path").1.to_owned()
}
