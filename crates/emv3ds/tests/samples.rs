//! A sound message of each type and channel.

use document::Text;
use emv3ds::{
    AReq, ARes, CReq, CRes, Erro, Kind, PReq, PRes, RReq, RRes,
    areq::{
        Browser, Cardholder, Curve, Directory, EphemeralKey, KeyType, Merchant, Phone, Purchase,
        RenderOptions, Requestor, Sdk,
    },
    ares::RenderingType,
    codes::{
        AuthenticationInd, AuthenticationMethod, AuthenticationType, CompInd, Component, DeviceChannel,
        ErrorCode, Interface, MessageCategory, ResultsStatus, SdkInterface, TransStatus, UiType, Version,
        WindowSize, YesNo,
    },
    cres::Screen,
    pres::{Action, CardRange},
    scalars::{AcctNumber, AuthenticationValue, Digits},
};
use primitives::{Pan, Uuid};

pub(crate) fn id(byte: u8) -> Uuid {
    Uuid::of_random([byte; 16])
}

pub(crate) fn text<const MIN: usize, const MAX: usize>(text: &str) -> Text<MIN, MAX> {
    Text::parse(text).unwrap()
}

pub(crate) fn digits<const MIN: usize, const MAX: usize>(text: &str) -> Digits<MIN, MAX> {
    Digits::parse(text).unwrap()
}

/// The JSON of a sound message of each type, in each channel in which it differs.
pub(crate) fn all() -> Vec<(Kind, Vec<u8>)> {
    let [browser, app, third] = [DeviceChannel::Browser, DeviceChannel::App, DeviceChannel::ThreeRi];
    let mut all = Vec::new();
    for channel in [browser, app, third] {
        all.push((Kind::AReq, areq(channel).write().to_vec()));
    }
    for channel in [browser, app] {
        all.push((Kind::ARes, ares(channel).write().to_vec()));
        all.push((Kind::CReq, creq(channel).write().to_vec()));
        all.push((Kind::CRes, cres(channel).write().to_vec()));
        all.push((Kind::RReq, rreq(channel).write().to_vec()));
    }
    all.push((Kind::PReq, preq().write().to_vec()));
    all.push((Kind::PRes, pres().write().to_vec()));
    all.push((Kind::RRes, rres().write().to_vec()));
    all.push((Kind::Erro, erro().write().to_vec()));
    all
}

/// Reads a message and writes it again.
pub(crate) fn reread(kind: Kind, bytes: &[u8]) -> Result<Vec<u8>, Box<Erro>> {
    let written = match kind {
        Kind::AReq => AReq::read(bytes)?.write(),
        Kind::ARes => ARes::read(bytes)?.write(),
        Kind::CReq => CReq::read(bytes)?.write(),
        Kind::CRes => CRes::read(bytes)?.write(),
        Kind::PReq => PReq::read(bytes)?.write(),
        Kind::PRes => PRes::read(bytes)?.write(),
        Kind::RReq => RReq::read(bytes)?.write(),
        Kind::RRes => RRes::read(bytes)?.write(),
        Kind::Erro => Erro::read(bytes)?.write(),
    };
    Ok(written.to_vec())
}

pub(crate) fn areq(channel: DeviceChannel) -> AReq {
    let is_3ri = channel == DeviceChannel::ThreeRi;
    AReq {
        requestor: Requestor {
            three_ds_requestor_id: text("shop-1"),
            three_ds_requestor_name: text("A Shop"),
            three_ds_requestor_url: text("https://shop.example"),
            three_ds_requestor_authentication_ind: (!is_3ri).then_some(AuthenticationInd::Payment),
            three_ds_requestor_challenge_ind: None,
            three_ds_requestor_authentication_info: None,
            three_ds_requestor_prior_authentication_info: None,
            three_ri_ind: is_3ri.then(|| digits("01")),
        },
        cardholder: cardholder(),
        purchase: Purchase {
            purchase_amount: Some(digits("1999")),
            purchase_currency: Some(digits("978")),
            purchase_exponent: Some(digits("2")),
            purchase_date: Some(digits("20260131235959")),
            ..Purchase::default()
        },
        merchant: Merchant {
            acquirer_bin: Some(text("412345")),
            acquirer_merchant_id: Some(text("M-1")),
            mcc: Some(digits("5999")),
            merchant_country_code: Some(digits("250")),
            merchant_name: Some(text("A Shop")),
            merchant_risk_indicator: None,
        },
        browser: if channel == DeviceChannel::Browser { browser() } else { Browser::default() },
        sdk: if channel == DeviceChannel::App { sdk() } else { Sdk::default() },
        directory: Directory::default(),
        message_version: Version::V220,
        message_category: MessageCategory::Payment,
        device_channel: channel,
        three_ds_server_trans_id: id(1),
        three_ds_server_ref_number: text("REF"),
        three_ds_server_operator_id: None,
        three_ds_server_url: text("https://server.example/results"),
        acct_number: AcctNumber(Pan::parse("4970105181818183").unwrap()),
        card_expiry_date: Some(digits("2912")),
        three_ds_comp_ind: (channel == DeviceChannel::Browser).then_some(CompInd::Completed),
        message_extension: None,
    }
}

