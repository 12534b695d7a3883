//! Merchants, their methods and keys, cards and data keys: what is there before a payment comes.

use std::sync::Arc;

use domain::{
    encryption_key::EncryptionKey,
    merchant::{Merchant, MerchantStatus, PageSettings, PaymentMethod, PointOfSale},
};
use gateway::ports::{Channel, CommitError, Credentials, Shop, StoredCard};
use jiff::Timestamp;
use primitives::{KeyName, MerchantId, Reference};
use vault::SealedDataKey;

use super::rows::{People, Rows};

type Outcome = Result<(), CommitError>;

fn people(rows: &mut Rows) -> &mut People {
    Arc::make_mut(&mut rows.people)
}

/// A card that is there already under the same token is kept as it is.
pub(super) fn keep_card(rows: &mut Rows, card: StoredCard) -> Outcome {
    let of_it = |stored: &&StoredCard| stored.merchant == card.merchant;
    let token = card.token.as_str().to_owned();
    let same = |stored: &StoredCard| stored.fingerprint.as_bytes() == card.fingerprint.as_bytes();
    match rows.people.cards.get(&(card.merchant, token.clone())) {
        Some(stored) if same(stored) => return Ok(()),
        Some(_) => return Err(CommitError::TokenTaken),
        None if rows.people.cards.values().filter(of_it).any(same) => return Err(CommitError::TokenTaken),
        None => {}
    }
    people(rows).cards.insert((card.merchant, token), card);
    Ok(())
}

pub(super) fn add_merchant(rows: &mut Rows, merchant: Merchant) -> Outcome {
    if rows.people.merchants.contains_key(&merchant.id) {
        return Err(CommitError::IdTaken);
    }
    people(rows).merchants.insert(merchant.id, merchant);
    Ok(())
}

pub(super) fn set_status(rows: &mut Rows, merchant: MerchantId, status: MerchantStatus) -> Outcome {
    let merchant = people(rows).merchants.get_mut(&merchant).ok_or(CommitError::NoSuchMerchant)?;
    merchant.status = status;
    Ok(())
}

pub(super) fn add_point_of_sale(
    rows: &mut Rows,
    merchant: MerchantId,
    point_of_sale: PointOfSale,
) -> Outcome {
    let key = (merchant, point_of_sale.reference.as_str().to_owned());
    let before = people(rows).points_of_sale.insert(key, point_of_sale);
    before.map_or(Ok(()), |_| Err(CommitError::IdTaken))
}

pub(super) fn set_page(
    rows: &mut Rows,
    merchant: MerchantId,
    point_of_sale: &Reference,
    settings: PageSettings,
) -> Outcome {
    let key = (merchant, point_of_sale.as_str().to_owned());
    let known = people(rows).points_of_sale.get_mut(&key).ok_or(CommitError::NoSuchPointOfSale)?;
    known.settings = settings;
    Ok(())
}

pub(super) fn channel(rows: &Rows, merchant: MerchantId, id: &Reference) -> Option<Channel> {
    let method = rows.people.methods.get(&(merchant, id.as_str().to_owned()))?.clone();
    let point_of_sale = point_of_sale(rows, merchant, &method.point_of_sale)?;
    Some(Channel { method, notification_url: point_of_sale.settings.notification_url.clone() })
}

pub(super) fn shop(rows: &Rows, merchant: MerchantId, reference: &Reference) -> Option<Shop> {
    let point_of_sale = point_of_sale(rows, merchant, reference)?.clone();
    let of_it = |((owner, _), method): &(&(MerchantId, String), &PaymentMethod)| {
        *owner == merchant && method.point_of_sale == *reference
    };
    let methods = rows.people.methods.iter().filter(of_it).map(|(_, method)| method.clone()).collect();
    Some(Shop { merchant: rows.people.merchants.get(&merchant)?.clone(), point_of_sale, methods })
}

