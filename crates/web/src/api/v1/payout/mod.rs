//! Payouts: `/v1/payout` (Retail API, section 6).

mod answer;
pub(super) mod sepa_transfers;
pub(super) mod transactions;
