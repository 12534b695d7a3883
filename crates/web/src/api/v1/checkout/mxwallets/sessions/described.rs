//! The OpenAPI operations of the sessions of wallets.

use axum::http::{Method, StatusCode};
use document::Value as _;
use domain::ReturnCode;

use super::answer::{DETAIL_EXAMPLE, NEW_EXAMPLE, NewWalletSession, WalletSessionDetails};
use crate::{
    api::v1::Operation,
    openapi::{Examples, RequestBody, path_parameter, refusal, success},
    records::wallet_session_request::WalletSessionRequest,
};

const TAG: &str = "Wallets";

/// The example in the description.
const REQUEST_EXAMPLE: &str = r#"{"pointOfSaleReference":"SHOP1","paymentMethodIDs":["CB"],"mxWalletId":"WALLET123",
    "buyer":{"id":"42","firstName":"Camille","lastName":"Martin","email":"camille@example.com"},
    "allowUpdatePersonalDetails":true,"privateData":{"account":"17"},"returnURL":"https://shop.example/account/cards",
    "notificationURL":"https://shop.example/notification","languageCode":"FR"}"#;

pub(super) fn creation() -> Operation {
    Operation {
        method: Method::POST,
        id: "mxWalletSessionCreate",
        tag: TAG,
        summary: "Have a buyer look after a wallet",
        description: "Send the buyer's browser to redirectURL. On the page the buyer sees the cards of the wallet, adds one (the \
                      bank is asked whether it is good: a payment of 0, ACCOUNT_VERIFICATION), removes one or chooses the \
                      default. A removed card leaves its rank free; where it was the default, the next active card is. The browser \
                      comes back to returnURL with paylinetoken, token and the point of sale's own parameter, each the session \
                      id; then ask for the session. notificationURL is asked as well (GET, \
                      notificationType=WEBWALLET&token=…&paymentEndpoint=1) once the session has ended, each minute for two \
                      hours, until it answers 2xx or the session is read. A session lives 30 minutes, unless the point of sale \
                      says otherwise, and takes at most 200 changes and 20 cards.",
        parameters: Vec::new(),
        body: Some(RequestBody {
            schema: WalletSessionRequest::schema,
            examples: Examples::Named(&[("session", REQUEST_EXAMPLE)]),
        }),
        responses: vec![
            success::<NewWalletSession>(
                StatusCode::CREATED,
                "The session",
                ReturnCode::APPROVED,
                NEW_EXAMPLE,
            ),
            refusal(
                StatusCode::NOT_FOUND,
                "No such point of sale, no such payment method there, or none of them takes cards: 02303",
            ),
        ],
    }
}

pub(super) fn reading() -> Operation {
    Operation {
        method: Method::GET,
        id: "mxWalletSessionGet",
        tag: TAG,
        summary: "What became of the session of a wallet, and the wallet",
        description: "INPROGRESS 02533 (the buyer has not come), INPROGRESS 02306 (is on the page), ACCEPTED 02500 (has changed the \
                      wallet, and has left or the time ran out), CANCELLED 02536 (has left without a change), REFUSED 02535 (time \
                      ran out without a change), REFUSED 02534 (time ran out, and the buyer never came).",
        parameters: vec![path_parameter(
            "mxWalletSessionId",
            "33 letters and digits, as the session was answered",
        )],
        body: None,
        responses: vec![
            success::<WalletSessionDetails>(
                StatusCode::OK,
                "The session",
                ReturnCode::WALLET_DONE,
                DETAIL_EXAMPLE,
            ),
            refusal(
                StatusCode::NOT_FOUND,
                "Unknown, another merchant's, or a session that is to be paid: 02317",
            ),
        ],
    }
}
