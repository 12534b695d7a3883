//! Creates a merchant with a first point of sale and payment methods.

use domain::{
    echo::Echo,
    merchant::{Merchant, MerchantStatus, PageSettings, PaymentMethod, PointOfSale},
};
use primitives::{MerchantId, Network, Reference, Secret};

use super::rotate_key::new_access_key;
use crate::{
    Gateway,
    ports::{AuditLine, CommitError, MerchantWrite, Write},
};

/// A merchant to create.
pub struct NewMerchant {
    pub id: MerchantId,
    /// The access key. The store keeps its hash only, so the caller has to show it to the operator.
    pub access_key: Secret,
    pub name: String,
}

impl NewMerchant {
    /// Draws a random id and an access key of 256 bits.
    pub fn draw(gateway: &Gateway, name: &str) -> Self {
        Self {
            id: MerchantId::from_entropy(gateway.random()),
            access_key: new_access_key(gateway),
            name: name.to_owned(),
        }
    }
}

/// Creates the merchant, its point of sale `SHOP1` and its payment methods.
pub async fn create(gateway: &Gateway, new: NewMerchant) -> Result<(), CommitError> {
    let (merchant, key) = (new.id, new.access_key);
    let shop = reference("SHOP1");
    let method = |id: &'static str, networks: &[Network]| {
        MerchantWrite::AddPaymentMethod {
            merchant,
            method: PaymentMethod {
                id: reference(id),
                point_of_sale: shop.clone(),
                instrument_type: reference(id),
                networks: networks.to_vec(),
                checks_duplicates: true,
                captures: Vec::new(),
                inactive_since: None,
            },
        }
        .into()
    };
    let owner = Merchant { id: merchant, name: new.name.clone(), status: MerchantStatus::Active };
    let mut writes = vec![
        MerchantWrite::Add(owner).into(),
        MerchantWrite::AddAccessKey { merchant, hash: gateway.vault.access_key_hash(&key) }.into(),
        MerchantWrite::AddPointOfSale {
            merchant,
            point_of_sale: Box::new(PointOfSale {
                reference: shop.clone(),
                name: new.name,
                inactive_since: None,
                details: Echo::empty(),
                settings: PageSettings::default(),
            }),
        }
        .into(),
        method("CB", &[Network::CartesBancaires, Network::Visa, Network::Mastercard]),
        method("AMEX", &[Network::AmericanExpress]),
        Write::Audit(AuditLine::new(Some(merchant), "MERCHANT_CREATED", merchant.to_string())),
    ];
    if gateway.settings.is_sandbox {
        writes.push(method("MOCKPAY", &[]));
        writes.push(method(PaymentMethod::BANK_TRANSFER, &[]));
    }
    gateway.store.commit(gateway.clock.now(), writes).await
}

fn reference(text: &'static str) -> Reference {
    Reference::parse(text).expect("a literal of letters and digits")
}
