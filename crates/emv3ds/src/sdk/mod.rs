//! 3-D Secure in an app: what the SDK, the directory server and the ACS seal and sign for each other (EMV 3-D Secure 2.2.0, section
//! 6.2).
//!
//! The SDK seals the data of the device for the directory server ([`seal_device_info`]). The ACS signs its address and both public
//! keys of the challenge ([`SignedContent`]) under a certificate of the directory server's root ([`Root`]). Then the SDK and the ACS
//! seal the messages of the challenge for each other ([`SessionKeys`]).

mod device_info;
mod root;
mod session;
mod signed_content;

pub use device_info::{open_device_info, seal_device_info};
pub use root::Root;
pub use session::{SessionKeys, transaction_of};
pub use signed_content::SignedContent;
