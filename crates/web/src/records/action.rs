//! The bodies of captures, refunds and cancels (Retail API, section 3.3: TransactionActionRequest).

use document::{
    Fault, List, Object, Path, Problems, Schemas, Strings, Text, Tree, Value, record, write_json,
};
use domain::{
    action::{ActionTerms, CaptureOption, ReferenceMark},
    echo::Echo,
};
use primitives::{Amount, Currency, Identifier, Prose};

use super::order::{MAX_ITEMS, OrderItem};

record! {
    /// What the three actions share.
    pub(crate) struct ActionRequest as "TransactionActionRequest" {
        ..details: ActionDetails,
        /// In the smallest unit of the payment's currency; a part of the payment is enough.
        amount: Amount = "amount",
        /// Not of the published API: where it is given it must be the payment's (02620).
        currency: Option<Currency> = "currency",
    }
}

record! {
    /// What decides nothing: kept with the action, and read only where it is asked for.
    #[derive(Default)]
    pub(crate) struct ActionDetails as "ActionDetails" {
        comment: Option<Prose<Comment>> = "comment",
        items: Option<List<OrderItem, MAX_ITEMS>> = "items",
        private_data: Option<Prose<Strings<99>>> = "privateData",
        misc_data: Option<Prose<MiscData>> = "miscData",
        /// The merchant's reference of the action; with the amount it tells a repeated one.
        merchant_reference: Option<Identifier<Text<0, 16384>>> = "merchantReference",
    }
}

record! {
    pub(crate) struct CaptureRequest as "TransactionCaptureRequest" {
        ..action: ActionRequest,
        option: Option<CaptureOption> = "option",
    }
}

/// The format number of stored [`ActionDetails`]; see [`Echo`].
const FORMAT: i64 = 1;

impl ActionRequest {
    pub(crate) fn terms(&self) -> ActionTerms {
        let reference = self.details.merchant_reference.as_ref();
        ActionTerms {
            amount: self.amount,
            currency: self.currency,
            reference: reference.map(|reference| ReferenceMark::of(reference.as_str())),
        }
    }

    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.details.write()))
    }
}

/// A comment for the merchant's log: 0 to 255 characters without angle brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment(Text<0, 255>);

impl Comment {
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let text = Text::parse(text)?;
        if text.as_str().contains(['<', '>']) {
            return Err(Fault::Pattern("a text without \"<\" and \">\""));
        }
        Ok(Self(text))
    }
}

document::text_value!(
    Comment,
    Comment::parse,
    |value: &Comment| value.0.as_str().to_owned(),
    Object::new().with("type", "string").with("maxLength", 255).with("pattern", "^[^<>\\u0000]*$")
);

/// Any object that the merchant sends. It is stored and returned as it is.
#[derive(Clone, PartialEq)]
pub(crate) struct MiscData(Object);

impl Value for MiscData {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let object = tree.as_object().cloned();
        if object.is_none() {
            problems.add(at, Fault::Type("an object"));
        }
        object.map(Self)
    }

    fn write(&self) -> Tree {
        self.0.clone().into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "object").into()
    }
}
