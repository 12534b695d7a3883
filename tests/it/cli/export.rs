//! `guichet export transactions`

use std::{fs, os::unix::fs::PermissionsExt as _};

use document::{Tree, write_json};

use crate::harness::{
    Action::Capture, Card, Gateway, MERCHANT_ID, TRANSACTIONS, Till, fresh_dir, guichet_on, own, parse_csv,
    payment, put, refused,
};

/// A reference that a spreadsheet would take for a formula, and that holds the signs of the format.
const HOSTILE: &str = r#"=HYPERLINK("x","y"), 1"#;

fn exported(gateway: &Gateway, merchant: &str, words: &[&str]) -> String {
    let done = guichet_on(gateway, &[&["export", "transactions", "--merchant", merchant], words].concat());
    assert_eq!(done.code, Some(0), "{words:?}: {}", done.stderr);
    assert!(done.stderr.is_empty(), "progress where no person looks: {}", done.stderr);
    done.stdout
}

/// Returns the items of the collection, the oldest first.
async fn listed(till: &mut Till, query: &str) -> Vec<Tree> {
    till.page(&format!("{TRANSACTIONS}?sort=date,asc&size=200{query}"), "transactions").await.records
}

fn text(tree: &Tree, path: &[&str]) -> String {
    tree.at(path).and_then(Tree::as_text).unwrap_or_else(|| panic!("no {path:?}")).to_owned()
}

/// Makes transactions of every kind, 8 in number.
async fn fill(till: &mut Till) {
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 6_000).await;
    till.refund(&capture, 1_000).await;
    till.cancel(&id, 2_000).await;
    refused(till, Capture, &id, &own(50_000), "02613").await;
    till.accepted(&put(&payment(&Card::visa(), 1_234), "order.currency", "KWD")).await;
    till.accepted(&put(&payment(&Card::cb_visa(), 700), "order.reference", HOSTILE)).await;
    till.paid(2_500).await;
}

#[tokio::test]
async fn lines_are_the_items_of_the_collection_of_one_merchant() {
    let gateway = Gateway::start("export-lines");
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    fill(&mut till).await;
    fill(&mut other).await;
    let all = listed(&mut till, "").await;
    let jsonl = |words: &[&str]| exported(&gateway, MERCHANT_ID, &[&["--format", "jsonl"], words].concat());
    let date = text(&all[2], &["date"]);
    let token = text(&all[0], &["paymentInstrumentData", "mxToken"]);
    for (words, query, count) in [
        (vec![], String::new(), Some(8)),
        (vec!["--type", "CAPTURE"], "&type=CAPTURE".to_owned(), Some(2)),
        (vec!["--status", "ERROR"], "&status=ERROR".to_owned(), Some(1)),
        (
            vec!["--amount-from", "1000", "--amount-to", "2499"],
            "&amountFrom=1000&amountTo=2499".to_owned(),
            Some(3),
        ),
        (vec!["--date-from", &date], format!("&dateFrom={}", date.replace('+', "%2B")), None),
        (vec!["--date-to", &date], format!("&dateTo={}", date.replace('+', "%2B")), None),
        (vec!["--mx-token", &token], format!("&mxToken={token}"), None),
        (vec!["--card-last4", "5140"], "&cardLast4=5140".to_owned(), None),
        (vec!["--card-first6", "497010"], "&cardFirst6=497010".to_owned(), None),
        (vec!["--payment-method-id", "AMEX"], "&paymentMethodId=AMEX".to_owned(), Some(0)),
        (
            vec!["--order-reference", HOSTILE],
            "&order.reference=%3DHYPERLINK(%22x%22,%22y%22),%201".to_owned(),
            Some(1),
        ),
        (vec!["--point-of-sale-reference", "SHOP1"], "&pointOfSaleReference=SHOP1".to_owned(), Some(8)),
        (vec!["--mx-wallet-id", "nobody"], "&mxWalletId=nobody".to_owned(), Some(0)),
    ] {
        let (exported, listed) = (jsonl(&words), listed(&mut till, &query).await);
        let listed: Vec<String> = listed.iter().map(write_json).collect();
        assert_eq!(exported.lines().collect::<Vec<_>>(), listed, "{words:?}");
        assert!(count.is_none_or(|count| listed.len() == count), "{words:?}: {}", listed.len());
    }
    let theirs = exported(&gateway, &merchant, &["--format", "jsonl"]);
    let ours = exported(&gateway, MERCHANT_ID, &["--format", "jsonl"]);
    assert_eq!(theirs.lines().count(), 8);
    for (told, others) in [(ours, listed(&mut other, "").await), (theirs, all)] {
        assert!(others.iter().all(|item| !told.contains(&text(item, &["id"]))));
    }
}

