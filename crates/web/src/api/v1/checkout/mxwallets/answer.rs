//! The answers to operations on wallets (Retail API, section 3.4).

use document::{Echoed, Value, choice, record, write_json};
use domain::{
    echo::Echo,
    wallet::{CardState, Rank, Wallet, WalletCard, WalletStatus},
};
use primitives::{Prose, Reference};

use crate::{
    api::v1::checkout::transactions::instrument::{Card, InstrumentType},
    echo::{members, part},
    records::{buyer::Person, wallet::Comment},
};

choice! {
    pub(super) enum Category { Card = "CardInstrument", }
}

record! {
    pub(super) struct WalletAnswer as "MXWalletResponse" {
        wallet: WalletDetail = "mxWallet",
    }
}

record! {
    pub(super) struct WalletDetail as "MXWalletDetail" {
        id: Reference = "id",
        holder: Option<Echoed<Person>> = "holder",
        /// In the order of their ranks.
        cards: Vec<CardDetail> = "paymentInstruments",
        comment: Option<Echoed<Prose<Comment>>> = "comment",
    }
}

record! {
    pub(super) struct CardAnswer as "PaymentInstrumentResult" {
        card: CardDetail = "paymentInstrument",
    }
}

record! {
    pub(super) struct CardDetail as "PaymentInstrumentDetail" {
        ..card: Card,
        category: Category = "category",
        rank: Rank = "rank",
        instrument_type: InstrumentType = "paymentInstrumentType",
        is_default: bool = "isDefault",
        status: WalletStatus = "status",
        /// STORED as it came; UPDATED where the same card came again.
        state: CardState = "state",
    }
}

record! {
    pub(super) struct StatusAnswer as "StatusUpdateResult" {
        status: WalletStatus = "status",
    }
}

impl WalletAnswer {
    pub(super) fn of(wallet: &Wallet) -> Self {
        Self { wallet: WalletDetail::of(wallet) }
    }
}

impl WalletDetail {
    pub(super) fn of(wallet: &Wallet) -> Self {
        let mut said = members(&wallet.details);
        let cards = wallet.cards.iter().map(|card| CardDetail::of(wallet, card)).collect();
        let (holder, comment) = (part(&mut said, "holder"), part(&mut said, "comment"));
        Self { id: wallet.id.clone(), holder, cards, comment }
    }
}

impl CardAnswer {
    pub(super) fn of(wallet: &Wallet, rank: Rank) -> Option<Self> {
        wallet.card(rank).map(|card| Self { card: CardDetail::of(wallet, card) })
    }
}

impl CardDetail {
    fn of(wallet: &Wallet, card: &WalletCard) -> Self {
        Self {
            card: Card::of(&card.card.shown),
            category: Category::Card,
            rank: card.rank,
            instrument_type: InstrumentType { code: card.card.instrument_type.clone() },
            is_default: wallet.default == card.rank,
            status: card.status,
            state: card.state,
        }
    }
}

/// Writes an answer as it is kept for repeats.
pub(super) fn document(answer: &impl Value) -> Echo {
    Echo::new(1, write_json(&answer.write()))
}
