//! One record of every kind of member: read, written, described, and every fault told at once.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use document::{
    Date, Echoed, Member, Moment, Problems, Record, Schemas, Strings, Text, Value, read_json, write_json,
};

document::choice! {
    pub enum Speed { Slow = "SLOW", Fast = "FAST", }
}

document::record! {
    pub struct Person as "Person" {
        name: Text<1, 5> = "name",
    }
}

document::record! {
    pub struct Parcel as "Parcel" {
        ..person: Person,
        /// How fast.
        speed: Option<Speed> = "speed",
        sent: Option<Moment> = "sentDate",
        born: Option<Date> = "birthDate",
        fragile: Option<bool> = "isFragile",
        notes: Option<Strings<2>> = "notes",
        friends: Option<Vec<Person>> = "friends",
    }
}

fn faults(text: &str) -> Vec<String> {
    let mut problems = Problems::new();
    let tree = read_json(text.as_bytes()).unwrap();
    assert!(Parcel::from_document(&tree, &mut problems).is_none(), "{text}");
    problems.into_vec().into_iter().map(|problem| format!("{} {}", problem.name, problem.fault)).collect()
}

#[test]
fn a_correct_document_comes_back_as_it_was_without_what_is_unknown() {
    let text = r#"{"name":"Zoé","speed":"FAST","sentDate":"2024-06-20T20:46:33+02:00","birthDate":"1990-12-31","isFragile":null,"notes":{"a":"b"},"friends":[{"name":"x","y":1}],"unknown":[]}"#;
    let mut problems = Problems::new();
    let parcel = Parcel::from_document(&read_json(text.as_bytes()).unwrap(), &mut problems).unwrap();
    assert!(problems.is_empty());
    assert_eq!(
        write_json(&parcel.write()),
        r#"{"name":"Zoé","speed":"FAST","sentDate":"2024-06-20T18:46:33.000+00:00","birthDate":"1990-12-31","notes":{"a":"b"},"friends":[{"name":"x"}]}"#
    );
}

#[test]
fn every_fault_is_told_at_once_and_none_shows_the_value() {
    assert_eq!(
        faults(
            r#"{"speed":"fast","sentDate":"yesterday","birthDate":"1990-02-30","isFragile":"no","notes":{"a":1},"friends":[{},{"name":"too long"},7]}"#
        ),
        [
            "name is required",
            "speed must be one of SLOW, FAST",
            "sentDate must be a date and time such as 2026-01-31T23:59:59Z",
            "birthDate must be a date such as 1990-12-31",
            "isFragile must be true or false",
            "notes.a must be a text",
            "friends[0].name is required",
            "friends[1].name size must be between 1 and 5",
            "friends[2] must be an object",
        ]
    );
    assert_eq!(faults("[]"), [" must be an object"]);
    assert_eq!(faults(r#"{"name":"a\u0000b"}"#), ["name must be a text without NUL characters"]);
}

document::record! {
    pub struct Receipt as "Receipt" {
        parcel: Echoed<Parcel> = "parcel",
        sender: Option<Echoed<Person>> = "sender",
    }
}

#[test]
fn an_echo_is_written_as_received_and_described_as_the_record() {
    // A name that is too long for today's record, and a member that it does not know.
    let received = r#"{"name":"longer than five","colour":"red"}"#;
    let receipt = Receipt { parcel: read_json(received.as_bytes()).unwrap().into(), sender: None };
    assert_eq!(write_json(&receipt.write()), format!(r#"{{"parcel":{received}}}"#));

    let mut schemas = Schemas::new();
    Receipt::schema(&mut schemas);
    let schemas = schemas.into_tree();
    let parcel = schemas.at(&["Receipt", "properties", "parcel"]).unwrap();
    assert_eq!(write_json(parcel), r##"{"$ref":"#/components/schemas/Parcel"}"##);
    assert!(schemas.at(&["Parcel", "properties", "speed"]).is_some());
    assert_eq!(write_json(schemas.at(&["Receipt", "required"]).unwrap()), r#"["parcel"]"#);
}

#[test]
fn an_echo_is_checked_when_it_is_read() {
    let mut problems = Problems::new();
    let read = |text: &str, problems: &mut Problems| {
        Receipt::from_document(&read_json(text.as_bytes()).unwrap(), problems)
    };
    let receipt = read(r#"{"parcel":{"name":"a","colour":"red"}}"#, &mut problems).unwrap();
    assert_eq!(write_json(&receipt.write()), r#"{"parcel":{"name":"a"}}"#);
    assert!(read(r#"{"parcel":{"name":"too long"}}"#, &mut problems).is_none());
    assert_eq!(problems.into_vec()[0].name, "parcel.name");
}

#[test]
fn a_text_of_our_own_is_cut_by_characters() {
    assert_eq!(Text::<0, 3>::cut("éèàç").as_str(), "éèà");
    assert_eq!(Text::<0, 3>::cut("é").as_str(), "é");
}

#[test]
fn the_schema_follows_from_the_declaration() {
    let mut schemas = Schemas::new();
    Parcel::member_schema(&mut schemas);
    let text = write_json(&schemas.into_tree());
    assert!(
        text.contains(r#""speed":{"type":"string","enum":["SLOW","FAST"],"description":"How fast."}"#),
        "{text}"
    );
    assert!(text.contains(r##""items":{"$ref":"#/components/schemas/Person"}"##), "{text}");
    assert!(text.contains(r#""required":["name"]"#), "{text}");
}
