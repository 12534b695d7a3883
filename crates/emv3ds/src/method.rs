//! The 3DS method: what a hidden frame tells the ACS before an AReq, and what the ACS answers. Both are the form field
//! `threeDSMethodData`: JSON in base64url.

use document::{Problems, Record, Text, read_json_of, record, write_json};
use primitives::Uuid;

record! {
    /// What the browser takes to the ACS.
    pub struct Request as "MethodRequest" {
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        /// The address to which the ACS has the browser tell the end.
        three_ds_method_notification_url: Text<1, 256> = "threeDSMethodNotificationURL",
    }
}

record! {
    /// What the browser takes back from the ACS.
    pub struct Completed as "MethodCompleted" {
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
    }
}

/// The longest field in characters.
const MAX_FIELD: usize = 2_048;
/// The largest number of values in a field.
const MAX_VALUES: usize = 20;

macro_rules! field {
    ($type:ident) => {
        impl $type {
            /// Writes the form field `threeDSMethodData`.
            pub fn to_base64url(&self) -> String {
                crate::base64url::encode(write_json(&document::Value::write(self)).as_bytes())
            }

            /// Reads the form field. The specification has no answer to one that cannot be read.
            pub fn from_base64url(text: &str) -> Option<Self> {
                if text.len() > MAX_FIELD {
                    return None;
                }
                let tree = read_json_of(&crate::base64url::decode(text)?, MAX_VALUES).ok()?;
                Self::from_document(&tree, &mut Problems::new())
            }
        }
    };
}

field!(Request);
field!(Completed);
