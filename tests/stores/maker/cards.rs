//! Searches for cards that have replaced others, under idempotency keys.

use crate::harness::{Card, assert_result, reference, replacement_of, search_by_number};
use crate::maker::Maker;
use crate::payments::repeat;

const SEARCH: &str = "/v1/card/updater/search";

pub(crate) async fn make(maker: &mut Maker) {
    let card = Card::cb_visa();
    for (expiry, title, code) in [("0126", "ACCEPTED", "00000"), ("0326", "REFUSED", "01111")] {
        let (key, request) = (reference(), search_by_number(&card, expiry));
        let found = maker.till("demo").search_update(&[("idempotency-key", &key)], &request).await;
        assert_result(&found, 200, title, code);
        let number = found.text(&["card", "number"]).map(str::to_owned);
        assert_eq!(number, (code == "00000").then(|| replacement_of(&card).number));
        let first = found.document().unwrap().clone();
        maker.recorder.repeat(repeat("demo", SEARCH, &key, &request, found.status, first));
    }
}
