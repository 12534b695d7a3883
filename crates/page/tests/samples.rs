//! Views of every screen, for the tests and for the gallery (`examples/gallery.rs`).

use page::{
    FailedAttempt, FailureReason, Item, Language, Method, MethodKind, Order, SavedCard, Screen, TestCard,
    TestMode, TicketLine, TicketStyle, View, WalletCard, WalletEnd, WalletHolder, WalletScreen,
};
use primitives::{Amount, Currency, Expiry, Network};

pub(crate) fn cents(amount: i64) -> Amount {
    Amount::new(amount).expect("a sample's amount is in range")
}

pub(crate) fn view(language: Language, screen: Screen) -> View {
    View {
        language,
        services: "/services/token/1abcDEF0123456789xyz1761300000000".to_owned(),
        shop_name: "Atelier Colline".to_owned(),
        shop_url: Some("https://shop.example/".to_owned()),
        order: Order {
            reference: "ORD-2041".to_owned(),
            amount: cents(12_499),
            payment_amount: cents(12_499),
            currency: Currency::parse("EUR").expect("a code of the list"),
            items: vec![
                Item { label: "Lampe de table".to_owned(), quantity: Some(1), price: Some(cents(9_900)) },
                Item { label: "Ampoule E27".to_owned(), quantity: Some(3), price: Some(cents(2_700)) },
            ],
            taxes: Some(cents(2_083)),
            discount: Some(cents(600)),
            delivery_charge: Some(cents(499)),
        },
        test_mode: Some(TestMode {
            cards: vec![
                TestCard { label: "CB / Visa".to_owned(), number: "4970105151515140".to_owned() },
                TestCard { label: "Mastercard".to_owned(), number: "5137340014122340".to_owned() },
                TestCard { label: "American Express".to_owned(), number: "375989111111119".to_owned() },
            ],
        }),
        accent: None,
        return_url: Some("https://shop.example/return?order=2041&token=1abc".to_owned()),
        expires_in_s: 1_800,
        tries: 0,
        screen,
    }
}

pub(crate) fn cards(code: &str, contract: &str, networks: &[Network], asks_holder: bool) -> Method {
    Method {
        code: code.to_owned(),
        contract: contract.to_owned(),
        kind: MethodKind::Card {
            networks: networks.to_vec(),
            asks_holder,
            asks_expiry: true,
            asks_cvv: true,
        },
    }
}

pub(crate) fn partner() -> Method {
    Method { code: "MOCKPAY".to_owned(), contract: "MOCK-1".to_owned(), kind: MethodKind::Redirect }
}

pub(crate) fn methods() -> Vec<Method> {
    vec![
        cards("CB", "CB-1", &[Network::CartesBancaires, Network::Visa, Network::Mastercard], false),
        cards("AMEX", "AMEX-1", &[Network::AmericanExpress], true),
        partner(),
    ]
}

pub(crate) fn choose(methods: Vec<Method>, failed_attempt: Option<FailedAttempt>) -> Screen {
    Screen::Choose {
        methods,
        saved_cards: Vec::new(),
        asks_saved_cvv: false,
        offers_saving: false,
        failed_attempt,
    }
}

/// Returns the form of a session that names a wallet with these cards.
pub(crate) fn choose_saved(saved_cards: Vec<SavedCard>, asks_saved_cvv: bool) -> Screen {
    Screen::Choose {
        methods: methods(),
        saved_cards,
        asks_saved_cvv,
        offers_saving: true,
        failed_attempt: None,
    }
}

pub(crate) fn saved_cards() -> Vec<SavedCard> {
    let card = |code: &str, index, network, last_digits: &str, holder: Option<&str>| SavedCard {
        code: code.to_owned(),
        index,
        network,
        last_digits: last_digits.to_owned(),
        expiry: Expiry::parse("1234").ok(),
        holder: holder.map(str::to_owned),
    };
    vec![
        card("CB", 4, Network::CartesBancaires, "5140", Some("Camille Martin")),
        card("AMEX", 1, Network::AmericanExpress, "1119", None),
    ]
}

