//! What an ARes means for the gateway.

use document::Text;
use domain::authentication::{Challenge, TransStatus};
use emv3ds::{ARes, codes};
use gateway::ports::{AuthenticationAnswer, AuthenticationQuestion, Device, IssuerDecision};
use zeroize::Zeroizing;

use super::shown;

pub(super) fn of(
    message: &ARes,
    question: &AuthenticationQuestion,
    demands_tls: bool,
) -> AuthenticationAnswer {
    if message.trans_status == codes::TransStatus::ChallengeRequired {
        return challenge(message, question, demands_tls)
            .map_or(AuthenticationAnswer::Failed, AuthenticationAnswer::Challenge);
    }
    let Some(status) = status(message.trans_status) else { return AuthenticationAnswer::Failed };
    AuthenticationAnswer::Decided(IssuerDecision {
        status,
        reason: message.trans_status_reason.as_ref().map(|reason| Text::stored(reason.as_str())),
        eci: message.eci.as_ref().map(|eci| Text::stored(eci.as_str())),
        value: message.authentication_value.as_ref().map(|value| Zeroizing::new(value.expose().to_owned())),
        is_given_up: false,
        directory_transaction: message.ds_trans_id,
        acs_transaction: message.acs_trans_id,
        version: version(message),
    })
}

/// Returns the status of a decision. The gateway does not ask for an authentication apart from the payment (`D`).
fn status(status: codes::TransStatus) -> Option<TransStatus> {
    TransStatus::parse(status.as_str())
}

fn challenge(message: &ARes, question: &AuthenticationQuestion, demands_tls: bool) -> Option<Challenge> {
    let shown = match &question.device {
        Device::Browser { window, .. } => shown::of_browser(message, window, demands_tls)?,
        Device::App(_) => shown::of_app(message)?,
    };
    Some(Challenge {
        directory_transaction: message.ds_trans_id,
        acs_transaction: message.acs_trans_id,
        version: version(message),
        shown,
    })
}

fn version(message: &ARes) -> Text<0, 8> {
    Text::stored(message.message_version.as_str())
}
