//! Wallets: cards of a buyer that the merchant may charge again, each under a rank (Retail API, section 3.4).

use document::{choice, whole_number};
use primitives::{AliasToken, MerchantId, Reference};

use crate::{ReturnCode, echo::Echo, used_card::UsedCard};

choice! {
    /// Whether a wallet, or a card in it, can pay.
    pub enum WalletStatus { Active = "ACTIVE", Inactive = "INACTIVE", }
}

choice! {
    /// What has become of the number of a card since it came into the wallet. The gateway says STORED and UPDATED.
    pub enum CardState {
        Tokenized = "TOKENIZED", TokenRevoked = "TOKEN_REVOKED", Stored = "STORED", Updated = "UPDATED",
        UnderTokenization = "UNDER_TOKENIZATION",
    }
}

whole_number!(
    /// The place of a card in its wallet.
    Rank, 1, 99
);

/// The largest number of cards in a wallet: one for each rank.
pub const MAX_CARDS: usize = 99;

impl Rank {
    const FIRST: Self = Self(1);
    const LAST: Self = Self(99);

    /// Returns the rank that a path names; `None` where it can be none.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = !text.starts_with('0') && text.bytes().all(|sign| sign.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_plain)?;
        (Self::FIRST.0..=Self::LAST.0).contains(&number).then_some(Self(number))
    }
}

/// A card that may come into a wallet: that of an accepted payment.
#[derive(Clone, PartialEq)]
pub struct KeptCard {
    pub token: AliasToken,
    pub shown: UsedCard,
    /// The kind of the payment method that the card was used with, such as `CB`.
    pub instrument_type: Reference,
}

/// A card in a wallet.
#[derive(Clone, PartialEq)]
pub struct WalletCard {
    pub rank: Rank,
    pub card: KeptCard,
    pub status: WalletStatus,
    pub state: CardState,
    /// What the merchant said of the card.
    pub comment: Option<String>,
}

/// A wallet of a merchant.
#[derive(Clone, PartialEq)]
pub struct Wallet {
    pub merchant: MerchantId,
    pub id: Reference,
    pub status: WalletStatus,
    /// The holder, and what the merchant said of the wallet.
    pub details: Echo,
    /// In the order of their ranks.
    pub cards: Vec<WalletCard>,
    /// The rank of the card that pays where none is named. In a wallet without cards it is that of the card that comes next.
    pub default: Rank,
}

impl Wallet {
    /// Returns a new wallet with its first card.
    pub fn new(merchant: MerchantId, id: Reference, details: Echo, first: KeptCard) -> Self {
        let cards = vec![WalletCard::new(Rank::FIRST, first, None)];
        Self { merchant, id, status: WalletStatus::Active, details, cards, default: Rank::FIRST }
    }

    pub fn card(&self, rank: Rank) -> Option<&WalletCard> {
        self.cards.iter().find(|card| card.rank == rank)
    }

    /// Adds a card behind the last one, or in the lowest gap where the last rank is taken.
    pub fn add(&mut self, card: KeptCard, comment: Option<String>) -> Result<Rank, ReturnCode> {
        self.refuse_twice(&card, None)?;
        let rank = self.next_rank().ok_or(ReturnCode::CARD_RANK_INVALID)?;
        self.cards.push(WalletCard::new(rank, card, comment));
        self.cards.sort_by_key(|card| card.rank);
        Ok(rank)
    }

    /// Puts another card in the place of one. The same card may come again with a new expiry.
    pub fn replace(&mut self, rank: Rank, card: KeptCard, comment: Option<String>) -> Result<(), ReturnCode> {
        self.refuse_twice(&card, Some(rank))?;
        let old = self.card_mut(rank)?;
        let state = if old.card.token == card.token { CardState::Updated } else { CardState::Stored };
        *old = WalletCard { state, ..WalletCard::new(rank, card, comment) };
        Ok(())
    }

    /// Returns the card that pays: that of the rank, or the default one. Fails where there is none, or it is not active.
    pub fn payer(&self, rank: Option<Rank>) -> Result<&WalletCard, ReturnCode> {
        let card = self.card(rank.unwrap_or(self.default)).ok_or(ReturnCode::CARD_RANK_INVALID)?;
        let is_active = self.status == WalletStatus::Active && card.status == WalletStatus::Active;
        if is_active { Ok(card) } else { Err(ReturnCode::WALLET_INACTIVE) }
    }

    /// Takes in the card of a payment that its buyer wants to keep. A card that stands here stays at its rank, gets the expiry and
    /// the holder of the payment, and is active again.
    pub fn keep(&mut self, card: KeptCard) -> Result<Rank, ReturnCode> {
        if self.status == WalletStatus::Inactive {
            return Err(ReturnCode::WALLET_INACTIVE);
        }
        match self.cards.iter().find(|other| other.card.token == card.token).map(|card| card.rank) {
            None => self.add(card, None),
            Some(rank) => {
                let comment = self.card_mut(rank)?.comment.take();
                self.replace(rank, card, comment)?;
                Ok(rank)
            }
        }
    }

