//! The result of a challenge, from the ACS by the directory server to the 3DS server.

use document::record;
use primitives::Uuid;

use crate::{
    areq::Extension,
    ares::RenderingType,
    codes::{
        AuthenticationMethod, AuthenticationType, ChallengeCancel, MessageCategory, TransStatus, Version,
        WhiteListStatus,
    },
    message::{Kind, message},
    scalars::{AuthenticationValue, Digits},
};

record! {
    pub struct RReq as "RReq" {
        message_version: Version = "messageVersion",
        message_category: MessageCategory = "messageCategory",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        acs_trans_id: Uuid = "acsTransID",
        ds_trans_id: Uuid = "dsTransID",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        trans_status: TransStatus = "transStatus",
        trans_status_reason: Option<Digits<2, 2>> = "transStatusReason",
        eci: Option<Digits<2, 2>> = "eci",
        authentication_value: Option<AuthenticationValue> = "authenticationValue",
        authentication_type: Option<AuthenticationType> = "authenticationType",
        authentication_method: Option<AuthenticationMethod> = "authenticationMethod",
        acs_rendering_type: Option<RenderingType> = "acsRenderingType",
        challenge_cancel: Option<ChallengeCancel> = "challengeCancel",
        /// The number of the buyer's attempts.
        interaction_counter: Option<Digits<2, 2>> = "interactionCounter",
        white_list_status: Option<WhiteListStatus> = "whiteListStatus",
        white_list_status_source: Option<Digits<2, 2>> = "whiteListStatusSource",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(RReq, Kind::RReq);
