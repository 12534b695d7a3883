//! Compares the numbers of stored cards with what else is stored of them: a row whose parts are of two cards would charge or show
//! the wrong one.

use primitives::{AliasToken, Pan};
use vault::{Place, SealedColumn, Vault};

use crate::ports::{KeptInWallet, Store, StoreError, StoredCard};

/// What was found when cards were compared.
#[derive(Default)]
pub struct Compared {
    /// The number of rows whose parts belong together.
    pub sound: usize,
    /// The number of rows whose parts do not, and the first of them with the reason.
    pub unsound: usize,
    pub told: Vec<String>,
}

impl Compared {
    fn note(&mut self, reason: Option<String>, most: usize) {
        let Some(reason) = reason else {
            self.sound += 1;
            return;
        };
        self.unsound += 1;
        if self.told.len() < most {
            self.told.push(reason);
        }
    }
}

/// Rows that are read at once.
const AT_ONCE: usize = 1_000;

/// Compares every card and every card of a wallet, and names at most `most` that are wrong. Numbers that do not open are left to
/// [`super::examine`].
pub async fn compare_cards(store: &dyn Store, vault: &Vault, most: usize) -> Result<Compared, StoreError> {
    let mut found = Compared::default();
    let mut after = None;
    loop {
        let cards = store.cards_after(after.as_ref(), AT_ONCE).await?;
        for card in &cards {
            let Some(pan) = open(vault, card) else { continue };
            let name = StoredCard::row(card.merchant, &card.token);
            let reason = mismatch(vault, card, &pan).map(|reason| format!("cards {name}: {reason}"));
            found.note(reason, most);
        }
        let is_full = cards.len() == AT_ONCE;
        after = cards.into_iter().next_back().map(|card| (card.merchant, card.fingerprint));
        if !is_full {
            break;
        }
    }
    let mut after = None;
    loop {
        let kept = store.wallet_cards_after(after.as_ref(), AT_ONCE).await?;
        for row in &kept {
            let KeptInWallet { merchant, wallet, card } = row;
            let name = format!("wallet_cards {merchant}/{}/{}", wallet.as_str(), card.rank.number());
            let reason = shown_mismatch(row).map(|reason| format!("{name}: {reason}"));
            found.note(reason, most);
        }
        let is_full = kept.len() == AT_ONCE;
        after = kept.into_iter().next_back().map(|row| (row.merchant, row.wallet, row.card.rank));
        if !is_full {
            break;
        }
    }
    Ok(found)
}

/// Returns the number of a card. `None` where it does not open.
fn open(vault: &Vault, card: &StoredCard) -> Option<Pan> {
    let row = StoredCard::row(card.merchant, &card.token);
    let digits = vault.unseal(Place::new(SealedColumn::CardNumber, &row), &card.sealed_pan).ok()?;
    Pan::parse(std::str::from_utf8(&digits).ok()?).ok()
}

/// Returns what does not belong to the number in the row of a card.
fn mismatch(vault: &Vault, card: &StoredCard, pan: &Pan) -> Option<&'static str> {
    if vault.fingerprint(card.merchant, pan) != card.fingerprint {
        return Some("its fingerprint is that of another card");
    }
    let (digits, token) = (pan.expose(), card.token.as_str());
    let fits = token.len() == digits.len()
        && token.get(..6) == digits.get(..6)
        && token.get(token.len() - 4..) == digits.get(digits.len() - 4..);
    (!fits).then_some("its token is that of another card")
}

/// Returns what does not belong to the token in the row of a card of a wallet.
fn shown_mismatch(KeptInWallet { card, .. }: &KeptInWallet) -> Option<&'static str> {
    let (token, shown) = (&card.card.token, &card.card.shown);
    if AliasToken::parse(token.as_str()).is_err() {
        return Some("its token has not the form of a token");
    }
    if shown.masked_number.as_ref().is_some_and(|masked| *masked != token.masked()) {
        return Some("it shows the number of another card than its token's");
    }
    let is_others = shown.token.as_ref().is_some_and(|shown| shown != token);
    is_others.then_some("it shows another token than its own")
}
