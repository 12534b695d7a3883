//! The styles of a receipt's lines (session services, section 5: `ticket`).

use crate::{TicketLine, TicketStyle};

impl TicketStyle {
    /// Returns the name of the style in the session services. A plain line has none.
    pub const fn wire_name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::AuthorisationNumber => Some("ticketNumAutorization"),
            Self::Amount => Some("ticketAmount"),
            Self::TestCard => Some("ticketTestCard"),
            Self::Keep => Some("ticketKeep"),
        }
    }
}

/// Returns the class of a line in `style/page.css`.
pub(crate) fn class(line: &TicketLine) -> &'static str {
    match (line.style, line.wide) {
        (TicketStyle::Amount, false) => "amount",
        (TicketStyle::Amount, true) => "amount wide",
        (TicketStyle::Keep, _) => "keep wide",
        (TicketStyle::TestCard, _) => "warning wide",
        (TicketStyle::Plain | TicketStyle::AuthorisationNumber, true) => "wide",
        (TicketStyle::Plain | TicketStyle::AuthorisationNumber, false) => "line",
    }
}