fn point_of_sale<'a>(rows: &'a Rows, merchant: MerchantId, reference: &Reference) -> Option<&'a PointOfSale> {
    rows.people.points_of_sale.get(&(merchant, reference.as_str().to_owned()))
}

pub(super) fn points_of_sale(rows: &Rows, merchant: MerchantId) -> Vec<PointOfSale> {
    let all = rows.people.points_of_sale.iter();
    all.filter(|((owner, _), _)| *owner == merchant).map(|(_, point_of_sale)| point_of_sale.clone()).collect()
}

pub(super) fn add_method(rows: &mut Rows, merchant: MerchantId, method: PaymentMethod) -> Outcome {
    let before = people(rows).methods.insert((merchant, method.id.as_str().to_owned()), method);
    before.map_or(Ok(()), |_| Err(CommitError::IdTaken))
}

pub(super) fn add_access_key(rows: &mut Rows, merchant: MerchantId, hash: Vec<u8>) -> Outcome {
    if !rows.people.merchants.contains_key(&merchant) {
        return Err(CommitError::NoSuchMerchant);
    }
    people(rows).access_keys.push((merchant, hash, None));
    Ok(())
}

pub(super) fn end_access_keys(rows: &mut Rows, merchant: MerchantId, at: Timestamp) {
    for (owner, _, until) in &mut people(rows).access_keys {
        if *owner == merchant && until.is_none_or(|until| until > at) {
            *until = Some(at);
        }
    }
}

pub(super) fn add_data_key(rows: &mut Rows, key: SealedDataKey) -> Outcome {
    let before = people(rows).data_keys.insert(key.id, key);
    before.map_or(Ok(()), |_| Err(CommitError::IdTaken))
}

pub(super) fn add_encryption_key(
    rows: &mut Rows,
    key: EncryptionKey,
    private_half: Vec<u8>,
    active_after: Timestamp,
    most: usize,
) -> Outcome {
    let name = key.name.folded();
    let others = names(rows, key.merchant, active_after).into_iter().filter(|other| *other != name).count();
    if others >= most {
        return Err(CommitError::TooManyKeys);
    }
    let same = |(other, _): &(EncryptionKey, Vec<u8>)| {
        other.id == key.id
            || other.merchant == key.merchant
                && other.name.folded() == name
                && other.generation == key.generation
    };
    if rows.people.encryption_keys.values().any(same) {
        return Err(CommitError::IdTaken);
    }
    people(rows).encryption_keys.insert(key.id.number(), (key, private_half));
    Ok(())
}

/// Names with a key made after that, folded.
pub(super) fn names(rows: &Rows, merchant: MerchantId, made_after: Timestamp) -> Vec<String> {
    let keys = rows.people.encryption_keys.values().map(|(key, _)| key);
    let mut names: Vec<String> = keys
        .filter(|key| key.merchant == merchant && key.created > made_after)
        .map(|key| key.name.folded())
        .collect();
    names.sort();
    names.dedup();
    names
}

pub(super) fn newest_key(rows: &Rows, merchant: MerchantId, name: &KeyName) -> Option<EncryptionKey> {
    let keys = rows.people.encryption_keys.values().map(|(key, _)| key);
    let named = keys.filter(|key| key.merchant == merchant && key.name.folded() == name.folded());
    named.max_by_key(|key| key.generation).cloned()
}

pub(super) fn credentials(rows: &Rows, merchant: MerchantId, now: Timestamp) -> Option<Credentials> {
    let known = rows.people.merchants.get(&merchant)?.clone();
    let good = |(owner, _, until): &&(MerchantId, Vec<u8>, Option<Timestamp>)| {
        *owner == merchant && until.is_none_or(|until| until > now)
    };
    let hashes = rows.people.access_keys.iter().filter(good).map(|(_, hash, _)| hash.clone()).collect();
    Some(Credentials { merchant: known, access_key_hashes: hashes })
}
