//! A buyer in a session: the requests of the page, the widget and the mobile SDKs to the session services.
//! The buyer's only credential is the id of the session.

use client::{Answer, Method};
use document::Tree;

use super::{Card, Gateway, Session, Till, json, put, raw_text};

/// The program between the buyer and the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A page in a browser: it names no SDK.
    Web,
    /// Android 1.0.4, which does not know active waiting.
    OldAndroid,
    NewAndroid,
    Ios,
}

impl Caller {
    pub(crate) const ALL: [Self; 4] = [Self::Web, Self::OldAndroid, Self::NewAndroid, Self::Ios];

    pub(crate) fn is_mobile(self) -> bool {
        self != Self::Web
    }

    fn sdk(self) -> Option<&'static str> {
        match self {
            Self::Web => None,
            Self::OldAndroid => Some("Android 1.0.4"),
            Self::NewAndroid => Some("Android 1.0.9"),
            Self::Ios => Some("IOS v1.0.7 (42)"),
        }
    }

    /// Returns the query of `state/current`: the newer Android tells its return URL, without encoding.
    fn state_query(self) -> &'static str {
        if self == Self::NewAndroid { "?merchantReturnUrl=https:127.0.0.1" } else { "" }
    }

    /// Returns the return URL. That of Android lacks the slashes.
    fn return_url(self) -> &'static str {
        match self {
            Self::Web | Self::Ios => "https://127.0.0.1/v2?token=none",
            Self::OldAndroid | Self::NewAndroid => "https:127.0.0.1",
        }
    }

    /// Returns what each program sends beside the card. Android leaves out what it does not have; iOS sends
    /// it empty.
    fn payment_params(self, card: &Card, network: Option<&str>) -> Tree {
        let params = json(&format!(
            r#"{{"EXPI_DATE": "{}", "SAVE_PAYMENT_DATA": false, "HOLDER": "{}"}}"#,
            card.expiration, card.holder
        ));
        let params = match (self, network) {
            (_, Some(network)) => put(&params, "NETWORK", network),
            (Self::Ios, None) => put(&params, "NETWORK", ""),
            _ => params,
        };
        match self {
            Self::Web => params,
            _ => put(&params, "SDK_CONTEXT_DATA", r#"{"appID":"a","transID":"t","maxTimeout":60}"#),
        }
    }
}

pub(crate) struct Buyer {
    till: Till,
    host: String,
    base_url: String,
    pub(crate) caller: Caller,
    pub(crate) session: Session,
    /// The language of the program or the browser.
    pub(crate) language: &'static str,
    /// A header that a proxy before the gateway adds, and its value.
    pub(crate) of_proxy: Option<(&'static str, String)>,
}

impl Gateway {
    pub(crate) fn buyer(&self, caller: Caller, session: &Session) -> Buyer {
        let (till, session) = (self.till(), session.clone());
        let host = "127.0.0.1".to_owned();
        let base_url = self.base_url().to_owned();
        Buyer { till, host, base_url, caller, session, language: "FR", of_proxy: None }
    }

    /// Makes a buyer in a session of the demo merchant.
    pub(crate) async fn buyer_of(&self, caller: Caller, request: &Tree) -> Buyer {
        let session = self.till().new_session(request).await;
        self.buyer(caller, &session)
    }
}

impl Buyer {
    /// Sends `GET state/current`, as when the sheet or the page is opened or shown again.
    pub(crate) async fn state(&self) -> Answer {
        self.ask(Method::GET, &format!("state/current{}", self.caller.state_query()), "").await
    }

