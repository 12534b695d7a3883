//! The cards in the wallet of a session, as the buyer may pay with them, and whether another card may be kept there.

use domain::{
    merchant::PaymentMethod,
    session::{OneClick, Session},
    transaction::WalletUse,
    wallet::{Rank, Wallet, WalletCard, WalletStatus},
};
use jiff::civil::Date;
use primitives::{Cvx, Expiry, HolderName, MaskedPan, Network};

use crate::{Gateway, Refusal, payments::Kept, ports::StoreError, wallets::payer_of};

/// What the wallet of a session offers to its buyer. It is empty where the session names none.
#[derive(Clone, Default)]
pub struct SavedCards {
    /// The wallet. `None` where it does not exist.
    wallet: Option<Wallet>,
    /// The cards that a method of the session takes: the default one first, the others by their ranks.
    cards: Vec<SavedCard>,
    /// Whether the buyer may have a typed card kept.
    pub keeps: bool,
    /// Whether the buyer is to type the security code of a saved card.
    pub asks_cvx: bool,
}

/// A card of the wallet.
#[derive(Clone)]
pub struct SavedCard {
    pub rank: Rank,
    pub is_default: bool,
    /// The method of the session that it pays with.
    pub method: PaymentMethod,
    pub masked_number: MaskedPan,
    pub expiry: Option<Expiry>,
    pub holder: Option<HolderName>,
    /// The network of the payment that the card came from, on which the next ones run as well (behaviour, section 5.5).
    pub network: Network,
    /// Whether it is active, in an active wallet, and has not expired.
    can_pay: bool,
}

impl SavedCard {
    /// Returns the last digits of the number, as many as asked, and not more than the masked number shows.
    pub fn last_digits(&self, most: usize) -> &str {
        let number = self.masked_number.as_str();
        let shown = number.bytes().rev().take(most).take_while(u8::is_ascii_digit).count();
        number.get(number.len() - shown..).unwrap_or_default()
    }
}

impl SavedCards {
    /// Returns the cards that can pay.
    pub fn payable(&self) -> impl Iterator<Item = &SavedCard> {
        self.cards.iter().filter(|card| card.can_pay)
    }

    /// Returns the card with a rank, also one that cannot pay any more: it may have been shown to the buyer.
    pub(super) fn find(&self, rank: Rank) -> Option<&SavedCard> {
        self.cards.iter().find(|card| card.rank == rank)
    }

    /// Returns what pays by the card of a rank, and what the payment keeps of it. `None` where the session names no wallet, or one
    /// that does not exist.
    pub(super) fn payer(&self, rank: Rank, cvx: Option<Cvx>) -> Option<(Kept, WalletUse)> {
        self.wallet.as_ref().map(|wallet| payer_of(wallet, Some(rank), cvx))
    }

    fn of(wallet: Wallet, asks_cvx: bool, methods: &[PaymentMethod], today: Date) -> Self {
        let mut cards: Vec<SavedCard> =
            wallet.cards.iter().filter_map(|card| saved(&wallet, card, methods, today)).collect();
        cards.sort_by_key(|card| !card.is_default);
        // No card of an inactive wallet can pay, so that the buyer is not asked to have another one kept there.
        let keeps = wallet.status == WalletStatus::Active && wallet.has_room();
        Self { wallet: Some(wallet), cards, keeps, asks_cvx }
    }
}

/// Returns the card with the method that it pays with. `None` where the session offers no such method.
fn saved(wallet: &Wallet, card: &WalletCard, methods: &[PaymentMethod], today: Date) -> Option<SavedCard> {
    let shown = &card.card.shown;
    let network = shown.selected_network?;
    let takes = |method: &&PaymentMethod| {
        method.instrument_type == card.card.instrument_type && method.networks.contains(&network)
    };
    let is_active = [wallet.status, card.status] == [WalletStatus::Active; 2];
    Some(SavedCard {
        rank: card.rank,
        is_default: card.rank == wallet.default,
        method: methods.iter().find(takes)?.clone(),
        masked_number: shown.masked_number.clone()?,
        expiry: shown.expiry,
        holder: shown.holder_name.clone(),
        network,
        can_pay: is_active && shown.expiry.is_some_and(|expiry| !expiry.is_past(today)),
    })
}

/// Reads what the wallet of a session offers. A wallet that does not exist yet has no cards and takes the first: a shop may
/// name one for each guest.
pub(super) async fn saved_cards(
    gateway: &Gateway,
    session: &Session,
    methods: &[PaymentMethod],
) -> Result<SavedCards, Refusal> {
    let Some(named) = &session.terms.wallet else { return Ok(SavedCards::default()) };
    let asks_cvx = named.one_click == OneClick::WithCvx;
    let wallet = match gateway.store.wallet(session.merchant, &named.id).await {
        Ok(Some(wallet)) => wallet,
        Ok(None) => return Ok(SavedCards { keeps: true, asks_cvx, ..SavedCards::default() }),
        // The buyer can pay in another way.
        Err(StoreError::Inconsistent) => {
            tracing::error!(session = %session.number, "no saved cards are shown: their wallet cannot be read");
            return Ok(SavedCards::default());
        }
        Err(error) => return Err(error.into()),
    };
    let today = gateway.clock.now().to_zoned(gateway.settings.calendar.clone()).date();
    Ok(SavedCards::of(wallet.value, asks_cvx, methods, today))
}

