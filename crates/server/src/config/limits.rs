//! The settings of limits. Where one is empty, that of the mode holds.

use domain::velocity::Limit;
use gateway::limits::LimitSettings;

use super::{ConfigError, Mode, sources::Loaded};

pub(super) fn parse(values: &Loaded, mode: Mode) -> Result<LimitSettings, ConfigError> {
    let default = match mode {
        Mode::Production => LimitSettings::PRODUCTION,
        Mode::Sandbox => LimitSettings::SANDBOX,
    };
    let per_hour = |name, default| limit(values, name, Limit::per_hour, default);
    let per_minute = |name, default| limit(values, name, Limit::per_minute, default);
    Ok(LimitSettings {
        cards_per_session: per_hour("limits.cards_per_session_per_hour", default.cards_per_session)?,
        payments_per_card: per_hour("limits.payments_per_card_per_hour", default.payments_per_card)?,
        cards_per_address: per_hour("limits.cards_per_address_per_hour", default.cards_per_address)?,
        cards_per_merchant: per_minute("limits.cards_per_merchant_per_minute", default.cards_per_merchant)?,
        session_kib_per_merchant: per_minute(
            "limits.session_kib_per_merchant_per_minute",
            default.session_kib_per_merchant,
        )?,
        switched_wallets_per_merchant: per_minute(
            "limits.switched_wallets_per_merchant_per_minute",
            default.switched_wallets_per_merchant,
        )?,
        failed_lookups_per_address: per_minute(
            "limits.failed_lookups_per_address_per_minute",
            default.failed_lookups_per_address,
        )?,
        failed_logins_per_address: per_minute(
            "limits.failed_logins_per_address_per_minute",
            default.failed_logins_per_address,
        )?,
        failed_logins_per_address_and_merchant: per_minute(
            "limits.failed_logins_per_address_and_merchant_per_minute",
            default.failed_logins_per_address_and_merchant,
        )?,
    })
}

fn limit(
    values: &Loaded,
    name: &'static str,
    window: fn(u32) -> Limit,
    default: Limit,
) -> Result<Limit, ConfigError> {
    const RULE: &str = "a whole number between 1 and 60000000, or empty";
    if values.text(name).is_empty() {
        return Ok(default);
    }
    match values.parse(name, RULE)? {
        count @ 1..=Limit::MAX => Ok(window(count)),
        _ => Err(values.refuse(name, RULE)),
    }
}
