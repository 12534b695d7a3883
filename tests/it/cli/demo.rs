use crate::harness::{ACCESS_KEY, Card, guichet};

#[test]
fn once() {
    // The cards that it shows, so that the search for leaks knows them.
    drop(Card::cb_visa());
    let environment = [("GUICHET_DEMO_ACCESS_KEY", ACCESS_KEY)];
    let shown = guichet(&["demo", "--once", "--listen", "127.0.0.1:0"], &environment);
    assert_eq!(shown.code, Some(0), "{}{}", shown.stdout, shown.stderr);
    for step in [
        "curl",
        "/v1/security/encryption/keys/",
        "/v1/checkout/payments",
        "/v1/checkout/transactions/",
        "ACCEPTED",
        "REFUSED",
        "02001",
    ] {
        assert!(shown.stdout.contains(step), "{step} is not shown:\n{}", shown.stdout);
    }
    // It ends well a second time, on the data of the first.
    let dir = crate::harness::fresh_dir("demo");
    let data = dir.join("data");
    for _ in 0..2 {
        let words = ["demo", "--once", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
        let again = guichet(&words, &environment);
        assert_eq!(again.code, Some(0), "{}{}", again.stdout, again.stderr);
    }
}
