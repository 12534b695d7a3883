//! The data of the device: a JWE from the SDK to the directory server (section 6.2.2.1).

use document::{Object, Tree};
use jose::{
    KeyError, Refused,
    direct::{self, CONTENT_KEY_SIZE, Direct, Encryption},
    ecdh_es::{AgreementKey, EcPublicKey, Info},
};
use zeroize::Zeroizing;

const ALG: &str = "ECDH-ES";
/// The longest data in bytes.
const MAX_DATA: usize = 64_000;

/// Seals the data for a directory server, which is named by its id (RID), such as `A000000042`.
pub fn seal_device_info(
    directory: &EcPublicKey,
    directory_id: &str,
    encryption: Encryption,
    data: &[u8],
) -> Result<String, KeyError> {
    let own = AgreementKey::generate()?;
    let key = content_key(&own, directory, directory_id).map_err(|_| KeyError::Unusable)?;
    let public = own.public();
    let epk = Object::new().with("kty", "EC").with("crv", "P-256");
    let epk = epk.with("x", public.x_base64url()).with("y", public.y_base64url());
    let header = Object::new().with("alg", ALG).with("epk", epk);
    direct::seal(&header, encryption, &key[..encryption.key_size()], data)
}

/// Opens the data with the key of the directory server.
pub fn open_device_info(
    directory: &AgreementKey,
    directory_id: &str,
    token: &str,
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let token = Direct::parse(token, ALG, MAX_DATA)?;
    let coordinate = |name: &str| token.header.at(&["epk", name]).and_then(Tree::as_text).ok_or(Refused);
    let peer = EcPublicKey::from_base64url(coordinate("x")?, coordinate("y")?).map_err(|_| Refused)?;
    let key = content_key(directory, &peer, directory_id)?;
    let size = token.encryption.key_size();
    token.open(&key[..size])
}

fn content_key(
    own: &AgreementKey,
    peer: &EcPublicKey,
    directory_id: &str,
) -> Result<Zeroizing<[u8; CONTENT_KEY_SIZE]>, Refused> {
    own.agree(peer, &Info { recipient: directory_id.as_bytes(), ..Info::default() })
}
