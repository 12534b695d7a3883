//! The authentication request (AReq) of a question.

use document::Text;
use emv3ds::{
    AReq,
    areq::{
        Account, Browser, Cardholder, Curve, Decoupled, Directory, EphemeralKey, KeyType, Merchant, Purchase,
        RenderOptions, Requestor, Sdk,
    },
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

use super::{DirectorySettings, numbers};

/// The numbers of colours that a browser's screen can have, in bits.
const COLOR_DEPTHS: [u8; 8] = [1, 4, 8, 15, 16, 24, 32, 48];

/// Returns the request. What the merchant says of the buyer is left out where it breaks the rules of the messages. `None` where the
/// rest breaks them.
pub(super) fn of(question: &AuthenticationQuestion, settings: &DirectorySettings) -> Option<AReq> {
    let full = message(question, settings, cardholder(question))?;
    if full.check().is_ok() {
        return Some(full);
    }
    let bare = message(question, settings, Cardholder::default())?;
    match bare.check() {
        Ok(()) => Some(bare),
        Err(erro) => {
            tracing::warn!(transaction = %question.transaction, ?erro, "there is no sound AReq for this authentication");
            None
        }
    }
}

fn message(
    question: &AuthenticationQuestion,
    settings: &DirectorySettings,
    cardholder: Cardholder,
) -> Option<AReq> {
    let (browser, sdk, device_channel, comp) = match &question.device {
        Device::Browser { browser, return_url, .. } => {
            let comp = completion(question.method);
            (of_browser(browser, return_url), Sdk::default(), DeviceChannel::Browser, Some(comp))
        }
        Device::App(app) => (Browser::default(), of_app(app)?, DeviceChannel::App, None),
    };
    let category = match question.reason {
        AuthenticationReason::Payment | AuthenticationReason::FirstOfSeries => MessageCategory::Payment,
        AuthenticationReason::CardCheck => MessageCategory::NonPayment,
    };
    let expiry = document::Value::write(&question.expiry);
    let (month, year) = expiry.as_text()?.split_at_checked(2)?;
    Some(AReq {
        requestor: requestor(question, settings)?,
        cardholder,
        purchase: purchase(question)?,
        merchant: merchant(question, settings),
        browser,
        sdk,
        directory: Directory::default(),
        message_version: Version::V220,
        message_category: category,
        device_channel,
        three_ds_server_trans_id: question.transaction,
        three_ds_server_ref_number: text(&settings.reference_number)?,
        three_ds_server_operator_id: settings.operator_id.as_deref().and_then(text),
        three_ds_server_url: text(&question.results_url)?,
        acct_number: AcctNumber(question.pan.clone()),
        card_expiry_date: Digits::parse(&format!("{year}{month}")).ok(),
        three_ds_comp_ind: comp,
        message_extension: None,
    })
}

fn requestor(question: &AuthenticationQuestion, settings: &DirectorySettings) -> Option<Requestor> {
    let shop = &question.shop;
    let indicator = match question.reason {
        AuthenticationReason::Payment => AuthenticationInd::Payment,
        AuthenticationReason::FirstOfSeries => AuthenticationInd::Recurring,
        AuthenticationReason::CardCheck => AuthenticationInd::AddCard,
    };
    // A shop without a site is found at the gateway.
    let own = question.results_url.split("/three-ds/").next().unwrap_or_default();
    Some(Requestor {
        three_ds_requestor_id: text(&settings.requestor_id)?,
        three_ds_requestor_name: text(&shop.name)?,
        three_ds_requestor_url: text(shop.url.as_deref().unwrap_or(own))?,
        three_ds_requestor_authentication_ind: Some(indicator),
        three_ds_requestor_challenge_ind: ChallengeInd::parse(question.challenge_indicator),
        three_ds_requestor_authentication_info: None,
        three_ds_requestor_prior_authentication_info: None,
        three_ri_ind: None,
    })
}

fn purchase(question: &AuthenticationQuestion) -> Option<Purchase> {
    if question.reason == AuthenticationReason::CardCheck {
        return Some(Purchase::default());
    }
    let is_series = question.reason == AuthenticationReason::FirstOfSeries;
    Some(Purchase {
        decoupled: Decoupled::default(),
        purchase_amount: Some(Digits::parse(&question.amount.minor_units().to_string()).ok()?),
        purchase_currency: Some(numbers::of_currency(question.currency)?),
        purchase_exponent: Some(Digits::parse(&question.currency.decimals().to_string()).ok()?),
        purchase_date: Some(Digits::parse(&question.at.strftime("%Y%m%d%H%M%S").to_string()).ok()?),
        purchase_instal_data: None,
        // The series has no end and no fixed days that the gateway knows of.
        recurring_expiry: is_series.then(|| Digits::parse("99991231").ok()).flatten(),
        recurring_frequency: is_series.then(|| Digits::parse("1").ok()).flatten(),
        trans_type: None,
    })
}

fn merchant(question: &AuthenticationQuestion, settings: &DirectorySettings) -> Merchant {
    let shop = &question.shop;
    Merchant {
        acquirer_bin: text(&settings.acquirer_bin),
        acquirer_merchant_id: text(&shop.id),
        mcc: Digits::parse(&shop.category).ok(),
        merchant_country_code: numbers::of_country(&shop.country),
        merchant_name: text(&shop.name),
        merchant_risk_indicator: None,
    }
}

fn of_browser(browser: &BrowserDevice, return_url: &str) -> Browser {
    let scripts = browser.has_javascript;
    let depth = COLOR_DEPTHS.into_iter().rfind(|depth| *depth <= browser.color_depth).unwrap_or(1);
    let number = |value: u32| Digits::parse(&value.to_string()).ok();
    Browser {
        notification_url: text(return_url),
        browser_accept_header: text(&browser.accept_header),
        browser_ip: browser.ip.as_deref().and_then(text),
        browser_java_enabled: scripts.then_some(browser.has_java),
        browser_javascript_enabled: Some(scripts),
        browser_language: text(&browser.language),
        browser_color_depth: scripts.then(|| Digits::parse(&depth.to_string()).ok()).flatten(),
        browser_screen_height: scripts.then(|| number(browser.screen_height)).flatten(),
        browser_screen_width: scripts.then(|| number(browser.screen_width)).flatten(),
        browser_tz: scripts.then(|| text(&browser.time_zone_offset_min.to_string())).flatten(),
        browser_user_agent: text(&browser.user_agent),
    }
}

fn of_app(app: &AppDevice) -> Option<Sdk> {
    let (x, y) = &app.ephemeral_key;
    let (x, y) = (Text::parse(x).ok()?, Text::parse(y).ok()?);
    let templates = app.templates.iter().map(|template| UiType::parse(template));
    Some(Sdk {
        sdk_app_id: Some(app.app),
        sdk_trans_id: Some(app.sdk_transaction),
        sdk_reference_number: text(&app.sdk_reference),
        sdk_ephem_pub_key: Some(EphemeralKey { kty: KeyType::Ec, crv: Curve::P256, x, y }),
        sdk_enc_data: Some(Text::parse(&app.sealed_device).ok()?),
        device_info: None,
        sdk_max_timeout: Digits::parse(&format!("{:02}", app.max_timeout_min.clamp(5, 99))).ok(),
        device_render_options: Some(RenderOptions {
            sdk_interface: SdkInterface::parse(app.interface)?,
            sdk_ui_type: templates.collect::<Option<_>>()?,
        }),
    })
}

const fn completion(method: MethodCompletion) -> CompInd {
    match method {
        MethodCompletion::Done => CompInd::Completed,
        MethodCompletion::Failed => CompInd::NotCompleted,
        MethodCompletion::Unavailable => CompInd::Unavailable,
    }
}

fn cardholder(question: &AuthenticationQuestion) -> Cardholder {
    let BuyerFacts { email, mobile, billing, shipping } = &question.buyer;
    let (billing, shipping) = (address(billing.as_ref()), address(shipping.as_ref()));
    let name = question.holder.as_ref().map(Text::as_str);
    Cardholder {
        account: Account::default(),
        cardholder_name: name.filter(|name| name.is_ascii()).and_then(text),
        email: email.as_deref().and_then(|email| Text::parse(email).ok()),
        mobile_phone: mobile.as_deref().and_then(numbers::of_telephone),
        bill_addr_line1: billing.lines[0].clone(),
        bill_addr_line2: billing.lines[1].clone(),
        bill_addr_line3: billing.lines[2].clone(),
        bill_addr_city: billing.city,
        bill_addr_post_code: billing.zip,
        bill_addr_country: billing.country,
        ship_addr_line1: shipping.lines[0].clone(),
        ship_addr_line2: shipping.lines[1].clone(),
        ship_addr_line3: shipping.lines[2].clone(),
        ship_addr_city: shipping.city,
        ship_addr_post_code: shipping.zip,
        ship_addr_country: shipping.country,
        ..Cardholder::default()
    }
}

/// An address as the messages have it.
#[derive(Default)]
struct Lines {
    lines: [Option<Text<1, 50>>; 3],
    city: Option<Text<1, 50>>,
    zip: Option<Text<1, 16>>,
    country: Option<Digits<3, 3>>,
}

fn address(given: Option<&PostalAddress>) -> Lines {
    let Some(given) = given else { return Lines::default() };
    let line = |at: usize| given.lines.get(at).and_then(|line| text(line));
    Lines {
        lines: [line(0), line(1), line(2)],
        city: given.city.as_deref().and_then(text),
        zip: given.zip.as_deref().and_then(text),
        country: given.country.as_deref().and_then(numbers::of_country),
    }
}

/// Returns the first characters that fit. `None` where there are too few.
fn text<const MIN: usize, const MAX: usize>(text: &str) -> Option<Text<MIN, MAX>> {
    Text::parse(&text.chars().take(MAX).collect::<String>()).ok()
}
