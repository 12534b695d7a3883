//! Whatever merchants and partners write is shown as text.

use page::{Item, Language, Shop, Standing, Test, TestCard, TicketLine, View};

use crate::{
    html::{attribute, insides, tags},
    samples,
};

const HOSTILE: &str = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;{{ $shop }}{\"";

fn hostile(standing: Standing) -> View {
    let plain = samples::view(Language::French, standing);
    View {
        services: format!("/services/token/{HOSTILE}"),
        shop: Shop { name: HOSTILE.to_owned(), url: Some("javascript:alert(1)".to_owned()) },
        order: page::Order {
            reference: HOSTILE.to_owned(),
            items: vec![Item { label: HOSTILE.to_owned(), quantity: Some(u64::MAX), price: None }],
            ..plain.order
        },
        test: Some(Test { cards: vec![TestCard { label: HOSTILE.to_owned(), number: HOSTILE.to_owned() }] }),
        return_url: Some("JaVaScRiPt:alert(1)".to_owned()),
        ..plain
    }
}

fn hostile_standings() -> Vec<Standing> {
    let mut methods = samples::methods();
    for method in &mut methods {
        HOSTILE.clone_into(&mut method.code);
        HOSTILE.clone_into(&mut method.contract);
    }
    let line = TicketLine {
        label: Some(HOSTILE.to_owned()),
        value: HOSTILE.to_owned(),
        style: Some(HOSTILE.to_owned()),
        wide: false,
    };
    let at_partner = |url: &str| Standing::AtPartner {
        method: methods[2].clone(),
        url: url.to_owned(),
        fields: vec![(HOSTILE.to_owned(), HOSTILE.to_owned())],
        post: true,
    };
    vec![
        at_partner("https://partner.example/\"><script>alert(1)</script>"),
        at_partner("javascript:alert(1)"),
        Standing::Choose { methods, refused: None },
        Standing::Waiting { card_code: HOSTILE.to_owned() },
        Standing::Paid { ticket: vec![line], leaves_by_itself: true },
        Standing::OnHold,
        Standing::Expired,
    ]
}

#[test]
fn a_stranger_adds_no_element_and_no_address() {
    for standing in hostile_standings() {
        let html = page::render(&hostile(standing.clone())).html;
        assert_eq!(insides(&html, "script").len(), 1, "{standing:?}");
        for tag in tags(&html) {
            assert!(!tag.starts_with("img"), "{standing:?}: <{tag}>");
            for name in ["href", "action", "data-leaves"] {
                let address = attribute(&tag, name).unwrap_or("https://");
                let is_ours = address.starts_with("https://") || address == "data:,";
                assert!(is_ours, "{standing:?}: <{tag}>");
            }
        }
    }
}

#[test]
fn hostile_names_are_read_as_they_were_written() {
    let html = page::render(&hostile(Standing::OnHold)).html;
    let shown = insides(&html, "bdi")[0];
    let read = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    assert_eq!(read.iter().fold(shown.to_owned(), |text, (code, sign)| text.replace(code, sign)), HOSTILE);
}
