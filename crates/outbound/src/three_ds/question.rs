//! The request of an authentication (AReq), made of a question of the gateway.

use document::Text;
use emv3ds::{
    AReq,
    areq::{Browser, Cardholder, EphemeralKey, Merchant, Phone, Purchase, RenderOptions, Requestor, Sdk},
    codes::{
        AuthenticationInd, ChallengeInd, CompInd, DeviceChannel, MessageCategory, SdkInterface, UiType,
        Version,
    },
    scalars::{AcctNumber, Digits},
};
use gateway::ports::{
    AppDevice, AuthenticationQuestion, AuthenticationReason, BrowserDevice, BuyerFacts, Device,
    MethodCompletion, PostalAddress,
};
use jiff::{Timestamp, tz::TimeZone};
use primitives::{Currency, Expiry};

use super::ServerNames;

/// Returns the request. `None` where a part of it cannot be told in the form of the specification.
pub(super) fn request(question: &AuthenticationQuestion, names: &ServerNames) -> Option<AReq> {
    let mut request = AReq {
        requestor: requestor(question, names)?,
        cardholder: cardholder(question),
        purchase: purchase(question)?,
        merchant: merchant(question, names)?,
        browser: Browser::default(),
        sdk: Sdk::default(),
        directory: emv3ds::areq::Directory::default(),
        message_version: Version::V220,
        message_category: match question.reason {
            AuthenticationReason::CardCheck => MessageCategory::NonPayment,
            AuthenticationReason::Payment | AuthenticationReason::FirstOfSeries => MessageCategory::Payment,
        },
        device_channel: DeviceChannel::Browser,
        three_ds_server_trans_id: question.transaction,
        three_ds_server_ref_number: Text::parse(&names.reference_number).ok()?,
        three_ds_server_operator_id: Text::parse(&names.operator_id).ok(),
        three_ds_server_url: Text::parse(&question.results_url).ok()?,
        acct_number: AcctNumber(question.pan.clone()),
        card_expiry_date: Some(year_first(question.expiry)?),
        three_ds_comp_ind: None,
        message_extension: None,
    };
    match &question.device {
        Device::Browser { browser: device, return_url, .. } => {
            request.browser = browser(device, return_url)?;
            request.three_ds_comp_ind = Some(match question.method {
                MethodCompletion::Done => CompInd::Completed,
                MethodCompletion::Failed => CompInd::NotCompleted,
                MethodCompletion::Unavailable => CompInd::Unavailable,
            });
        }
        Device::App(device) => {
            request.device_channel = DeviceChannel::App;
            request.sdk = sdk(device)?;
        }
    }
    Some(request)
}

fn requestor(question: &AuthenticationQuestion, names: &ServerNames) -> Option<Requestor> {
    let shop = &question.shop;
    Some(Requestor {
        three_ds_requestor_id: Text::parse(&names.requestor_id).ok()?,
        three_ds_requestor_name: cut(&shop.name)?,
        three_ds_requestor_url: Text::parse(shop.url.as_deref().unwrap_or("https://shop.invalid")).ok()?,
        three_ds_requestor_authentication_ind: Some(match question.reason {
            AuthenticationReason::Payment => AuthenticationInd::Payment,
            AuthenticationReason::FirstOfSeries => AuthenticationInd::Recurring,
            AuthenticationReason::CardCheck => AuthenticationInd::AddCard,
        }),
        // What is of one network only is not among the codes of the specification.
        three_ds_requestor_challenge_ind: Some(
            ChallengeInd::parse(question.challenge_indicator).unwrap_or(ChallengeInd::NoPreference),
        ),
        three_ds_requestor_authentication_info: None,
        three_ds_requestor_prior_authentication_info: None,
        three_ri_ind: None,
    })
}

fn cardholder(question: &AuthenticationQuestion) -> Cardholder {
    let BuyerFacts { email, mobile, billing, shipping } = &question.buyer;
    let mut told = Cardholder {
        cardholder_name: question.holder.as_ref().and_then(|holder| Text::parse(holder.as_str()).ok()),
        email: email.as_ref().and_then(|email| Text::parse(email).ok()),
        mobile_phone: mobile.as_deref().and_then(phone),
        ..Cardholder::default()
    };
    if let Some(PostalAddress { lines, city, zip, country }) = billing {
        let mut lines = lines.iter().map(|line| cut(line));
        told.bill_addr_line1 = lines.next().flatten();
        told.bill_addr_line2 = lines.next().flatten();
        told.bill_addr_line3 = lines.next().flatten();
        told.bill_addr_city = city.as_deref().and_then(cut);
        told.bill_addr_post_code = zip.as_deref().and_then(cut);
        told.bill_addr_country = country.as_deref().and_then(country_number);
    }
    if let Some(PostalAddress { lines, city, zip, country }) = shipping {
        let mut lines = lines.iter().map(|line| cut(line));
        told.ship_addr_line1 = lines.next().flatten();
        told.ship_addr_line2 = lines.next().flatten();
        told.ship_addr_line3 = lines.next().flatten();
        told.ship_addr_city = city.as_deref().and_then(cut);
        told.ship_addr_post_code = zip.as_deref().and_then(cut);
        told.ship_addr_country = country.as_deref().and_then(country_number);
    }
    told
}

