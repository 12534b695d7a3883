//! Objects of another merchant.

use client::Answer;

use crate::harness::description::{Operation, operations, template_of};
use crate::harness::{FilledPath, Stranger, Till, assert_error, shared};

async fn ask(till: &mut Till, operation: Operation, path: &str) -> Answer {
    till.send(operation.http_method(), path, &[], operation.example()).await
}

/// Returns what the owner reads. `None` where objects of this kind are not read.
async fn read(owner: &mut Till, object: &str) -> Option<String> {
    let template = template_of(object)?;
    operations().iter().find(|operation| operation.path == template && operation.method == "get")?;
    Some(owner.get(object).await.body_text())
}

/// Every operation of the description that names an object: a stranger learns nothing of it, and changes nothing.
#[tokio::test]
async fn every_operation_on_an_object_of_another_merchant() {
    let gateway = shared();
    let mut owner = gateway.till();
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    let mut asked = 0;
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        let path = FilledPath::new(&mut owner, operation.path).await;
        let before = read(&mut owner, &path.object).await;
        match path.stranger {
            Stranger::HasNothingToName => continue,
            Stranger::IsToldNothing(status, code) => {
                let foreign = ask(&mut stranger, operation, &path.own).await;
                assert_error(&foreign, status, code);
                let nobodys = ask(&mut stranger, operation, &path.nobodys).await;
                assert_eq!(foreign.body_text(), nobodys.body_text(), "{name}");
            }
            Stranger::HasAnother => {
                let theirs = ask(&mut stranger, operation, &path.own).await;
                assert!((200..300).contains(&theirs.status), "{name}: {}", theirs.body_text());
                assert_ne!(Some(theirs.body_text()), before, "{name}");
            }
        }
        assert_eq!(read(&mut owner, &path.object).await, before, "{name} by a stranger changes something");
        asked += 1;
    }
    assert!(asked >= 7, "the description has lost operations: {asked} name an object");
}
