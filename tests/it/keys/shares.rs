//! The master key in shares.

use std::fs;
use std::path::Path;

use super::{assert_paid, by_token, card, command, done, keys, note_secret, token_of, write_private};
use crate::harness::{Finished, Gateway, fresh_dir, guichet, guichet_on};

fn split(gateway: &Gateway, shares: u8, threshold: u8) -> Vec<String> {
    let (shares, threshold) = (shares.to_string(), threshold.to_string());
    let printed = done(&keys(gateway, &["split", "--shares", &shares, "--threshold", &threshold]));
    let lines: Vec<String> = printed.lines().map(str::to_owned).collect();
    lines
}

/// Writes each share to a file, and returns the value of `master_key_share_files`.
fn files(dir: &Path, shares: &[&str]) -> String {
    let write = |(place, share): (usize, &&str)| {
        let path = dir.join(format!("share-{}", place + 1));
        write_private(&path, &format!("{share}\n"));
        path.display().to_string()
    };
    shares.iter().enumerate().map(write).collect::<Vec<_>>().join(" ")
}

fn served(gateway: &Gateway, shares: &[&str]) -> Finished {
    let files = files(&fresh_dir("shares"), shares);
    let setting = format!("master_key_share_files={files}");
    command(gateway, &["serve", "--listen", "127.0.0.1:0", "--set", &setting])
}

#[tokio::test]
async fn enough_shares_start_the_gateway_and_no_others_do() {
    let mut gateway = Gateway::start_with("shares", &["sandbox.live_cards=true"]);
    let token = token_of(&mut gateway.till(), &card(30)).await;
    let (one, other) = (split(&gateway, 5, 3), split(&gateway, 5, 3));
    assert_eq!(one.len(), 5);
    let audit = done(&guichet_on(&gateway, &["audit", "list", "--action", "KEY_SPLIT"]));
    assert!(audit.lines().count() == 2 && audit.contains(": 3 of 5"), "{audit}");
    gateway.stop();
    // Only the shares have the key now.
    let key = fs::read_to_string(gateway.data().join("master.key")).unwrap();
    let key = key.lines().next_back().unwrap().to_owned();
    note_secret("master-key", &key);
    fs::remove_file(gateway.data().join("master.key")).unwrap();

    let set = |line: &str| line.split(':').nth(2).unwrap().to_owned();
    let bent = format!("{}0{}", &one[1][..60], &one[1][61..]);
    let bent = if bent == one[1] { format!("{}1{}", &one[1][..60], &one[1][61..]) } else { bent };
    for (shares, words) in [
        (vec![&*one[0], &one[3]], format!("2 of 3 shares given of set {}: add 1", set(&one[0]))),
        (vec![&one[0], &one[1], &other[2]], "share 3 (".to_owned()),
        (
            vec![&one[0], &one[1], &other[2]],
            format!("is of another set: it is of {}, and most are of {}", set(&other[0]), set(&one[0])),
        ),
        (vec![&one[0], &bent, &one[2]], "share-2 was changed or cut: its checksum is wrong".to_owned()),
        (vec![&one[0], &key, &one[2]], "share-2 is no share".to_owned()),
    ] {
        let refused = served(&gateway, &shares);
        assert_eq!(refused.code, Some(1), "{}", refused.stdout);
        assert!(refused.stderr.contains(&words), "{words}: {}", refused.stderr);
        let files = files(&fresh_dir("shares"), &shares);
        let found = command(&gateway, &["doctor", "--set", &format!("master_key_share_files={files}")]);
        assert!(found.code == Some(1) && found.stdout.contains("BAD  master key"), "{}", found.stdout);
    }
    let dir = fresh_dir("shares");
    let chosen = files(&dir, &[&one[4], &one[1], &one[2]]);
    gateway.set(&[&format!("master_key_share_files={chosen}"), "sandbox.live_cards=true"]);
    gateway.restart();
    assert_paid(&gateway.till().pay(&by_token(&token)).await);
    // The files are read again for a new data key.
    done(&keys(&gateway, &["rotate"]));
    super::resealed(&gateway).await;
    assert_paid(&gateway.till().pay(&by_token(&token)).await);

    let paths: Vec<&str> = chosen.split(' ').collect();
    let joined = done(&guichet(&[&["keys", "join"], &paths[..]].concat(), &[]));
    assert_eq!(joined.trim(), key);
    let refused = guichet(&["keys", "join", paths[0]], &[]);
    assert!(refused.code == Some(1) && refused.stderr.contains("1 of 3 shares given"), "{}", refused.stderr);
}

