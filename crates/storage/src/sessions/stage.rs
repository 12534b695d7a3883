//! The stage of a session as a JSON text: its name, and the data of that stage.

use document::{Object, Tree, read_json, write_json};
use domain::session::Stage;
use primitives::TransactionId;

pub(super) fn write(stage: Stage) -> String {
    let named = Object::new().with("is", stage.name());
    let object = match stage {
        Stage::Created | Stage::Open | Stage::Cancelled | Stage::Done => named,
        Stage::Trying { transaction, last } => {
            named.with("transaction", transaction.number()).with("last", last)
        }
        Stage::Paid { transaction } | Stage::Refused { transaction } => {
            named.with("transaction", transaction.number())
        }
        Stage::Expired { opened } => named.with("opened", opened),
    };
    write_json(&object.into())
}

/// Returns `None` if the text is not a stage.
pub(super) fn read(text: &str) -> Option<Stage> {
    parse(&read_json(text.as_bytes()).ok()?)
}

fn parse(tree: &Tree) -> Option<Stage> {
    let transaction = || TransactionId::new(tree.at(&["transaction"])?.as_integer()?);
    let truth = |name| match tree.at(&[name])? {
        Tree::Bool(truth) => Some(*truth),
        _ => None,
    };
    Some(match tree.at(&["is"])?.as_text()? {
        "CREATED" => Stage::Created,
        "OPEN" => Stage::Open,
        "TRYING" => Stage::Trying { transaction: transaction()?, last: truth("last")? },
        "PAID" => Stage::Paid { transaction: transaction()? },
        "REFUSED" => Stage::Refused { transaction: transaction()? },
        "CANCELLED" => Stage::Cancelled,
        "DONE" => Stage::Done,
        "EXPIRED" => Stage::Expired { opened: truth("opened")? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_comes_back_as_it_was() {
        let transaction = TransactionId::new(99_999_999_999_999_999).unwrap();
        for stage in [
            Stage::Created,
            Stage::Open,
            Stage::Trying { transaction, last: true },
            Stage::Trying { transaction, last: false },
            Stage::Paid { transaction },
            Stage::Refused { transaction },
            Stage::Cancelled,
            Stage::Done,
            Stage::Expired { opened: true },
            Stage::Expired { opened: false },
        ] {
            assert_eq!(read(&write(stage)).unwrap(), stage);
        }
        for text in ["", "{}", r#"{"is":"PAID"}"#, r#"{"is":"PAID","transaction":1}"#, r#"{"is":"EXPIRED"}"#]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
