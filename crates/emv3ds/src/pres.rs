//! The answer to a PReq: which ranges of card numbers take part, and the URL of each one's 3DS method.

use document::{Text, choice, record};
use primitives::{Pan, Uuid};

use crate::{
    areq::Extension,
    codes::Version,
    message::{Kind, message},
    scalars::Digits,
};

record! {
    pub struct PRes as "PRes" {
        message_version: Version = "messageVersion",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        ds_trans_id: Uuid = "dsTransID",
        /// The lowest and the highest version that the directory server speaks.
        ds_start_protocol_version: Text<5, 8> = "dsStartProtocolVersion",
        ds_end_protocol_version: Text<5, 8> = "dsEndProtocolVersion",
        serial_num: Option<Text<1, 20>> = "serialNum",
        /// `None` where nothing has changed since the serial number of the request.
        card_range_data: Option<Vec<CardRange>> = "cardRangeData",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(PRes, Kind::PRes);

choice! {
    /// What is to be done with a range.
    pub enum Action { Add = "A", Delete = "D", Modify = "M", }
}

record! {
    /// Card numbers from the first to the last, both included.
    pub struct CardRange as "CardRange" {
        start_range: Digits<13, 19> = "startRange",
        end_range: Digits<13, 19> = "endRange",
        /// An absent one adds the range.
        action_ind: Option<Action> = "actionInd",
        acs_start_protocol_version: Text<5, 8> = "acsStartProtocolVersion",
        acs_end_protocol_version: Text<5, 8> = "acsEndProtocolVersion",
        ds_start_protocol_version: Option<Text<5, 8>> = "dsStartProtocolVersion",
        ds_end_protocol_version: Option<Text<5, 8>> = "dsEndProtocolVersion",
        three_ds_method_url: Option<Text<1, 256>> = "threeDSMethodURL",
        /// What the ACS can do, such as 01: authentication.
        acs_info_ind: Option<Vec<Digits<2, 2>>> = "acsInfoInd",
    }
}

impl CardRange {
    /// Whether the number is in the range. Numbers of another length are not.
    pub fn contains(&self, pan: &Pan) -> bool {
        let (first, last, pan) = (self.start_range.as_str(), self.end_range.as_str(), pan.expose());
        first.len() == pan.len() && last.len() == pan.len() && (first..=last).contains(&pan)
    }
}
