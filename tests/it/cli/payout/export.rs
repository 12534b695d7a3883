//! `guichet payout export`

use std::{fs, os::unix::fs::PermissionsExt as _, time::Duration};

use super::{
    accepted, exported, payout,
    schema::{Element, assert_valid},
};
use crate::harness::{Gateway, eventually, guichet_on, json, put, transfer};
use crate::keys::{done, keys, resealed, retired};
use crate::sql::run_sql;

const UTC: &str = "calendar=UTC";

/// Restarts the gateway so many hours ahead.
fn ahead(gateway: &mut Gateway, hours: u32) {
    gateway.restart_ahead(hours, &[UTC]);
}

#[tokio::test]
async fn one_file_a_day() {
    let mut gateway = Gateway::start_with("payout-export", &[UTC]);
    let (merchant, key) = gateway.new_merchant();
    let own = ["--iban", "DE89370400440532013000", "--bic", "DEUTDEFF", "--name", "M\u{fc}ller & S\u{f6}hne"];
    let set = payout(&gateway, &[&["account", merchant.as_str()], &own[..]].concat());
    assert_eq!(set.code, Some(0), "{}", set.stderr);
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let named = |cents, name: &str| put(&transfer(cents), "payeeBankAccount.holderName", name);
    let (first, day) = accepted(&mut till, &named(1_005, "Ren\u{e9}e \u{141}ukaszewicz & Fils <SA>")).await;
    let with_order =
        put(&transfer(99_999_999_999), "crossReference", json(r#"{"orderReference":"order-\u00e9 1"}"#));
    let (second, _) = accepted(&mut till, &with_order).await;
    let (third, last_day) =
        accepted(&mut other, &named(7, "\u{393}\u{3b9}\u{3ce}\u{3c1}\u{3b3}\u{3bf}\u{3c2}")).await;
    till.post(crate::harness::SEPA_TRANSFERS, &[], &transfer(33_305)).await;
    assert_eq!(day, last_day, "run it again: midnight came between");
    let early = payout(&gateway, &["export", "--day", &day]);
    assert_eq!(early.code, Some(1));
    assert!(early.stderr.contains("the day is not over"), "{}", early.stderr);

    ahead(&mut gateway, 24);
    let text = exported(&gateway, &day).await;
    let document = Element::read(&text);
    assert_valid(&document);
    let message = &document.children[0];
    assert_eq!(message.at("GrpHdr/MsgId"), format!("GUICHET-0-{}", day.replace('-', "")));
    assert_eq!((message.at("GrpHdr/NbOfTxs"), message.at("GrpHdr/CtrlSum")), ("3", "1000000010.11"));
    let parts = message.all("PmtInf");
    let mut parts: Vec<_> = parts.into_iter().map(|part| (part.at("DbtrAcct/Id/IBAN"), part)).collect();
    parts.sort_by_key(|(iban, _)| *iban);
    let [(german, theirs), (sandbox, ours)] = parts[..] else { panic!("{text}") };
    assert_eq!((german, sandbox), ("DE89370400440532013000", "FR7630006000011234567890189"));
    assert_eq!(
        (theirs.at("Dbtr/Nm"), theirs.at("NbOfTxs"), theirs.at("CtrlSum")),
        ("Muller Sohne", "1", "0.07")
    );
    assert_eq!((ours.at("NbOfTxs"), ours.at("CtrlSum")), ("2", "1000000010.04"));
    assert!(ours.at("ReqdExctnDt/Dt") > day.as_str());
    let credit = |id: &str| {
        let all = [ours, theirs].into_iter().flat_map(|part| part.all("CdtTrfTxInf"));
        all.into_iter().find(|credit| credit.at("PmtId/EndToEndId") == id).unwrap()
    };
    assert_eq!(credit(&first).at("Cdtr/Nm"), "Renee Lukaszewicz Fils SA");
    assert_eq!(credit(&first).at("Amt/InstdAmt"), "10.05");
    assert_eq!(credit(&second).at("Amt/InstdAmt"), "999999999.99");
    assert_eq!(credit(&second).at("RmtInf/Ustrd"), "order-e 1");
    assert_eq!(credit(&second).at("CdtrAcct/Id/IBAN"), "DE89370400440532013000");
    assert_eq!(credit(&second).at("CdtrAgt/FinInstnId/BICFI"), "DEUTDEFF");
    assert_eq!(credit(&third).at("Cdtr/Nm"), "Giorgos");

    // It never changes: after a restart, after what became of the transfers, and under another data key.
    done(&keys(&gateway, &["rotate"]));
    resealed(&gateway).await;
    retired(&gateway, "1").await;
    assert_eq!(exported(&gateway, &day).await, text);
    let (_, next) = accepted(&mut gateway.till(), &transfer(500)).await;
    ahead(&mut gateway, 24 * 14);
    let later = exported(&gateway, &next).await;
    assert_valid(&Element::read(&later));
    assert!(later != text && later.contains("<CtrlSum>5.00</CtrlSum>"), "{later}");
    assert_eq!(exported(&gateway, &day).await, text);

    let file = gateway.dir().join("payout.xml");
    let written = payout(&gateway, &["export", "--day", &day, "--out", file.to_str().unwrap()]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""), "{}", written.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let lines = gateway.operate(&["audit", "list", "--action", "PAYOUT_FILE_EXPORTED"]);
    assert!(lines.contains(&format!("{day}: 3 transfers")), "{lines}");
    let listed = payout(&gateway, &["list"]).stdout;
    let line = |day: &str| listed.lines().find(|line| line.starts_with(day)).unwrap().to_owned();
    assert!(line(&day).contains("1000000010.11") && line(&next).contains("5.00"), "{listed}");
    assert!(!listed.contains("nobody has exported") && !line(&day).ends_with('-'), "{listed}");
    run_sql(&gateway, &format!("UPDATE transfer_files SET exported_ms = NULL WHERE day = '{day}'"));
    let listed = payout(&gateway, &["list"]).stdout;
    assert!(listed.contains("1 of them should be with the bank by now"), "{listed}");
}

#[tokio::test]
async fn a_day_without_a_file() {
    let gateway = Gateway::start_with("payout-no-file", &[UTC]);
    for (day, words) in [
        ("2020-01-01", "no transfer was accepted on it"),
        ("2199-01-01", "the day is not over"),
        ("2020-02-30", "invalid value"),
    ] {
        let out = gateway.dir().join("none.xml");
        let done = payout(&gateway, &["export", "--day", day, "--out", out.to_str().unwrap()]);
        assert!(done.code != Some(0) && done.stderr.contains(words), "{day}: {}", done.stderr);
        assert!(!out.exists());
    }
}

/// More transfers than are read at a time, from several accounts and with names of every length.
#[tokio::test]
async fn many_transfers() {
    let mut gateway = Gateway::start_with("payout-many", &[UTC]);
    let mut till = gateway.till();
    let mut days = Vec::new();
    for number in 0..60_i64 {
        let name = "\u{df}".repeat(usize::try_from(number % 70 + 1).unwrap());
        let request = put(&transfer(100 + number), "payeeBankAccount.holderName", name.as_str());
        days.push(accepted(&mut till, &request).await);
    }
    days.sort_by(|one, other| one.1.cmp(&other.1));
    let day = days[0].1.clone();
    let of_day: Vec<&str> = days.iter().filter(|(_, of)| *of == day).map(|(id, _)| id.as_str()).collect();
    ahead(&mut gateway, 48);
    let document = Element::read(&exported(&gateway, &day).await);
    assert_valid(&document);
    let [part] = document.children[0].all("PmtInf")[..] else { panic!("one account") };
    let mut ids: Vec<&str> =
        part.all("CdtTrfTxInf").iter().map(|credit| credit.at("PmtId/EndToEndId")).collect();
    assert!(ids.is_sorted());
    ids.sort_unstable();
    let mut wanted = of_day;
    wanted.sort_unstable();
    assert_eq!(ids, wanted);
}

/// Whoever looks after the gateway is told of files that somebody else has to take to the bank.
#[tokio::test]
async fn a_file_that_nobody_exports_is_told_by_the_doctor() {
    let mut gateway = Gateway::start_with("payout-doctor", &[UTC]);
    let line = |gateway: &Gateway| {
        let settings = gateway.settings().iter().flat_map(|setting| ["--set", setting.as_str()]);
        let found = guichet_on(gateway, &[&["doctor"], &settings.collect::<Vec<_>>()[..]].concat());
        assert_eq!(found.code, Some(0), "{}", found.stdout);
        found.stdout.lines().find(|line| line.contains(" transfers ")).unwrap().to_owned()
    };
    assert!(line(&gateway).contains("every file of transfers that is closed was exported"));
    let (_, day) = accepted(&mut gateway.till(), &transfer(1_000)).await;
    accepted(&mut gateway.till(), &transfer(2_000)).await;
    let counts = |late| {
        format!(
            "nobody has exported: 1, with 2 transfers, the oldest of {day}; with the bank by now should be: {late} "
        )
    };
    ahead(&mut gateway, 24);
    eventually("file of the day", Duration::from_secs(60), || async {
        line(&gateway).contains(&counts(0)).then_some(())
    })
    .await;
    ahead(&mut gateway, 24 * 14);
    assert!(line(&gateway).contains(&counts(1)), "{}", line(&gateway));
    exported(&gateway, &day).await;
    assert!(line(&gateway).contains("every file of transfers that is closed was exported"));
}