/// Every screen, with a name for its file.
pub(crate) fn screens() -> Vec<(&'static str, Screen)> {
    let failed = Some(FailedAttempt { attempts_left: 2, reason: FailureReason::LimitReached });
    let at_partner = |post| Screen::AtPartner {
        method: partner(),
        url: "https://partner.example/pay?id=1&step=2".to_owned(),
        fields: vec![("creq".to_owned(), "eyJ0\"><script>".to_owned())],
        post,
    };
    vec![
        ("choose", choose(methods(), None)),
        ("choose-one", choose(methods()[..1].to_vec(), None)),
        ("choose-refused", choose(methods(), failed)),
        ("choose-saved", choose_saved(saved_cards(), false)),
        ("choose-saved-code", choose_saved(saved_cards(), true)),
        ("choose-guest", choose_saved(Vec::new(), false)),
        ("partner-get", at_partner(false)),
        ("partner-post", at_partner(true)),
        ("waiting", Screen::Waiting { card_code: "MOCKPAY".to_owned() }),
        ("paid", Screen::Paid { ticket: ticket(), returns_automatically: false }),
        ("paid-leaving", Screen::Paid { ticket: ticket(), returns_automatically: true }),
        ("refused", Screen::Refused { reason: FailureReason::RefusedByBank }),
        ("on-hold", Screen::OnHold),
        ("cancelled", Screen::Cancelled),
        ("expired", Screen::Expired),
        ("wallet", Screen::Wallet(wallet())),
        ("wallet-refused", Screen::Wallet(WalletScreen { failed_attempt: failed, ..wallet() })),
        ("wallet-empty", Screen::Wallet(WalletScreen { cards: Vec::new(), holder: None, ..wallet() })),
        ("wallet-full", Screen::Wallet(WalletScreen { methods: None, holder: None, ..wallet() })),
        ("wallet-waiting", Screen::WalletWaiting { card_code: "CB".to_owned() }),
        ("wallet-done", Screen::WalletOver(WalletEnd::Done)),
        ("wallet-cancelled", Screen::WalletOver(WalletEnd::Cancelled)),
        ("wallet-expired", Screen::WalletOver(WalletEnd::Expired)),
        ("wallet-checking", Screen::WalletOver(WalletEnd::Checking)),
    ]
}

pub(crate) fn wallet_card(rank: i64) -> WalletCard {
    WalletCard {
        rank,
        network: Some(Network::Visa),
        last_digits: "5140".to_owned(),
        expiry: Some("12/30".to_owned()),
        holder_name: Some("CAMILLE MARTIN".to_owned()),
        is_default: false,
        is_expired: false,
        is_active: true,
    }
}

pub(crate) fn wallet() -> WalletScreen {
    WalletScreen {
        cards: vec![
            WalletCard { is_default: true, ..wallet_card(1) },
            WalletCard { network: Some(Network::Mastercard), holder_name: None, ..wallet_card(2) },
            WalletCard { is_expired: true, expiry: Some("01/24".to_owned()), ..wallet_card(3) },
            WalletCard { is_active: false, network: None, ..wallet_card(5) },
        ],
        methods: Some(methods()[..2].to_vec()),
        failed_attempt: None,
        holder: Some(WalletHolder {
            first_name: "Camille".to_owned(),
            last_name: "Martin".to_owned(),
            email: "camille@example.com".to_owned(),
        }),
        operations: 3,
    }
}

pub(crate) fn ticket() -> Vec<TicketLine> {
    let line = |label: Option<&str>, value: &str, style: TicketStyle| TicketLine {
        label: label.map(str::to_owned),
        value: value.to_owned(),
        style,
        wide: label.is_none(),
    };
    vec![
        line(Some("Date et heure"), "30/04/2025 16:29", TicketStyle::Plain),
        line(Some("Boutique"), "Atelier Colline", TicketStyle::Plain),
        line(Some("Carte"), "497010XXXXXX5140", TicketStyle::Plain),
        line(Some("Numéro de transaction"), "26042516290012345", TicketStyle::Plain),
        line(Some("Montant"), "124,99 €", TicketStyle::Amount),
        line(None, "Ticket client à conserver", TicketStyle::Keep),
    ]
}
