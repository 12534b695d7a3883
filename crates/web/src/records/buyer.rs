//! The buyer (Retail API, section 3.1: Buyer, Person, Address, AccountHistory).

use document::{
    Date, Fault, Moment, Object, Path, Problems, Schemas, Text, Tree, Value, choice, record, whole_number,
};
use primitives::{Amount, Country, Email, Identifier, Prose};

choice! {
    pub(crate) enum PersonTitle { Mrs = "MRS", Mr = "MR", }
}
choice! {
    pub(crate) enum LegalStatus { Corporate = "CORPORATE", Private = "PRIVATE", }
}
choice! {
    pub(crate) enum LegalDocumentType {
        IdCard = "ID_CARD", DriverLicense = "DRIVER_LICENSE", Passport = "PASSPORT",
        ResidencePermit = "RESIDENCE_PERMIT", Other = "OTHER",
    }
}
choice! {
    pub(crate) enum Suspicion { None = "NO_SUSPICIOUS", Suspicious = "SUSPICIOUS", }
}

record! {
    pub(crate) struct Person as "Person" {
        title: Option<PersonTitle> = "title",
        first_name: Option<Prose<Text<0, 100>>> = "firstName",
        last_name: Option<Prose<Text<0, 100>>> = "lastName",
        /// An address of the published pattern, or any of RFC 5321 and RFC 6531 without a quoted local part and
        /// without an address literal: a local part of at most 64 characters, labels of at most 63, and two
        /// labels or more.
        email: Option<Prose<Email>> = "email",
        mobile: Option<Identifier<Text<0, 15>>> = "mobile",
    }
}

record! {
    pub struct Address as "Address" {
        label: Option<Prose<Text<0, 200>>> = "label",
        street_number: Option<Identifier<Text<0, 100>>> = "streetNumber",
        street: Option<Prose<Text<0, 100>>> = "street",
        complement: Option<Prose<Text<0, 100>>> = "complement",
        city: Option<Prose<Text<0, 150>>> = "city",
        zip: Option<Prose<Text<0, 12>>> = "zip",
        state: Option<Prose<Text<0, 100>>> = "state",
        county: Option<Prose<Text<0, 50>>> = "county",
        country: Option<Country> = "country",
        /// When the merchant first saw this address.
        address_create_date: Option<Moment> = "addressCreateDate",
    }
}

record! {
    /// A person at an address.
    pub(crate) struct ContactAddress as "ContactAddress" {
        ..person: Person,
        ..address: Address,
    }
}

record! {
    pub(crate) struct LegalDocument as "LegalDocument" {
        kind: Option<LegalDocumentType> = "type",
        number: Option<Identifier<Text<0, 255>>> = "number",
    }
}

record! {
    /// The buyer, as the merchant knows them.
    pub(crate) struct Buyer as "Buyer" {
        ..person: Person,
        /// The merchant's own id; a number is taken too and given back as a text.
        id: Option<Identifier<BuyerId>> = "id",
        legal_document: Option<LegalDocument> = "legalDocument",
        birth_date: Option<Date> = "birthDate",
        legal_status: Option<LegalStatus> = "legalStatus",
        billing_address: Option<ContactAddress> = "billingAddress",
    }
}

record! {
    /// The buyer with what the merchant knows of their past.
    pub(crate) struct BuyerData as "BuyerData" {
        ..buyer: Buyer,
        account_history: Option<AccountHistory> = "accountHistory",
    }
}

record! {
    pub(crate) struct AccountHistory as "AccountHistory" {
        account_create_date: Option<Moment> = "accountCreateDate",
        account_average_amount: Option<Amount> = "accountAverageAmount",
        account_order_count: Option<Count> = "accountOrderCount",
        suspicious_activity: Option<Suspicion> = "suspiciousActivity",
        first_order_date: Option<Moment> = "firstOrderDate",
        last_order_date: Option<Moment> = "lastOrderDate",
        total_amount: Option<Amount> = "totalAmount",
        last_change: Option<Moment> = "lastChange",
        last_password_change: Option<Moment> = "lastPasswordChange",
        provision_attempts_day: Option<Count> = "provisionAttemptsDay",
        /// When the payment account was enrolled; a date, whatever its name says.
        payment_account_age: Option<Moment> = "paymentAccountAge",
        order_count_6_months: Option<Count> = "orderCount6Months",
        order_amount_6_months: Option<Amount> = "orderAmount6Months",
        transaction_count_day: Option<Count> = "transactionCountDay",
        transaction_count_year: Option<Count> = "transactionCountYear",
        /// First use of the delivery address; a date, whatever its name says.
        ship_address_usage: Option<Moment> = "shipAddressUsage",
    }
}

whole_number!(
    /// How often something happened.
    Count, 0, 2_147_483_647
);

/// A buyer's id: 0 to 50 characters. Shipped shop plugins send a JSON number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BuyerId(Text<0, 50>);

impl Value for BuyerId {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        match tree {
            Tree::Integer(number) => Text::read(&Tree::text(number.to_string()), at, problems).map(Self),
            Tree::Text(_) => Text::read(tree, at, problems).map(Self),
            _ => {
                problems.add(at, Fault::Type("a text or an integer"));
                None
            }
        }
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", vec!["string", "integer"]).with("maxLength", 50).into()
    }
}
