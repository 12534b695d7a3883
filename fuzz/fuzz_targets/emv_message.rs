//! Bytes from a stranger, taken as each message of EMV 3-D Secure.
//!
//! What must hold: nothing panics; what is read is written as a message that keeps the rules (the writer checks), and is read again as
//! the same; what is refused is answered with an error message that keeps the rules itself.

#![no_main]

use emv3ds::{AReq, ARes, CReq, CRes, Erro, PReq, PRes, RReq, RRes, method, sdk};
use libfuzzer_sys::fuzz_target;

macro_rules! take {
    ($bytes:expr, $($message:ident),*) => {
        $(match $message::read($bytes) {
            Ok(message) => {
                let again = $message::read(&message.write()).expect("what was read keeps the rules");
                assert!(again == message, "a message changes when it is written");
            }
            Err(erro) => {
                Erro::read(&erro.write()).expect("an error message keeps the rules");
            }
        })*
    };
}

fuzz_target!(|bytes: &[u8]| {
    take!(bytes, AReq, ARes, CReq, CRes, PReq, PRes, RReq, RRes, Erro);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = (CReq::from_base64url(text).is_ok(), CRes::from_base64url(text).is_ok());
    let _ = (method::Request::from_base64url(text), method::Completed::from_base64url(text));
    let _ = sdk::transaction_of(text);
});
