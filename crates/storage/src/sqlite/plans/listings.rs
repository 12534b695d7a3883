//! Tests of the plans of the collection of transactions: a filter is followed by its index.

use domain::{
    Title,
    link::LinkStatus,
    listing::{Direction, Filter, FirstDigits, Ids, LastDigits, Order},
    session::SessionState,
    transaction::TransactionType,
    wallet::WalletStatus,
};
use gateway::ports::{LinkFilter, PagePart, SessionFilter, WalletFilter};
use jiff::Timestamp;
use primitives::{AliasToken, Amount, MerchantId, OrderReference, Reference};
use rusqlite::{Connection, params_from_iter};

use crate::sqlite::migrate;
use crate::{
    links::list as link_list,
    listings::{
        head, orders,
        statements::{self, Ask, Driver},
    },
    query::Query,
    sessions::list as session_list,
    wallets::list as wallet_list,
};

fn plan<T>(connection: &Connection, query: &Query<T>) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", query.sql)).unwrap();
    let plan = statement.query_map(params_from_iter(&query.values), |row| row.get(3)).unwrap();
    plan.map(Result::unwrap).collect()
}

fn merchant() -> MerchantId {
    MerchantId::new(1).unwrap()
}

fn ask(filter: &Filter, driver: Driver) -> Ask<'_> {
    Ask { merchant: merchant(), filter, driver, names_index: true }
}

/// A filter of each index, with the name of the index and its column.
fn filters() -> Vec<(Driver, Filter, &'static str, &'static str)> {
    let none = Filter::default;
    let reference = Reference::parse("a").ok();
    vec![
        (
            Driver::Token,
            Filter { token: Some(AliasToken::stored("497010gPNzHt5140")), ..none() },
            "listed_by_card_token",
            "card_token=?",
        ),
        (Driver::Wallet, Filter { wallet: reference.clone(), ..none() }, "listed_by_wallet", "wallet_id=?"),
        (
            Driver::CardLast,
            Filter { card_last: LastDigits::parse("5140").ok(), ..none() },
            "listed_by_card_last",
            "card_last=?",
        ),
        (
            Driver::CardFirst,
            Filter { card_first: FirstDigits::parse("497010").ok(), ..none() },
            "listed_by_card_first",
            "card_first=?",
        ),
        (
            Driver::Method,
            Filter { payment_method: reference.clone(), ..none() },
            "listed_by_method",
            "payment_method_id=?",
        ),
        (Driver::Status, Filter { status: Some(Title::Refused), ..none() }, "listed_by_status", "status=?"),
        (Driver::Kind, Filter { kind: Some(TransactionType::Refund), ..none() }, "listed_by_kind", "kind=?"),
        (
            Driver::PointOfSale,
            Filter { point_of_sale: reference, ..none() },
            "listed_by_point_of_sale",
            "point_of_sale=?",
        ),
    ]
}

#[test]
fn a_part_of_a_filter_is_counted_in_its_index_alone_and_read_in_its_order() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    for (driver, filter, index, column) in filters() {
        let count = plan(&connection, &statements::count(ask(&filter, driver)));
        let found = format!("{index} (merchant_id=? AND {column} AND id>? AND id<?)");
        assert_eq!(count, [format!("SEARCH listed USING COVERING INDEX {found}")]);
        let page = statements::page(ask(&filter, driver), Order::NEWEST_FIRST, 0, 20);
        assert_eq!(plan(&connection, &page), [format!("SEARCH listed USING INDEX {found}")]);
        let with_another = Filter { amount_from: Amount::new(1), ..filter };
        let page = statements::page(ask(&with_another, driver), Order::NEWEST_FIRST, 0, 20);
        assert_eq!(plan(&connection, &page), [format!("SEARCH listed USING INDEX {found}")]);
    }
}

#[test]
fn all_and_ranges_of_amounts_are_read_in_an_order_of_an_index() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let by_amount = Order { by_amount: Some(Direction::Descending), ..Order::NEWEST_FIRST };
    let all = Filter::default();
    let page = |filter: &Filter, driver, order| {
        plan(&connection, &statements::page(ask(filter, driver), order, 0, 20))
    };
    let key = "SEARCH listed USING PRIMARY KEY (merchant_id=? AND id>? AND id<?)";
    assert_eq!(page(&all, Driver::Id, Order::NEWEST_FIRST), [key]);
    assert_eq!(page(&all, Driver::Id, Order::NEWEST_FIRST.reversed()), [key]);
    let amounts = "listed_by_amount (merchant_id=? AND amount>? AND amount<?)";
    let found = format!("SEARCH listed USING INDEX {amounts}");
    assert_eq!(page(&all, Driver::Amount, by_amount), std::slice::from_ref(&found));
    let some = Filter { amount_from: Amount::new(1), ..all };
    let sorted = page(&some, Driver::Amount, Order::NEWEST_FIRST);
    assert!(
        sorted[0].ends_with(amounts) && sorted[1] == "USE TEMP B-TREE FOR ORDER BY",
        "{sorted:?} {found}"
    );
}

