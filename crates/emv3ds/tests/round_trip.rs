//! Messages are read as they were written.

use std::collections::BTreeSet;

use document::{Object, Record, Schemas};
use emv3ds::{
    AReq, ARes, CReq, CRes, Erro, Kind, PReq, PRes, RReq, RRes, codes::DeviceChannel, method, table,
};
use primitives::Pan;
use proptest::prelude::*;

use crate::samples;

#[test]
fn a_message_is_read_as_it_was_written() {
    for (kind, bytes) in samples::all() {
        let again = samples::reread(kind, &bytes).unwrap();
        assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(bytes).unwrap());
    }
}

#[test]
fn the_form_fields_of_a_browser_come_back() {
    let (asked, cres) = (samples::creq(DeviceChannel::Browser), samples::cres(DeviceChannel::Browser));
    assert!(CReq::from_base64url(&asked.to_base64url()).unwrap() == asked);
    assert!(CRes::from_base64url(&cres.to_base64url()).unwrap() == cres);
    let padded = format!("{}==", cres.to_base64url());
    assert!(CRes::from_base64url(&padded).unwrap() == cres, "padding is tolerated");

    let request = method::Request {
        three_ds_server_trans_id: samples::id(1),
        three_ds_method_notification_url: samples::text("https://server.example/method"),
    };
    assert!(method::Request::from_base64url(&request.to_base64url()) == Some(request));
    let completed = method::Completed { three_ds_server_trans_id: samples::id(1) };
    assert!(method::Completed::from_base64url(&completed.to_base64url()) == Some(completed));
    assert!(method::Completed::from_base64url("e30").is_none(), "an object without its id");
}

#[test]
fn a_card_is_found_in_its_range() {
    let ranges = samples::pres().card_range_data.unwrap();
    let found = |pan: &str| ranges.iter().position(|range| range.contains(&Pan::parse(pan).unwrap()));
    assert_eq!(found("4970100000000000"), Some(0));
    assert_eq!(found("4970109999999999"), Some(0));
    assert_eq!(found("5130000000000001"), Some(1));
    assert_eq!(found("4970110000000000"), None);
    assert_eq!(found("4970100000000"), None, "a number of another length");
}

/// The members of a record, and of the records in it, as the table names them.
fn members<M: Record>() -> BTreeSet<String> {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    M::member_schemas(&mut Schemas::default(), &mut properties, &mut required);
    properties.iter().map(|(name, _)| name.to_owned()).chain(["messageType".to_owned()]).collect()
}

#[test]
fn the_table_and_the_records_have_the_same_elements() {
    let of = |kind: Kind| -> BTreeSet<String> {
        let lines = table::fields().iter().filter(|field| field.message == kind && !field.name.contains('.'));
        lines.map(|field| field.name.to_owned()).collect()
    };
    assert_eq!(members::<AReq>(), of(Kind::AReq));
    assert_eq!(members::<ARes>(), of(Kind::ARes));
    assert_eq!(members::<CReq>(), of(Kind::CReq));
    assert_eq!(members::<CRes>(), of(Kind::CRes));
    assert_eq!(members::<PReq>(), of(Kind::PReq));
    assert_eq!(members::<PRes>(), of(Kind::PRes));
    assert_eq!(members::<RReq>(), of(Kind::RReq));
    assert_eq!(members::<RRes>(), of(Kind::RRes));
    assert_eq!(members::<Erro>(), of(Kind::Erro));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// What is read can be written, so that no received message makes the writer's check fail.
    #[test]
    fn a_message_that_was_changed_is_refused_or_read_whole(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..4),
        cut in 0_usize..4,
    ) {
        let all = samples::all();
        let (kind, mut bytes) = all[which.index(all.len())].clone();
        let at = at.index(bytes.len());
        let end = bytes.len().min(at + cut);
        bytes.splice(at..end, with);
        for kind in [kind, Kind::Erro, Kind::CRes] {
            if let Ok(again) = samples::reread(kind, &bytes) {
                prop_assert_eq!(samples::reread(kind, &again).unwrap(), again);
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_in_peace(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".{0,80}") {
        for kind in Kind::WORDS.iter().filter_map(|word| Kind::parse(word)) {
            prop_assert!(samples::reread(kind, &bytes).is_err());
        }
        prop_assert!(CReq::from_base64url(&text).is_err());
        prop_assert!(method::Request::from_base64url(&text).is_none());
    }
}