fn purchase(question: &AuthenticationQuestion) -> Option<Purchase> {
    let is_series = question.reason == AuthenticationReason::FirstOfSeries;
    Some(Purchase {
        purchase_amount: Some(Digits::parse(&question.amount.minor_units().to_string()).ok()?),
        purchase_currency: Some(currency_number(question.currency)?),
        purchase_exponent: Some(Digits::parse(&question.currency.decimals().to_string()).ok()?),
        purchase_date: Some(Digits::parse(&in_utc(question.at, "%Y%m%d%H%M%S")).ok()?),
        // The merchant does not say when the series ends, nor how often it pays.
        recurring_expiry: is_series.then(|| Digits::parse("99991231").ok()).flatten(),
        recurring_frequency: is_series.then(|| Digits::parse("1").ok()).flatten(),
        ..Purchase::default()
    })
}

fn merchant(question: &AuthenticationQuestion, names: &ServerNames) -> Option<Merchant> {
    let shop = &question.shop;
    Some(Merchant {
        acquirer_bin: Text::parse(&names.acquirer_bin).ok(),
        acquirer_merchant_id: Text::parse(&shop.id).ok(),
        mcc: Some(Digits::parse(&shop.category).ok()?),
        merchant_country_code: Some(country_number(&shop.country)?),
        merchant_name: cut(&shop.name),
        merchant_risk_indicator: None,
    })
}

fn browser(device: &BrowserDevice, return_url: &str) -> Option<Browser> {
    Some(Browser {
        notification_url: Some(Text::parse(return_url).ok()?),
        browser_accept_header: Some(Text::parse(&device.accept_header).ok()?),
        browser_ip: device.ip.as_ref().and_then(|ip| Text::parse(ip).ok()),
        browser_java_enabled: Some(device.has_java),
        browser_javascript_enabled: Some(device.has_javascript),
        browser_language: cut(&device.language),
        browser_color_depth: Some(Digits::parse(&device.color_depth.to_string()).ok()?),
        browser_screen_height: Some(Digits::parse(&device.screen_height.to_string()).ok()?),
        browser_screen_width: Some(Digits::parse(&device.screen_width.to_string()).ok()?),
        browser_tz: Some(Text::parse(&device.time_zone_offset_min.to_string()).ok()?),
        browser_user_agent: Some(Text::parse(&device.user_agent).ok()?),
    })
}

fn sdk(device: &AppDevice) -> Option<Sdk> {
    let key = EphemeralKey {
        kty: emv3ds::areq::KeyType::Ec,
        crv: emv3ds::areq::Curve::P256,
        x: Text::parse(&device.ephemeral_key.0).ok()?,
        y: Text::parse(&device.ephemeral_key.1).ok()?,
    };
    Some(Sdk {
        sdk_app_id: Some(device.app),
        sdk_trans_id: Some(device.sdk_transaction),
        sdk_reference_number: Some(Text::parse(&device.sdk_reference).ok()?),
        sdk_ephem_pub_key: Some(key),
        sdk_enc_data: Some(Text::parse(&device.sealed_device).ok()?),
        device_info: None,
        // Two digits are the longest that the specification has room for.
        sdk_max_timeout: Some(Digits::parse(&format!("{:02}", device.max_timeout_min.clamp(5, 99))).ok()?),
        device_render_options: Some(RenderOptions {
            sdk_interface: SdkInterface::parse(device.interface)?,
            sdk_ui_type: device.templates.iter().map(|code| UiType::parse(code)).collect::<Option<_>>()?,
        }),
    })
}

/// Returns an expiry as YYMM.
fn year_first(expiry: Expiry) -> Option<Digits<4, 4>> {
    let month_first = expiry.to_string();
    let (month, year) = month_first.split_at_checked(2)?;
    Digits::parse(&format!("{year}{month}")).ok()
}

/// Cuts a text to the length of an element. `None` where it is too short.
fn cut<const MIN: usize, const MAX: usize>(text: &str) -> Option<Text<MIN, MAX>> {
    let cut: String = text.chars().take(MAX).collect();
    Text::parse(&cut).ok()
}

/// Reads a telephone number with the code of its country first: `+33612345678`. `None` where the code cannot be told from the rest.
fn phone(text: &str) -> Option<Phone> {
    let digits: String = text.strip_prefix('+')?.chars().filter(char::is_ascii_digit).collect();
    let (code, subscriber) = digits.split_at_checked(2)?;
    Some(Phone { cc: Digits::parse(code).ok()?, subscriber: Digits::parse(subscriber).ok()? })
}

fn in_utc(at: Timestamp, format: &str) -> String {
    at.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

/// Returns the number of a currency (ISO 4217).
fn currency_number(currency: Currency) -> Option<Digits<3, 3>> {
    let known = iso_currency::Currency::from_code(currency.as_str())?;
    Digits::parse(&format!("{:03}", known.numeric())).ok()
}

/// Returns the number of a country (ISO 3166-1).
fn country_number(code: &str) -> Option<Digits<3, 3>> {
    let known = rust_iso3166::from_alpha2(code)?;
    Digits::parse(&format!("{:03}", known.numeric)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_currencies_have_numbers() {
        assert_eq!(country_number("FR").unwrap().as_str(), "250");
        assert_eq!(country_number("AF").unwrap().as_str(), "004");
        assert!(country_number("ZZ").is_none());
        for (code, number) in [("EUR", "978"), ("USD", "840"), ("DZD", "012")] {
            assert_eq!(currency_number(Currency::parse(code).unwrap()).unwrap().as_str(), number);
        }
    }

    #[test]
    fn telephone_numbers() {
        let told = phone("+33 6 12 34 56 78").unwrap();
        assert_eq!((told.cc.as_str(), told.subscriber.as_str()), ("33", "612345678"));
        assert!(phone("0612345678").is_none() && phone("+3").is_none());
    }
}
