//! Views of every standing, for the tests and for those who want to look (`examples/gallery.rs`).

use page::{
    Item, Language, Method, MethodKind, Order, Reason, Refused, Shop, Standing, Test, TestCard, TicketLine,
    View,
};
use primitives::{Amount, Currency, Network};

pub(crate) fn cents(amount: i64) -> Amount {
    Amount::new(amount).expect("a sample's amount is in range")
}

pub(crate) fn view(language: Language, standing: Standing) -> View {
    View {
        language,
        token: "1abcDEF0123456789xyz1761300000000".to_owned(),
        services: "/services/token/1abcDEF0123456789xyz1761300000000".to_owned(),
        shop: Shop { name: "Atelier Colline".to_owned(), url: Some("https://shop.example/".to_owned()) },
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
        test: Some(Test {
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
        standing,
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

/// Each standing, by a name for its file.
pub(crate) fn standings() -> Vec<(&'static str, Standing)> {
    let refused = Some(Refused { attempts_left: 2, reason: Reason::LimitReached });
    let at_partner = |post| Standing::AtPartner {
        method: partner(),
        url: "https://partner.example/pay?id=1&step=2".to_owned(),
        fields: vec![("creq".to_owned(), "eyJ0\"><script>".to_owned())],
        post,
    };
    vec![
        ("choose", Standing::Choose { methods: methods(), refused: None }),
        ("choose-one", Standing::Choose { methods: methods()[..1].to_vec(), refused: None }),
        ("choose-refused", Standing::Choose { methods: methods(), refused }),
        ("partner-get", at_partner(false)),
        ("partner-post", at_partner(true)),
        ("waiting", Standing::Waiting { card_code: "MOCKPAY".to_owned() }),
        ("paid", Standing::Paid { ticket: ticket(), leaves_by_itself: false }),
        ("paid-leaving", Standing::Paid { ticket: ticket(), leaves_by_itself: true }),
        ("refused", Standing::Refused { reason: Reason::RefusedByBank }),
        ("on-hold", Standing::OnHold),
        ("cancelled", Standing::Cancelled),
        ("expired", Standing::Expired),
    ]
}

pub(crate) fn ticket() -> Vec<TicketLine> {
    let line = |label: Option<&str>, value: &str, style: Option<&str>| TicketLine {
        label: label.map(str::to_owned),
        value: value.to_owned(),
        style: style.map(str::to_owned),
        wide: label.is_none(),
    };
    vec![
        line(Some("Date et heure"), "30/04/2025 16:29", None),
        line(Some("Boutique"), "Atelier Colline", None),
        line(Some("Carte"), "497010XXXXXX5140", None),
        line(Some("Numéro de transaction"), "26042516290012345", None),
        line(Some("Montant"), "124,99 €", Some("ticketAmount")),
        line(None, "Ticket client à conserver", Some("ticketKeep")),
    ]
}
