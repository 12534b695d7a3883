//! What an answer gives for later requests: the links of the description. A client can follow them, and Schemathesis does.

use axum::http::StatusCode;
use document::{Object, Tree};

/// Where the parameters of a request come from: a name, and an expression of OpenAPI about the request before and its answer.
type Parameters = &'static [(&'static str, &'static str)];

/// A request that can follow an answer.
struct Link {
    from: &'static str,
    status: StatusCode,
    parameters: Parameters,
    to: &'static [&'static str],
}

const fn link(
    from: &'static str,
    status: StatusCode,
    parameters: Parameters,
    to: &'static [&'static str],
) -> Link {
    Link { from, status, parameters, to }
}

const MADE_TRANSACTION: Parameters = &[("id", "$response.body#/transaction/id")];
const SAME_TRANSACTION: Parameters = &[("id", "$request.path.id")];
const FIRST_TRANSACTION: Parameters = &[("id", "$response.body#/transactions/0/id")];
const FIRST_SESSION: Parameters = &[("sessionId", "$response.body#/sessions/0/sessionId")];
const FIRST_WALLET: Parameters =
    &[("merchantId", "$request.path.merchantId"), ("mxWalletId", "$response.body#/mxWallets/0/id")];
const MADE_SESSION: Parameters = &[("sessionId", "$response.body#/sessionId")];
const MADE_LINK: Parameters = &[("paymentLinkId", "$response.body#/paymentLink/id")];
const MADE_WALLET_SESSION: Parameters = &[("mxWalletSessionId", "$response.body#/mxWalletSessionId")];
const MADE_WALLET: Parameters =
    &[("merchantId", "$request.path.merchantId"), ("mxWalletId", "$response.body#/mxWallet/id")];
const FIRST_INSTRUMENT: Parameters = &[
    ("merchantId", "$request.path.merchantId"),
    ("mxWalletId", "$response.body#/mxWallet/id"),
    ("paymentInstrumentRank", "$response.body#/mxWallet/paymentInstruments/0/rank"),
];
const MADE_INSTRUMENT: Parameters = &[
    ("merchantId", "$request.path.merchantId"),
    ("mxWalletId", "$request.path.mxWalletId"),
    ("paymentInstrumentRank", "$response.body#/paymentInstrument/rank"),
];
const FIRST_POINT_OF_SALE: Parameters = &[
    ("merchantId", "$request.path.merchantId"),
    ("posReference", "$response.body#/pointsOfSale/0/reference"),
];
const FIRST_PAYMENT_METHOD: Parameters = &[
    ("merchantId", "$request.path.merchantId"),
    ("posReference", "$request.path.posReference"),
    ("paymentMethodId", "$response.body#/paymentMethods/0/id"),
];

const MADE_POINT_OF_SALE: Parameters =
    &[("merchantId", "$request.path.merchantId"), ("posReference", "$response.body#/pointOfSale/reference")];
const MADE_PAYMENT_METHOD: Parameters = &[
    ("merchantId", "$request.path.merchantId"),
    ("posReference", "$request.path.posReference"),
    ("paymentMethodId", "$response.body#/paymentMethods/id"),
];
const FIRST_LINK: Parameters = &[("paymentLinkId", "$response.body#/paymentLinks/0/id")];

const ON_A_TRANSACTION: &[&str] =
    &["transactionGet", "transactionCapture", "transactionRefund", "transactionCancel"];
const ON_AN_AUTHENTICATION: &[&str] = &["authenticationContinue", "authenticationVerify"];
const OF_A_SESSION: &[&str] = &["sessionGet", "sessionGet_DEPRECATED"];
const ON_A_LINK: &[&str] = &["paymentLinkGet", "paymentLinkUpdateStatus"];
const ON_A_WALLET: &[&str] =
    &["mxWalletGet", "mxWalletUpdate", "mxWalletUpdateStatus", "mxWalletPaymentInstrumentAdd"];
const ON_AN_INSTRUMENT: &[&str] = &[
    "mxWalletPaymentInstrumentGet",
    "mxWalletPaymentInstrumentUpdate",
    "mxWalletPaymentInstrumentUpdateStatus",
    "mxWalletPaymentInstrumentDefault",
];

/// Changes lead from what was just made: what a merchant takes payments with is not switched off by who tries them.
const ON_A_POINT_OF_SALE: &[&str] = &[
    "getPointOfSale",
    "pointOfSaleUpdate",
    "pointOfSaleStatusGet",
    "pointOfSaleStatusUpdate",
    "pointOfSalePaymentPageSettingsGet",
    "pointOfSalePaymentPageSettingsUpdate",
    "paymentMethodCreate",
];
const ON_A_PAYMENT_METHOD: &[&str] = &[
    "getPaymentMethod",
    "paymentMethodUpdate",
    "paymentMethodSettingsGet",
    "paymentMethodStatusGet",
    "paymentMethodStatusUpdate",
];

