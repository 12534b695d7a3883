//! `paymentInstrument.encryptedData`

use client::Answer;

use crate::harness::{
    Card, KEYS, Sealer, Till, assert_error, assert_refused_fields, assert_result, invalid_names, payment,
    put, sealed_payment, shared, with_check_digit, without,
};

const FIELD: &str = "paymentInstrument.encryptedData";

async fn shop_key(till: &mut Till) -> Sealer {
    Sealer::new(&till.get(&format!("{KEYS}/shop")).await)
}

#[tokio::test]
async fn a_sealed_card_pays_like_a_clear_one() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let card = Card::cb_visa();
    let clear = till.pay(&payment(&card, 2_000)).await;
    let sealed = till.pay(&sealed_payment(&shop_key.seal(&card.plaintext()), 2_000)).await;
    assert_result(&sealed, 201, "ACCEPTED", "00000");
    let used =
        |answer: &Answer| document::write_json(answer.at(&["transaction", "paymentInstrumentData"]).unwrap());
    assert_eq!(used(&clear), used(&sealed));
    // The client's own sealing, too.
    let shops = client::Client::new(
        gateway.base_url(),
        crate::harness::MERCHANT_ID,
        crate::harness::ACCESS_KEY,
        client::Trust::Certificate(gateway.certificate()),
    );
    let mut connection = shops.unwrap().connect().await.unwrap();
    let key = connection.encryption_key("shop").await.unwrap();
    let sealed = key.seal_card(&card.number, &card.expiration, &card.cvx, &card.holder).unwrap();
    assert_result(&till.pay(&sealed_payment(&sealed, 2_000)).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn an_amex_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let request = sealed_payment(&shop_key.seal(&Card::amex().plaintext()), 2_001);
    let answer = till.pay(&put(&request, "paymentMethodId", "AMEX")).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn headers_that_are_right() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let id = shop_key.id;
    for header in [
        // The kid may be a text or a number; order does not count; other members do no harm.
        format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":{id}}}"#),
        format!(r#"{{"kid":"{id}","enc":"A256GCM","alg":"RSA-OAEP-256"}}"#),
        format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"{id}","typ":"JOSE","cty":"json"}}"#),
        format!(" {{ \"alg\": \"RSA-OAEP-256\", \"enc\": \"A256GCM\", \"kid\": \"{id}\" }} "),
    ] {
        let sealed = shop_key.seal_under(&header, &Card::cb_visa().plaintext());
        assert_result(&till.pay(&sealed_payment(&sealed, 2_002)).await, 201, "ACCEPTED", "00000");
    }
}

