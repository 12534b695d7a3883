//! The result of a challenge, as the buyer's browser has brought it to the merchant (Retail API, section 3.7: ChallengeResult).

use document::Text;
use emv3ds::CRes;
use gateway::three_ds::ChallengeReport;
use primitives::Identifier;

/// Base64 of a CRes message: that of RFC 4648, section 4 or 5, with or without padding.
pub(crate) type ChallengeResult = Identifier<Text<0, 16384>>;

/// Reads what a result tells. `None` where it is not the base64 of a CRes.
pub(crate) fn read(result: &ChallengeResult) -> Option<ChallengeReport> {
    let base64url: String = result
        .as_str()
        .trim()
        .chars()
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    let cres = CRes::from_base64url(&base64url).ok()?;
    Some(ChallengeReport {
        server_transaction: cres.three_ds_server_trans_id,
        acs_transaction: cres.acs_trans_id,
    })
}

#[cfg(test)]
mod tests {
    use base64::{
        Engine as _,
        engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
    };
    use document::{Path, Problems, Value as _};

    use super::*;

    const SERVER: &str = "8a880dc0-d2d2-4067-bcb1-b08d1690b26e";
    const ACS: &str = "d7c1ee99-9478-44a6-b1f2-391e29c6b340";

    fn told(text: &str) -> Option<(String, String)> {
        let tree = text.into();
        let result = ChallengeResult::read(&tree, &Path::ROOT, &mut Problems::new()).unwrap();
        let report = read(&result)?;
        Some((report.server_transaction.to_string(), report.acs_transaction.to_string()))
    }

    #[test]
    fn a_cres_is_read_in_every_kind_of_base64() {
        // The signs 0x3e and 0x3f at the end of three bytes are `+` and `/`, or `-` and `_`.
        let cres = format!(
            r#"{{"messageType":"CRes","messageVersion":"2.2.0","threeDSServerTransID":"{SERVER}","acsTransID":"{ACS}",
            "challengeCompletionInd":"Y","transStatus":"Y","note":"???>>>~~~ÿÿÿ"}}"#
        );
        let expected = Some((SERVER.to_owned(), ACS.to_owned()));
        for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
            assert_eq!(told(&engine.encode(&cres)), expected);
        }
    }

    #[test]
    fn anything_else_tells_nothing() {
        let creq = format!(
            r#"{{"messageType":"CReq","messageVersion":"2.2.0","threeDSServerTransID":"{SERVER}","acsTransID":"{ACS}"}}"#
        );
        let without_id = format!(
            r#"{{"messageType":"CRes","messageVersion":"2.2.0","threeDSServerTransID":"{SERVER}","transStatus":"Y"}}"#
        );
        for text in [
            String::new(),
            "?".to_owned(),
            STANDARD.encode(b"{}"),
            STANDARD.encode(creq),
            STANDARD.encode(without_id),
        ] {
            assert_eq!(told(&text), None, "{text}");
        }
    }
}
