//! The form of a session's state. A member is required where at least one of the mobile SDKs rejects the
//! whole answer without it (session services, section 5).

use client::Answer;
use document::Tree;

use super::shapes::{Member, Shape, faults, optional, required};

use Shape::{Each, Form, Free, Int32, Int64, Object, Text, Texts, Truth, Word};

/// The types that end a session.
pub(crate) const FINAL: [&str; 5] =
    ["PAYMENT_SUCCESS", "PAYMENT_FAILURE", "PAYMENT_ONHOLD_PARTNER", "PAYMENT_CANCELED", "TOKEN_EXPIRED"];

/// The envelope of every state, whatever its type.
const ENVELOPE: Shape = Object(&[
    required("token", Text),
    required("type", Text),
    // A date such as `Wed Apr 30 16:29:21 CEST 2025`. Zones have three or four letters.
    required("creationDate", Text),
    optional("cancelUrl", Text),
    required("returnUrl", Text),
    required("pointOfSale", Text),
    required("language", Form("aa")),
    required("automaticRedirectAtSessionsEnd", Truth),
    required("info", INFO),
    optional("pointOfSaleAddress", Texts),
    required("isSandbox", Truth),
    optional("isSendRemoteLogs", Truth),
    optional("scripts", Each(&Text)),
    optional("fragmented", Truth),
]);

const INFO: Shape = Object(&[
    required("PaylineAmountSmallestUnit", Int64),
    required("PaylineOrderAmountSmallestUnit", Int32),
    required("PaylineCurrencyCode", Form("aaa")),
    required("PaylineCurrencyDigits", Int32),
    required("PaylineFormattedAmount", Text),
    required("PaylineFormattedOrderAmount", Text),
    required("PaylineMerchantCountry", Form("aa")),
    required("PaylineOrderDate", Text),
    required("PaylineOrderRef", Text),
    optional("PaylineBuyerIp", Text),
    optional("PaylineBuyerMobilePhone", Text),
    optional("PaylineOrderDeliveryMode", Text),
    optional("PaylineOrderDeliveryTime", Text),
]);

const METHODS_LIST: Shape = Object(&[
    required("isOriginalCreditTransfer", Truth),
    required("needsDeviceFingerprint", Truth),
    required("sensitiveInputContentMasked", Truth),
    required("shouldChangePaymentMethodPosition", Truth),
    optional("scoringNeeded", Truth),
    required("paymentMethods", Each(&METHOD)),
    required("wallets", Each(&WALLET)),
]);

const METHOD: Shape = Object(&[
    // The contract makes these optional, but nobody can pay without them.
    required("cardCode", Text),
    required("contractNumber", Text),
    optional("state", Word(&["AVAILABLE"])),
    optional("paymentMethodAction", Int32),
    optional("disabled", Truth),
    // SDKs show no method without a form, except cards.
    required("hasForm", Truth),
    optional("hasLogo", Truth),
    optional("isIsolated", Truth),
    optional("shouldBeInTopPosition", Truth),
    required("options", Each(&Text)),
    required("additionalData", Free),
    optional("requestContext", Free),
    optional("form", FORM),
    optional("logo", LOGO),
]);

const FORM: Shape = Object(&[
    required("displayButton", Truth),
    optional("description", Text),
    optional("buttonText", Text),
    optional("formType", Text),
    optional("formFields", Each(&Free)),
    optional("formScript", Free),
]);

const LOGO: Shape = Object(&[
    required("width", Int32),
    required("height", Int32),
    required("url", Text),
    required("alt", Text),
    required("title", Text),
]);

const WALLET: Shape = Object(&[
    required("cardCode", Text),
    required("cardType", Text),
    required("index", Int32),
    required("isDefault", Truth),
    required("isExpired", Truth),
    required("expiredMore6Months", Truth),
    required("hasCustomLogo", Truth),
    required("hasCustomLogoUrl", Truth),
    required("hasCustomLogoBase64", Truth),
    required("isPmAPI", Truth),
    required("hasSpecificDisplay", Truth),
    required("customLogoRatio", Int32),
    required("confirm", Each(&Word(&["CVV"]))),
    optional("options", Each(&Word(&["CVV"]))),
    required(
        "additionalData",
        Object(&[
            required("PAN", Form("***-aa00")),
            // An empty date ends the Android app.
            optional("DATE", Form("0000")),
            optional("HOLDER", Text),
        ]),
    ),
]);

const REDIRECT: Shape = Object(&[
    required("cardCode", Text),
    required("contractNumber", Text),
    optional("walletCardIndex", Int32),
    required(
        "redirectionData",
        Object(&[
            required("requestType", Word(&["GET", "POST"])),
            required("requestUrl", Text),
            required("iframeEmbeddable", Truth),
            required("iframeHeight", Int32),
            required("iframeWidth", Int32),
            required("isCompletionMethod", Truth),
            required("hasPartnerLogo", Truth),
            required("timeoutInMs", Int32),
            optional("partnerLogoKey", Text),
            optional("requestFields", Texts),
        ]),
    ),
]);

