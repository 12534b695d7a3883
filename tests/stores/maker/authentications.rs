//! Authentications in every stage.

use document::{Object, Tree};

use crate::harness::{AUTHENTICATIONS, Card, assert_result, authentication, put, reference};
use crate::maker::Maker;

/// Cards whose issuers ask for a challenge, run a 3DS method, decide against the buyer, and do not answer (`docs/test-cards.md`).
const CHALLENGED: &str = "4970100008010007";
const WITH_METHOD: &str = "4970100008100006";
const DENIED: &str = "4970100008002004";
const NOT_ENROLLED: &str = "4970100008020006";
const SILENT: &str = "4970100008024008";

/// Authenticates the buyer, and returns what a payment names as its proof.
pub(crate) async fn proof(maker: &Maker, card: &Card, amount: i64) -> Tree {
    let told = maker.till("demo").authenticate(&authentication(card, amount)).await;
    assert_result(&told, 201, "ACCEPTED", "03102");
    let container = told.text(&["authenticationResult", "resultContainer"]).expect("it is decided");
    let transient = told.text(&["transientData"]).expect("every answer has it");
    Object::new().with("resultContainer", container).with("transientData", transient).into()
}

/// One authentication for each stage that lasts, and one that nobody answers when the gateway is killed.
pub(crate) async fn make(maker: &mut Maker) {
    for (number, title, code) in [
        (CHALLENGED, "ACCEPTED", "03101"),
        (WITH_METHOD, "ACCEPTED", "03100"),
        (DENIED, "REFUSED", "03003"),
        (NOT_ENROLLED, "REFUSED", "03001"),
    ] {
        let request = put(&authentication(&Card::new(number), 2_000), "sessionId", reference());
        let told = maker.till("demo").authenticate(&request).await;
        assert_result(&told, 201, title, code);
    }
    let silent = authentication(&Card::new(SILENT), 2_000);
    let sent = maker.send("demo", AUTHENTICATIONS, Some(&reference()), &silent);
    let sql = "SELECT number FROM authentications WHERE stage = 'ASKING'";
    maker.wait_for_row("authentication that nobody answers", sql).await;
    maker.keep_unanswered(sent.abort_handle());
}
