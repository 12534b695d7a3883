//! Hostile names of holders and comments

use document::{Object, Tree};

use crate::harness::{
    Card, assert_error, assert_refused_fields, assert_result, json, of_payment, put, reference, shared,
    wallets,
};

/// Texts that are data and nothing else: they are taken and given back as they are.
const TAKEN: [&str; 7] = [
    r#"<script>alert("1")</script>"#,
    "'; DROP TABLE wallets; --",
    "\u{202e}nitraM ellimaC\u{202c} \u{2066}x\u{2069} \u{200b}",
    "line 1\r\nline 2\t\u{1}\u{1b}[31m\u{7f}\u{85}",
    "{{7*7}} ${jndi:ldap://shop.example.com} %s%n",
    "💳 Ünï\u{301}cödé \u{fffd} \u{10ffff}",
    "00000000000000000000 +33 6 12 34 56 78",
];

/// Texts that no field takes: with NUL, with a card number, and too long.
fn refused() -> Vec<String> {
    let long = "x".repeat(64 * 1024);
    let texts = ["a\u{0}b", "4970105151515140", "card 4970-1051-5151-5140!", "3759 891111 11119", &long];
    texts.map(str::to_owned).into()
}

/// A request with a text in one of its fields, and the members of the answer at which the text is given back.
struct Place {
    field: &'static str,
    told: &'static [&'static str],
}

const OF_THE_WALLET: [Place; 3] = [
    Place { field: "holder.firstName", told: &["mxWallet", "holder", "firstName"] },
    Place { field: "holder.lastName", told: &["mxWallet", "holder", "lastName"] },
    Place { field: "comment", told: &["mxWallet", "comment"] },
];

fn with(request: &Tree, field: &str, text: &str) -> Tree {
    let request =
        if field.starts_with("holder.") { put(request, "holder", json("{}")) } else { request.clone() };
    put(&request, field, text)
}

#[tokio::test]
async fn what_is_taken_is_given_back_as_it_was() {
    let gateway = shared();
    let mut till = gateway.till();
    let paid = till.paid_with(&Card::cb_visa()).await;
    for text in TAKEN {
        for Place { field, told } in OF_THE_WALLET {
            let id = reference();
            let new = Tree::from(of_payment(&paid).with("mxWalletId", id.as_str()));
            let made = till.post(&wallets(), &[], &with(&new, field, text)).await;
            assert_result(&made, 201, "ACCEPTED", "02500");
            assert_eq!(made.text(told), Some(text));
            let path = format!("{}/{id}", wallets());
            assert_eq!(till.get(&path).await.text(told), Some(text));
            let changed = till.put(&path, with(&json("{}"), field, text)).await;
            assert_eq!((changed.status, changed.text(told)), (200, Some(text)));
        }
    }
    // The log is one line of JSON for each event, whatever is sent.
    assert!(gateway.log().lines().all(|line| document::read_json(line.as_bytes()).is_ok()));
}

/// Every operation that takes such a text refuses it, by the name of its field, and changes nothing.
#[tokio::test]
async fn what_is_refused_changes_nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let sound = json(r#"{"holder":{"firstName":"Camille","lastName":"Martin"},"comment":"by phone"}"#);
    assert_eq!(till.put(&wallet, sound).await.status, 200);
    let before = till.get(&wallet).await.body_text();
    let paid = Tree::from(of_payment(&till.paid_with(&Card::cb_mastercard()).await));
    let id = reference();
    let new = put(&paid, "mxWalletId", id.as_str());
    let (cards, first) = (format!("{wallet}/paymentinstruments"), format!("{wallet}/paymentinstruments/1"));
    for text in refused() {
        for Place { field, .. } in OF_THE_WALLET {
            assert_refused_fields(&till.post(&wallets(), &[], &with(&new, field, &text)).await, &[field]);
            assert_refused_fields(&till.put(&wallet, with(&json("{}"), field, &text)).await, &[field]);
        }
        let with_comment = with(&paid, "comment", &text);
        assert_refused_fields(&till.post(&cards, &[], &with_comment).await, &["comment"]);
        assert_refused_fields(&till.put(&first, with_comment).await, &["comment"]);
    }
    // All at once, and one body that is larger than any may be.
    let all =
        OF_THE_WALLET.iter().fold(json(r#"{"holder":{}}"#), |all, place| put(&all, place.field, "\u{0}"));
    let fields = OF_THE_WALLET.map(|place| place.field);
    assert_refused_fields(&till.put(&wallet, all).await, &fields);
    let huge = Object::new().with("comment", "x".repeat(256 * 1024));
    assert_error(&till.put(&wallet, huge).await, 413, "02305");
    assert_eq!(till.get(&wallet).await.body_text(), before);
    assert_error(&till.get(&format!("{}/{id}", wallets())).await, 404, "02503");
}
