//! The request for the card ranges of a directory server.

use document::{Text, record};
use primitives::Uuid;

use crate::{
    areq::Extension,
    codes::Version,
    message::{Kind, message},
};

record! {
    pub struct PReq as "PReq" {
        message_version: Version = "messageVersion",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        three_ds_server_ref_number: Text<1, 32> = "threeDSServerRefNumber",
        three_ds_server_operator_id: Option<Text<1, 32>> = "threeDSServerOperatorID",
        /// The serial number of the last answer, so that only changes are sent.
        serial_num: Option<Text<1, 20>> = "serialNum",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(PReq, Kind::PReq);