fn cardholder() -> Cardholder {
    Cardholder {
        cardholder_name: Some(text("Ada Lovelace")),
        email: Some(text("ada@example.org")),
        mobile_phone: Some(Phone { cc: digits("33"), subscriber: digits("612345678") }),
        bill_addr_line1: Some(text("1 rue de la Paix")),
        bill_addr_city: Some(text("Paris")),
        bill_addr_country: Some(digits("250")),
        ..Cardholder::default()
    }
}

fn browser() -> Browser {
    Browser {
        notification_url: Some(text("https://server.example/cres")),
        browser_accept_header: Some(text("text/html")),
        browser_ip: Some(text("2001:db8::1")),
        browser_java_enabled: Some(false),
        browser_javascript_enabled: Some(true),
        browser_language: Some(text("fr-FR")),
        browser_color_depth: Some(digits("24")),
        browser_screen_height: Some(digits("1080")),
        browser_screen_width: Some(digits("1920")),
        browser_tz: Some(text("-120")),
        browser_user_agent: Some(text("Mozilla/5.0")),
    }
}

fn sdk() -> Sdk {
    Sdk {
        sdk_app_id: Some(id(8)),
        sdk_trans_id: Some(id(4)),
        sdk_reference_number: Some(text("SDK")),
        sdk_ephem_pub_key: Some(EphemeralKey {
            kty: KeyType::Ec,
            crv: Curve::P256,
            x: text(&"A".repeat(43)),
            y: text(&"B".repeat(43)),
        }),
        sdk_enc_data: Some(text("a.b.c.d.e")),
        device_info: None,
        sdk_max_timeout: Some(digits("05")),
        device_render_options: Some(RenderOptions {
            sdk_interface: SdkInterface::Both,
            sdk_ui_type: vec![UiType::Text, UiType::HtmlOther],
        }),
    }
}

/// An answer that asks for a challenge.
pub(crate) fn ares(channel: DeviceChannel) -> ARes {
    let is_app = channel == DeviceChannel::App;
    ARes {
        message_version: Version::V220,
        three_ds_server_trans_id: id(1),
        ds_trans_id: id(3),
        acs_trans_id: id(2),
        sdk_trans_id: is_app.then(|| id(4)),
        acs_reference_number: text("ACS"),
        acs_operator_id: None,
        ds_reference_number: text("DS"),
        trans_status: TransStatus::ChallengeRequired,
        trans_status_reason: None,
        eci: None,
        authentication_value: None,
        authentication_type: Some(AuthenticationType::Dynamic),
        acs_challenge_mandated: Some(YesNo::No),
        acs_url: (!is_app).then(|| text("https://acs.example/challenge")),
        acs_rendering_type: is_app.then_some(RENDERING),
        acs_signed_content: is_app.then(|| text("a.b.c")),
        cardholder_info: None,
        acs_dec_con_ind: None,
        broad_info: None,
        white_list_status: None,
        white_list_status_source: None,
        message_extension: None,
    }
}

const RENDERING: RenderingType =
    RenderingType { acs_interface: Interface::Native, acs_ui_template: UiType::Text };

