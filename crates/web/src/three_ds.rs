//! `POST /three-ds/results/{ticket}`: an issuer reports the result of a challenge (RReq, EMV 3-D Secure 2.2.0). The ticket at the end
//! of the URL is the only credential: the directory server alone was told it.

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use document::Text;
use domain::authentication::TransStatus;
use emv3ds::{
    Erro, Kind, RReq, RRes,
    codes::{Component, ErrorCode, ResultsStatus},
};
use gateway::{
    Refusal,
    ports::IssuerDecision,
    three_ds::{IssuerReport, report},
};
use zeroize::Zeroizing;

use crate::{
    app::App,
    body::{self, MaxSize},
};

/// Extensions of a message may have 80 KiB.
const RESULT: MaxSize = MaxSize { kib: 96, words: "the body is larger than 96 KiB" };

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/three-ds/results/{ticket}", post(take))
}

/// Answers that the result is recorded (RRes), or with an error message (Erro), which has the status 200 as well.
async fn take(
    State(app): State<App>,
    Path(ticket): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let received = match body::read(&app, &headers, body, RESULT).await {
        Ok(received) => received,
        Err(answer) => return answer.into_response(),
    };
    let message = match received.pieces.read(RReq::read) {
        Ok(message) => message,
        Err(erro) => return refusal(StatusCode::OK, &erro),
    };
    drop(received);
    let Some(status) = TransStatus::parse(message.trans_status.as_str()) else {
        return refusal(StatusCode::OK, &erro(ErrorCode::ElementInvalid, "transStatus", &message));
    };
    match report(&app.gateway, &ticket, reported(&message, status)).await {
        Ok(()) => recorded(&message),
        Err(Refusal::Unknown(_)) => {
            let detail = "threeDSServerTransID,acsTransID,dsTransID";
            refusal(StatusCode::OK, &erro(ErrorCode::TransactionUnknown, detail, &message))
        }
        // Who gets no status of 2xx sends the result again.
        Err(_) => {
            let erro = erro(ErrorCode::TransientFailure, "the result is not recorded", &message);
            refusal(StatusCode::SERVICE_UNAVAILABLE, &erro)
        }
    }
}

fn reported(message: &RReq, status: TransStatus) -> IssuerReport {
    IssuerReport {
        server_transaction: message.three_ds_server_trans_id,
        decision: IssuerDecision {
            status,
            reason: message.trans_status_reason.as_ref().map(|reason| Text::stored(reason.as_str())),
            eci: message.eci.as_ref().map(|eci| Text::stored(eci.as_str())),
            value: (message.authentication_value.as_ref())
                .map(|value| Zeroizing::new(value.expose().to_owned())),
            is_given_up: message.challenge_cancel.is_some(),
            directory_transaction: message.ds_trans_id,
            acs_transaction: message.acs_trans_id,
            version: Text::stored(message.message_version.as_str()),
        },
    }
}

fn recorded(message: &RReq) -> Response {
    let answer = RRes {
        message_version: message.message_version,
        three_ds_server_trans_id: message.three_ds_server_trans_id,
        acs_trans_id: message.acs_trans_id,
        ds_trans_id: message.ds_trans_id,
        sdk_trans_id: message.sdk_trans_id,
        results_status: ResultsStatus::Received,
        message_extension: None,
    };
    json(StatusCode::OK, &answer.write())
}

fn erro(code: ErrorCode, detail: &str, message: &RReq) -> Erro {
    let mut erro = Erro::new(code, Component::Server, detail, Some(Kind::RReq));
    erro.three_ds_server_trans_id = Some(message.three_ds_server_trans_id);
    erro.acs_trans_id = Some(message.acs_trans_id);
    erro.ds_trans_id = Some(message.ds_trans_id);
    erro.sdk_trans_id = message.sdk_trans_id;
    erro
}

fn refusal(status: StatusCode, erro: &Erro) -> Response {
    tracing::info!(code = erro.error_code.as_str(), "a result request of 3-D Secure is refused");
    json(status, &erro.write())
}

fn json(status: StatusCode, message: &[u8]) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (status, headers, Bytes::copy_from_slice(message)).into_response()
}