/// Shares in the environment start the gateway as well, and those of another store's key do not.
#[tokio::test]
async fn shares_in_the_environment() {
    let (mut gateway, other) = (Gateway::start("shares-environment"), Gateway::start("shares-other"));
    let shares = [split(&gateway, 3, 2), split(&other, 3, 2)];
    gateway.stop();
    let mut environment = gateway.environment();
    let doctor = |shares: &[String], environment: &mut Vec<(&'static str, String)>| {
        environment.push(("GUICHET_MASTER_KEY_SHARES", shares[1..].join(" ")));
        let variables: Vec<(&str, &str)> =
            environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        guichet(&["doctor", "--data", gateway.data().to_str().unwrap()], &variables)
    };
    let database: Vec<(&'static str, String)> =
        environment.drain(..).map(|(_, url)| ("GUICHET_DATABASE", url.to_owned())).collect();
    let right = doctor(&shares[0], &mut database.clone());
    assert_eq!(right.code, Some(0), "{}", right.stdout);
    assert!(right.stdout.contains("came in the environment"), "{}", right.stdout);
    let wrong = doctor(&shares[1], &mut database.clone());
    assert_eq!(wrong.code, Some(1), "{}", wrong.stdout);
    assert!(wrong.stdout.contains("the master key does not open the data keys"), "{}", wrong.stdout);
}

/// The shares of an earlier split may be all that opens a store: nothing is written over them, and the audit log tells only of shares
/// that are there.
#[test]
fn files_of_shares_and_their_numbers() {
    let gateway = Gateway::start("shares-files");
    let out = fresh_dir("shares-out");
    let out_to = |out: &Path| {
        let words = ["split", "--shares", "3", "--threshold", "2", "--out", out.to_str().unwrap()];
        keys(&gateway, &words)
    };
    let paths_of =
        |finished: &Finished| -> Vec<String> { done(finished).lines().map(str::to_owned).collect() };
    let first = paths_of(&out_to(&out));
    assert_eq!(first.len(), 3, "{first:?}");
    let read = |paths: &[String]| -> Vec<String> {
        paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    };
    let texts = read(&first);
    for (number, (path, text)) in (1..).zip(first.iter().zip(&texts)) {
        use std::os::unix::fs::PermissionsExt as _;
        let set = text.split(':').nth(2).unwrap();
        assert_eq!(*path, out.join(format!("share-{set}-{number}")).display().to_string());
        assert!(text.starts_with("guichet-share:1:") && text.lines().count() == 1);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let second = paths_of(&out_to(&out));
    assert_eq!(read(&first), texts, "another split leaves the shares of the first");
    for paths in [&first, &second] {
        done(&guichet(&["keys", "join", &paths[0], &paths[2]], &[]));
    }
    let audited = || {
        let audit = done(&guichet_on(&gateway, &["audit", "list", "--action", "KEY_SPLIT"]));
        audit.lines().count()
    };
    assert_eq!(audited(), 2);
    let refused = out_to(Path::new(&first[0]));
    assert_eq!((refused.code, audited()), (Some(1), 2), "{}", refused.stderr);
    for (shares, threshold) in [("3", "4"), ("3", "1"), ("1", "1")] {
        let refused = keys(&gateway, &["split", "--shares", shares, "--threshold", threshold]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.stderr.contains("the threshold between 2 and their number"), "{}", refused.stderr);
    }
}