const LINKS: [Link; 23] = [
    link("pointOfSaleCreate", StatusCode::CREATED, MADE_POINT_OF_SALE, ON_A_POINT_OF_SALE),
    link("paymentMethodCreate", StatusCode::CREATED, MADE_PAYMENT_METHOD, ON_A_PAYMENT_METHOD),
    link("paymentLinksList", StatusCode::OK, FIRST_LINK, &["paymentLinkGet"]),
    link("paymentCreate", StatusCode::CREATED, MADE_TRANSACTION, ON_A_TRANSACTION),
    link("transactionsList", StatusCode::OK, FIRST_TRANSACTION, ON_A_TRANSACTION),
    link("transactionGet", StatusCode::OK, SAME_TRANSACTION, ON_A_TRANSACTION),
    link("transactionCapture", StatusCode::CREATED, MADE_TRANSACTION, ON_A_TRANSACTION),
    link("transactionRefund", StatusCode::CREATED, MADE_TRANSACTION, ON_A_TRANSACTION),
    link("transactionCancel", StatusCode::CREATED, MADE_TRANSACTION, &["transactionGet"]),
    link("sessionsList", StatusCode::OK, FIRST_SESSION, OF_A_SESSION),
    link("mxWalletsList", StatusCode::OK, FIRST_WALLET, ON_A_WALLET),
    link("sessionCreate", StatusCode::CREATED, MADE_SESSION, OF_A_SESSION),
    link("authenticationCreate", StatusCode::CREATED, MADE_SESSION, ON_AN_AUTHENTICATION),
    link("sessionCreate_DEPRECATED", StatusCode::CREATED, MADE_SESSION, OF_A_SESSION),
    link("paymentLinkCreate", StatusCode::CREATED, MADE_LINK, ON_A_LINK),
    link("mxWalletCreate", StatusCode::CREATED, MADE_WALLET, ON_A_WALLET),
    link("mxWalletCreate", StatusCode::CREATED, FIRST_INSTRUMENT, ON_AN_INSTRUMENT),
    link("mxWalletPaymentInstrumentAdd", StatusCode::CREATED, MADE_INSTRUMENT, ON_AN_INSTRUMENT),
    link("mxWalletSessionCreate", StatusCode::CREATED, MADE_WALLET_SESSION, &["mxWalletSessionGet"]),
    link("sepaBankTransferCreate", StatusCode::CREATED, MADE_TRANSACTION, &["payoutTransactionGet"]),
    link("sepaBankTransferCreate", StatusCode::ACCEPTED, MADE_TRANSACTION, &["payoutTransactionGet"]),
    link("getPointsOfSale", StatusCode::OK, FIRST_POINT_OF_SALE, &["getPointOfSale", "getPaymentMethods"]),
    link("getPaymentMethods", StatusCode::OK, FIRST_PAYMENT_METHOD, &["getPaymentMethod"]),
];

/// Returns the links of an answer by their names. `None` where no request follows from it.
pub(super) fn of(operation: &str, status: StatusCode) -> Option<Object> {
    let links = LINKS.iter().filter(|link| link.from == operation && link.status == status);
    let links = links.flat_map(|link| link.to.iter().map(|to| (*to, write(to, link.parameters))));
    let links = links.fold(Object::new(), |links, (name, link)| links.with(name, link));
    (!links.is_empty()).then_some(links)
}

fn write(to: &str, parameters: Parameters) -> Tree {
    let parameters = parameters.iter().fold(Object::new(), |all, (name, from)| all.with(name, *from));
    Object::new().with("operationId", to).with("parameters", parameters).into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::api::v1::{Operation, endpoints};

    /// The parameters of paths that a merchant knows without an answer.
    const KNOWN: [&str; 2] = ["merchantId", "name"];

    fn path_parameters(path: &str) -> HashSet<&str> {
        path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
    }

    #[test]
    fn links_lead_from_answers_to_operations_with_all_that_their_paths_need() {
        let all: Vec<(&str, Operation)> =
            endpoints().map(|endpoint| (endpoint.path, (endpoint.operation)())).collect();
        let find = |id: &str| all.iter().find(|(_, operation)| operation.id == id);
        for link in &LINKS {
            let (_, from) = find(link.from).unwrap_or_else(|| panic!("no operation {}", link.from));
            assert!(from.responses.iter().any(|response| response.status == link.status), "{}", link.from);
            let given: HashSet<&str> = link.parameters.iter().map(|(name, _)| *name).collect();
            for to in link.to {
                let (path, _) = find(to).unwrap_or_else(|| panic!("no operation {to}"));
                assert_eq!(path_parameters(path), given, "from {} to {to}", link.from);
            }
        }
    }

    #[test]
    fn every_operation_on_something_that_was_made_is_the_target_of_a_link() {
        let targets: HashSet<&str> = LINKS.iter().flat_map(|link| link.to).copied().collect();
        for endpoint in endpoints() {
            let needs = path_parameters(endpoint.path).iter().any(|name| !KNOWN.contains(name));
            let id = (endpoint.operation)().id;
            assert!(!needs || targets.contains(id), "no link leads to {id}: add one to LINKS");
        }
    }
}
