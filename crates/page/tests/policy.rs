//! The content security policy allows what the page needs, and nothing else.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use page::{Colour, Language, Screen, View};

use crate::{
    html::{contents, tags},
    samples,
};

fn directive<'a>(policy: &'a str, name: &str) -> &'a str {
    let found = policy.split("; ").find_map(|directive| directive.strip_prefix(name));
    found.unwrap_or_else(|| panic!("{name} in {policy}")).trim()
}

fn hashes(html: &str, element: &str) -> String {
    let hash = |text: &&str| format!("'sha256-{}'", BASE64_STANDARD.encode(digest(&SHA256, text.as_bytes())));
    contents(html, element).iter().map(hash).collect::<Vec<_>>().join(" ")
}

#[test]
fn exactly_our_script_and_styles_are_allowed() {
    for (name, screen) in samples::screens() {
        for accent in [None, Colour::parse("#ff8800")] {
            let view = View { accent, ..samples::view(Language::English, screen.clone()) };
            let page = page::render(&view);
            let policy = &page.content_security_policy;
            assert_eq!(directive(policy, "default-src"), "'none'");
            assert_eq!(directive(policy, "script-src"), hashes(&page.html, "script"), "{name}");
            assert_eq!(directive(policy, "style-src"), hashes(&page.html, "style"), "{name}");
            assert_eq!(directive(policy, "connect-src"), "'self'");
            assert_eq!(directive(policy, "img-src"), "data:");
            assert_eq!(directive(policy, "base-uri"), "'none'");
            assert!(!policy.contains("unsafe") && !policy.contains("frame-ancestors"));
        }
    }
}

#[test]
fn nothing_on_the_page_needs_more_than_the_policy_gives() {
    for (name, screen) in samples::screens() {
        for tag in tags(&page::render(&samples::view(Language::French, screen)).html) {
            let has = |attribute: &str| tag.contains(&format!(" {attribute}"));
            assert!(!has("on") && !has("style=") && !has("src="), "{name}: <{tag}>");
            assert!(!tag.starts_with("link") || tag.contains("href=\"data:,\""), "{name}: <{tag}>");
        }
    }
}

#[test]
fn forms_go_nowhere_but_to_the_partner_who_wants_a_post() {
    let forms = |screen| {
        let page = page::render(&samples::view(Language::English, screen));
        directive(&page.content_security_policy, "form-action").to_owned()
    };
    let partner = |url: &str, post| Screen::AtPartner {
        method: samples::partner(),
        url: url.to_owned(),
        fields: Vec::new(),
        post,
    };
    assert_eq!(forms(partner("https://partner.example/", true)), "https:");
    assert_eq!(forms(partner("HTTPS://partner.example/", true)), "https:");
    assert_eq!(forms(partner("http://127.0.0.1:8082/", true)), "https: http:");
    assert_eq!(forms(partner("https://partner.example/", false)), "'none'");
    assert_eq!(forms(partner("javascript:alert(1)", true)), "'none'");
    for (name, screen) in samples::screens().into_iter().filter(|(name, _)| *name != "partner-post") {
        assert_eq!(forms(screen), "'none'", "{name}");
    }
}
