//! The SDK of a mobile app, played: its keys, what it seals and opens, and the chain of certificates that it checks (EMV 3-D Secure,
//! section 6.2).

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    cipher::{
        AES_128, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
        UnboundCipherKey,
    },
    digest::{SHA256, digest},
    hmac,
    iv::FixedLength,
    signature::{self, ECDSA_P256_SHA256_ASN1, RSA_PSS_2048_8192_SHA256},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use document::{Object, Tree, write_json};
use x509_cert::{
    Certificate,
    der::{Decode as _, Encode as _},
};

use super::{object, text};

pub(super) const REFERENCE: &str = "3DS_LOA_SDK_TEST";
pub(super) const SDK_ID: &str = "b2385523-a66c-4907-ac3c-91848e8c0067";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    Cbc,
    Gcm,
}

pub(super) struct Sdk {
    key: PrivateKey,
    encryption: Encryption,
}

/// A session with an issuer, after its signature was checked.
pub(super) struct Session {
    pub(super) url: String,
    secret: Vec<u8>,
    encryption: Encryption,
}

impl Sdk {
    pub(super) fn new(encryption: Encryption) -> Self {
        Self { key: PrivateKey::from_private_key(&ECDH_P256, &[5; 32]).unwrap(), encryption }
    }

    pub(super) fn jwk(&self) -> Object {
        let public = self.key.compute_public_key().unwrap();
        let (x, y) = public.as_ref()[1..].split_at(32);
        let encode = |part| URL_SAFE_NO_PAD.encode(part);
        Object::new().with("kty", "EC").with("crv", "P-256").with("x", encode(x)).with("y", encode(y))
    }

    /// Seals device data for the directory server whose key is a SubjectPublicKeyInfo in base64.
    pub(super) fn device_data(&self, rid: &str, directory_key: &str) -> String {
        let spki = STANDARD.decode(directory_key).unwrap();
        let (name, bits) = match self.encryption {
            Encryption::Cbc => ("A128CBC-HS256", 256),
            Encryption::Gcm => ("A128GCM", 128),
        };
        let key = agreed(&self.key, &spki[spki.len() - 65..], name, rid, bits);
        let header = Object::new().with("alg", "ECDH-ES").with("epk", self.jwk()).with("enc", name);
        seal(&header, self.encryption, &key, &[1; 16][..iv_bytes(self.encryption)], b"{\"DV\":\"1.0\"}")
    }

    /// Checks the signed content against the root, and agrees on keys.
    pub(super) fn begin(&self, signed: &str, root: &str) -> Session {
        let [header, content, signature]: [&str; 3] =
            signed.split('.').collect::<Vec<_>>().try_into().unwrap();
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let header_object = object(&decode(header));
        assert_eq!(text(&header_object, "alg"), "PS256");
        let chain = header_object.get("x5c").unwrap().as_list().unwrap();
        let [leaf, root] = [chain[0].as_text().unwrap(), root]
            .map(|der| Certificate::from_der(&STANDARD.decode(der).unwrap()).unwrap());
        let point = root.tbs_certificate.subject_public_key_info.subject_public_key.as_bytes().unwrap();
        signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point)
            .verify(&leaf.tbs_certificate.to_der().unwrap(), leaf.signature.as_bytes().unwrap())
            .expect("the root has signed the leaf");
        assert_eq!(leaf.tbs_certificate.issuer, root.tbs_certificate.subject);
        let spki = leaf.tbs_certificate.subject_public_key_info.to_der().unwrap();
        signature::UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, spki)
            .verify(format!("{header}.{content}").as_bytes(), &decode(signature))
            .expect("the leaf has signed the content");

        let content = object(&decode(content));
        assert!(*content.get("sdkEphemPubKey").unwrap().as_object().unwrap() == self.jwk());
        let peer = content.get("acsEphemPubKey").unwrap().as_object().unwrap();
        let point = [&[4][..], &decode(&text(peer, "x")), &decode(&text(peer, "y"))].concat();
        let secret = agreed(&self.key, &point, "", REFERENCE, 256);
        Session { url: text(&content, "acsURL"), secret, encryption: self.encryption }
    }
}

