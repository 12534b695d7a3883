//! The transactions of a store: some hundred real ones of two merchants, made through the API, and copies of their rows.

use client::Client;
use document::{Tree, read_json};
use rig::Gateway;

use crate::crowd::{Copies, House, TERMS};
use crate::line::Line;
use crate::orders::{EXPIRATION, HOLDER, NUMBER, amount_of, next_order};
use crate::run::Error;

/// The number of models of the merchant that is measured. All its other transactions are copies of them.
const MODELS: usize = 160;
/// The number of models of the other merchant, which has as many copies of each.
const OTHERS: usize = 16;
/// The number of transactions of the measured merchant that each of the rare filters finds.
pub(super) const RARE: usize = 20;
pub(super) const RARE_METHOD: &str = "AMEX";
pub(super) const RARE_LAST4: &str = "4444";
/// The kinds of rare ones, and those of them whose payment method is CB.
const RARE_KINDS: usize = 3;
const RARE_KINDS_OF_CB: usize = 2;
/// It is larger than the amount of any copy.
pub(super) const RARE_AMOUNT: u64 = 777_777;

/// The payment methods that have many payments. The first is made with the merchant.
const METHODS: [&str; 3] = ["CB", "CB2", "CB3"];
const MASTERCARD: &str = "5137340014122340";
const REFUSED: &str = "4970103469012066";
const RARE_CARD: &str = "5555555555554444";
const AMERICAN_EXPRESS: &str = "375989111111119";

/// Copies differ in amount: from 10.00 to 4,018.99.
const AMOUNT: &str = " + (n % 4000) * 100";
/// The last four digits of a copied card, in the number that is shown and in the token. None is above 3999.
const CARD: &str = r#"replace(card, '5140"', substr(CAST(10000 + n * 7 % 4000 AS TEXT), 2) || '"')"#;
/// Copies are as much older as their ids say.
const STEP_MS: &str = " - n * 2000000";

pub(super) struct Population {
    /// The number of transactions of the measured merchant.
    pub(super) total: usize,
    /// The number of those whose payment method is CB.
    pub(super) of_cb: usize,
    /// The number of transactions of both merchants.
    pub(super) of_all: usize,
    /// The order references of models that have no action.
    orders: Vec<String>,
    /// The number of copies of each model.
    copies: usize,
}

impl Population {
    /// Fills a new store with `size` transactions of the measured merchant, and a tenth of that of another.
    pub(super) async fn make(house: &House<'_>, size: usize) -> Result<Self, Error> {
        let gateway = house.open()?;
        let other = another_merchant(&gateway)?;
        gateway.stop()?;
        house.execute(&methods())?;
        let gateway = house.open()?;
        let shops = [gateway.shop()?, gateway.shop_of(&other.0, &other.1)?];
        let models = models(&shops[0], MODELS).await?;
        let others = self::models(&shops[1], OTHERS).await?;
        let rare = rare_models(&shops[0]).await?;
        rare_models(&shops[1]).await?;
        gateway.stop()?;
        let copies = size / models.transactions - 1;
        house.multiply(&tables(&format!("BETWEEN {} AND {}", models.first, rare - 1)), copies, 1)?;
        // Copies of rare ones are spread over all times.
        house.multiply(&tables(&format!(">= {rare}")), RARE - 1, copies / RARE)?;
        house.settle()?;
        let of_rare = RARE_KINDS * RARE;
        let of_models = |count: usize| count * (copies + 1);
        Ok(Self {
            total: of_models(models.transactions) + of_rare,
            of_cb: of_models(models.of_cb) + RARE_KINDS_OF_CB * RARE,
            of_all: of_models(models.transactions + others.transactions) + 2 * of_rare,
            orders: models.orders,
            copies,
        })
    }

    /// Returns the order reference of one copy, each time of another.
    pub(super) fn order(&self, nth: usize) -> String {
        let model = &self.orders[nth % self.orders.len()];
        format!("{model}-{}", 1 + nth * 7919 % self.copies)
    }
}