#[test]
fn an_order_is_found_by_its_reference_and_new_transactions_by_their_ids() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let reference = OrderReference::parse("a").unwrap();
    let order = plan(&connection, &orders::of(merchant(), &reference, Ids::default(), 9));
    let searches: Vec<&String> = order.iter().filter(|line| line.starts_with("SEARCH")).collect();
    let by_order =
        "SEARCH t USING INDEX transactions_of_order (merchant_id=? AND order_reference=? AND id>? AND id<?)";
    let actions = "SEARCH a USING INDEX actions_of (merchant_id=? AND transaction_id=?)";
    let whole_order = "SEARCH t USING INDEX transactions_of_order (merchant_id=? AND order_reference=?)";
    assert_eq!(searches, [by_order, whole_order, actions], "{order:?}");
    let merchants = plan(&connection, &head::to_list(None, 9, 9));
    assert!(merchants.iter().all(|line| !line.starts_with("SCAN")), "{merchants:?}");
}

#[test]
fn payment_links_are_read_in_the_order_of_an_index() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let part = PagePart { is_descending: true, first: 0, most: 20 };
    let all = LinkFilter { status: None, order_reference: None, point_of_sale: None, from: 0, below: 9 };
    let status = Some((LinkStatus::Unpaid, Timestamp::UNIX_EPOCH));
    let (order, shop) = (OrderReference::parse("a").ok(), Reference::parse("a").ok());
    let range = "number>? AND number<?)";
    for (filter, index, kind) in [
        (all.clone(), "sqlite_autoindex_payment_links_1 (merchant_id=? AND ", "COVERING INDEX"),
        (
            LinkFilter { status, ..all.clone() },
            "payment_links_by_status (merchant_id=? AND status=? AND ",
            "COVERING INDEX",
        ),
        (
            LinkFilter { point_of_sale: shop.clone(), ..all.clone() },
            "payment_links_by_point_of_sale (merchant_id=? AND point_of_sale=? AND ",
            "COVERING INDEX",
        ),
        (
            LinkFilter { status, order_reference: order, point_of_sale: shop, ..all },
            "payment_links_of_order (merchant_id=? AND order_reference=? AND ",
            "INDEX",
        ),
    ] {
        let found = format!("SEARCH payment_links USING {kind} {index}{range}");
        let by_status = filter.status.is_some() && filter.order_reference.is_none();
        // Expired ones are no part of the count of unpaid ones.
        let by_end = "SEARCH payment_links USING COVERING INDEX payment_links_by_end \
                      (merchant_id=? AND status=? AND expires_ms>? AND expires_ms<?)";
        let counted = if by_status { by_end } else { &found };
        assert_eq!(plan(&connection, &link_list::count(merchant(), &filter, true)), [counted]);
        assert_eq!(plan(&connection, &link_list::page(merchant(), &filter, part, true)), [found]);
    }
}

#[test]
fn sessions_and_wallets_are_read_in_the_order_of_an_index() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let part = PagePart { is_descending: true, first: 0, most: 20 };
    let order = OrderReference::parse("a").ok();
    let all = SessionFilter { state: None, order_reference: None, from: 0, below: 9 };
    let state = SessionFilter { state: Some(SessionState::Paid), ..all.clone() };
    let range = "number>? AND number<?)";
    for (filter, index, kind) in [
        (&all, format!("sessions_listed (merchant_id=? AND {range}"), "COVERING INDEX"),
        (&state, format!("sessions_by_state (merchant_id=? AND state=? AND {range}"), "COVERING INDEX"),
        (
            &SessionFilter { order_reference: order, ..all.clone() },
            format!("sessions_of_order (merchant_id=? AND order_reference=? AND {range}"),
            "INDEX",
        ),
    ] {
        let found = format!("SEARCH sessions USING {kind} {index}");
        assert_eq!(plan(&connection, &session_list::count(merchant(), filter, true)), [found.as_str()]);
        assert_eq!(plan(&connection, &session_list::page(merchant(), filter, part, true)), [found]);
    }
    let wallets = "SEARCH w USING INDEX wallets_by_date (merchant_id=? AND created_ms>? AND created_ms<?)";
    let page = plan(&connection, &wallet_list::page(merchant(), &WalletFilter::default(), part));
    assert_eq!(page[0], wallets, "{page:?}");
    let inactive = WalletFilter { status: Some(WalletStatus::Inactive), ..WalletFilter::default() };
    let count = plan(&connection, &wallet_list::count(merchant(), &inactive));
    let by_status = "(merchant_id=? AND status=? AND created_ms>? AND created_ms<?)";
    assert_eq!(count, [format!("SEARCH w USING COVERING INDEX wallets_by_status {by_status}")]);
    assert!(page.iter().all(|line| !line.contains("TEMP B-TREE") && !line.starts_with("SCAN")), "{page:?}");
}
