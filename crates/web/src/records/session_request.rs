//! The request of a session (Retail API, section 3.1: SessionRequest).

use document::{
    Fault, Object, Path, Problems, Schemas, Strings, Text, Tree, Value, choice, record, write_json,
};
use domain::{
    echo::Echo,
    session::{OneClick, SessionTerms, SessionWallet},
    wallet_session::Purpose,
};
use jiff::{Timestamp, tz::TimeZone};
use primitives::{Identifier, Masked, Prose, Reference, WebUrl};

use super::{
    action::MiscData,
    buyer::Buyer,
    delivery::Delivery,
    order::Order,
    payment::{self, Payment},
};

choice! {
    /// How strong an authentication the merchant asks for.
    pub(crate) enum ChallengeInd {
        NoPreference = "NO_PREFERENCE", IssuerTra = "ISSUER_TRA", Requested = "CHALLENGE_REQUESTED",
        Mandate = "CHALLENGE_MANDATE", AcquirerTra = "ACQUIRER_TRA", CbScoring = "CB_SCORING",
    }
}

record! {
    pub(crate) struct SessionRequest as "SessionRequest" {
        point_of_sale_reference: Reference = "pointOfSaleReference",
        payment_method: Option<MethodChoice> = "paymentMethod",
        order: Order = "order",
        payment: Option<Payment> = "payment",
        buyer: Option<Buyer> = "buyer",
        delivery: Option<Delivery> = "delivery",
        three_ds: Option<ThreeDSInfo> = "threeDS",
        private_data: Option<Prose<Strings<99>>> = "privateData",
        misc_data: Option<Prose<MiscData>> = "miscData",
        /// Where the buyer's browser goes at the end, whatever the outcome.
        return_url: Masked<WebUrl> = "returnURL",
        /// The URL that the gateway requests once the session has its final state; absent: that of the point
        /// of sale, if it has one.
        notification_url: Option<Masked<WebUrl>> = "notificationURL",
        /// The language of the page: `FR`, `fr`, `fr-FR`; absent or unknown: the browser's.
        language_code: Option<Prose<Text<0, 255>>> = "languageCode",
        custom_payment_page_code: Option<Prose<Text<0, 50>>> = "customPaymentPageCode",
        /// Whether the page asks for the security code of a card of the wallet; absent: WITHOUT_CVV.
        one_click_option: Option<OneClick> = "oneClickOption",
        /// The buyer's wallet. Its cards that can pay are on the page, and the buyer may have the typed card kept in it
        /// once the payment is accepted. A wallet that does not exist yet is made then.
        mx_wallet_id: Option<Identifier<Reference>> = "mxWalletId",
    }
}

record! {
    /// Which payment methods the buyer is offered.
    pub(crate) struct MethodChoice as "SessionPaymentMethod" {
        /// The id of one payment method, which is offered as well: it is shown after those of paymentMethodIDs,
        /// unless it is among them. One that the point of sale does not have is 404, 02303.
        contract: Option<ContractNumber> = "contractNumber",
        /// In the order in which they are shown. Where neither this nor contractNumber names a method, all of
        /// the point of sale are offered. One that the point of sale does not have is 404, 02303.
        ids: Option<MethodIds> = "paymentMethodIDs",
        /// Methods that are added to the offer, in this order, once a payment by one of those was refused.
        /// They are tried at once where the bank of one of those cannot be reached.
        fallbacks: Option<MethodIds> = "fallbackPaymentMethodIDs",
        smart_display: Option<bool> = "smartDisplayIndicator",
    }
}

record! {
    pub(crate) struct ThreeDSInfo as "ThreeDSInfo" {
        merchant_name: Option<Prose<Text<0, 255>>> = "merchantName",
        challenge_ind: Option<ChallengeInd> = "challengeInd",
        merchant_score: Option<Prose<Text<0, 255>>> = "merchantScore",
    }
}