impl Session {
    pub(super) fn seal(&self, counter: u8, id: &str, request: &Object) -> String {
        let name = if self.encryption == Encryption::Cbc { "A128CBC-HS256" } else { "A128GCM" };
        let header = Object::new().with("alg", "dir").with("enc", name).with("kid", id);
        let mut iv = vec![0; iv_bytes(self.encryption)];
        *iv.last_mut().unwrap() = counter;
        let key = if self.encryption == Encryption::Cbc { &self.secret[..] } else { &self.secret[..16] };
        seal(&header, self.encryption, key, &iv, write_json(&Tree::Object(request.clone())).as_bytes())
    }

    pub(super) fn open(&self, counter: u8, jwe: &str) -> Object {
        let parts: Vec<&str> = jwe.split('.').collect();
        let [about, key, iv, sealed, tag] = parts[..] else { panic!("{jwe}") };
        assert_eq!(key, "");
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let (iv, mut sealed, tag) = (decode(iv), decode(sealed), decode(tag));
        let opened = match self.encryption {
            Encryption::Cbc => {
                let (mac, cipher) = self.secret.split_at(16);
                assert_eq!(cbc_tag(mac, about, &iv, &sealed), tag);
                let cipher = UnboundCipherKey::new(&AES_128, cipher).unwrap();
                let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(cipher).unwrap();
                let context = DecryptionContext::Iv128(FixedLength::try_from(&iv[..]).unwrap());
                cipher.decrypt(&mut sealed, context).unwrap().to_vec()
            }
            Encryption::Gcm => {
                let mut expected = [0xff; 12];
                expected[11] = counter;
                assert_eq!(iv, expected);
                sealed.extend(tag);
                let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &self.secret[16..]).unwrap());
                let nonce = Nonce::try_assume_unique_for_key(&iv).unwrap();
                cipher.open_in_place(nonce, Aad::from(about.as_bytes()), &mut sealed).unwrap().to_vec()
            }
        };
        object(&opened)
    }
}

fn iv_bytes(encryption: Encryption) -> usize {
    if encryption == Encryption::Cbc { 16 } else { 12 }
}

/// Concat KDF of RFC 7518, section 4.6.2.
fn agreed(key: &PrivateKey, point: &[u8], algorithm: &str, party: &str, bits: u32) -> Vec<u8> {
    let counted =
        |text: &str| [&u32::try_from(text.len()).unwrap().to_be_bytes()[..], text.as_bytes()].concat();
    agree(key, UnparsedPublicKey::new(&ECDH_P256, point), (), |secret| {
        let input = [
            &[0, 0, 0, 1][..],
            secret,
            &counted(algorithm),
            &counted(""),
            &counted(party),
            &bits.to_be_bytes(),
        ];
        Ok(digest(&SHA256, &input.concat()).as_ref()[..bits as usize / 8].to_vec())
    })
    .unwrap()
}

fn seal(header: &Object, encryption: Encryption, key: &[u8], iv: &[u8], plain: &[u8]) -> String {
    let about = URL_SAFE_NO_PAD.encode(write_json(&Tree::Object(header.clone())));
    let mut sealed = plain.to_vec();
    let tag = match encryption {
        Encryption::Cbc => {
            let (mac, cipher) = key.split_at(16);
            let cipher = UnboundCipherKey::new(&AES_128, cipher).unwrap();
            let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(cipher).unwrap();
            let context = EncryptionContext::Iv128(FixedLength::try_from(iv).unwrap());
            cipher.less_safe_encrypt(&mut sealed, context).unwrap();
            cbc_tag(mac, &about, iv, &sealed)
        }
        Encryption::Gcm => {
            let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key).unwrap());
            let nonce = Nonce::try_assume_unique_for_key(iv).unwrap();
            cipher.seal_in_place_append_tag(nonce, Aad::from(about.as_bytes()), &mut sealed).unwrap();
            sealed.split_off(sealed.len() - 16)
        }
    };
    let encode = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
    format!("{about}..{}.{}.{}", encode(iv), encode(&sealed), encode(&tag))
}

fn cbc_tag(mac: &[u8], about: &str, iv: &[u8], sealed: &[u8]) -> Vec<u8> {
    let bits = (about.len() as u64 * 8).to_be_bytes();
    let signed = [about.as_bytes(), iv, sealed, &bits].concat();
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, mac), &signed).as_ref()[..16].to_vec()
}
