//! The steps of the demo. A person can type each of them: the bodies of the requests are files beside the
//! store.

use std::path::{Path, PathBuf};

use client::{Answer, Client, Connection, EncryptionKey, Error, Method};
use document::{Object, Tree, write_json_pretty};

use super::print;
use crate::{
    config::Config,
    data_dir::{DataDir, write_private},
    terminal::say,
};

type Played = Result<(), String>;

const RESULT: [&[&str]; 3] = [&["result", "title"], &["result", "code"], &["result", "detail"]];

struct Stage<'a> {
    dir: &'a DataDir,
    connection: Connection,
}

/// Returns the path of the certificate by which a client recognises the gateway.
pub(super) fn certificate(config: &Config, dir: &DataDir) -> PathBuf {
    config.tls_files.as_ref().map_or_else(|| dir.certificate(), |(path, _)| path.clone())
}

pub(super) async fn play(dir: &DataDir, certificate: &Path, shop: &Client, access_key: &str) -> Played {
    let mut stage = Stage { dir, connection: shop.connect().await.map_err(told)? };
    say(
        "\nA shop and its buyer, against the gateway's own TLS port. To type it yourself, in another terminal:\n",
    );
    let (certificate, id, url) = (certificate.display(), shop.merchant_id(), shop.gateway_url());
    print::by_hand(&format!(
        "shop() {{ curl -sS --cacert {certificate} -u {id}:{access_key} \"{url}$@\"; }}"
    ));
    let key = fetch_key(&mut stage).await?;
    let card = encrypt(&key)?;
    let paid = pay(&mut stage, 3, "pays 24.99 euros", "pay.json", "order", 2_499, &card).await?;
    expect(&paid, 201, "ACCEPTED", "00000")?;
    read_back(&mut stage, &paid).await?;
    let refused = pay(
        &mut stage,
        5,
        "pays 333.05 euros, which the simulated bank refuses",
        "refused.json",
        "other",
        33_305,
        &card,
    )
    .await?;
    expect(&refused, 201, "REFUSED", "01100")?;
    repeat(&mut stage).await
}

async fn fetch_key(stage: &mut Stage<'_>) -> Result<EncryptionKey, String> {
    let by_hand = "shop /v1/security/encryption/keys/demo";
    print::step(1, "The shop fetches the public key under which cards travel", by_hand);
    let answer = stage
        .connection
        .send(Method::GET, "/v1/security/encryption/keys/demo", &[], None)
        .await
        .map_err(told)?;
    print::answer(
        &answer,
        &[&["encryptionKey", "id"], &["encryptionKey", "key", "alg"], &["encryptionKey", "key", "exp"]],
    );
    stage.connection.encryption_key("demo").await.map_err(told)
}

fn encrypt(key: &EncryptionKey) -> Result<String, String> {
    let by_hand = "# any JWE library does: alg RSA-OAEP-256, enc A256GCM, kid = encryptionKey.id\n\
                   # {\"number\":\"4970105151515140\",\"expirationDate\":\"1230\",\"cvx\":\"123\",\"holderName\":\"Camille Martin\"}";
    print::step(2, "The buyer's card is encrypted in the client; the shop never sees it", by_hand);
    let jwe = key.seal_card("4970105151515140", "1230", "123", "Camille Martin").map_err(told)?;
    say(format!("   {}… ({} characters)", &jwe[..60], jwe.len()));
    Ok(jwe)
}

async fn pay(
    stage: &mut Stage<'_>,
    number: u8,
    deed: &str,
    file: &str,
    order: &str,
    amount: i64,
    jwe: &str,
) -> Result<Answer, String> {
    let body = payment(&format!("{order}-{}", order_number()), amount, jwe);
    let path = stage.dir.demo(file);
    write_private(&path, &write_json_pretty(&body)).map_err(|error| error.to_string())?;
    let by_hand = post_by_hand(stage, file);
    print::step(number, &format!("The buyer {deed}"), &by_hand);
    let answer = stage.connection.pay(&body).await.map_err(told)?;
    print::answer(&answer, &RESULT);
    let facts: [&[&str]; 4] = [
        &["transaction", "id"],
        &["transaction", "type"],
        &["transaction", "paymentInstrumentData", "maskedNumber"],
        &["transaction", "partnerReturnedData", "authorizationNumber"],
    ];
    print::members(&answer, &facts);
    Ok(answer)
}

async fn read_back(stage: &mut Stage<'_>, paid: &Answer) -> Played {
    let id = paid.text(&["transaction", "id"]).ok_or("the payment has no id")?.to_owned();
    let by_hand = format!("shop /v1/checkout/transactions/{id}");
    print::step(4, "The shop asks what became of the payment", &by_hand);
    let answer = stage.connection.transaction(&id).await.map_err(told)?;
    print::answer(&answer, &RESULT);
    if let Some([first, ..]) = answer.at(&["associatedTransactions"]).and_then(Tree::as_list) {
        say(format!("   {:<52} {}", "associatedTransactions[0]", document::write_json(first)));
    }
    expect(&answer, 200, "ACCEPTED", "00000")
}

async fn repeat(stage: &mut Stage<'_>) -> Played {
    let text = std::fs::read(stage.dir.demo("pay.json")).map_err(|error| error.to_string())?;
    let body = document::read_json(&text).map_err(|error| error.to_string())?;
    print::step(
        6,
        "The first payment is sent again by mistake: no second charge",
        &post_by_hand(stage, "pay.json"),
    );
    let answer = stage.connection.pay(&body).await.map_err(told)?;
    print::answer(&answer, &[&["title"], &["code"], &["detail"]]);
    match (answer.status, answer.text(&["code"])) {
        (409, Some("02001")) => Ok(()),
        _ => Err(format!("expected 409 with 02001, got {}", answer.body_text())),
    }
}

fn post_by_hand(stage: &Stage<'_>, file: &str) -> String {
    format!(
        "shop /v1/checkout/payments -H 'Content-Type: application/json' -d @{}",
        stage.dir.demo(file).display()
    )
}

fn payment(reference: &str, amount: i64, jwe: &str) -> Tree {
    let order = Object::new().with("reference", reference).with("amount", amount).with("currency", "EUR");
    let terms = Object::new().with("paymentType", "ONE_OFF").with("capture", "AUTOMATIC");
    let card = Object::new().with("selectedPaymentInstrument", "CardManualEntry").with("encryptedData", jwe);
    let payment = Object::new().with("paymentMethodId", "CB").with("order", order).with("payment", terms);
    payment.with("paymentInstrument", card).into()
}

/// Returns a number that differs at each call: the same order twice would be a duplicate.
fn order_number() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn expect(answer: &Answer, status: u16, title: &str, code: &str) -> Played {
    let told = (answer.status, answer.text(&["result", "title"]), answer.text(&["result", "code"]));
    if told == (status, Some(title), Some(code)) {
        return Ok(());
    }
    Err(format!("expected {status} with {title} {code}, got {} {}", answer.status, answer.body_text()))
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
fn told(error: Error) -> String {
    error.to_string()
}