/// Ids of payment methods. Shipped shop plugins send `[""]` for none, so empty texts are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MethodIds(pub(crate) Vec<Reference>);

const MAX_METHODS: usize = 100;

impl Value for MethodIds {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let Some(items) = tree.as_list() else {
            problems.add(at, Fault::Type("a list"));
            return None;
        };
        if items.len() > MAX_METHODS {
            problems.add(at, Fault::Size { min: 0, max: MAX_METHODS });
            return None;
        }
        let named = items.iter().enumerate().filter(|(_, item)| item.as_text() != Some(""));
        let ids: Vec<Option<Reference>> =
            named.map(|(index, item)| Reference::read(item, &at.item(index), problems)).collect();
        // An id that is named twice counts once.
        let mut distinct = Vec::with_capacity(ids.len());
        for id in ids {
            let id = id?;
            if !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        Some(Self(distinct))
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        let item = or_empty(Reference::schema(schemas));
        Object::new().with("type", "array").with("items", item).with("maxItems", 100).into()
    }
}

/// Returns the schema of a text that may be empty as well.
fn or_empty(schema: Tree) -> Tree {
    Object::new().with("anyOf", vec![schema, Object::new().with("const", "").into()]).into()
}

impl MethodChoice {
    /// Returns the methods that are offered first, each once.
    fn primary(&self) -> Vec<Reference> {
        let mut ids = self.ids.as_ref().map_or_else(Vec::new, |ids| ids.0.clone());
        let contract = self.contract.as_ref().and_then(|contract| contract.0.as_ref());
        ids.extend(contract.filter(|contract| !ids.contains(contract)).cloned());
        ids
    }
}

/// The id of a payment method. A client with an empty setting sends `""` for none, as with [`MethodIds`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContractNumber(Option<Reference>);

impl Value for ContractNumber {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        if tree.as_text() == Some("") {
            return Some(Self(None));
        }
        Reference::read(tree, at, problems).map(|id| Self(Some(id)))
    }

    fn write(&self) -> Tree {
        self.0.as_ref().map_or_else(|| "".into(), Reference::write)
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        or_empty(Reference::schema(schemas))
    }
}

/// The format number of a stored [`SessionRequest`]; see [`Echo`].
const FORMAT: i64 = 1;

impl SessionRequest {
    /// Returns the terms of the session. `None` where the capture and its date do not agree, which
    /// [`check`](Self::check) reports.
    pub(crate) fn terms(&self) -> Option<SessionTerms> {
        let choice = self.payment_method.as_ref();
        let fallbacks = choice.and_then(|choice| choice.fallbacks.as_ref());
        Some(SessionTerms {
            purpose: Purpose::Payment,
            payment: payment::terms(&self.order, self.payment.as_ref(), None)?,
            methods: choice.map_or_else(Vec::new, MethodChoice::primary),
            fallbacks: fallbacks.map_or_else(Vec::new, |ids| ids.0.clone()),
            return_url: (*self.return_url).clone(),
            wallet: self.mx_wallet_id.as_ref().map(|id| SessionWallet {
                id: (**id).clone(),
                one_click: self.one_click_option.unwrap_or(OneClick::WithoutCvx),
            }),
        })
    }

    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }

    /// Checks the rules between members, whose breach makes a request malformed.
    pub(crate) fn check(&self, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) {
        const RULE: &str = "must be 0 for ACCOUNT_VERIFICATION, else between 1 and order.amount";
        payment::check_payment(self.payment.as_ref(), now, calendar, problems);
        // A payment by API with such amounts is refused and recorded. A session is not begun, because no
        // payment could be made in it.
        if self.terms().is_some_and(|terms| terms.payment.check_amounts().is_err()) {
            let given = self.payment.as_ref().is_some_and(|payment| payment.amount.is_some());
            let at = Path::ROOT.member(if given { "payment" } else { "order" });
            problems.add(&at.member("amount"), Fault::Rule(RULE));
        }
    }
}
