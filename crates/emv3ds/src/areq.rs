//! The request of an authentication, from the 3DS server to the directory server and on to the ACS.

use document::{Text, Tree, record};
use jose::ecdh_es::EcPublicKey;
use primitives::Uuid;

use crate::{
    codes::{
        AuthenticationInd, ChallengeInd, CompInd, DeviceChannel, MessageCategory, SdkInterface, UiType,
        Version, WhiteListStatus, YesNo,
    },
    message::{Kind, message},
    scalars::{AcctNumber, Digits},
};

record! {
    pub struct AReq as "AReq" {
        .. requestor: Requestor,
        .. cardholder: Cardholder,
        .. purchase: Purchase,
        .. merchant: Merchant,
        .. browser: Browser,
        .. sdk: Sdk,
        .. directory: Directory,
        message_version: Version = "messageVersion",
        message_category: MessageCategory = "messageCategory",
        device_channel: DeviceChannel = "deviceChannel",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        three_ds_server_ref_number: Text<1, 32> = "threeDSServerRefNumber",
        three_ds_server_operator_id: Option<Text<1, 32>> = "threeDSServerOperatorID",
        /// The address to which the ACS's results are sent.
        three_ds_server_url: Text<1, 2_048> = "threeDSServerURL",
        acct_number: AcctNumber = "acctNumber",
        /// The expiry of the card as YYMM.
        card_expiry_date: Option<Digits<4, 4>> = "cardExpiryDate",
        three_ds_comp_ind: Option<CompInd> = "threeDSCompInd",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(AReq, Kind::AReq);

record! {
    /// The shop that asks for the authentication.
    pub struct Requestor as "Requestor" {
        three_ds_requestor_id: Text<1, 35> = "threeDSRequestorID",
        three_ds_requestor_name: Text<1, 40> = "threeDSRequestorName",
        three_ds_requestor_url: Text<1, 2_048> = "threeDSRequestorURL",
        three_ds_requestor_authentication_ind: Option<AuthenticationInd> = "threeDSRequestorAuthenticationInd",
        three_ds_requestor_challenge_ind: Option<ChallengeInd> = "threeDSRequestorChallengeInd",
        three_ds_requestor_authentication_info: Option<Tree> = "threeDSRequestorAuthenticationInfo",
        three_ds_requestor_prior_authentication_info: Option<Tree> = "threeDSRequestorPriorAuthenticationInfo",
        three_ri_ind: Option<Digits<2, 2>> = "threeRIInd",
    }
}

record! {
    /// The holder of the card and the account.
    #[derive(Default)]
    pub struct Cardholder as "Cardholder" {
        .. account: Account,
        cardholder_name: Option<Text<2, 45>> = "cardholderName",
        email: Option<Text<1, 254>> = "email",
        home_phone: Option<Phone> = "homePhone",
        mobile_phone: Option<Phone> = "mobilePhone",
        work_phone: Option<Phone> = "workPhone",
        bill_addr_line1: Option<Text<1, 50>> = "billAddrLine1",
        bill_addr_line2: Option<Text<1, 50>> = "billAddrLine2",
        bill_addr_line3: Option<Text<1, 50>> = "billAddrLine3",
        bill_addr_city: Option<Text<1, 50>> = "billAddrCity",
        bill_addr_post_code: Option<Text<1, 16>> = "billAddrPostCode",
        bill_addr_state: Option<Text<1, 3>> = "billAddrState",
        /// The country by its number in ISO 3166-1.
        bill_addr_country: Option<Digits<3, 3>> = "billAddrCountry",
        ship_addr_line1: Option<Text<1, 50>> = "shipAddrLine1",
        ship_addr_line2: Option<Text<1, 50>> = "shipAddrLine2",
        ship_addr_line3: Option<Text<1, 50>> = "shipAddrLine3",
        ship_addr_city: Option<Text<1, 50>> = "shipAddrCity",
        ship_addr_post_code: Option<Text<1, 16>> = "shipAddrPostCode",
        ship_addr_state: Option<Text<1, 3>> = "shipAddrState",
        ship_addr_country: Option<Digits<3, 3>> = "shipAddrCountry",
        addr_match: Option<YesNo> = "addrMatch",
        acct_id: Option<Text<1, 64>> = "acctID",
        acct_type: Option<Digits<2, 2>> = "acctType",
        acct_info: Option<Tree> = "acctInfo",
    }
}

record! {
    /// What the number of the card stands for, and whether the cardholder trusts the shop.
    #[derive(Default)]
    pub struct Account as "Account" {
        /// Whether the number is that of a token (EMV payment tokenisation), from which the directory server found the card's.
        pay_token_ind: Option<bool> = "payTokenInd",
        pay_token_source: Option<Digits<2, 2>> = "payTokenSource",
        white_list_status: Option<WhiteListStatus> = "whiteListStatus",
        white_list_status_source: Option<Digits<2, 2>> = "whiteListStatusSource",
    }
}

record! {
    /// A telephone number.
    pub struct Phone as "Phone" {
        /// The country code.
        cc: Digits<1, 3> = "cc",
        subscriber: Digits<1, 15> = "subscriber",
    }
}

record! {
    /// What is paid. All of it is there for a payment.
    #[derive(Default)]
    pub struct Purchase as "Purchase" {
        .. decoupled: Decoupled,
        /// The amount in minor units of the currency, in digits.
        purchase_amount: Option<Digits<1, 48>> = "purchaseAmount",
        /// The currency by its number in ISO 4217.
        purchase_currency: Option<Digits<3, 3>> = "purchaseCurrency",
        /// The number of decimals of the currency.
        purchase_exponent: Option<Digits<1, 1>> = "purchaseExponent",
        /// The time of the purchase in UTC as YYYYMMDDHHMMSS.
        purchase_date: Option<Digits<14, 14>> = "purchaseDate",
        /// The largest number of instalments.
        purchase_instal_data: Option<Digits<1, 3>> = "purchaseInstalData",
        /// The date after which no payment of the series is made, as YYYYMMDD.
        recurring_expiry: Option<Digits<8, 8>> = "recurringExpiry",
        /// The smallest number of days between two payments of the series.
        recurring_frequency: Option<Digits<1, 4>> = "recurringFrequency",
        trans_type: Option<Digits<2, 2>> = "transType",
    }
}

record! {
    /// Whether the issuer may authenticate the cardholder apart from the purchase (decoupled).
    #[derive(Default)]
    pub struct Decoupled as "Decoupled" {
        three_ds_requestor_dec_req_ind: Option<YesNo> = "threeDSRequestorDecReqInd",
        /// The time for it in minutes: 00001 to 10080.
        three_ds_requestor_dec_max_time: Option<Digits<5, 5>> = "threeDSRequestorDecMaxTime",
    }
}

record! {
    /// The merchant as its acquirer knows it.
    #[derive(Default)]
    pub struct Merchant as "Merchant" {
        acquirer_bin: Option<Text<1, 11>> = "acquirerBIN",
        acquirer_merchant_id: Option<Text<1, 35>> = "acquirerMerchantID",
        mcc: Option<Digits<4, 4>> = "mcc",
        /// The country by its number in ISO 3166-1.
        merchant_country_code: Option<Digits<3, 3>> = "merchantCountryCode",
        merchant_name: Option<Text<1, 40>> = "merchantName",
        merchant_risk_indicator: Option<Tree> = "merchantRiskIndicator",
    }
}

record! {
    /// The buyer's browser.
    #[derive(Default)]
    pub struct Browser as "Browser" {
        /// The address to which the browser takes the CRes.
        notification_url: Option<Text<1, 256>> = "notificationURL",
        browser_accept_header: Option<Text<1, 2_048>> = "browserAcceptHeader",
        browser_ip: Option<Text<1, 45>> = "browserIP",
        browser_java_enabled: Option<bool> = "browserJavaEnabled",
        browser_javascript_enabled: Option<bool> = "browserJavascriptEnabled",
        browser_language: Option<Text<1, 8>> = "browserLanguage",
        browser_color_depth: Option<Digits<1, 2>> = "browserColorDepth",
        browser_screen_height: Option<Digits<1, 6>> = "browserScreenHeight",
        browser_screen_width: Option<Digits<1, 6>> = "browserScreenWidth",
        /// The difference between UTC and the browser's time in minutes.
        browser_tz: Option<Text<1, 5>> = "browserTZ",
        browser_user_agent: Option<Text<1, 2_048>> = "browserUserAgent",
    }
}

record! {
    /// The SDK in the buyer's app.
    #[derive(Default)]
    pub struct Sdk as "Sdk" {
        sdk_app_id: Option<Uuid> = "sdkAppID",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        sdk_reference_number: Option<Text<1, 32>> = "sdkReferenceNumber",
        sdk_ephem_pub_key: Option<EphemeralKey> = "sdkEphemPubKey",
        /// The data of the device as a JWE.
        sdk_enc_data: Option<Text<1, 64_000>> = "sdkEncData",
        /// The data of the device in base64url, as the directory server opened it for the ACS.
        device_info: Option<Text<1, 64_000>> = "deviceInfo",
        /// The time for a challenge in minutes, 05 at least.
        sdk_max_timeout: Option<Digits<2, 2>> = "sdkMaxTimeout",
        device_render_options: Option<RenderOptions> = "deviceRenderOptions",
    }
}

record! {
    /// The interfaces that the SDK can show.
    pub struct RenderOptions as "RenderOptions" {
        sdk_interface: SdkInterface = "sdkInterface",
        sdk_ui_type: Vec<UiType> = "sdkUiType",
    }
}

record! {
    /// A public key on the curve P-256 as a JWK (RFC 7517), that is used for one challenge.
    pub struct EphemeralKey as "EphemeralKey" {
        kty: KeyType = "kty",
        crv: Curve = "crv",
        x: Text<43, 43> = "x",
        y: Text<43, 43> = "y",
    }
}

impl EphemeralKey {
    pub fn of(key: &EcPublicKey) -> Self {
        let (x, y) = (Text::stored(&key.x_base64url()), Text::stored(&key.y_base64url()));
        Self { kty: KeyType::Ec, crv: Curve::P256, x, y }
    }

    /// Returns the key. `None` where a coordinate is not 32 bytes.
    pub fn key(&self) -> Option<EcPublicKey> {
        EcPublicKey::from_base64url(self.x.as_str(), self.y.as_str()).ok()
    }
}

document::choice! {
    pub enum KeyType { Ec = "EC", }
}

document::choice! {
    pub enum Curve { P256 = "P-256", }
}

record! {
    /// What the directory server adds before the request goes on to the ACS.
    #[derive(Default)]
    pub struct Directory as "Directory" {
        ds_reference_number: Option<Text<1, 32>> = "dsReferenceNumber",
        ds_trans_id: Option<Uuid> = "dsTransID",
        /// The address to which the ACS sends the result.
        ds_url: Option<Text<1, 2_048>> = "dsURL",
        /// What the parties tell each other besides.
        broad_info: Option<Tree> = "broadInfo",
    }
}

record! {
    /// An extension of the message. A reader that does not know a critical one refuses the message.
    pub struct Extension as "MessageExtension" {
        id: Text<1, 64> = "id",
        name: Text<1, 64> = "name",
        criticality_indicator: bool = "criticalityIndicator",
        data: Tree = "data",
    }
}