#[tokio::test]
async fn rows_have_a_cell_for_each_column_and_hold_no_formula() {
    let gateway = Gateway::start("export-rows");
    let mut till = gateway.till();
    fill(&mut till).await;
    let csv = exported(&gateway, MERCHANT_ID, &["--format", "csv"]);
    assert_eq!(csv.matches("\r\n").count(), csv.matches('\n').count(), "RFC 4180 ends lines with CR LF");
    let rows = parse_csv(&csv);
    let items = listed(&mut till, "").await;
    assert_eq!((rows.len(), items.len()), (8, 8));
    for (row, item) in rows.iter().zip(&items) {
        for (column, path) in [
            ("transaction_id", &["id"][..]),
            ("payment_transaction_id", &["originTransactionId"]),
            ("made_at", &["date"]),
            ("type", &["type"]),
            ("status", &["result", "title"]),
            ("card_number", &["paymentInstrumentData", "maskedNumber"]),
            ("currency", &["currency"]),
        ] {
            assert_eq!(row[column], text(item, path), "{column}");
        }
        assert_eq!(row["merchant_id"], MERCHANT_ID);
        let units = item.at(&["requestedAmount"]).and_then(Tree::as_integer).unwrap();
        assert_eq!(row["minor_units"], units.to_string());
    }
    let references = rows.iter().map(|row| row["order_reference"].as_str());
    assert_eq!(references.filter(|one| one.contains("HYPER")).collect::<Vec<_>>(), [format!("'{HOSTILE}")]);
    let dinars = rows.iter().find(|row| row["currency"] == "KWD").unwrap();
    assert_eq!((dinars["amount"].as_str(), dinars["minor_units"].as_str()), ("1.234", "1234"));
    let sheet = exported(&gateway, MERCHANT_ID, &["--format", "csv", "--spreadsheet"]);
    assert!(sheet.starts_with('\u{feff}'));
    let id = text(&items[0], &["id"]);
    assert_eq!(parse_csv(&sheet)[0]["transaction_id"], format!("=\"{id}\""));
}

#[tokio::test]
async fn a_file_that_others_of_the_machine_cannot_read() {
    let gateway = Gateway::start("export-file");
    gateway.till().paid(2_500).await;
    let path = fresh_dir("exports").join("transactions.csv");
    let printed = exported(&gateway, MERCHANT_ID, &["--format", "csv"]);
    // A file that is there is replaced, also one that everybody may read.
    fs::write(&path, "old ".repeat(1_000)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    for _ in 0..2 {
        let told = exported(&gateway, MERCHANT_ID, &["--format", "csv", "--out", path.to_str().unwrap()]);
        assert_eq!(told, "");
        assert_eq!(fs::read_to_string(&path).unwrap(), printed);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_written() {
    let gateway = Gateway::start("transactions-export-refused");
    gateway.till().paid(2_500).await;
    let ours = ["--merchant", MERCHANT_ID, "--format", "csv"];
    for (words, told) in [
        (vec!["--date-from", "2026-11-01"], "dateFrom"),
        (vec!["--date-from", "2026-11-02T00:00:00Z", "--date-to", "2026-11-01T00:00:00Z"], "dateTo"),
        (vec!["--status", "PAID' OR 1=1 --"], "status"),
        (vec!["--amount-from=-1"], "amountFrom"),
        (vec!["--amount-from", "ten", "--card-last4", "1"], "cardLast4"),
        (vec!["--out", "/nowhere/there"], "/nowhere/there"),
    ] {
        let refused = guichet_on(&gateway, &[&["export", "transactions"], &ours[..], &words].concat());
        assert_eq!(refused.code, Some(1), "{words:?}: {}", refused.stderr);
        assert!(refused.stdout.is_empty() && refused.stderr.contains(told), "{words:?}: {}", refused.stderr);
    }
    for words in [
        &["--merchant", "00000000000000", "--format", "csv"][..],
        &["--merchant", "1", "--format", "csv"],
        &["--format", "csv"],
        &["--merchant", MERCHANT_ID],
        &["--merchant", MERCHANT_ID, "--format", "xml"],
    ] {
        let refused = guichet_on(&gateway, &[&["export", "transactions"], words].concat());
        assert!(refused.code.is_some_and(|code| code != 0) && refused.stdout.is_empty(), "{words:?}");
        assert!(!refused.stderr.is_empty(), "{words:?}");
    }
}
