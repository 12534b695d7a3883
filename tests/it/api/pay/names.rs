//! The public URLs of page and API, and a partner on a host of its own.

use crate::harness::{Caller, Gateway, Partner, guichet_on, session};

const API: &str = "https://api.example.com/gateway";
const PAGE: &str = "https://pay.example.com/base";

/// Whoever paid from an app ends on the API's host, which it watches for; a browser goes back to the page.
#[tokio::test]
async fn page_and_api_have_names_of_their_own() {
    let settings = [format!("public_url={API}"), format!("page.url={PAGE}")];
    let gateway = Gateway::start_with("names", &[&settings[0], &settings[1]]);
    for (caller, back) in [(Caller::Web, PAGE), (Caller::Ios, API), (Caller::OldAndroid, API)] {
        let made = gateway.till().new_session(&session(1_000)).await;
        assert_eq!(made.page, format!("{PAGE}/pay/{}", made.id));
        let buyer = gateway.buyer(caller, &made);
        let page = buyer.browse(&format!("{}/pay/{}", gateway.base_url(), made.id)).await;
        // The script asks the page's own host, under the path by which it is reached.
        let services = format!("data-services=\"/base/services/token/{}\"", made.id);
        assert!(page.body_text().contains(&services), "{}", page.body_text());
        let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
        let sent_back = partner.press("accept").await;
        let expected = format!("{back}/pay/back?paylinetoken={}&paymentEndpoint=1", made.id);
        assert_eq!(sent_back.header("location"), Some(&*expected), "{caller:?}");
    }
}

/// An app would take its pages for the end of the redirect to it.
#[tokio::test]
async fn a_partner_whose_name_begins_with_the_apis_is_refused() {
    let gateway = Gateway::start("names-refused");
    for partner in ["https://api.example.com:9443", "https://api.example.com.partner.example"] {
        let words = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--set",
            "public_url=https://api.example.com",
            "--set",
            &format!("sandbox.partner_url={partner}"),
        ];
        let refused = guichet_on(&gateway, &words);
        assert!(refused.code.is_some_and(|code| code != 0), "{partner} is taken");
        assert!(refused.stderr.contains("partner_url"), "{}", refused.stderr);
    }
}
