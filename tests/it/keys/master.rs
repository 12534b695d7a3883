//! Another master key, while the gateway serves.

use std::time::Duration;

use document::Tree;

use super::{
    assert_paid, by_token, card, done, keys, listed, master_key_file, new_master_key, resealed, retired,
    token_of, write_private,
};
use crate::harness::{Gateway, eventually, guichet, three_on_one_store};

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

/// An instance that lacks the master key of a new data key says so and is not ready, until it is given the key.
#[tokio::test]
async fn an_instance_without_the_master_key_of_a_new_data_key() {
    let (old, new) = (new_master_key(), new_master_key());
    let path = master_key_file("keys-lacking", &format!("{old}\n"));
    let both = master_key_file("keys-of-the-others", &format!("{new}\n{old}\n"));
    let setting = format!("master_key_file={}", path.display());
    let gateway = Gateway::start_with("keys-lacking", &[&setting, "sandbox.live_cards=true"]);
    let token = token_of(&mut gateway.till(), &card(21)).await;
    let setting = format!("master_key_file={}", both.display());
    let data = gateway.data();
    for words in [&["keys", "rotate", "--master"][..], &["keys", "rotate"]] {
        let others = [words, &["--data", data.to_str().unwrap(), "--set", &setting]].concat();
        done(&guichet(&others, &gateway.environment()));
    }
    let ready = || async { gateway.till().get("/health/ready").await };
    let words = eventually("an instance that is not ready", Duration::from_secs(30), || async {
        let ready = ready().await;
        let words = ready.text(&["unopened_data_key"]).map(str::to_owned);
        words.filter(|_| ready.status == 503 && ready.at(&["ready"]) == Some(&Tree::from(false)))
    })
    .await;
    assert!(words.starts_with("cannot open data key 3 since 20"), "{words}");
    assert!(words.ends_with(": give this instance the master keys of the others"), "{words}");
    // What older keys seal is served.
    assert_paid(&gateway.till().pay(&by_token(&token)).await);
    let told = || gateway.log().lines().filter(|line| line.contains("a data key cannot be opened")).count();
    eventually("a line of the log", Duration::from_secs(10), || async { (told() > 0).then_some(()) }).await;
    assert_eq!(told(), 1);
    write_private(&path, &format!("{new}\n{old}\n"));
    eventually("an instance that is ready", Duration::from_secs(30), || async {
        let ready = ready().await;
        (ready.status == 200 && ready.at(&["unopened_data_key"]) == Some(&Tree::Null)).then_some(())
    })
    .await;
    resealed(&gateway).await;
    assert_paid(&gateway.till().pay(&by_token(&token)).await);
}
