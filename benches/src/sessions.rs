//! Sessions, and whole purchases, beside payments without a page.

use std::sync::Arc;
use std::time::Duration;

use rig::Gateway;

use crate::buyer::{NewSessions, Purchases};
use crate::figures::{Rate, Ratio};
use crate::load::{cost, payments};
use crate::orders::{Instruments, Kind};
use crate::run::{Error, progress};

pub(crate) async fn measure(
    gateway: &Gateway,
    connections: &[usize],
    span: Duration,
) -> Result<(Vec<Rate>, Vec<Ratio>), Error> {
    let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
    let (mut rates, mut ratios) = (Vec::new(), Vec::new());
    let clear = payments(&Arc::new(Instruments::clear()), Kind::Clear);
    for &count in connections {
        progress(&format!("sessions, {count} connections"));
        let made = cost(&shops, &processes, count, span, &Arc::new(NewSessions::default())).await?;
        let paid = cost(&shops, &processes, count, span, &clear).await?;
        progress(&format!("purchases, {count} connections"));
        let bought = cost(&shops, &processes, count, span, &Arc::new(Purchases)).await?;
        let name = format!("CPU of a purchase ÷ of a clear payment, {count} conns");
        ratios.push(Ratio::of(name, bought.cpu, paid.cpu));
        rates.push(Rate::of(format!("sessions made, {count} connections"), made));
        rates.push(Rate::of(format!("clear payments beside, {count} connections"), paid));
        rates.push(Rate::of(format!("purchases, {count} connections"), bought));
    }
    Ok((rates, ratios))
}