    /// Removes a card, whose rank is free then. Where it was the default, the next active card is: the one behind it, or else the
    /// first. Where no card is active it is the next of the others.
    pub fn remove(&mut self, rank: Rank) -> Result<WalletCard, ReturnCode> {
        let place = self.cards.iter().position(|card| card.rank == rank);
        let removed = self.cards.remove(place.ok_or(ReturnCode::CARD_RANK_INVALID)?);
        if self.default == rank {
            let next = |fits: fn(&WalletCard) -> bool| {
                let fitting = || self.cards.iter().filter(|card| fits(card)).map(|card| card.rank);
                fitting().find(|other| *other > rank).or_else(|| fitting().next())
            };
            let is_active = |card: &WalletCard| card.status == WalletStatus::Active;
            self.default = next(is_active).or_else(|| next(|_| true)).unwrap_or(Rank::FIRST);
        }
        Ok(removed)
    }

    /// Sets the status of the wallet and of all cards in it.
    pub fn set_status(&mut self, status: WalletStatus) {
        self.status = status;
        for card in &mut self.cards {
            card.status = status;
        }
    }

    pub fn set_card_status(&mut self, rank: Rank, status: WalletStatus) -> Result<(), ReturnCode> {
        self.card_mut(rank)?.status = status;
        Ok(())
    }

    pub fn set_default(&mut self, rank: Rank) -> Result<(), ReturnCode> {
        self.default = self.card_mut(rank)?.rank;
        Ok(())
    }

    /// Whether another card can be added.
    pub fn has_room(&self) -> bool {
        self.next_rank().is_some()
    }

    fn card_mut(&mut self, rank: Rank) -> Result<&mut WalletCard, ReturnCode> {
        self.cards.iter_mut().find(|card| card.rank == rank).ok_or(ReturnCode::CARD_RANK_INVALID)
    }

    /// Refuses a card that stands in the wallet, but for the place `besides`.
    fn refuse_twice(&self, card: &KeptCard, besides: Option<Rank>) -> Result<(), ReturnCode> {
        let is_same = |other: &WalletCard| other.card.token == card.token && Some(other.rank) != besides;
        if self.cards.iter().any(is_same) { Err(ReturnCode::CARD_IN_WALLET) } else { Ok(()) }
    }

    fn next_rank(&self) -> Option<Rank> {
        let last = self.cards.last().map_or(0, |card| card.rank.0);
        let behind = (last < Rank::LAST.0).then_some(Rank(last + 1));
        behind.or_else(|| (Rank::FIRST.0..=Rank::LAST.0).map(Rank).find(|rank| self.card(*rank).is_none()))
    }
}

