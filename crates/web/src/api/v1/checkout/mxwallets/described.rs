//! The OpenAPI operations of wallets.

use axum::http::{Method, StatusCode};
use document::{Record, Value};
use domain::ReturnCode;

use super::answer::{CardAnswer, StatusAnswer, WalletAnswer};
use crate::{
    api::v1::{Operation, another_merchant, merchant_id},
    openapi::{Examples, Parameter, RequestBody, Response, path_parameter, refusal, success},
    records::wallet::{NewWalletRequest, StatusRequest, WalletCardRequest, WalletRequest},
};

const TAG: &str = "Wallets";

const CARD: &str = r#"{"holderName":"Camille Martin","expirationDate":"1230","mxToken":"497010gPNzHt5140",
    "maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA",
    "category":"CardInstrument","rank":1,"paymentInstrumentType":{"code":"CB"},"isDefault":true,"status":"ACTIVE",
    "state":"STORED"}"#;

pub(super) fn creation() -> Operation {
    Operation {
        description: "The card is that of an accepted payment, and gets rank 1 and is the default. The wallet belongs to the \
                      merchant, whatever point of sale the payment was at.",
        body: Some(RequestBody {
            schema: NewWalletRequest::schema,
            examples: Examples::One(
                r#"{"mxWalletId":"WALLET123","paymentInstrumentOrigin":{"origin":"ExistingTransaction",
                    "transactionId":"17953488000000019"},"holder":{"firstName":"Camille","lastName":"Martin"}}"#,
            ),
        }),
        responses: vec![
            wallet_answer(StatusCode::CREATED),
            another_merchant(),
            refusal(StatusCode::NOT_FOUND, "No such transaction: 02301"),
            refusal(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Nothing was changed: 02502 there is a wallet with this id, 02511 the transaction is not an accepted payment by \
                 card, or its card has been forgotten",
            ),
        ],
        ..operation(Method::POST, "mxWalletCreate", "Make a wallet of the card of a payment", vec![])
    }
}

pub(super) fn reading() -> Operation {
    Operation {
        responses: vec![wallet_answer(StatusCode::OK), another_merchant(), no_wallet()],
        ..operation(Method::GET, "mxWalletGet", "A wallet and the cards in it", vec![wallet_id()])
    }
}

pub(super) fn update() -> Operation {
    Operation {
        description: "Both are replaced: what is not given is removed. The cards are left as they are.",
        body: Some(RequestBody {
            schema: WalletRequest::schema,
            examples: Examples::One(
                r#"{"holder":{"firstName":"Camille","lastName":"Martin"},"comment":"moved"}"#,
            ),
        }),
        responses: vec![wallet_answer(StatusCode::OK), another_merchant(), no_wallet()],
        ..operation(Method::PUT, "mxWalletUpdate", "Change holder and comment of a wallet", vec![wallet_id()])
    }
}

pub(super) fn status() -> Operation {
    Operation {
        description: "The status is that of the wallet and of all cards in it. An INACTIVE wallet or card cannot pay.",
        body: Some(status_body()),
        responses: vec![status_answer(), another_merchant(), no_wallet()],
        ..operation(Method::PUT, "mxWalletUpdateStatus", "Switch a wallet off or on", vec![wallet_id()])
    }
}

pub(super) fn addition() -> Operation {
    Operation {
        description: "The card is that of an accepted payment. It gets the rank behind the last one, up to 99, and then the lowest \
                      that is free.",
        body: Some(card_body()),
        responses: vec![
            card_answer(StatusCode::CREATED),
            another_merchant(),
            refusal(StatusCode::NOT_FOUND, "No such wallet: 02503; no such transaction: 02301"),
            refusal(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Nothing was changed: 02511 the transaction is not an accepted payment by card, or its card has been forgotten, \
                 02518 99 cards are in the wallet, 02521 the card is in the wallet already",
            ),
        ],
        ..operation(
            Method::POST,
            "mxWalletPaymentInstrumentAdd",
            "Add the card of a payment to a wallet",
            vec![wallet_id()],
        )
    }
}

