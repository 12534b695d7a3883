//! The JSON of a request to prepare a payment: PaymentPrepareRequest (Retail API, section 3.2).

use document::{Fault, Member as _, Object, Path, Problems, Schemas, Text, Tree, Value, record};
use gateway::{Refusal, payments::PreparePayment};
use primitives::{Identifier, OrderReference, Prose, Reference, WebUrl};
use xpay::apple::ValidationUrl;

record! {
    /// What Apple asks for to make a merchant session.
    pub(crate) struct Validation as "ApplePayValidation" {
        /// The name of the shop on the sheet.
        display_name: Prose<Text<1, 64>> = "displayName",
        /// The domain of the page that shows the sheet.
        domain_name: Prose<Domain> = "domainName",
        /// The validationURL of the event onvalidatemerchant: one of Apple's hosts, https, below /paymentservices/.
        url: Validating = "validationURL",
    }
}

/// A domain name (RFC 1034, section 3.5).
#[derive(Clone, PartialEq)]
pub(crate) struct Domain(String);

impl Domain {
    fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault = Fault::Pattern("a domain name, such as shop.example.com");
        let is_label = |label: &str| {
            let is_plain = label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
            (1..=63).contains(&label.len()) && is_plain && !label.starts_with('-') && !label.ends_with('-')
        };
        let is_name = text.len() <= 253 && text.contains('.') && text.split('.').all(is_label);
        if is_name { Ok(Self(text.to_owned())) } else { Err(FORM) }
    }
}

document::text_value!(
    Domain,
    Domain::parse,
    |value: &Domain| value.0.clone(),
    Object::new().with("type", "string").with("minLength", 3).with("maxLength", 253).with(
        "pattern",
        "^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"
    )
);

/// The URL at which Apple makes a merchant session.
#[derive(Clone, PartialEq)]
pub(crate) struct Validating(ValidationUrl);

document::text_value!(
    Validating,
    |text: &str| {
        const FORM: Fault =
            Fault::Pattern("the validation URL of Apple Pay, on a host such as apple-pay-gateway.apple.com");
        ValidationUrl::of(WebUrl::parse(text)?).map(Validating).ok_or(FORM)
    },
    |value: &Validating| value.0.as_str().to_owned(),
    Object::new().with("type", "string").with("format", "uri").with("maxLength", 2_048).with(
        "pattern",
        "^https://(cn-)?apple-pay-gateway(-[A-Za-z0-9-]*)?\\.apple\\.com(:443)?/paymentservices/[A-Za-z0-9]+$"
    )
);

pub(super) fn read(tree: &Tree) -> Result<PreparePayment, Refusal> {
    let mut problems = Problems::new();
    let read = read_all(tree, &mut problems);
    let card_likes = gateway::card_likes(&mut problems);
    match read {
        Some(request) if problems.is_empty() => Ok(PreparePayment { card_likes, ..request }),
        _ => Err(Refusal::Malformed(problems.into_vec())),
    }
}

/// Reads every field before the first fault counts, so that all faults are reported.
fn read_all(tree: &Tree, problems: &mut Problems) -> Option<PreparePayment> {
    let root = Path::ROOT;
    let Some(object) = tree.as_object() else {
        problems.add(&root, Fault::Type("an object"));
        return None;
    };
    let (method, order, misc) = ("paymentMethodId", "orderReference", "miscData");
    let payment_method = Reference::read_member(object.get(method), &root.member(method), problems);
    let order_reference =
        Identifier::<OrderReference>::read_member(object.get(order), &root.member(order), problems);
    let method = payment_method.as_ref();
    let validation = read_misc(object.get(misc), &root.member(misc), method, problems)?;
    Some(PreparePayment {
        payment_method: payment_method?,
        order_reference: (*order_reference?).clone(),
        display_name: validation.display_name.as_str().to_owned(),
        domain_name: validation.domain_name.into_inner().0,
        validation_url: validation.url.0,
        card_likes: Vec::new(),
        repeatable: None,
    })
}

/// Reads the first member of `miscData`, whose name is the id of the payment method.
fn read_misc(
    member: Option<&Tree>,
    at: &Path<'_>,
    method: Option<&Reference>,
    problems: &mut Problems,
) -> Option<Validation> {
    let fault = match member {
        None | Some(Tree::Null) => Fault::Missing,
        Some(Tree::Object(misc)) => match (misc.iter().next(), method) {
            (Some((name, value)), Some(method)) if name == method.as_str() => {
                return Validation::read(value, &at.member(name), problems);
            }
            // The id of the method is wrong itself.
            (Some(_), None) => return None,
            _ => Fault::Rule("its first member must have the name that paymentMethodId has"),
        },
        Some(_) => Fault::Type("an object"),
    };
    problems.add(at, fault);
    None
}

pub(super) fn schema(schemas: &mut Schemas) -> Tree {
    schemas.component("PaymentPrepareRequest", |schemas| {
        let misc = Object::new()
            .with("type", "object")
            .with("description", "Its first member has the name that paymentMethodId has.")
            .with("minProperties", 1)
            .with("additionalProperties", Validation::schema(schemas));
        let properties = Object::new()
            .with("paymentMethodId", Reference::schema(schemas))
            .with("orderReference", Identifier::<OrderReference>::schema(schemas))
            .with("miscData", misc);
        Object::new()
            .with("type", "object")
            .with("properties", properties)
            .with("required", vec!["paymentMethodId", "orderReference", "miscData"])
            .into()
    })
}

#[cfg(test)]
mod tests {
    use document::read_json;

    use super::*;

    fn problems(text: &str) -> Vec<String> {
        match read(&read_json(text.as_bytes()).unwrap()) {
            Err(Refusal::Malformed(problems)) => problems
                .into_iter()
                .map(|problem| format!("{} {}", problem.name, problem.fault.code()))
                .collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_example_is_a_request_that_we_take() {
        assert_eq!(problems(super::super::REQUEST), [""; 0]);
    }

    #[test]
    fn every_fault_is_named() {
        assert_eq!(
            problems("{}"),
            [
                "paymentMethodId {field.required}",
                "orderReference {field.required}",
                "miscData {field.required}"
            ]
        );
        let of = |misc: &str| {
            problems(&format!(r#"{{"paymentMethodId":"CB","orderReference":"1","miscData":{misc}}}"#))
        };
        for misc in ["{}", r#"{"AMEX":{}}"#, r#"{"AMEX":{},"CB":{}}"#] {
            assert_eq!(of(misc), ["miscData {field.rule}"], "{misc}");
        }
        assert_eq!(of("[]"), ["miscData {field.type}"]);
        assert_eq!(
            of(r#"{"CB":{}}"#),
            [
                "miscData.CB.displayName {field.required}",
                "miscData.CB.domainName {field.required}",
                "miscData.CB.validationURL {field.required}"
            ]
        );
        assert_eq!(
            of(
                r#"{"CB":{"displayName":"4970105151515140","domainName":"localhost","validationURL":"https://127.0.0.1/paymentservices/startSession"}}"#
            ),
            [
                "miscData.CB.displayName {field.rule}",
                "miscData.CB.domainName {field.pattern}",
                "miscData.CB.validationURL {field.pattern}"
            ]
        );
    }
}
