//! Messages are read as they were written, and a message that breaks the rules gets the specification's code.

use document::Text;
use emv3ds::{
    RRes,
    codes::{ErrorCode, ResultsStatus, Version},
};
use primitives::Uuid;

fn id(byte: u8) -> Uuid {
    Uuid::of_random([byte; 16])
}

fn rres() -> RRes {
    RRes {
        message_version: Version::V220,
        three_ds_server_trans_id: id(1),
        acs_trans_id: id(2),
        ds_trans_id: id(3),
        sdk_trans_id: None,
        results_status: ResultsStatus::Received,
        message_extension: None,
    }
}

#[test]
fn a_message_is_read_as_it_was_written() {
    let written = rres().write();
    assert!(RRes::read(&written).expect("it is sound") == rres());
}

#[test]
fn a_fault_has_the_code_of_the_specification_and_names_the_elements() {
    let written = String::from_utf8(rres().write().to_vec()).unwrap();
    for (from, to, code, detail) in [
        ("\"RRes\"", "\"RReq\"", ErrorCode::MessageInvalid, "messageType"),
        ("2.2.0", "1.0.2", ErrorCode::VersionUnsupported, "2.2.0"),
        ("resultsStatus", "other", ErrorCode::ElementMissing, "resultsStatus"),
        ("\"01\"", "\"04\"", ErrorCode::ElementInvalid, "resultsStatus"),
    ] {
        let erro = RRes::read(written.replace(from, to).as_bytes()).err().expect("it is at fault");
        assert_eq!((erro.error_code, &erro.error_detail), (code, &Text::stored(detail)), "{from} for {to}");
        assert_eq!(erro.three_ds_server_trans_id, Some(id(1)));
    }
}
