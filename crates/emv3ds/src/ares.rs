//! The answer to an AReq.

use document::{Text, Tree, record};
use primitives::Uuid;

use crate::{
    AReq, Erro,
    areq::Extension,
    codes::{
        AuthenticationType, Component, ErrorCode, Interface, TransStatus, UiType, Version, WhiteListStatus,
        YesNo,
    },
    message::{self, Kind, message},
    scalars::{AuthenticationValue, Digits},
    table::Context,
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
        /// Whether the ACS will authenticate the cardholder apart from the purchase.
        acs_dec_con_ind: Option<YesNo> = "acsDecConInd",
        /// What the parties tell each other besides.
        broad_info: Option<Tree> = "broadInfo",
        white_list_status: Option<WhiteListStatus> = "whiteListStatus",
        white_list_status_source: Option<Digits<2, 2>> = "whiteListStatusSource",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(ARes, Kind::ARes);

impl ARes {
    /// Reads the answer to a request, whose channel and category decide which elements are required. An answer about another
    /// transaction is refused.
    pub fn read_answer(bytes: &[u8], to: &AReq) -> Result<Self, Box<Erro>> {
        let known = Context { channel: Some(to.device_channel), category: Some(to.message_category) };
        let answer: Self = message::read_in(bytes, Kind::ARes, Some(known))?;
        let is_answer = answer.three_ds_server_trans_id == to.three_ds_server_trans_id
            && answer.sdk_trans_id == to.sdk.sdk_trans_id;
        if is_answer { Ok(answer) } else { Err(answer.of_another()) }
    }

    fn of_another(&self) -> Box<Erro> {
        const NAMES: &str = "threeDSServerTransID,sdkTransID";
        let erro = Erro::new(ErrorCode::TransactionUnknown, Component::Server, NAMES, Some(Kind::ARes));
        Box::new(Erro {
            three_ds_server_trans_id: Some(self.three_ds_server_trans_id),
            ds_trans_id: Some(self.ds_trans_id),
            acs_trans_id: Some(self.acs_trans_id),
            ..erro
        })
    }
}

record! {
    /// The interface of the challenge in an app.
    pub struct RenderingType as "RenderingType" {
        acs_interface: Interface = "acsInterface",
        acs_ui_template: UiType = "acsUiTemplate",
    }
}
