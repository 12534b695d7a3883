//! `GET directoryServerSdkKeys`: an older Android app crashes without one of them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client::Method;
use document::Tree;

use crate::harness::{Caller, session, shared};

#[tokio::test]
async fn one_of_each_scheme() {
    let gateway = shared();
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        let answer = buyer.ask(Method::GET, "directoryServerSdkKeys", "").await;
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        let list = answer.at(&["directoryServerSdkKeyList"]).and_then(Tree::as_list).unwrap();
        let mut rids = BTreeMap::new();
        for key in list {
            let text = |name| key.at(&[name]).and_then(Tree::as_text).unwrap();
            for name in ["publicKey", "rootPublicKey"] {
                let bytes = STANDARD.decode(text(name)).unwrap();
                // The shortest of all, a point on P-256, has 91 as SubjectPublicKeyInfo.
                assert!(bytes.len() >= 64 && bytes[0] == 0x30, "{name} of {} is no DER", text("scheme"));
            }
            rids.insert(text("scheme"), text("rid"));
        }
        let expected = [
            ("CB", "A000000042"),
            ("VISA", "A000000003"),
            ("MASTERCARD", "A000000004"),
            ("AMEX", "A000000025"),
        ];
        for (scheme, rid) in expected {
            assert_eq!(rids.get(scheme), Some(&rid), "{scheme}");
        }
    }
}
