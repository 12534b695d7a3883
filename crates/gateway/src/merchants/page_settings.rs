//! The settings of a point of sale for its sessions and its payment page.

use domain::merchant::PageSettings;
use primitives::{MerchantId, Reference};

use crate::{
    Gateway,
    ports::{AuditLine, CommitError, MerchantWrite, Write},
};

/// Changes the settings of a point of sale. Sessions made before keep theirs, except for the look of the page.
pub async fn set_page_settings(
    gateway: &Gateway,
    merchant: MerchantId,
    point_of_sale: Reference,
    settings: PageSettings,
) -> Result<(), CommitError> {
    let audit = AuditLine::new(Some(merchant), "POINT_OF_SALE_SET", point_of_sale.as_str().to_owned());
    let set = MerchantWrite::SetPageSettings { merchant, point_of_sale, settings: Box::new(settings) }.into();
    gateway.store.commit(gateway.clock.now(), vec![set, Write::Audit(audit)]).await
}
