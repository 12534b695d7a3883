//! Plans of what is kept for each merchant.

use jiff::Timestamp;

use super::{check, merchant, migrated, reference};
use crate::{
    limits,
    merchants::{payment_methods, points_of_sale, profiles},
};

#[test]
fn of_merchants() {
    let connection = &migrated();
    let (merchant, name) = (merchant(), reference());
    let methods = "sqlite_autoindex_payment_methods_1 (merchant_id=?";
    let point_of_sale =
        "SEARCH p USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=? AND reference=?)";
    let method = format!("SEARCH m USING INDEX {methods} AND id=?)");
    check(connection, &payment_methods::find(merchant, &name), &[&method, point_of_sale]);
    let all = "SEARCH points_of_sale USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=?)";
    check(connection, &points_of_sale::of(merchant), &[all]);
    let profile = "SEARCH d USING INDEX sqlite_autoindex_payment_method_profiles_1 \
        (merchant_id=? AND payment_method=?) LEFT-JOIN";
    check(connection, &profiles::find(merchant, &name), &[&method, profile]);
    let of_merchant = format!("SEARCH m USING INDEX {methods})");
    check(connection, &profiles::of(merchant, &name), &[&of_merchant, profile]);
    let owner = "SEARCH m USING INTEGER PRIMARY KEY (rowid=?)";
    let methods = format!("SEARCH d USING INDEX {methods}) LEFT-JOIN");
    let rows = [owner, point_of_sale, &methods];
    check(connection, &payment_methods::of_point_of_sale(merchant, &name), &rows);
}

#[test]
fn of_limits() {
    let changed = "SEARCH spent_limits USING INDEX spent_limits_changed (changed_ms>?)";
    check(&migrated(), &limits::changed(Timestamp::UNIX_EPOCH, 9), &[changed]);
}
