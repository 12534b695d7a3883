//! The wishes of clients. They have few orders, amounts and keys, so that they conflict.

use domain::{
    action::{ActionKind, CaptureOption},
    terms::Capture,
};
use primitives::TransactionId;

use super::SessionWish;
use crate::{instance::METHODS, random::Random, world::moment};

#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    Pay {
        method: &'static str,
        order: u64,
        amount: i64,
        capture: Capture,
        /// Whether the payment only checks the card.
        verification: bool,
    },
    Act {
        target: TransactionId,
        kind: ActionKind,
        option: CaptureOption,
        amount: i64,
        reference: Option<&'static str>,
    },
    Look {
        target: TransactionId,
    },
    Session(SessionWish),
}

/// A wish with its key. It is the same when it is sent again.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) wanted: Wanted,
    pub(crate) key: Option<String>,
}

const AMOUNTS: [i64; 7] = [5, 10, 20, 30, 40, 50, 100];
const HOUR_MS: i64 = 3_600_000;

/// Draws a wish. `known` are ids that clients have heard of.
pub(crate) fn draw(random: &mut Random, known: &[TransactionId], now_ms: i64, may_pay: bool) -> Wanted {
    if may_pay && (known.is_empty() || random.per_mille(120)) {
        return pay(random, now_ms);
    }
    if known.is_empty() {
        return pay(random, now_ms);
    }
    let target = known[random.index(known.len())];
    if random.per_mille(150) {
        return Wanted::Look { target };
    }
    let (kind, option) = match random.below(11) {
        0..=2 => (ActionKind::Capture, CaptureOption::Standard),
        3 | 4 => (ActionKind::Capture, CaptureOption::LateDelivery),
        5 => (ActionKind::Capture, CaptureOption::Final),
        6 | 7 => (ActionKind::Refund, CaptureOption::Standard),
        _ => (ActionKind::Cancel, CaptureOption::Standard),
    };
    let amount = if random.per_mille(20) { 0 } else { AMOUNTS[random.index(AMOUNTS.len())] };
    let reference = [None, Some("a"), Some("b")][random.index(3)];
    Wanted::Act { target, kind, option, amount, reference }
}

fn pay(random: &mut Random, now_ms: i64) -> Wanted {
    let (method, _) = METHODS[usize::from(random.per_mille(300))];
    let capture = match random.below(5) {
        0 => Capture::Automatic,
        1..=3 => Capture::Manual,
        _ => {
            let hours = i64::try_from(random.below(140)).unwrap_or_default();
            Capture::Deferred { on: moment(now_ms + hours * HOUR_MS) }
        }
    };
    let verification = random.per_mille(40);
    let capture = if verification { Capture::Manual } else { capture };
    let amount = if verification { 0 } else { [50, 100][random.index(2)] };
    Wanted::Pay { method, order: random.below(2), amount, capture, verification }
}