/// One answer, whatever was wrong inside.
#[tokio::test]
async fn what_cannot_be_opened_is_one_answer() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let card = Card::cb_visa().plaintext();
    let header = |members: &str| format!(r#"{{"kid":"{}",{members}}}"#, shop_key.id);
    let right = shop_key.header();
    let good = shop_key.parts(&right, card.as_bytes());
    let mut wrong: Vec<(&str, String)> = Vec::new();
    for (why, members) in [
        ("another alg", r#""alg":"RSA-OAEP","enc":"A256GCM""#),
        ("the old alg", r#""alg":"RSA1_5","enc":"A256GCM""#),
        ("direct", r#""alg":"dir","enc":"A256GCM""#),
        ("no alg at all", r#""enc":"A256GCM""#),
        ("alg none", r#""alg":"none","enc":"A256GCM""#),
        ("another enc", r#""alg":"RSA-OAEP-256","enc":"A128GCM""#),
        ("a cbc enc", r#""alg":"RSA-OAEP-256","enc":"A256CBC-HS512""#),
        ("no enc", r#""alg":"RSA-OAEP-256""#),
        ("case of the alg", r#""alg":"rsa-oaep-256","enc":"A256GCM""#),
        ("zip", r#""alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF""#),
        ("crit", r#""alg":"RSA-OAEP-256","enc":"A256GCM","crit":["exp"],"exp":1"#),
        ("empty crit", r#""alg":"RSA-OAEP-256","enc":"A256GCM","crit":[]"#),
        ("a member twice", r#""alg":"RSA-OAEP-256","enc":"A256GCM","enc":"A256GCM""#),
        ("an unknown member twice", r#""alg":"RSA-OAEP-256","enc":"A256GCM","x":1,"x":1"#),
        ("enc as a number", r#""alg":"RSA-OAEP-256","enc":1"#),
    ] {
        wrong.push((why, shop_key.seal_under(&header(members), &card)));
    }
    let padding = "a".repeat(2_000);
    wrong.push((
        "a long header",
        shop_key
            .seal_under(&header(&format!(r#""alg":"RSA-OAEP-256","enc":"A256GCM","x":"{padding}""#)), &card),
    ));
    for (why, header) in
        [("a header that is no JSON", "{"), ("a header that is no object", "[]"), ("no header", "")]
    {
        wrong.push((why, shop_key.seal_under(header, &card)));
    }
    let spoilt = |change: fn(&mut crate::harness::Parts)| {
        let mut parts = good.clone();
        change(&mut parts);
        parts.text()
    };
    wrong.push(("a flipped key", spoilt(|parts| parts.key[100] ^= 1)));
    wrong.push(("a short key", spoilt(|parts| parts.key.truncate(255))));
    wrong.push(("a key of zeros", spoilt(|parts| parts.key.fill(0))));
    wrong.push(("a key of ones", spoilt(|parts| parts.key.fill(0xff))));
    wrong.push(("no key", spoilt(|parts| parts.key.clear())));
    wrong.push(("a flipped iv", spoilt(|parts| parts.iv[0] ^= 1)));
    wrong.push(("a short iv", spoilt(|parts| parts.iv.truncate(11))));
    wrong.push(("a long iv", spoilt(|parts| parts.iv.push(0))));
    wrong.push(("a flipped text", spoilt(|parts| parts.ciphertext[0] ^= 1)));
    wrong.push(("no text", spoilt(|parts| parts.ciphertext.clear())));
    wrong.push(("a flipped tag", spoilt(|parts| parts.tag[15] ^= 1)));
    wrong.push(("a short tag", spoilt(|parts| parts.tag.truncate(15))));
    wrong.push(("no tag", spoilt(|parts| parts.tag.clear())));
    wrong.push(("a header that was not sealed", spoilt(|parts| parts.header.push(b' '))));
    for length in [16, 31, 33, 64] {
        wrong.push((
            "a content key of another length",
            shop_key.parts_with(&right, card.as_bytes(), length).text(),
        ));
    }
    let text = good.text();
    let pieces: Vec<&str> = text.split('.').collect();
    wrong.push(("four parts", pieces[..4].join(".")));
    wrong.push(("six parts", format!("{text}.")));
    wrong.push(("padding", format!("{text}==")));
    wrong.push(("a space", format!(" {text}")));
    wrong.push(("a line end", format!("{text}\\n")));
    wrong.push(("dots", "....".to_owned()));
    wrong.push(("the standard alphabet", format!("{}+/.{}", pieces[0], pieces[1..].join("."))));
    // 16 bytes are 22 characters whose last has 4 unused bits: they must be zero.
    let mut loose = text.clone();
    let last = loose.pop().unwrap();
    loose.push(char::from(match last {
        'A' => b'B',
        'Q' => b'R',
        'g' => b'h',
        _ => b'x',
    }));
    wrong.push(("unused bits", loose));
    let long = "x".repeat(5_000);
    wrong.push(("a long text", shop_key.seal(&format!(r#"{{"number":"{long}"}}"#))));

    let mut bodies = Vec::new();
    for (why, sealed) in wrong {
        let answer = till.pay(&sealed_payment(&sealed, 2_003)).await;
        assert_eq!(answer.status, 400, "{why}: {}", answer.body_text());
        assert_eq!(answer.text(&["code"]), Some("02305"), "{why}: {}", answer.body_text());
        assert_eq!(invalid_names(&answer), [FIELD], "{why}");
        bodies.push((why, answer.body_text()));
    }
    for (why, body) in &bodies {
        assert_eq!(body, &bodies[0].1, "{why} is told apart from {}", bodies[0].0);
    }
    // And nothing of it wore out the key.
    let sealed = shop_key.seal(&card);
    assert_result(&till.pay(&sealed_payment(&sealed, 2_003)).await, 201, "ACCEPTED", "00000");
}

/// These are seen before there is anything to open, so the answer may say what is wrong with the field.
#[tokio::test]
async fn fields_that_are_no_token_at_all() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "x".repeat(100_000);
    for wrong in ["", long.as_str()] {
        assert_refused_fields(&till.pay(&sealed_payment(wrong, 2_008)).await, &[FIELD]);
    }
}

#[tokio::test]
async fn unknown_kids() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    for kid in ["1", "\"2147483647\""] {
        let header = format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":{kid}}}"#);
        let sealed = shop_key.seal_under(&header, &Card::cb_visa().plaintext());
        let answer = till.pay(&sealed_payment(&sealed, 2_004)).await;
        assert_error(&answer, 400, "02201");
        assert_eq!(invalid_names(&answer), [FIELD]);
    }
    // What cannot be an id of a key: unknown, or not to be opened, but never our fault.
    for kid in ["\"\"", "\"abc\"", "\"-1\"", "\"00\"", "99999999999999999999", "1.5", "null", "[]"] {
        let header = format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":{kid}}}"#);
        let sealed = shop_key.seal_under(&header, &Card::cb_visa().plaintext());
        let answer = till.pay(&sealed_payment(&sealed, 2_004)).await;
        let code = answer.text(&["code"]).unwrap().to_owned();
        assert!(
            answer.status == 400 && ["02201", "02305"].contains(&code.as_str()),
            "{kid}: {}",
            answer.body_text()
        );
    }
}

/// What was sealed is JSON, and not a card: the same answer, and no word of what is inside.
#[tokio::test]
async fn plaintexts_that_are_no_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    for plaintext in [
        "",
        "hello",
        "[]",
        "1",
        "{}",
        r#"{"number":4970105151515140,"expirationDate":"1234","cvx":"739"}"#,
        r#"{"number":"4970105151515140","number":"4970105151515140","expirationDate":"1234","cvx":"739"}"#,
        r#"{"number":"not a number at all","expirationDate":"1234","cvx":"739"}"#,
        r#"{"number":"4970105151515140","expirationDate":"9934","cvx":"739"}"#,
    ] {
        let answer = till.pay(&sealed_payment(&shop_key.seal(plaintext), 2_005)).await;
        assert_refused_fields(&answer, &[FIELD]);
    }
}

#[tokio::test]
async fn rules_of_the_card_hold_for_a_sealed_one() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let pay = async |till: &mut Till, card: &Card| {
        till.pay(&sealed_payment(&shop_key.seal(&card.plaintext()), 2_006)).await
    };
    assert_result(&pay(&mut till, &Card::new("4970105151515141")).await, 201, "ERROR", "02614");
    let mut expired = Card::cb_visa();
    expired.expiration = "0120".to_owned();
    assert_result(&pay(&mut till, &expired).await, 201, "REFUSED", "02624");
    let mut code = Card::cb_visa();
    code.cvx = "7391".to_owned();
    assert_result(&pay(&mut till, &code).await, 201, "ERROR", "02627");
    assert_result(&pay(&mut till, &Card::amex()).await, 201, "REFUSED", "02541");
    assert_result(&pay(&mut till, &Card::new("4970103469012066")).await, 201, "REFUSED", "01206");
    let live = Card::new(&with_check_digit("450000000000123"));
    assert_refused_fields(&pay(&mut till, &live).await, &[FIELD]);
}

#[tokio::test]
async fn not_both_sealed_and_clear() {
    let gateway = shared();
    let mut till = gateway.till();
    let shop_key = shop_key(&mut till).await;
    let sealed = shop_key.seal(&Card::cb_visa().plaintext());
    let both = put(&payment(&Card::cb_visa(), 2_007), FIELD, sealed.as_str());
    assert_eq!(till.pay(&both).await.status, 400);
    // The network is no part of the secret: it stays outside.
    let request = put(&sealed_payment(&sealed, 2_007), "paymentInstrument.selectedNetwork", "VISA");
    let answer = till.pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    let network = answer.text(&["transaction", "paymentInstrumentData", "selectedNetwork"]);
    assert_eq!(network, Some("VISA"));
    let not_a_text = put(&without(&request, FIELD), FIELD, 1);
    assert_refused_fields(&till.pay(&not_a_text).await, &[FIELD]);
}