/// Returns the SQL that gives each merchant more payment methods, which are like CB.
fn methods() -> String {
    let more = |id: &str| {
        format!(
            "INSERT INTO payment_methods (merchant_id, id, point_of_sale, instrument_type, networks, checks_duplicates)
             SELECT merchant_id, '{id}', point_of_sale, instrument_type, networks, checks_duplicates
             FROM payment_methods WHERE id = 'CB'; "
        )
    };
    METHODS[1..].iter().map(|id| more(id)).collect()
}

/// Returns the copies of each table. `models` is a condition on the id of the payment.
fn tables(models: &str) -> Vec<Copies> {
    let terms: Vec<&str> = TERMS
        .into_iter()
        .filter(|name| !["order_reference", "order_amount", "amount"].contains(name))
        .collect();
    vec![
        Copies::of("transactions")
            .only(format!("id {models}"))
            .ids(&["id"])
            .same(&["merchant_id", "payment_method_id", "point_of_sale", "instrument_type", "echo_format"])
            .same(&["idempotency_key", "session_number", "notification_url", "state", "version"])
            .same(&["wake_for", "wake_at_ms", "leased_until_ms"])
            .same(&terms)
            .other("created_ms", format!("created_ms{STEP_MS}"))
            .other("card", CARD)
            .other("echo", echo())
            .other("order_reference", "order_reference || '-' || n")
            .other("order_amount", amount("order_amount"))
            .other("amount", amount("amount")),
        Copies::of("actions")
            .only(format!("transaction_id {models}"))
            .ids(&["id", "transaction_id", "target_id"])
            .same(&["merchant_id", "kind", "capture_option", "by_gateway", "reference_mark", "echo"])
            .same(&["echo_format", "place", "idempotency_key", "state", "taken"])
            .same(&["released", "release_due_ms", "release_attempt"])
            .other("created_ms", format!("created_ms{STEP_MS}"))
            .other("amount", amount("amount")),
        Copies::of("remittance_lines")
            .only(format!("transaction_id {models}"))
            .ids(&["entry_id", "transaction_id"])
            .same(&["merchant_id", "point_of_sale", "payment_method_id", "kind", "currency", "day"])
            .other("order_reference", "order_reference || '-' || n")
            .other("made_ms", format!("made_ms{STEP_MS}"))
            .other("amount", amount("amount")),
    ]
}

/// Returns the SQL of a copy's document, which tells the order reference and the amount as well.
fn echo() -> String {
    let reference = "replace(echo, '\"reference\":\"' || order_reference || '\"',
        '\"reference\":\"' || order_reference || '-' || n || '\"')";
    format!(
        "replace({reference}, '\"amount\":' || order_amount || ',', '\"amount\":' || {} || ',')",
        amount("order_amount")
    )
}

/// Returns the SQL of a copy's amount. The rare amount stays as it is.
fn amount(column: &str) -> String {
    format!("(CASE WHEN {column} = {RARE_AMOUNT} THEN {column} ELSE {column}{AMOUNT} END)")
}

fn another_merchant(gateway: &Gateway) -> Result<(String, String), Error> {
    let unreadable = || Error::Unexpected("what `merchant create` says cannot be read");
    let words = ["merchant", "create", "--name", "Another", "--json"];
    let made = read_json(gateway.manage(&words)?.as_bytes()).map_err(|_| unreadable())?;
    let text =
        |name: &str| made.at(&[name]).and_then(Tree::as_text).map(str::to_owned).ok_or_else(unreadable);
    Ok((text("merchant_id")?, text("access_key")?))
}

/// The models of a merchant.
struct Models {
    /// The number of payments, captures and refunds.
    transactions: usize,
    /// The number of those whose payment method is CB.
    of_cb: usize,
    /// The lowest id.
    first: i64,
    /// The order references of those that have no action.
    orders: Vec<String>,
}