impl WalletCard {
    const fn new(rank: Rank, card: KeptCard, comment: Option<String>) -> Self {
        Self { rank, card, status: WalletStatus::Active, state: CardState::Stored, comment }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(number: usize) -> KeptCard {
        let token = AliasToken::stored(&format!("497010gPN{number:03}5140"));
        let shown = UsedCard { token: Some(token.clone()), ..UsedCard::unknown() };
        KeptCard { token, shown, instrument_type: Reference::stored("CB") }
    }

    fn wallet() -> Wallet {
        let merchant = MerchantId::new(12_345_678_901_234).unwrap();
        Wallet::new(merchant, Reference::stored("W1"), Echo::empty(), card(1))
    }

    #[test]
    fn ranks_of_paths() {
        assert_eq!(["1", "99"].map(|text| Rank::parse(text).map(Rank::number)), [Some(1), Some(99)]);
        for text in ["0", "01", "100", "-1", "+1", "1.0", "", "x", "99999999999999999999"] {
            assert!(Rank::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn ranks_go_up_and_then_into_gaps() {
        let mut wallet = wallet();
        for number in 2..=99 {
            assert!(wallet.has_room());
            assert_eq!(wallet.add(card(number), None).map(Rank::number), Ok(i64::try_from(number).unwrap()));
        }
        assert!(!wallet.has_room());
        assert_eq!(wallet.add(card(100), None), Err(ReturnCode::CARD_RANK_INVALID));
        wallet.cards.remove(41);
        assert_eq!(wallet.add(card(100), None).map(Rank::number), Ok(42));
        assert!(wallet.cards.is_sorted_by_key(|card| card.rank));
    }

    #[test]
    fn a_card_stands_in_a_wallet_once() {
        let mut wallet = wallet();
        assert_eq!(wallet.add(card(1), None), Err(ReturnCode::CARD_IN_WALLET));
        let second = wallet.add(card(2), None).unwrap();
        assert_eq!(wallet.replace(second, card(1), None), Err(ReturnCode::CARD_IN_WALLET));
        assert_eq!(wallet.replace(Rank(3), card(3), None), Err(ReturnCode::CARD_RANK_INVALID));
        wallet.replace(second, card(2), None).unwrap();
        assert_eq!(wallet.card(second).unwrap().state, CardState::Updated);
        wallet.set_card_status(second, WalletStatus::Inactive).unwrap();
        wallet.replace(second, card(3), Some("new".to_owned())).unwrap();
        let new = wallet.card(second).unwrap();
        assert_eq!((new.state, new.status), (CardState::Stored, WalletStatus::Active));
        assert!(new.card == card(3) && new.comment.as_deref() == Some("new"));
    }

    #[test]
    fn a_card_that_pays_is_active() {
        let mut wallet = wallet();
        let second = wallet.add(card(2), None).unwrap();
        let payer = |wallet: &Wallet, rank| wallet.payer(rank).map(|card| card.rank.number());
        assert_eq!(payer(&wallet, None), Ok(1));
        assert_eq!(payer(&wallet, Some(second)), Ok(2));
        assert_eq!(payer(&wallet, Some(Rank(3))), Err(ReturnCode::CARD_RANK_INVALID));
        wallet.set_card_status(second, WalletStatus::Inactive).unwrap();
        assert_eq!(payer(&wallet, Some(second)), Err(ReturnCode::WALLET_INACTIVE));
        wallet.set_status(WalletStatus::Inactive);
        assert_eq!(payer(&wallet, None), Err(ReturnCode::WALLET_INACTIVE));
        // The wallet itself is still not active.
        wallet.set_card_status(second, WalletStatus::Active).unwrap();
        assert_eq!(payer(&wallet, Some(second)), Err(ReturnCode::WALLET_INACTIVE));
    }

    #[test]
    fn a_card_that_is_kept_again_stays_at_its_rank() {
        let mut wallet = wallet();
        let second = wallet.add(card(2), Some("said".to_owned())).unwrap();
        wallet.set_card_status(second, WalletStatus::Inactive).unwrap();
        assert_eq!(wallet.keep(card(2)), Ok(second));
        let again = wallet.card(second).unwrap();
        assert_eq!((again.state, again.status), (CardState::Updated, WalletStatus::Active));
        assert_eq!(again.comment.as_deref(), Some("said"));
        assert_eq!(wallet.keep(card(3)).map(Rank::number), Ok(3));
        wallet.set_status(WalletStatus::Inactive);
        assert_eq!(wallet.keep(card(4)), Err(ReturnCode::WALLET_INACTIVE));
        assert_eq!(wallet.cards.len(), 3);
    }

    #[test]
    fn a_removed_card_leaves_its_rank_and_the_default_goes_to_the_next_active_card() {
        let mut wallet = wallet();
        for number in 2..=4 {
            wallet.add(card(number), None).unwrap();
        }
        assert_eq!(wallet.remove(Rank(5)).err(), Some(ReturnCode::CARD_RANK_INVALID));
        wallet.set_default(Rank(2)).unwrap();
        wallet.set_card_status(Rank(3), WalletStatus::Inactive).unwrap();
        let defaults = [(2, 4), (4, 1), (1, 3), (3, 1)];
        for (removed, default) in defaults {
            assert!(wallet.remove(Rank(removed)).is_ok());
            assert_eq!(wallet.default, Rank(default), "after {removed}");
        }
        assert!(wallet.cards.is_empty());
        assert_eq!(wallet.add(card(9), None), Ok(wallet.default), "the next card is the default");
        let second = wallet.add(card(8), None).unwrap();
        wallet.remove(second).unwrap();
        assert_eq!(
            (wallet.default, wallet.add(card(7), None)),
            (Rank(1), Ok(second)),
            "a rank that is free is given again"
        );
    }

    #[test]
    fn one_default_and_statuses() {
        let mut wallet = wallet();
        let second = wallet.add(card(2), None).unwrap();
        assert_eq!(wallet.default, Rank(1));
        wallet.set_default(second).unwrap();
        assert_eq!(wallet.set_default(Rank(3)), Err(ReturnCode::CARD_RANK_INVALID));
        assert_eq!(wallet.default, second);
        wallet.set_status(WalletStatus::Inactive);
        wallet.set_card_status(second, WalletStatus::Active).unwrap();
        let statuses: Vec<_> = wallet.cards.iter().map(|card| card.status).collect();
        assert_eq!(statuses, [WalletStatus::Inactive, WalletStatus::Active]);
        assert_eq!(wallet.status, WalletStatus::Inactive);
    }
}
