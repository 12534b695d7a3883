//! Writes the set of the killed gateway.

use std::path::Path;

use document::{Object, Tree};

use crate::harness::json;
use crate::maker::Maker;
use crate::{merchants, remittances};

/// Dumps the store first. Then the gateway runs once more, for the answers that would have ended a notification before.
pub(crate) async fn write(mut maker: Maker, folder: &Path) {
    let (database, made_ms) = (maker.database(), maker.recorder.made_ms());
    let (dump, lists) = (database.dump(), lists(&maker));
    maker.gateway.restart();
    merchants::unlock(&maker);
    maker.record_unread().await;
    let shops = [&maker.failing_shop, &maker.silent_shop].map(|shop| shop.url("").replace("http://", ""));
    let expected = Object::new()
        .with("version", maker.gateway.operate(&["--version"]).trim())
        .with("made_ms", made_ms)
        .with("made_on", maker.calendar.day(made_ms).to_string())
        .with("shops", Vec::from(shops))
        .and(lists)
        .and(maker.recorder.lists());
    let folder = folder.join(database.engine());
    stores::write(&folder, &maker.gateway.data(), &dump, expected, maker.recorder.cases());
}

/// What the commands of an operator print.
fn lists(maker: &Maker) -> Object {
    let list = |words: &[&str]| json(&maker.output_of(words));
    let points_of_sale: Vec<Tree> = maker
        .recorder
        .merchant_ids()
        .iter()
        .map(|id| list(&["point-of-sale", "show", id, "SHOP1", "--json"]))
        .collect();
    Object::new()
        .with("listed_merchants", list(&["merchant", "list", "--json"]))
        .with("points_of_sale", Tree::List(points_of_sale))
        .with("notifications", list(&["notifications", "list", "--most", "1000", "--json"]))
        .and(remittances::lists(maker))
}