/// Makes payments of every kind: captured, waiting for a capture, refunded and refused.
async fn models(shop: &Client, count: usize) -> Result<Models, Error> {
    let mut line = Line::open(shop).await?;
    let mut models = Models { transactions: 0, of_cb: 0, first: i64::MAX, orders: Vec::new() };
    for nth in 0..count {
        let order = next_order();
        let (method, amount) = (METHODS[nth % METHODS.len()], amount_of(order));
        let card = match nth % 16 {
            1 => REFUSED,
            4 | 11 => MASTERCARD,
            _ => NUMBER,
        };
        let (capture, action) = match nth % 8 {
            7 => ("MANUAL", Some("captures")),
            5 => ("MANUAL", None),
            3 => ("AUTOMATIC", Some("refunds")),
            _ => ("AUTOMATIC", None),
        };
        let payment = pay(&mut line, &Paid { method, card, capture, order, amount }).await?;
        let transactions = if let Some(action) = action {
            act(&mut line, payment, action, amount).await?;
            2
        } else {
            models.orders.push(reference(order));
            1
        };
        models.transactions += transactions;
        models.of_cb += if method == METHODS[0] { transactions } else { 0 };
        models.first = models.first.min(payment);
    }
    Ok(models)
}

/// Makes a payment of each kind of which there are few. Returns the lowest id.
async fn rare_models(shop: &Client) -> Result<i64, Error> {
    let mut line = Line::open(shop).await?;
    let capture = "AUTOMATIC";
    let rare =
        [(RARE_METHOD, AMERICAN_EXPRESS, 1_500), ("CB", RARE_CARD, 1_500), ("CB", MASTERCARD, RARE_AMOUNT)];
    let mut first = i64::MAX;
    for (method, card, amount) in rare {
        let paid = Paid { method, card, capture, order: next_order(), amount };
        first = first.min(pay(&mut line, &paid).await?);
    }
    Ok(first)
}

struct Paid {
    method: &'static str,
    card: &'static str,
    capture: &'static str,
    order: u64,
    amount: u64,
}

fn reference(order: u64) -> String {
    format!("b-{order}")
}

/// Makes a payment and returns its id.
async fn pay(line: &mut Line, paid: &Paid) -> Result<i64, Error> {
    let Paid { method, card, capture, order, amount } = paid;
    let cvx = if *card == AMERICAN_EXPRESS { "1234" } else { "123" };
    let reference = reference(*order);
    let body = format!(
        concat!(
            r#"{{"paymentMethodId":"{method}","order":{{"reference":"{reference}","amount":{amount},"#,
            r#""currency":"EUR","origin":"E_COM"}},"payment":{{"paymentType":"ONE_OFF","capture":"{capture}"}},"#,
            r#""paymentInstrument":{{"selectedPaymentInstrument":"CardManualEntry","number":"{card}","#,
            r#""expirationDate":"{expiration}","cvx":"{cvx}","holderName":"{holder}"}}}}"#
        ),
        method = method,
        reference = reference,
        amount = amount,
        capture = capture,
        card = card,
        expiration = EXPIRATION,
        cvx = cvx,
        holder = HOLDER
    );
    let answer = line.shop_posts("/v1/checkout/payments", body).await?;
    let expected = if *card == REFUSED { "REFUSED" } else { "ACCEPTED" };
    if answer.text(&["result", "title"]) != Some(expected) {
        return Err(Error::Unexpected("a payment of another outcome than its card tells"));
    }
    let id = answer.text(&["transaction", "id"]).and_then(|id| id.parse().ok());
    id.ok_or(Error::Unexpected("a payment without an id"))
}

async fn act(line: &mut Line, payment: i64, action: &str, amount: u64) -> Result<(), Error> {
    let path = format!("/v1/checkout/transactions/{payment}/{action}");
    let answer = line.shop_posts(&path, format!(r#"{{"amount":{amount}}}"#)).await?;
    match answer.text(&["result", "title"]) {
        Some("ACCEPTED") => Ok(()),
        _ => Err(Error::Unexpected("an action is not accepted")),
    }
}
