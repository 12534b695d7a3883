//! The state of a transaction as a JSON text: its name, and the data of that state.

use document::{Object, Text, Tree, format_moment, read_json, write_json};
use domain::{
    ReturnCode,
    transaction::{Approval, Hold, State},
};
use jiff::Timestamp;

pub(crate) fn write(state: &State) -> String {
    let named = Object::new().with("is", state.name());
    let object = match state {
        State::Authorizing { deadline } | State::AtPartner { deadline } => {
            named.with("deadline", deadline.as_millisecond())
        }
        State::OnHold(hold) => named
            .with("reference", hold.reference.as_str())
            .with("since", hold.since.as_millisecond())
            .with("lookAt", hold.look_at.as_millisecond())
            .with("attempt", i64::from(hold.attempt)),
        State::Unanswered | State::Reversed | State::Accepted(None) => named,
        State::Reversing { deadline, attempt } | State::Undoing { deadline, attempt } => {
            named.with("deadline", deadline.as_millisecond()).with("attempt", i64::from(*attempt))
        }
        State::Accepted(Some(approval)) => named.with("approval", write_approval(approval)),
        State::Refused(code) => named.with("code", code.code()),
    };
    write_json(&object.into())
}

/// Returns `None` if the text is not a state.
pub(crate) fn read(text: &str) -> Option<State> {
    parse(&read_json(text.as_bytes()).ok()?)
}

fn parse(tree: &Tree) -> Option<State> {
    let member = |name| tree.at(&[name]);
    let attempt = || member("attempt")?.as_integer()?.try_into().ok();
    let moment = |name| Timestamp::from_millisecond(member(name)?.as_integer()?).ok();
    let deadline = || moment("deadline");
    Some(match member("is")?.as_text()? {
        "AUTHORIZING" => State::Authorizing { deadline: deadline()? },
        "UNANSWERED" => State::Unanswered,
        "AT_PARTNER" => State::AtPartner { deadline: deadline()? },
        "ON_HOLD" => State::OnHold(Hold {
            reference: Text::stored(member("reference")?.as_text()?),
            since: moment("since")?,
            look_at: moment("lookAt")?,
            attempt: attempt()?,
        }),
        "REVERSING" => State::Reversing { deadline: deadline()?, attempt: attempt()? },
        "UNDOING" => State::Undoing { deadline: deadline()?, attempt: attempt()? },
        "ACCEPTED" => State::Accepted(match member("approval") {
            Some(approval) => Some(to_approval(approval)?),
            None => None,
        }),
        "REFUSED" => State::Refused(ReturnCode::parse(member("code")?.as_text()?)?),
        "REVERSED" => State::Reversed,
        _ => return None,
    })
}

/// Writes an approval. Its members keep the names of the first release.
fn write_approval(approval: &Approval) -> Object {
    Object::new()
        .with("authorizationNumber", approval.authorization_number.as_str())
        .with("authorizationDate", format_moment(approval.authorization_date))
        .with("issuerTransactionId", approval.issuer_transaction_id.as_str())
}

fn to_approval(tree: &Tree) -> Option<Approval> {
    let text = |name| tree.at(&[name]).and_then(Tree::as_text);
    Some(Approval {
        authorization_number: Text::stored(text("authorizationNumber")?),
        authorization_date: text("authorizationDate")?.parse().ok()?,
        issuer_transaction_id: Text::stored(text("issuerTransactionId")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_comes_back_as_it_was() {
        let at = Timestamp::from_millisecond(1_800_000_000_123).unwrap();
        for state in [
            State::Authorizing { deadline: at },
            State::Unanswered,
            State::AtPartner { deadline: at },
            State::OnHold(Hold {
                reference: Text::parse("h \u{e9}\"1").unwrap(),
                since: at,
                look_at: Timestamp::from_millisecond(1_800_000_001_000).unwrap(),
                attempt: 7,
            }),
            State::Reversing { deadline: at, attempt: 3 },
            State::Accepted(None),
            State::Accepted(Some(Approval {
                authorization_number: Text::parse("A55A").unwrap(),
                authorization_date: at,
                issuer_transaction_id: Text::parse("1").unwrap(),
            })),
            State::Refused(ReturnCode::CARD_EXPIRED),
            State::Reversed,
            State::Undoing { deadline: at, attempt: 2 },
        ] {
            assert!(read(&write(&state)).unwrap() == state, "{state:?}");
        }
        for text in ["", "{}", r#"{"is":"ACCEPTED","approval":{}}"#, r#"{"is":"REFUSED","code":"99999"}"#] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
