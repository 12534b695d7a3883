//! A challenge in an app: each side opens what the other has sealed, and nothing else.

use document::Object;
use emv3ds::{
    CReq,
    areq::EphemeralKey,
    codes::{DeviceChannel, ErrorCode},
    sdk::{Root, SessionKeys, SignedContent, open_device_info, seal_device_info, transaction_of},
};
use jiff::Timestamp;
use jose::{
    Refused,
    direct::{self, Encryption},
    ecdh_es::{AgreementKey, EcPublicKey, Info},
    ps256::SigningKey,
};

use crate::samples;

const BOTH: [Encryption; 2] = [Encryption::A128CbcHs256, Encryption::A128Gcm];
const RID: &str = "A000000042";

fn now() -> Timestamp {
    "2026-01-31T00:00:00Z".parse().unwrap()
}

#[test]
fn the_directory_server_opens_the_data_of_the_device() {
    let directory = AgreementKey::generate().unwrap();
    for encryption in BOTH {
        let token = seal_device_info(&directory.public(), RID, encryption, b"{\"DV\":\"1.4\"}").unwrap();
        assert_eq!(*open_device_info(&directory, RID, &token).unwrap(), b"{\"DV\":\"1.4\"}");
        assert_eq!(
            open_device_info(&directory, "A000000003", &token),
            Err(Refused),
            "another directory server"
        );
        let other = AgreementKey::generate().unwrap();
        assert_eq!(open_device_info(&other, RID, &token), Err(Refused), "another key");
        assert_eq!(open_device_info(&directory, RID, &token[..token.len() - 1]), Err(Refused));
    }
}

/// What SDKs of other makers send: `dir` beside an ephemeral key, or a key that a library for JOSE has derived.
#[test]
fn the_data_of_other_sdks_are_opened() {
    let (directory, own) = (AgreementKey::generate().unwrap(), AgreementKey::generate().unwrap());
    let public = own.public();
    let epk = Object::new().with("kty", "EC").with("crv", "P-256");
    let epk = epk.with("x", public.x_base64url()).with("y", public.y_base64url());
    let sealed = |alg: &str, encryption: Encryption, key: &[u8]| {
        let header = Object::new().with("alg", alg).with("epk", epk.clone());
        direct::seal(&header, encryption, key, b"{}").unwrap()
    };
    let info = |algorithm| Info { algorithm, recipient: RID.as_bytes(), ..Info::default() };
    let agreed = |algorithm| own.agree::<32>(&directory.public(), &info(algorithm)).unwrap();
    let half = own.agree::<16>(&directory.public(), &info("A128GCM")).unwrap();
    for token in [
        sealed("dir", BOTH[0], &*agreed("")),
        sealed("ECDH-ES", BOTH[0], &*agreed("A128CBC-HS256")),
        sealed("ECDH-ES", BOTH[1], &*half),
    ] {
        assert_eq!(*open_device_info(&directory, RID, &token).unwrap(), b"{}");
        assert_eq!(open_device_info(&own, RID, &token), Err(Refused));
    }
}

#[test]
fn a_signed_content_leads_to_its_root() {
    let (root, leaf) = (Root::derived(&[7; 32]), SigningKey::generate().unwrap());
    assert_eq!(root.spki(), Root::derived(&[7; 32]).spki(), "a seed makes one root");
    let [acs, sdk] = [1, 2].map(|_| AgreementKey::generate().unwrap().public());
    let content = SignedContent {
        acs_url: samples::text("https://acs.example/app"),
        acs_ephem_pub_key: EphemeralKey::of(&acs),
        sdk_ephem_pub_key: EphemeralKey::of(&sdk),
    };
    let token = content.sign(&leaf, &root.certify(&leaf).unwrap()).unwrap();
    let verified = SignedContent::verify(&token, root.spki(), now()).unwrap();
    assert!(verified == content && verified.acs_ephem_pub_key.key() == Some(acs));

    let other = Root::derived(&[8; 32]);
    assert!(SignedContent::verify(&token, other.spki(), now()).is_err(), "another root");
    assert!(
        SignedContent::verify(&token, root.spki(), "2050-01-01T00:00:00Z".parse().unwrap()).is_err(),
        "expired"
    );
    let stranger = SigningKey::generate().unwrap();
    let forged = content.sign(&stranger, &root.certify(&leaf).unwrap()).unwrap();
    assert!(SignedContent::verify(&forged, root.spki(), now()).is_err(), "a key without a certificate");
}

#[test]
fn a_public_key_is_the_same_in_both_forms() {
    let key = AgreementKey::generate().unwrap().public();
    let jwk = EphemeralKey::of(&key);
    assert_eq!(EcPublicKey::from_base64url(jwk.x.as_str(), jwk.y.as_str()).unwrap().to_spki(), key.to_spki());
    let spki = Root::derived(&[7; 32]).spki().to_vec();
    assert_eq!(key.to_spki()[..27], spki[..27], "the head is that of the cryptographic library");
}

fn both_sides() -> (SessionKeys, SessionKeys) {
    let [sdk, acs] = [1, 2].map(|_| AgreementKey::generate().unwrap());
    let at_sdk = SessionKeys::agree(&sdk, &acs.public(), "SDK").unwrap();
    let at_acs = SessionKeys::agree(&acs, &sdk.public(), "SDK").unwrap();
    (at_sdk, at_acs)
}

#[test]
fn the_messages_of_a_challenge_open_once_and_in_order() {
    let (at_sdk, at_acs) = both_sides();
    for encryption in BOTH {
        let asked = samples::creq(DeviceChannel::App);
        let token = at_sdk.seal_creq(&asked, encryption).unwrap();
        assert_eq!(transaction_of(&token), Some(asked.acs_trans_id));
        let (opened, told) = at_acs.open_creq(&token, 1).unwrap();
        assert!(opened == asked && told == encryption);
        for counter in [0, 2] {
            let erro = at_acs.open_creq(&token, counter).err().unwrap();
            assert_eq!(
                (erro.error_code, erro.acs_trans_id),
                (ErrorCode::DecryptionFailed, Some(asked.acs_trans_id))
            );
        }

        let answer = samples::cres(DeviceChannel::App);
        let token = at_acs.seal_cres(&answer, encryption).unwrap();
        assert!(at_sdk.open_cres(&token, 0).unwrap() == answer);
        assert!(at_sdk.open_cres(&token, 1).is_err(), "a message that was left out");
        assert!(at_acs.open_creq(&token, 0).is_err(), "a message of the other direction");
        assert_eq!(
            both_sides().0.open_cres(&token, 0).err().unwrap().error_code,
            ErrorCode::DecryptionFailed
        );
    }
}

#[test]
fn a_message_that_names_another_transaction_is_refused() {
    let (at_sdk, at_acs) = both_sides();
    let asked: CReq = samples::creq(DeviceChannel::App);
    let header = Object::new().with("alg", "dir").with("kid", samples::id(9).to_string());
    let token = jose::direct::seal(&header, BOTH[0], at_sdk.expose(), &asked.write()).unwrap();
    assert_eq!(at_acs.open_creq(&token, 1).err().unwrap().error_code, ErrorCode::DecryptionFailed);
    let again = SessionKeys::stored((*at_acs.expose()).into());
    assert!(again.open_creq(&at_sdk.seal_creq(&asked, BOTH[1]).unwrap(), 1).is_ok(), "a stored key opens");
}
