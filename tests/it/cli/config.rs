use crate::harness::guichet;

const SECRET: &str = "it-Config-Access-Key-77Qz";
const MASTER: &str = "uJ4dW8mRkq0v2bN5yT1xZ6cL3fH9sPgEoA7iKwVtXn0=";

#[test]
fn secrets_are_masked() {
    crate::harness::note_secret("access-key", SECRET);
    let environment = [("GUICHET_DEMO_ACCESS_KEY", SECRET), ("GUICHET_MASTER_KEY", MASTER)];
    for words in [&["config"][..], &["config", "--json"]] {
        let shown = guichet(words, &environment);
        assert_eq!(shown.code, Some(0), "{}", shown.stderr);
        assert!(shown.stdout.contains("demo.access_key") || shown.stdout.contains("access_key"));
        for secret in [SECRET, MASTER] {
            assert!(!shown.stdout.contains(secret) && !shown.stderr.contains(secret), "{}", shown.stdout);
        }
    }
}

#[test]
fn the_later_wins() {
    let dir = crate::harness::fresh_dir("config");
    let file = dir.join("guichet.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:1001\"\n[log]\nformat = \"json\"\nlevel = \"warn\"\n")
        .unwrap();
    let file = file.to_str().unwrap();
    let shown = |words: &[&str], environment: &[(&str, &str)]| {
        let all = [&["config", "--config", file], words].concat();
        let shown = guichet(&all, environment);
        assert_eq!(shown.code, Some(0), "{}", shown.stderr);
        shown.stdout
    };
    let has = |text: &str, setting: &str| {
        text.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(setting))
    };
    let from_file = shown(&[], &[]);
    assert!(has(&from_file, "log.level = \"warn\"") && has(&from_file, "listen = \"127.0.0.1:1001\""));
    let from_environment = shown(&[], &[("GUICHET_LISTEN", "127.0.0.1:1002")]);
    assert!(has(&from_environment, "listen = \"127.0.0.1:1002\""), "{from_environment}");
    let from_flags = shown(&["--listen", "127.0.0.1:1003"], &[("GUICHET_LISTEN", "127.0.0.1:1002")]);
    assert!(has(&from_flags, "listen = \"127.0.0.1:1003\""), "{from_flags}");
}

#[test]
fn an_unknown_setting_names_the_nearest() {
    let dir = crate::harness::fresh_dir("config");
    let file = dir.join("guichet.toml");
    std::fs::write(&file, "[log]\nformaat = \"json\"\n").unwrap();
    for refused in [
        guichet(&["config", "--set", "log.fromat=json"], &[]),
        guichet(&["serve", "--set", "log.fromat=json"], &[]),
        guichet(&["config", "--config", file.to_str().unwrap()], &[]),
    ] {
        assert!(refused.code.is_some_and(|code| code != 0));
        assert!(refused.stderr.contains("log.format"), "{}", refused.stderr);
    }
    let refused = guichet(&["config"], &[("GUICHET_LOG_FROMAT", "json")]);
    assert!(refused.code.is_some_and(|code| code != 0) && refused.stderr.contains("GUICHET_LOG_FORMAT"));
}

#[test]
fn values_that_are_none() {
    for setting in [
        "mode=playground",
        "cell=62",
        "cell=-1",
        "cell=07",
        "cell=",
        "log.format=xml",
        "log.level=loud",
        "acquirer.answer_limit_ms=99",
        "acquirer.answer_limit_ms=25001",
        "acquirer.answer_limit_ms=soon",
        "keys.rsa_bits=1024",
        "calendar=Mars/Olympus",
        "listen=nowhere",
        "sandbox.live_cards=maybe",
        "sandbox.clock_ahead_hours=-1",
        "sandbox.clock_ahead_hours=8761",
        "sandbox.clock_ahead_hours=soon",
        "demo.merchant_id=123",
    ] {
        let refused = guichet(&["config", "--set", setting], &[]);
        assert!(refused.code.is_some_and(|code| code != 0), "{setting} is taken");
        let name = setting.split('=').next().unwrap();
        assert!(refused.stderr.contains(name), "{setting}: {}", refused.stderr);
    }
}
