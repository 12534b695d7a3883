//! The answer to an AReq.

use document::{Text, record};
use primitives::Uuid;

use crate::{
    areq::Extension,
    codes::{AuthenticationType, Interface, TransStatus, UiType, Version, YesNo},
    message::{Kind, message},
    scalars::{AuthenticationValue, Digits},
};

record! {
    pub struct ARes as "ARes" {
        message_version: Version = "messageVersion",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        ds_trans_id: Uuid = "dsTransID",
        acs_trans_id: Uuid = "acsTransID",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        acs_reference_number: Text<1, 32> = "acsReferenceNumber",
        acs_operator_id: Option<Text<1, 32>> = "acsOperatorID",
        ds_reference_number: Text<1, 32> = "dsReferenceNumber",
        trans_status: TransStatus = "transStatus",
        trans_status_reason: Option<Digits<2, 2>> = "transStatusReason",
        eci: Option<Digits<2, 2>> = "eci",
        authentication_value: Option<AuthenticationValue> = "authenticationValue",
        authentication_type: Option<AuthenticationType> = "authenticationType",
        acs_challenge_mandated: Option<YesNo> = "acsChallengeMandated",
        /// The address to which the browser takes the CReq.
        acs_url: Option<Text<1, 2_048>> = "acsURL",
        acs_rendering_type: Option<RenderingType> = "acsRenderingType",
        /// The ACS's address and both public keys of the challenge in an app, as a JWS.
        acs_signed_content: Option<Text<1, 16_000>> = "acsSignedContent",
        /// A text that the shop shows to the buyer.
        cardholder_info: Option<Text<1, 128>> = "cardholderInfo",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(ARes, Kind::ARes);

record! {
    /// The interface of the challenge in an app.
    pub struct RenderingType as "RenderingType" {
        acs_interface: Interface = "acsInterface",
        acs_ui_template: UiType = "acsUiTemplate",
    }
}