const SUCCESS: Shape = Object(&[
    required("displayTicket", Truth),
    required("fragmented", Truth),
    required("selectedCardCode", Text),
    required("selectedContractNumber", Text),
    optional("paymentCard", Text),
    required("ticket", Each(&TICKET_LINE)),
]);

const TICKET_LINE: Shape = Object(&[
    required("i", Truth),
    optional("k", Text),
    optional("s", Text),
    required("t", Int32),
    required("v", Text),
]);

const MESSAGE: Shape = Object(&[
    required("type", Word(&["ERROR", "INFO", "CUSTOM"])),
    required("localizedMessage", Text),
    required("displayIcon", Truth),
]);

const FAILURE: Shape = Object(&[
    required("message", MESSAGE),
    required("selectedCardCode", Text),
    required("selectedContractNumber", Text),
]);

const ON_HOLD: Shape = Object(&[
    required("selectedCardCode", Text),
    required("selectedContractNumber", Text),
    optional("message", MESSAGE),
]);

const WAITING: Shape = Object(&[
    required("needActiveWaitingAction", Truth),
    required("cardCode", Text),
    required("contractNumber", Text),
    required("walletCardIndex", Int32),
    optional("message", MESSAGE),
    optional("merchantReturnUrl", Text),
]);

const WALLET_MANAGED: Shape =
    Object(&[required("wallets", Each(&WALLET)), required("isCardAdditionAllowed", Truth)]);

/// Returns the members of a type beside the envelope.
fn parts(kind: &str) -> &'static [Member] {
    match kind {
        "PAYMENT_METHODS_LIST" => const { &[required("paymentMethodsList", METHODS_LIST)] },
        "PAYMENT_REDIRECT_NO_RESPONSE" => const { &[required("paymentRedirectNoResponse", REDIRECT)] },
        "ACTIVE_WAITING" => const { &[required("activeWaiting", WAITING)] },
        "PAYMENT_SUCCESS" => const { &[required("paymentSuccess", SUCCESS)] },
        "PAYMENT_FAILURE" => const { &[required("paymentFailure", FAILURE)] },
        "PAYMENT_FAILURE_WITH_RETRY" => {
            const { &[required("paymentFailure", FAILURE), required("paymentMethodsList", METHODS_LIST)] }
        }
        "PAYMENT_ONHOLD_PARTNER" => const { &[required("paymentOnholdPartner", ON_HOLD)] },
        "MANAGE_WEB_WALLET" => {
            const {
                &[
                    required("manageWebWallet", WALLET_MANAGED),
                    required("operations", Int32),
                    optional("paymentMethodsList", METHODS_LIST),
                ]
            }
        }
        "PAYMENT_CANCELED" => &[],
        "TOKEN_EXPIRED" => const { &[required("tokenExpired", Free)] },
        other => panic!("{other} is no state that this gateway has"),
    }
}

pub(crate) fn type_of(state: &Answer) -> &str {
    state.text(&["type"]).unwrap_or_else(|| panic!("{} {}", state.status, state.body_text()))
}

/// Asserts that the session is in this state, in a form that every client can read.
#[track_caller]
pub(crate) fn assert_state(state: &Answer, kind: &str) {
    assert_one_of(state, &[kind]);
}

/// Asserts one of several states, where the contract leaves the choice.
#[track_caller]
pub(crate) fn assert_one_of(state: &Answer, kinds: &[&str]) {
    assert_eq!(state.status, 200, "{}", state.body_text());
    assert_eq!(state.header("content-type"), Some("application/json"));
    let kind = type_of(state);
    assert!(kinds.contains(&kind), "{kind} is not {kinds:?}: {}", state.body_text());
    let tree = state.document().unwrap();
    let mut found = faults(tree, &ENVELOPE, "state");
    found.extend(faults(tree, &Object(parts(kind)), "state"));
    assert!(found.is_empty(), "{found:#?} in {}", state.body_text());
    assert!(is_java_date(state.text(&["creationDate"]).unwrap()), "{}", state.body_text());
}

/// Whether the text is a date such as `Wed Apr 30 16:29:21 CEST 2025`.
fn is_java_date(text: &str) -> bool {
    let parts: Vec<String> = text.split(' ').map(super::shapes::form_of).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    matches!(parts[..], ["aaa", "aaa", "00", "00:00:00", "aaa" | "aaaa", "0000"])
}

pub(crate) fn truth(tree: &Tree) -> Option<bool> {
    match tree {
        Tree::Bool(truth) => Some(*truth),
        _ => None,
    }
}

/// Returns the text of a failure as the buyer reads it.
#[track_caller]
pub(crate) fn failure_text(state: &Answer) -> &str {
    let text = state.text(&["paymentFailure", "message", "localizedMessage"]).unwrap_or_default();
    assert!(!text.is_empty(), "{}", state.body_text());
    text
}

/// Returns label, value and style of each line of the ticket.
pub(crate) fn ticket(state: &Answer) -> Vec<[String; 3]> {
    let lines = state.at(&["paymentSuccess", "ticket"]).and_then(Tree::as_list).unwrap_or_default();
    let text = |line: &Tree, name| line.at(&[name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
    lines.iter().map(|line| ["k", "v", "s"].map(|name| text(line, name))).collect()
}
