use crate::harness::{Gateway, MERCHANT_ID, guichet};

#[test]
fn create_list_lock() {
    let gateway = Gateway::start("merchants");
    let data = gateway.data();
    let data = data.to_str().unwrap();
    let (id, key) = gateway.new_merchant();
    assert!(key.len() >= 20, "an access key is not guessed");
    let list = guichet(&["merchant", "list", "--data", data], &gateway.environment());
    assert_eq!(list.code, Some(0));
    assert!(list.stdout.contains(&id) && list.stdout.contains(MERCHANT_ID));
    assert!(!list.stdout.contains(&key), "a key is shown once");
    gateway.manage(&["lock", &id]);
    let list = guichet(&["merchant", "list", "--data", data], &gateway.environment());
    assert!(list.stdout.lines().any(|line| line.contains(&id) && line.contains("LOCKED")));
    let twice =
        guichet(&["merchant", "create", "--name", "x", "--id", &id, "--data", data], &gateway.environment());
    assert!(twice.code.is_some_and(|code| code != 0), "an id belongs to one");
    for wrong in ["1", "1234567890123x", "123456789012345"] {
        let refused = guichet(
            &["merchant", "create", "--name", "x", "--id", wrong, "--data", data],
            &gateway.environment(),
        );
        assert!(refused.code.is_some_and(|code| code != 0), "{wrong}");
    }
}

#[test]
fn merchants_that_are_not_there() {
    let gateway = Gateway::start("no-merchants");
    let data = gateway.data();
    let data = data.to_str().unwrap();
    for command in ["lock", "unlock", "rotate-key"] {
        let refused =
            guichet(&["merchant", command, "00000000000000", "--data", data], &gateway.environment());
        assert!(refused.code.is_some_and(|code| code != 0), "{command}");
        assert!(!refused.stderr.is_empty());
    }
}
