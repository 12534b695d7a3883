//! The limits that a point of sale may have in the place of the gateway's.

use document::whole_number;

use crate::{merchant::PageSettings, velocity::Limit};

whole_number!(
    /// How many a limit allows in its minute or hour.
    Allowed, 1, 60_000_000
);

impl Allowed {
    fn count(self) -> u32 {
        // A stored number may break today's bounds.
        u32::try_from(self.number()).unwrap_or(Limit::MAX).clamp(1, Limit::MAX)
    }
}

/// The limits of a point of sale. `None`: that of the gateway holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnLimits {
    /// Cards that are tried at the point of sale.
    pub cards: Option<Limit>,
    /// What is kept of the sessions that are made there, in KiB.
    pub session_kib: Option<Limit>,
    pub cards_per_session: Option<Limit>,
    pub payments_per_card: Option<Limit>,
    pub cards_per_address: Option<Limit>,
}

impl PageSettings {
    pub fn limits(&self) -> OwnLimits {
        let per_minute = |allowed: Option<Allowed>| allowed.map(|allowed| Limit::per_minute(allowed.count()));
        let per_hour = |allowed: Option<Allowed>| allowed.map(|allowed| Limit::per_hour(allowed.count()));
        OwnLimits {
            cards: per_minute(self.cards_per_minute),
            session_kib: per_minute(self.session_kib_per_minute),
            cards_per_session: per_hour(self.cards_per_session_per_hour),
            payments_per_card: per_hour(self.payments_per_card_per_hour),
            cards_per_address: per_hour(self.cards_per_address_per_hour),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_is_the_gateways() {
        assert_eq!(PageSettings::default().limits(), OwnLimits::default());
        let settings = PageSettings {
            cards_per_minute: Some(Allowed::stored(7)),
            cards_per_session_per_hour: Some(Allowed::stored(-1)),
            ..PageSettings::default()
        };
        let limits = settings.limits();
        assert_eq!((limits.cards, limits.payments_per_card), (Some(Limit::per_minute(7)), None));
        assert_eq!(limits.cards_per_session, Some(Limit::per_hour(Limit::MAX)), "never none");
    }
}
