//! Another master key, while the gateway serves.

use document::Tree;

use super::{
    assert_paid, by_token, card, done, keys, listed, master_key_file, new_master_key, resealed, retired,
    token_of, write_private,
};
use crate::harness::{Gateway, three_on_one_store};

fn sealed_by_others(gateway: &Gateway) -> i64 {
    listed(gateway).at(&["sealed_by_others"]).and_then(Tree::as_integer).unwrap()
}

/// The new key comes before the old one into the file, the data keys are sealed by it, and the old one goes. No instance is
/// restarted; a data key that only the new master key opens is taken over.
#[tokio::test]
async fn a_master_key_is_replaced_while_instances_serve() {
    let (old, new) = (new_master_key(), new_master_key());
    let path = master_key_file("keys-master-file", &format!("# of all instances\n{old}\n"));
    let setting = format!("master_key_file={}", path.display());
    let mut gateways = three_on_one_store("keys-master", &[&setting, "sandbox.live_cards=true"]);
    let token = token_of(&mut gateways[0].till(), &card(20)).await;
    write_private(&path, &format!("{new}\n{old}\n"));
    assert_eq!(sealed_by_others(&gateways[0]), 2);
    let told = done(&keys(&gateways[0], &["list"]));
    assert!(told.contains("2 data keys are sealed by another master key than the first"), "{told}");
    // A new data key is sealed by the master key that all instances have.
    done(&keys(&gateways[0], &["rotate"]));
    assert_eq!(sealed_by_others(&gateways[0]), 3);
    assert!(done(&keys(&gateways[1], &["rotate", "--master"])).starts_with("3 data keys"));
    assert_eq!(sealed_by_others(&gateways[0]), 0);
    write_private(&path, &format!("{new}\n"));
    done(&keys(&gateways[0], &["rotate"]));
    for gateway in &gateways {
        assert_paid(&gateway.till().pay(&by_token(&token)).await);
    }
    resealed(&gateways[0]).await;
    for gateway in &gateways {
        assert_paid(&gateway.till().pay(&by_token(&token)).await);
    }
    retired(&gateways[0], "1").await;
    retired(&gateways[0], "3").await;
    gateways[2].restart();
    assert_paid(&gateways[2].till().pay(&by_token(&token)).await);
}