pub(super) fn card() -> Operation {
    Operation {
        responses: vec![card_answer(StatusCode::OK), another_merchant(), no_card()],
        ..of_card(Method::GET, "mxWalletPaymentInstrumentGet", "A card of a wallet")
    }
}

pub(super) fn replacement() -> Operation {
    Operation {
        description: "The new card takes the rank, and is ACTIVE; the default stays the default. The card that has the rank may come \
                      again, with a later expiry, and is then UPDATED.",
        body: Some(card_body()),
        responses: vec![
            card_answer(StatusCode::OK),
            another_merchant(),
            refusal(
                StatusCode::NOT_FOUND,
                "No such wallet: 02503; no such card: 02518; no such transaction: 02301",
            ),
            refusal(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Nothing was changed: 02511 the transaction is not an accepted payment by card, or its card has been forgotten, \
                 02521 the card is in the wallet already",
            ),
        ],
        ..of_card(Method::PUT, "mxWalletPaymentInstrumentUpdate", "Replace a card of a wallet")
    }
}

pub(super) fn card_status() -> Operation {
    Operation {
        description: "An INACTIVE card cannot pay, whatever the status of its wallet, and no card of an INACTIVE wallet can.",
        body: Some(status_body()),
        responses: vec![status_answer(), another_merchant(), no_card()],
        ..of_card(Method::PUT, "mxWalletPaymentInstrumentUpdateStatus", "Switch a card of a wallet off or on")
    }
}

pub(super) fn default() -> Operation {
    Operation {
        description: "The card pays where a payment names none. A body is not read.",
        responses: vec![card_answer(StatusCode::OK), another_merchant(), no_card()],
        ..of_card(Method::PUT, "mxWalletPaymentInstrumentDefault", "Make a card the default of its wallet")
    }
}

fn of_card(method: Method, id: &'static str, summary: &'static str) -> Operation {
    let rank = path_parameter("paymentInstrumentRank", "1 to 99: the rank of a card of the wallet");
    operation(method, id, summary, vec![wallet_id(), rank])
}

fn operation(method: Method, id: &'static str, summary: &'static str, names: Vec<Parameter>) -> Operation {
    let mut parameters = vec![merchant_id()];
    parameters.extend(names);
    Operation {
        method,
        id,
        tag: TAG,
        summary,
        description: "",
        parameters,
        body: None,
        responses: Vec::new(),
    }
}

fn wallet_id() -> Parameter {
    path_parameter("mxWalletId", "1 to 50 letters, digits, ., - and _: the merchant's own id for the wallet")
}

fn card_body() -> RequestBody {
    let example =
        r#"{"paymentInstrumentOrigin":{"origin":"ExistingTransaction","transactionId":"17953488000000019"}}"#;
    RequestBody { schema: WalletCardRequest::schema, examples: Examples::One(example) }
}

fn status_body() -> RequestBody {
    RequestBody { schema: StatusRequest::schema, examples: Examples::One(r#"{"status":"INACTIVE"}"#) }
}

fn wallet_answer(status: StatusCode) -> Response {
    let example = format!(
        r#"{{"mxWallet":{{"id":"WALLET123","holder":{{"firstName":"Camille","lastName":"Martin"}},"paymentInstruments":[{CARD}]}}}}"#
    );
    done::<WalletAnswer>(status, "The wallet", &example)
}

fn card_answer(status: StatusCode) -> Response {
    done::<CardAnswer>(status, "The card", &format!(r#"{{"paymentInstrument":{CARD}}}"#))
}

fn status_answer() -> Response {
    done::<StatusAnswer>(StatusCode::OK, "The status", r#"{"status":"INACTIVE"}"#)
}

fn done<R: Record>(status: StatusCode, words: &str, example: &str) -> Response {
    success::<R>(status, words, ReturnCode::WALLET_DONE, example)
}

fn no_wallet() -> Response {
    refusal(StatusCode::NOT_FOUND, "No such wallet, or another merchant's: 02503")
}

fn no_card() -> Response {
    refusal(StatusCode::NOT_FOUND, "No such wallet: 02503; no card with this rank: 02518")
}
