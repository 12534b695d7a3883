//! `guichet notifications list`, `show` and `resend`.

use crate::harness::{Gateway, Listener, MERCHANT_ID, Reply, guichet_on, session, shared};

use super::{QUICK, Witness, id_of, listed, paid, statuses, tried};

#[tokio::test]
async fn every_attempt_is_shown() {
    let gateway = Gateway::start_with("shown", &[QUICK]);
    let first = [Reply::Status(500), Reply::HalfWay, Reply::Status(422)];
    let listener = Listener::replying(&first, Reply::Status(200)).await;
    let buyer = paid(&gateway, &listener.url("/notify?secret=of-the-shop")).await;
    assert_eq!(tried(&gateway, 4).await, [Some(500), None, Some(422), Some(200)]);
    let id = id_of(&listed(&gateway, &[])[0]);
    // A person reads it as well, and the id of the session is a credential in both forms.
    let (list, shown) =
        (gateway.operate(&["notifications", "list"]), gateway.operate(&["notifications", "show", &id]));
    assert!(list.contains(&id), "{list}");
    for status in ["500", "422", "200"] {
        assert!(shown.contains(status), "{shown}");
    }
    for text in [list, shown, gateway.log()] {
        assert!(!text.contains(&buyer.session.id), "the id of a session is shown whole: {text}");
    }
}

#[tokio::test]
async fn of_one_merchant() {
    let gateway = Gateway::start_with("of-one", &[QUICK]);
    let listener = Listener::start().await;
    paid(&gateway, &listener.url("/ours")).await;
    let (merchant, key) = gateway.new_merchant();
    let request = crate::harness::put(&session(1_000), "notificationURL", listener.url("/theirs"));
    let theirs = gateway.till_of(&merchant, &key).new_session(&request).await;
    gateway.buyer(crate::harness::Caller::Web, &theirs).cancels().await;
    listener.came(2).await;
    assert_eq!(listed(&gateway, &[]).len(), 2);
    for of in [MERCHANT_ID, &merchant] {
        let rows = listed(&gateway, &["--merchant", of]);
        assert_eq!(rows.len(), 1, "{of}");
        assert_eq!(rows[0].at(&["merchant_id"]).and_then(document::Tree::as_text), Some(of));
    }
    assert_eq!(listed(&gateway, &["--merchant", "00000000000000"]).len(), 0);
}

/// By hand: once more, whether it was heard or not, and whether the shop has read the result or not.
#[tokio::test]
async fn sent_again_by_hand() {
    let gateway = Gateway::start_with("resent", &[QUICK]);
    let listener = Listener::start().await;
    let buyer = paid(&gateway, &listener.url("/notify")).await;
    listener.came(1).await;
    gateway.till().session(&buyer.session.id).await;
    let id = id_of(&listed(&gateway, &[])[0]);
    for count in 2..=3 {
        gateway.operate(&["notifications", "resend", &id]);
        let seen = listener.came(count).await;
        assert_eq!(seen[count - 1].target, seen[0].target);
    }
    // It begins no new series.
    Witness::of(&gateway).await.two_rounds().await;
    assert_eq!(listener.seen().len(), 3);
    assert_eq!(statuses(&gateway, &id), [Some(200); 3]);
}

#[test]
fn notifications_that_are_not_there() {
    let gateway = shared();
    for words in [&["show", "none"][..], &["resend", "none"], &["show", "1"], &["resend", "1"], &["show", ""]]
    {
        let refused = guichet_on(&gateway, &[&["notifications"], words].concat());
        assert!(refused.code.is_some_and(|code| code != 0), "{words:?}");
        assert!(!refused.stderr.is_empty(), "{words:?}");
    }
}
