//! The answer to an RReq.

use document::record;
use primitives::Uuid;

use crate::{
    areq::Extension,
    codes::{ResultsStatus, Version},
    message::{Kind, message},
};

record! {
    pub struct RRes as "RRes" {
        message_version: Version = "messageVersion",
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        acs_trans_id: Uuid = "acsTransID",
        ds_trans_id: Uuid = "dsTransID",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        results_status: ResultsStatus = "resultsStatus",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(RRes, Kind::RRes);
