//! A new merchant, with a point of sale and payment methods to begin with.

use domain::merchant::{Merchant, MerchantStatus, PaymentMethod, PointOfSale};
use primitives::{MerchantId, Network, Reference, Secret};

use super::rotate_key::new_access_key;
use crate::{
    Gateway,
    ports::{AuditLine, CommitError, Write},
};

pub struct NewMerchant {
    /// Drawn where absent.
    pub id: Option<MerchantId>,
    /// Drawn where absent: 256 random bits.
    pub access_key: Option<Secret>,
    pub name: String,
}

/// The id and the access key, which is shown this once and then known as a hash only.
pub async fn create(gateway: &Gateway, new: NewMerchant) -> Result<(MerchantId, Secret), CommitError> {
    let merchant = new.id.unwrap_or_else(|| MerchantId::from_entropy(gateway.random()));
    let key = new.access_key.unwrap_or_else(|| new_access_key(gateway));
    let shop = reference("SHOP1");
    let method = |id: &'static str, networks: &[Network]| Write::AddPaymentMethod {
        merchant,
        method: PaymentMethod {
            id: reference(id),
            point_of_sale: shop.clone(),
            instrument_type: reference(id),
            networks: networks.to_vec(),
            checks_duplicates: true,
        },
    };
    let writes = vec![
        Write::AddMerchant(Merchant { id: merchant, name: new.name.clone(), status: MerchantStatus::Active }),
        Write::AddAccessKey { merchant, hash: gateway.vault.access_key_hash(&key) },
        Write::AddPointOfSale {
            merchant,
            point_of_sale: PointOfSale { reference: shop.clone(), name: new.name },
        },
        method("CB", &[Network::CartesBancaires, Network::Visa, Network::Mastercard]),
        method("AMEX", &[Network::AmericanExpress]),
        Write::Audit(AuditLine {
            merchant: Some(merchant),
            action: "MERCHANT_CREATED",
            subject: merchant.to_string(),
        }),
    ];
    gateway.store.commit(gateway.clock.now(), writes).await?;
    Ok((merchant, key))
}

fn reference(text: &'static str) -> Reference {
    Reference::parse(text).expect("a literal of letters and digits")
}
