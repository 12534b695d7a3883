//! The OpenAPI operation of a search.

use axum::http::{Method, StatusCode};
use domain::ReturnCode;

use super::{answer::UpdaterAnswer, wire};
use crate::{
    api::v1::Operation,
    openapi::{RequestBody, refusal, success},
};

const EXAMPLE: &str = r#"{"card":{"expirationDate":"1229","mxToken":"497010aVk3Qz6253","maskedNumber":"497010XXXXXX6253",
    "panType":"UPDATED_PAN","country":"FR","network":"CB-VISA","number":"4970105151526253"}}"#;

pub(super) fn operation() -> Operation {
    Operation {
        method: Method::POST,
        id: "cardUpdaterSearch",
        tag: "Cards",
        summary: "Ask whether a card was replaced",
        description: "Cards of Cartes Bancaires only. With ACCEPTED 00000 card is the one to use from now on, under its token: \
                      with panType UPDATED_PAN it has replaced the one that was asked about, and number is its number in the clear; \
                      with CARD_PAN it is the same card, with a new expirationDate or with the one that was asked about, and there \
                      is no number. Any other result has the card that was asked about: 01111 the issuer does not know it, 01114 its \
                      account was closed, 02541 it is not of Cartes Bancaires, 02614 its check digit is wrong, 02103 no answer came \
                      in time, 01198 no card updater is connected. A body with a number and a token is a 400 with 02538, one with a \
                      token and without an expiry a 400 with 02539; where other fields break rules as well, the code is 02305. A \
                      search counts as a card that is tried. A repeat under an Idempotency-Key gets the first answer again; its \
                      number is left out where the card has been forgotten meanwhile, and 02103 and 01198 are asked for anew.",
        parameters: Vec::new(),
        body: Some(RequestBody { schema: wire::schema, examples: wire::EXAMPLES }),
        responses: vec![
            success::<UpdaterAnswer>(
                StatusCode::OK,
                "What was found: see result",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            refusal(StatusCode::NOT_FOUND, "No card of the merchant has this token: 02540"),
        ],
    }
}