    /// Returns a payment by card as the program sends it, with the code of a network if the buyer chose one.
    pub(crate) async fn card_request(&self, card: &Card, network: Option<&str>) -> Tree {
        let method = self.method(card.method()).await;
        let request = json(&format!(
            r#"{{
                "deviceInfo": {{"colorDepth": 32, "containerHeight": 498.467, "containerWidth": 750,
                    "javaEnabled": false, "screenHeight": 2424, "screenWidth": 1080, "timeZoneOffset": 7200}},
                "isEmbeddedRedirectionAllowed": true,
                "securedPaymentParams": {{"PAN": "{}", "CVV": "{}"}}
            }}"#,
            card.number, card.cvx
        ));
        let request = put(&request, "paymentParams", self.caller.payment_params(card, network));
        self.named(&request, &method)
    }

    /// Returns a payment by another method than a card.
    pub(crate) async fn method_request(&self, card_code: &str) -> Tree {
        let method = self.method(card_code).await;
        let request =
            json(r#"{"isEmbeddedRedirectionAllowed": true, "paymentParams": {"SAVE_PAYMENT_DATA": false}}"#);
        self.named(&request, &method)
    }

    fn named(&self, request: &Tree, method: &Tree) -> Tree {
        let request = put(request, "merchantReturnUrl", self.caller.return_url());
        ["cardCode", "contractNumber"].into_iter().fold(request, |request, name| {
            let value = method.at(&[name]).cloned().unwrap_or_else(|| panic!("{}", raw_text(method)));
            put(&request, name, value)
        })
    }

    /// Returns the method of this code, as the session offers it now.
    pub(crate) async fn method(&self, card_code: &str) -> Tree {
        let state = self.state().await;
        let found = methods(&state).into_iter().find(|method| code_of(method) == card_code);
        found.unwrap_or_else(|| panic!("no {card_code} in {}", state.body_text()))
    }

    pub(crate) async fn pays(&self, card: &Card) -> Answer {
        self.sends(&self.card_request(card, None).await).await
    }

    /// Sends `securedPaymentRequest` with this body.
    pub(crate) async fn sends(&self, request: &Tree) -> Answer {
        self.ask(Method::POST, "securedPaymentRequest", &raw_text(request)).await
    }

    /// Pays at the simulated partner.
    pub(crate) async fn chooses_partner(&self) -> Answer {
        let request = self.method_request("MOCKPAY").await;
        self.ask(Method::POST, "paymentRequest", &raw_text(&request)).await
    }

    /// Cancels the session.
    pub(crate) async fn cancels(&self) -> Answer {
        self.ask(Method::POST, "cancel", "{}").await
    }

    /// Leaves the partner to pay in another way.
    pub(crate) async fn abandons(&self) -> Answer {
        self.ask(Method::POST, "abandon", "{}").await
    }

    /// Asks for the networks of a card by its first digits.
    pub(crate) async fn networks(&self, digits: &str) -> Answer {
        let methods = methods(&self.state().await);
        let handled: Vec<Tree> = methods
            .iter()
            .filter(|method| code_of(method) != "MOCKPAY")
            .map(|method| {
                let part = |name| method.at(&[name]).unwrap().clone();
                put(&put(&json("{}"), "cardCode", part("cardCode")), "contractNumber", part("contractNumber"))
            })
            .collect();
        let request = put(&json("{}"), "cardNumber", digits);
        let request = put(&request, "handledContracts", Tree::List(handled));
        self.ask(Method::POST, "availablecardnetworks", &raw_text(&request)).await
    }

    /// Whether waiting is over. The body is `true` or `false`.
    pub(crate) async fn is_done(&self, card_code: &str) -> bool {
        let path = format!("cardCode/{card_code}/activewaiting/isDone?timestamp=1760000000");
        let answer = self.ask(Method::GET, &path, "").await;
        match (answer.status, answer.document()) {
            (200, Some(Tree::Bool(done))) => *done,
            _ => panic!("{} {}", answer.status, answer.body_text()),
        }
    }

    /// Sends a request under `/services/token/{id}`, with only the headers of the program.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: &str) -> Answer {
        self.ask_path(method, &format!("/services/token/{}/{path}", self.session.id), body).await
    }

    pub(crate) async fn ask_path(&self, method: Method, path: &str, body: &str) -> Answer {
        let mut headers: Vec<(&str, &[u8])> = vec![
            ("content-type", b"application/json"),
            ("accept", b"application/json"),
            ("accept-language", self.language.as_bytes()),
        ];
        match self.caller.sdk() {
            // The origin is a host without a scheme, which no browser would send.
            Some(sdk) => headers.extend([("origin", self.host.as_bytes()), ("x-widget-sdk", sdk.as_bytes())]),
            None => headers.push(("origin", self.base_url.as_bytes())),
        }
        headers.extend(self.of_proxy.iter().map(|(name, value)| (*name, value.as_bytes())));
        self.till.raw(method, path, &headers, body.to_owned()).await
    }

    /// Gets the payment page or another page of the gateway, as a browser does.
    pub(crate) async fn browse(&self, url: &str) -> Answer {
        let path = url.strip_prefix(&self.base_url).unwrap_or_else(|| panic!("{url} is elsewhere"));
        let headers: [(&str, &[u8]); 2] = [
            ("accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
            ("accept-language", self.language.as_bytes()),
        ];
        self.till.raw(Method::GET, path, &headers, "").await
    }

    pub(crate) async fn opens_page(&self) -> Answer {
        self.browse(&self.session.page).await
    }
}

/// Returns the entries of a list of methods, in its order.
pub(crate) fn methods(state: &Answer) -> Vec<Tree> {
    let list = state.at(&["paymentMethodsList", "paymentMethods"]).and_then(Tree::as_list);
    list.map(<[Tree]>::to_vec).unwrap_or_default()
}

pub(crate) fn method_codes(state: &Answer) -> Vec<String> {
    methods(state).iter().map(|method| code_of(method).to_owned()).collect()
}

fn code_of(method: &Tree) -> &str {
    method.at(&["cardCode"]).and_then(Tree::as_text).unwrap()
}
