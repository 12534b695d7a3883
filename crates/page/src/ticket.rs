//! How the lines of a receipt look, by the styles of the session services (section 5: `ticket`).

use crate::TicketLine;

/// Classes of `style/page.css`; a style that we do not know looks like none.
pub(crate) fn class(line: &TicketLine) -> &'static str {
    match (line.style.as_deref(), line.wide) {
        (Some("ticketAmount"), false) => "amount",
        (Some("ticketAmount"), true) => "amount wide",
        (Some("ticketKeep"), _) => "keep wide",
        (Some("ticketTestCard"), _) => "warning wide",
        (_, true) => "wide",
        (_, false) => "line",
    }
}
