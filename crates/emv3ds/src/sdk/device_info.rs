//! The data of the device: a JWE from the SDK to the directory server (section 6.2.2.1).

use document::{Object, Tree};
use jose::{
    KeyError, Refused,
    direct::{self, CONTENT_KEY_SIZE, Direct, Encryption},
    ecdh_es::{AgreementKey, EcPublicKey, Info},
};
use zeroize::Zeroizing;

const ALG: &str = "ECDH-ES";
/// Some SDKs write this one beside the ephemeral key.
const OTHER_ALG: &str = "dir";
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

/// Opens the data with the key of the directory server. SDKs differ in the name of the algorithm that goes into the key: the
/// specification has none, and libraries for JOSE put in that of the content (RFC 7518, section 4.6.2). Both are tried.
pub fn open_device_info(
    directory: &AgreementKey,
    directory_id: &str,
    token: &str,
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let parse = || Direct::parse(token, ALG, MAX_DATA).or_else(|_| Direct::parse(token, OTHER_ALG, MAX_DATA));
    let token = parse()?;
    let peer = ephemeral_key(&token.header)?;
    let size = token.encryption.key_size();
    let key = content_key(directory, &peer, directory_id)?;
    let name = token.encryption.as_str();
    token.open(&key[..size]).or_else(|_| {
        let info = Info { algorithm: name, recipient: directory_id.as_bytes(), ..Info::default() };
        if size == CONTENT_KEY_SIZE {
            parse()?.open(&*directory.agree::<CONTENT_KEY_SIZE>(&peer, &info)?)
        } else {
            parse()?.open(&*directory.agree::<{ CONTENT_KEY_SIZE / 2 }>(&peer, &info)?)
        }
    })
}

fn ephemeral_key(header: &Object) -> Result<EcPublicKey, Refused> {
    let member = |name: &str| header.at(&["epk", name]).and_then(Tree::as_text).ok_or(Refused);
    if (member("kty")?, member("crv")?) != ("EC", "P-256") {
        return Err(Refused);
    }
    EcPublicKey::from_base64url(member("x")?, member("y")?).map_err(|_| Refused)
}

/// Agrees as the specification says: without the name of an algorithm, and on 256 bits, of which A128GCM takes the first half.
fn content_key(
    own: &AgreementKey,
    peer: &EcPublicKey,
    directory_id: &str,
) -> Result<Zeroizing<[u8; CONTENT_KEY_SIZE]>, Refused> {
    own.agree(peer, &Info { recipient: directory_id.as_bytes(), ..Info::default() })
}
