//! Authentications of another merchant

use crate::harness::{
    AUTHENTICATIONS, Card, Till, assert_error, assert_result, authentication, put, reference, shared,
    verification,
};

/// Neither merchant finds the other's, and both may give the same id.
#[tokio::test]
async fn an_authentication_is_its_merchants() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let (ours, theirs) = (till.new_authentication().await, other.new_authentication().await);
    let next = put(&authentication(&Card::cb_visa(), 1_000), "threeDS.threeDSMethodResult", "SUCCESSFUL");
    let unknown = async |till: &mut Till, id: &str| {
        let told = till.put(&format!("{AUTHENTICATIONS}/{id}"), next.clone()).await;
        assert_error(&told, 404, "03004");
        let verified = till.verify(id, &verification("e30")).await;
        assert_error(&verified, 404, "03004");
        [told, verified].map(|answer| answer.body_text().clone())
    };
    let nobodys = unknown(&mut other, &reference()).await;
    assert_eq!(unknown(&mut other, &ours).await, nobodys);
    assert_eq!(unknown(&mut till, &theirs).await, nobodys);
    // The same id at the other merchant is another authentication.
    let request = put(&authentication(&Card::cb_visa(), 1_000), "sessionId", ours.as_str());
    assert_eq!(other.authenticate(&request).await.status, 201);
    assert_result(&other.verify(&ours, &verification("e30")).await, 200, "ERROR", "03006");
    assert_error(&other.authenticate(&request).await, 409, "03005");
}