pub(crate) fn creq(channel: DeviceChannel) -> CReq {
    let is_app = channel == DeviceChannel::App;
    CReq {
        three_ds_server_trans_id: id(1),
        acs_trans_id: id(2),
        message_version: Version::V220,
        challenge_window_size: (!is_app).then_some(WindowSize::W500H600),
        sdk_trans_id: is_app.then(|| id(4)),
        sdk_counter_s_to_a: is_app.then(|| digits("001")),
        challenge_cancel: None,
        challenge_data_entry: is_app.then(|| text("123456")),
        challenge_html_data_entry: None,
        challenge_no_entry: None,
        resend_challenge: None,
        oob_continue: None,
        whitelisting_data_entry: None,
        message_extension: None,
    }
}

/// The last message to a browser, or a screen in an app.
pub(crate) fn cres(channel: DeviceChannel) -> CRes {
    let is_app = channel == DeviceChannel::App;
    let screen = Screen {
        acs_ui_type: Some(UiType::Text),
        challenge_info_header: Some(text("Enter the code")),
        submit_authentication_label: Some(text("Go on")),
        ..Screen::default()
    };
    CRes {
        screen: if is_app { screen } else { Screen::default() },
        three_ds_server_trans_id: id(1),
        acs_trans_id: id(2),
        message_version: Version::V220,
        acs_counter_a_to_s: is_app.then(|| digits("000")),
        sdk_trans_id: is_app.then(|| id(4)),
        challenge_completion_ind: Some(if is_app { YesNo::No } else { YesNo::Yes }),
        trans_status: (!is_app).then_some(TransStatus::Authenticated),
        message_extension: None,
    }
}

pub(crate) fn rreq(channel: DeviceChannel) -> RReq {
    let is_app = channel == DeviceChannel::App;
    RReq {
        message_version: Version::V220,
        message_category: MessageCategory::Payment,
        three_ds_server_trans_id: id(1),
        acs_trans_id: id(2),
        ds_trans_id: id(3),
        sdk_trans_id: is_app.then(|| id(4)),
        trans_status: TransStatus::Authenticated,
        trans_status_reason: None,
        eci: Some(digits("05")),
        authentication_value: Some(AuthenticationValue::of_bytes(&[7; 20])),
        authentication_type: Some(AuthenticationType::Dynamic),
        authentication_method: Some(AuthenticationMethod::SmsOtp),
        acs_rendering_type: is_app.then_some(RENDERING),
        challenge_cancel: None,
        interaction_counter: Some(digits("01")),
        white_list_status: None,
        white_list_status_source: None,
        message_extension: None,
    }
}

pub(crate) fn rres() -> RRes {
    RRes {
        message_version: Version::V220,
        three_ds_server_trans_id: id(1),
        acs_trans_id: id(2),
        ds_trans_id: id(3),
        sdk_trans_id: None,
        results_status: ResultsStatus::Received,
        message_extension: None,
    }
}

fn preq() -> PReq {
    PReq {
        message_version: Version::V220,
        three_ds_server_trans_id: id(1),
        three_ds_server_ref_number: text("REF"),
        three_ds_server_operator_id: None,
        serial_num: Some(text("1")),
        message_extension: None,
    }
}

pub(crate) fn pres() -> PRes {
    let range = |first: &str, last: &str| CardRange {
        start_range: digits(first),
        end_range: digits(last),
        action_ind: Some(Action::Add),
        acs_start_protocol_version: text("2.1.0"),
        acs_end_protocol_version: text("2.2.0"),
        ds_start_protocol_version: None,
        ds_end_protocol_version: None,
        three_ds_method_url: Some(text("https://acs.example/method")),
        acs_info_ind: Some(vec![digits("01")]),
    };
    PRes {
        message_version: Version::V220,
        three_ds_server_trans_id: id(1),
        ds_trans_id: id(3),
        ds_start_protocol_version: text("2.1.0"),
        ds_end_protocol_version: text("2.2.0"),
        serial_num: Some(text("2")),
        card_range_data: Some(vec![
            range("4970100000000000", "4970109999999999"),
            range("5130000000000000", "5139999999999999"),
        ]),
        message_extension: None,
    }
}

fn erro() -> Erro {
    Erro::new(ErrorCode::ElementMissing, Component::Acs, "acsTransID", Some(Kind::CReq))
}
