//! Limits on how often cards are tried, ids of sessions are guessed and logins fail, and on what is kept of sessions (ADR 25).
//!
//! Each instance counts in memory. A worker adds up what the instances have counted ([`share()`]). A request that a limit refuses
//! does nothing else: no bank is asked and nothing is written.

mod bucket_name;
mod cards;
mod sessions;
mod settings;
mod share;
mod table;
mod wallets;

use std::{
    net::IpAddr,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::velocity::Exhausted;
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{Refusal, caller};
use bucket_name::Counted;
pub(crate) use cards::{BuyerAddress, CardTry, PointOfSaleKey};
pub use settings::{LimitKind, LimitSettings};
pub(crate) use share::share;
use table::Table;

/// The limits of an instance, and what it has counted.
pub struct Limits {
    settings: LimitSettings,
    /// Cards, and what is kept of sessions.
    cards: Table,
    /// Failures are kept apart, so that a flood of them drops no bucket of cards.
    failures: Table,
    /// The time up to which the buckets of the store were read.
    read_until: Mutex<Option<Timestamp>>,
    refused: AtomicU64,
}

impl Limits {
    pub fn new(settings: LimitSettings) -> Self {
        Self {
            settings,
            cards: Table::default(),
            failures: Table::default(),
            read_until: Mutex::default(),
            refused: AtomicU64::new(0),
        }
    }

    /// Returns the number of requests that a limit has refused since the process started.
    pub fn refused_since_start(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Refuses a look-up where too many from this address have failed.
    pub(crate) fn admit_lookup(&self, now: Timestamp) -> Result<(), Refusal> {
        match self.failing() {
            Some(address) => self.look(&self.lookups(address), now),
            None => Ok(()),
        }
    }

    /// Counts a look-up that failed, and refuses it where it is one too many: the caller is not told that it failed.
    pub(crate) fn lookup_failed(&self, now: Timestamp) -> Result<(), Refusal> {
        caller::address().map_or(Ok(()), |address| self.take(&[self.lookups(address)], now))
    }

    /// Refuses a login where too many from this address have failed, or too many under this merchant id from this address.
    pub(crate) fn admit_login(&self, merchant: Option<MerchantId>, now: Timestamp) -> Result<(), Refusal> {
        match self.failing() {
            Some(address) => {
                self.logins(address, merchant).iter().try_for_each(|counted| self.look(counted, now))
            }
            None => Ok(()),
        }
    }

    /// Counts a login that failed, and refuses it where it is one too many: the caller is not told that it failed.
    pub(crate) fn login_failed(&self, merchant: Option<MerchantId>, now: Timestamp) -> Result<(), Refusal> {
        caller::address().map_or(Ok(()), |address| self.take(&self.logins(address, merchant), now))
    }

    /// Returns the address of the caller, if anything has failed of late.
    fn failing(&self) -> Option<IpAddr> {
        if self.failures.is_empty() { None } else { caller::address() }
    }

    fn lookups(&self, address: IpAddr) -> Counted {
        let limit = self.settings.failed_lookups_per_address;
        Counted::new(LimitKind::FailedLookupsPerAddress, limit, bucket_name::lookups(address))
    }

    fn logins(&self, address: IpAddr, merchant: Option<MerchantId>) -> Vec<Counted> {
        let (kind, limit) = (LimitKind::FailedLoginsPerAddress, self.settings.failed_logins_per_address);
        let of_address = Counted::new(kind, limit, bucket_name::logins(address, None));
        let of_pair = merchant.map(|merchant| {
            let limit = self.settings.failed_logins_per_address_and_merchant;
            let bucket = bucket_name::logins(address, Some(merchant));
            Counted::new(LimitKind::FailedLoginsPerAddressAndMerchant, limit, bucket)
        });
        [of_address].into_iter().chain(of_pair).collect()
    }

    /// Takes the tokens of each limit, or of none where one has not enough.
    fn take(&self, all: &[Counted], now: Timestamp) -> Result<(), Refusal> {
        for (place, counted) in all.iter().enumerate() {
            if let Err(exhausted) =
                self.table(counted.kind).take(&counted.bucket, counted.limit, counted.tokens, now)
            {
                for Counted { kind, limit, bucket, tokens } in &all[..place] {
                    self.table(*kind).give_back(bucket, *limit, *tokens, now);
                }
                return Err(self.refuse(counted, exhausted));
            }
        }
        Ok(())
    }

    fn look(&self, counted: &Counted, now: Timestamp) -> Result<(), Refusal> {
        let looked = self.table(counted.kind).look(&counted.bucket, counted.limit, now);
        looked.map_err(|exhausted| self.refuse(counted, exhausted))
    }

    fn table(&self, kind: LimitKind) -> &Table {
        if kind.counts_failures() { &self.failures } else { &self.cards }
    }

    fn refuse(&self, counted: &Counted, exhausted: Exhausted) -> Refusal {
        self.refused.fetch_add(1, Ordering::Relaxed);
        let wait_s = exhausted.wait.as_secs().saturating_add(1);
        Refusal::TooManyRequests { limit: counted.kind, wait_s: u64::try_from(wait_s).unwrap_or(1) }
    }
}
