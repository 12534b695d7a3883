//! `guichet keys list`, `rotate` and `retire`.

use std::time::Duration;

use document::Tree;

use super::{assert_paid, by_token, card, done, key, keys, listed, resealed, retired, token_of};
use crate::harness::{Caller, Gateway, KEYS, Sealer, eventually, guichet_on, sealed_payment, session};

const SETTINGS: [&str; 1] = ["sandbox.live_cards=true"];

/// Everything that is sealed comes under the new key, the old one is destroyed, and all of it opens as before.
#[tokio::test]
async fn a_key_is_rotated_and_its_predecessor_retired() {
    let mut gateway = Gateway::start_with("keys", &SETTINGS);
    let mut till = gateway.till();
    let cards = [card(1), card(2), card(3)];
    let mut tokens = Vec::new();
    for card in &cards {
        tokens.push(token_of(&mut till, card).await);
    }
    let sealer = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    let open = till.new_session(&session(1_000)).await;
    assert_eq!(key(&gateway, 1), (5, "in use".to_owned()));
    assert_eq!(key(&gateway, 2), (0, "in use".to_owned()));

    assert!(done(&keys(&gateway, &["rotate"])).contains("data key 3"));
    resealed(&gateway).await;
    assert_eq!((key(&gateway, 1), key(&gateway, 3)), ((0, "old".to_owned()), (5, "in use".to_owned())));
    gateway.logged(&[("message", "all values are sealed under the data key in use")]).await;
    retired(&gateway, "1").await;
    assert_eq!(key(&gateway, 1), (0, "retired".to_owned()));
    for restarted in [false, true] {
        if restarted {
            gateway.restart();
        }
        let mut till = gateway.till();
        for token in &tokens {
            assert_paid(&till.pay(&by_token(token)).await);
        }
        assert_paid(&till.pay(&sealed_payment(&sealer.seal(&card(4).plaintext()), 1_000)).await);
        let state = gateway.buyer(Caller::Web, &open).state().await;
        assert_eq!(state.status, 200, "{}", state.body_text());
        // An unknown session costs the same work, under the new key as well.
        let unknown = till.session(&open.id.replace(&open.id[1..9], "00000000")).await;
        assert_eq!(unknown.status, 404, "{}", unknown.body_text());
        // A card that is known is known again: its fingerprint and token do not depend on the key.
        assert_eq!(token_of(&mut till, &cards[0]).await, tokens[0]);
    }
    let audit = done(&guichet_on(&gateway, &["audit", "list"]));
    for (action, actor, subject) in [
        ("KEY_MADE", "operator:", "data key 3"),
        ("KEYS_RESEALING", "worker:reseal", "data key 3"),
        ("KEYS_RESEALED", "worker:reseal", "data key 3"),
        ("KEY_RETIRED", "operator:", "data key 1"),
    ] {
        let lines: Vec<&str> = audit.lines().filter(|line| line.contains(&format!(" {action} "))).collect();
        let [line] = lines[..] else { panic!("{action}: {lines:?}") };
        assert!(line.contains(actor) && line.contains(subject), "{line}");
    }
    assert_eq!(guichet_on(&gateway, &["doctor"]).code, Some(0));
}

#[tokio::test]
async fn a_key_that_is_needed_is_not_retired() {
    let mut gateway = Gateway::start_with("keys-kept", &SETTINGS);
    token_of(&mut gateway.till(), &card(5)).await;
    let refused = |gateway: &Gateway, id: &str, words: &str| {
        let finished = keys(gateway, &["retire", id]);
        assert_eq!(finished.code, Some(1), "{}", finished.stdout);
        assert!(finished.stderr.contains(words), "{}", finished.stderr);
    };
    refused(&gateway, "1", "data key 1 is in use: `guichet keys rotate` makes its successor");
    refused(&gateway, "2", "data key 2 is the one of hashes");
    refused(&gateway, "9", "there is no data key 9");
    // Nobody seals anew while no gateway runs.
    gateway.stop();
    done(&keys(&gateway, &["rotate"]));
    refused(&gateway, "1", "less than 15 seconds ago");
    let words = "1 values are still sealed under data key 1: 1 in cards.pan";
    eventually(words, Duration::from_secs(30), || async {
        keys(&gateway, &["retire", "1"]).stderr.contains(words).then_some(())
    })
    .await;
    let told = done(&keys(&gateway, &["list"]));
    assert!(told.contains("1 of 1 values are to be sealed anew"), "{told}");
    gateway.restart();
    resealed(&gateway).await;
    retired(&gateway, "1").await;
    refused(&gateway, "1", "data key 1 was retired at 20");
    let list = listed(&gateway);
    assert_eq!(list.at(&["strays"]).and_then(Tree::as_integer), Some(0));
}
