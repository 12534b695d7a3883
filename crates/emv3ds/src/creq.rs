//! The request of a challenge, from a browser or an app to the ACS.

use document::{Text, record};
use primitives::Uuid;

use crate::{
    Erro,
    areq::Extension,
    codes::{ChallengeCancel, Version, WindowSize, YesNo},
    message::{self, Kind, message},
    scalars::Digits,
};

record! {
    pub struct CReq as "CReq" {
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        acs_trans_id: Uuid = "acsTransID",
        message_version: Version = "messageVersion",
        /// The size of the frame. Only a browser tells it.
        challenge_window_size: Option<WindowSize> = "challengeWindowSize",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        /// The number of the message of the app, from 000.
        sdk_counter_s_to_a: Option<Digits<3, 3>> = "sdkCounterStoA",
        challenge_cancel: Option<ChallengeCancel> = "challengeCancel",
        /// What the buyer entered.
        challenge_data_entry: Option<Text<1, 45>> = "challengeDataEntry",
        challenge_html_data_entry: Option<Text<1, 256>> = "challengeHTMLDataEntry",
        challenge_no_entry: Option<YesNo> = "challengeNoEntry",
        resend_challenge: Option<YesNo> = "resendChallenge",
        oob_continue: Option<bool> = "oobContinue",
        whitelisting_data_entry: Option<YesNo> = "whitelistingDataEntry",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(CReq, Kind::CReq);

impl CReq {
    /// Writes the message as the form field `creq` of a browser.
    pub fn to_base64url(&self) -> String {
        crate::base64url::encode(&self.write())
    }

    pub fn from_base64url(text: &str) -> Result<Self, Box<Erro>> {
        Self::read(&message::of_field(text, Kind::CReq)?)
    }
}
