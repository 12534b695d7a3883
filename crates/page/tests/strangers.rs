//! Everything that merchants and partners write is shown as text.

use page::{
    Item, Language, Screen, TestCard, TestMode, TicketLine, TicketStyle, View, WalletCard, WalletEnd,
    WalletHolder, WalletScreen,
};

use crate::{
    html::{attribute, contents, tags},
    samples,
};

const HOSTILE: &str = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;{{ $shop }}{\"";

fn hostile(screen: Screen) -> View {
    let plain = samples::view(Language::French, screen);
    View {
        services: format!("/services/token/{HOSTILE}"),
        shop_name: HOSTILE.to_owned(),
        shop_url: Some("javascript:alert(1)".to_owned()),
        order: page::Order {
            reference: HOSTILE.to_owned(),
            items: vec![Item { label: HOSTILE.to_owned(), quantity: Some(u64::MAX), price: None }],
            ..plain.order
        },
        test_mode: Some(TestMode {
            cards: vec![TestCard { label: HOSTILE.to_owned(), number: HOSTILE.to_owned() }],
        }),
        return_url: Some("JaVaScRiPt:alert(1)".to_owned()),
        ..plain
    }
}

fn hostile_screens() -> Vec<Screen> {
    let mut methods = samples::methods();
    for method in &mut methods {
        HOSTILE.clone_into(&mut method.code);
        HOSTILE.clone_into(&mut method.contract);
    }
    let mut saved_cards = samples::saved_cards();
    for card in &mut saved_cards {
        HOSTILE.clone_into(&mut card.code);
        HOSTILE.clone_into(&mut card.last_digits);
        card.holder = Some(HOSTILE.to_owned());
    }
    let line = TicketLine {
        label: Some(HOSTILE.to_owned()),
        value: HOSTILE.to_owned(),
        style: TicketStyle::Plain,
        wide: false,
    };
    let at_partner = |url: &str| Screen::AtPartner {
        method: methods[2].clone(),
        url: url.to_owned(),
        fields: vec![(HOSTILE.to_owned(), HOSTILE.to_owned())],
        post: true,
    };
    let card = WalletCard {
        last_digits: HOSTILE.to_owned(),
        expiry: Some(HOSTILE.to_owned()),
        holder_name: Some(HOSTILE.to_owned()),
        ..samples::wallet_card(1)
    };
    let holder = WalletHolder {
        first_name: HOSTILE.to_owned(),
        last_name: HOSTILE.to_owned(),
        email: HOSTILE.to_owned(),
    };
    let wallet = WalletScreen {
        cards: vec![card],
        methods: Some(methods[..2].to_vec()),
        holder: Some(holder),
        ..samples::wallet()
    };
    vec![
        Screen::Wallet(wallet),
        Screen::WalletWaiting { card_code: HOSTILE.to_owned() },
        Screen::WalletOver(WalletEnd::Expired),
        at_partner("https://partner.example/\"><script>alert(1)</script>"),
        at_partner("javascript:alert(1)"),
        Screen::Choose {
            methods,
            saved_cards,
            asks_saved_cvv: true,
            offers_saving: true,
            failed_attempt: None,
        },
        Screen::Waiting { card_code: HOSTILE.to_owned() },
        Screen::Paid { ticket: vec![line], returns_automatically: true },
        Screen::OnHold,
        Screen::Expired,
    ]
}

#[test]
fn a_stranger_adds_no_element_and_no_address() {
    for screen in hostile_screens() {
        let html = page::render(&hostile(screen.clone())).html;
        assert_eq!(contents(&html, "script").len(), 1, "{screen:?}");
        for tag in tags(&html) {
            assert!(!tag.starts_with("img"), "{screen:?}: <{tag}>");
            for name in ["href", "action", "data-leaves"] {
                let address = attribute(&tag, name).unwrap_or("https://");
                let is_ours = address.starts_with("https://") || address == "data:,";
                assert!(is_ours, "{screen:?}: <{tag}>");
            }
        }
    }
}

#[test]
fn hostile_names_are_read_as_they_were_written() {
    let html = page::render(&hostile(Screen::OnHold)).html;
    let shown = contents(&html, "bdi")[0];
    let read = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    assert_eq!(read.iter().fold(shown.to_owned(), |text, (code, sign)| text.replace(code, sign)), HOSTILE);
}