#[cfg(test)]
mod tests {
    use domain::{echo::Echo, used_card::UsedCard, wallet::KeptCard};
    use jiff::civil::date;
    use primitives::{AliasToken, MerchantId, Reference};

    use super::*;

    const CB: &[Network] = &[Network::CartesBancaires, Network::Visa];
    const AMEX: &[Network] = &[Network::AmericanExpress];

    fn method(id: &str, kind: &str, networks: &[Network]) -> PaymentMethod {
        PaymentMethod {
            id: Reference::stored(id),
            point_of_sale: Reference::stored("SHOP1"),
            instrument_type: Reference::stored(kind),
            networks: networks.to_vec(),
            checks_duplicates: false,
            captures: Vec::new(),
            inactive_since: None,
        }
    }

    fn card(number: usize, kind: &str, network: Network, expiry: &str) -> KeptCard {
        let shown = UsedCard {
            expiry: Expiry::parse(expiry).ok(),
            masked_number: Some(MaskedPan::stored("497010XXXXXX5140")),
            selected_network: Some(network),
            ..UsedCard::unknown()
        };
        let token = AliasToken::stored(&format!("497010gPN{number:03}5140"));
        KeptCard { token, shown, instrument_type: Reference::stored(kind) }
    }

    fn wallet(cards: Vec<KeptCard>) -> Wallet {
        let merchant = MerchantId::new(12_345_678_901_234).unwrap();
        let mut cards = cards.into_iter();
        let mut wallet = Wallet::new(merchant, Reference::stored("W1"), Echo::empty(), cards.next().unwrap());
        cards.for_each(|card| assert!(wallet.add(card, None).is_ok()));
        wallet
    }

    /// Returns the ranks of the cards that can pay, each with its method.
    fn payable(wallet: Wallet, methods: &[PaymentMethod]) -> Vec<(i64, String)> {
        let saved = SavedCards::of(wallet, false, methods, date(2026, 11, 30));
        let told = |card: &SavedCard| (card.rank.number(), card.method.id.as_str().to_owned());
        saved.payable().map(told).collect()
    }

    #[test]
    fn a_card_needs_a_month_that_is_not_over_and_a_method_that_takes_it() {
        let methods = [method("V", "CB", &[Network::Visa]), method("C", "CB", CB), method("A", "AMEX", AMEX)];
        let cards = vec![
            card(1, "CB", Network::CartesBancaires, "1026"),
            card(2, "CB", Network::CartesBancaires, "1126"),
            card(3, "CB", Network::Visa, "1299"),
            card(4, "MCVISA", Network::Visa, "1299"),
            card(5, "CB", Network::Mastercard, "1299"),
            card(6, "AMEX", Network::AmericanExpress, "1299"),
            card(7, "CB", Network::Visa, ""),
        ];
        let mut wallet = wallet(cards);
        let of = |rank: i64, method: &str| (rank, method.to_owned());
        assert_eq!(payable(wallet.clone(), &methods), [of(2, "C"), of(3, "V"), of(6, "A")]);
        assert_eq!(payable(wallet.clone(), &methods[1..2]), [of(2, "C"), of(3, "C")]);
        wallet.set_default(Rank::stored(6)).unwrap();
        assert_eq!(payable(wallet.clone(), &methods), [of(6, "A"), of(2, "C"), of(3, "V")]);
        wallet.set_card_status(Rank::stored(3), WalletStatus::Inactive).unwrap();
        assert_eq!(payable(wallet, &methods), [of(6, "A"), of(2, "C")]);
    }

    #[test]
    fn a_wallet_without_room_keeps_no_other_card() {
        let of = |count| (1..=count).map(|number| card(number, "CB", Network::Visa, "1299")).collect();
        let keeps = |wallet| SavedCards::of(wallet, false, &[], date(2026, 11, 30)).keeps;
        assert!(keeps(wallet(of(98))) && !keeps(wallet(of(99))));
        let mut inactive = wallet(of(1));
        inactive.set_status(WalletStatus::Inactive);
        assert!(!keeps(inactive));
    }

    #[test]
    fn the_last_digits_that_a_masked_number_shows() {
        let methods = [method("C", "CB", CB)];
        let of_number = |number: &str| {
            let mut kept = card(1, "CB", Network::Visa, "1299");
            kept.shown.masked_number = Some(MaskedPan::stored(number));
            let saved = SavedCards::of(wallet(vec![kept]), false, &methods, date(2026, 11, 30));
            let card = saved.payable().next().unwrap();
            [card.last_digits(4).to_owned(), card.last_digits(2).to_owned()]
        };
        assert_eq!(of_number("497010XXXXXX5140"), ["5140", "40"]);
        assert_eq!(of_number("300000XXXXXX04"), ["04", "04"]);
        assert_eq!(of_number(""), ["", ""]);
    }
}
