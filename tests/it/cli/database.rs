//! A configured database that does not exist.

use crate::harness::{Finished, guichet};

const PASSWORD: &str = "it-Database-Password-4c";

fn url() -> String {
    format!("postgres://shop:{PASSWORD}@127.0.0.1:1/payments?sslmode=disable")
}

fn tells(finished: &Finished, what: &str) -> bool {
    finished.stdout.contains(what) || finished.stderr.contains(what)
}

#[test]
fn its_password_is_masked_and_the_rest_is_shown() {
    crate::harness::note_secret("access-key", PASSWORD);
    let file = crate::harness::fresh_dir("database").join("guichet.toml");
    std::fs::write(&file, format!("[database]\nurl = \"{}\"\nconnections = 3\n", url())).unwrap();
    let (url, file_name) = (url(), file.to_str().unwrap());
    for (words, environment) in [
        (vec!["config", "--database", &url], vec![]),
        (vec!["config", "--json"], vec![("GUICHET_DATABASE", url.as_str())]),
        (vec!["config", "--config", file_name], vec![]),
    ] {
        let shown = guichet(&words, &environment);
        assert_eq!(shown.code, Some(0), "{words:?}: {}", shown.stderr);
        assert!(
            tells(&shown, "postgres://shop:********@127.0.0.1:1/payments?sslmode=disable"),
            "{}",
            shown.stdout
        );
        assert!(!tells(&shown, PASSWORD), "{words:?}");
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn how_long_a_commit_may_stay_unknown() {
    let file = crate::harness::fresh_dir("database").join("guichet.toml");
    std::fs::write(&file, "[database]\noutcome_limit_s = 600\n").unwrap();
    for (words, environment, shows) in [
        (vec!["config"], vec![], "60"),
        (vec!["config", "--set", "database.outcome_limit_s=15"], vec![], "15"),
        (vec!["config"], vec![("GUICHET_DATABASE_OUTCOME_LIMIT_S", "90")], "90"),
        (vec!["config", "--config", file.to_str().unwrap()], vec![], "600"),
    ] {
        let shown = guichet(&words, &environment);
        assert_eq!(shown.code, Some(0), "{words:?}: {}", shown.stderr);
        assert!(tells(&shown, &format!("database.outcome_limit_s = \"{shows}\"")), "{}", shown.stdout);
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn what_is_wrong_with_an_address_is_named() {
    for (url, reason) in [
        ("postgres://shop:p4ss@w0rd@127.0.0.1:1/x", "an @ in the user or the password must be written %40"),
        ("postgres://shop:p4ss/w0rd@127.0.0.1:1/x", "%2F"),
        ("postgres://shop:p4ss#w0rd@127.0.0.1:1/x", "%23"),
        ("postgres://shop:p4ss%w0rd@127.0.0.1:1/x", "%25"),
        ("postgres://shop:p4ss@127.0.0.1:70000/x", "the port"),
        ("postgres://shop:p4ss@127.0.0.1:1/x?sslmod=require", "one of its parameters is not known"),
        // A line break that a file or a shell has added is taken off: here the server is asked.
        ("postgres://shop:p4ss@127.0.0.1:1/x\n", "Connection refused"),
    ] {
        for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["doctor"]] {
            let refused = guichet(words, &[("GUICHET_DATABASE", url)]);
            assert!(refused.code.is_some_and(|code| code != 0), "{url}");
            assert!(tells(&refused, reason), "{url}: {}{}", refused.stdout, refused.stderr);
            assert!(!tells(&refused, "p4ss") && !tells(&refused, "w0rd"), "{url}");
        }
    }
}

#[test]
fn nobody_answers_there() {
    crate::harness::note_secret("access-key", PASSWORD);
    let url = url();
    for words in [&["doctor"][..], &["serve", "--listen", "127.0.0.1:0"], &["merchant", "list"]] {
        let refused = guichet(words, &[("GUICHET_DATABASE", &url)]);
        assert!(refused.code.is_some_and(|code| code != 0), "{words:?}");
        assert!(tells(&refused, "database") && !tells(&refused, PASSWORD), "{words:?}: {}", refused.stderr);
    }
}

#[test]
fn values_that_are_none() {
    for setting in [
        "database=mysql://shop:it-Database-Password-4c@h/x",
        "database.connections=0",
        "database.connections=few",
        "database.outcome_limit_s=14",
        "database.outcome_limit_s=601",
        "database.outcome_limit_s=soon",
    ] {
        let refused = guichet(&["config", "--set", setting], &[]);
        let name = setting.split('=').next().unwrap();
        assert!(refused.code.is_some_and(|code| code != 0) && refused.stderr.contains(name), "{setting}");
        assert!(!tells(&refused, PASSWORD));
    }
    // What is only read when it is used: the file of authorities.
    let refused = guichet(
        &["doctor", "--database", "postgres://db.example/x", "--set", "database.ca=/nowhere.pem"],
        &[],
    );
    assert!(
        refused.code.is_some_and(|code| code != 0) && tells(&refused, "database.ca"),
        "{}",
        refused.stdout
    );
}
