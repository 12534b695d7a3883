//! Reading and writing of all messages.

use document::{Fault, Malformed, Object, Path, Problems, Record, Tree, choice, read_json_of, write_json};
use primitives::Uuid;
use zeroize::Zeroizing;

use crate::{
    Erro,
    codes::{Component, ErrorCode, Version},
    table::{self, Context},
    twice,
};

/// The longest message in bytes, except PRes. The longest elements are an HTML page of 100,000 characters and extensions of 81,920 bytes.
pub(crate) const MAX_MESSAGE: usize = 256 * 1024;
/// The largest number of values of a message, except PRes. A full AReq has some 200.
const MAX_VALUES: usize = 4_000;
/// The longest PRes in bytes. A range has some 300 bytes, and a directory server has up to tens of thousands.
const MAX_RANGES: usize = 16 * 1024 * 1024;
/// The largest number of values of a PRes. A range has 10.
const MAX_RANGE_VALUES: usize = 1_000_000;

choice! {
    /// The type of a message.
    pub enum Kind {
        AReq = "AReq",
        ARes = "ARes",
        CReq = "CReq",
        CRes = "CRes",
        PReq = "PReq",
        PRes = "PRes",
        RReq = "RReq",
        RRes = "RRes",
        Erro = "Erro",
    }
}

impl Kind {
    /// The party that usually reads the message.
    const fn reader(self) -> Component {
        match self {
            Self::AReq | Self::PReq => Component::DirectoryServer,
            Self::ARes | Self::PRes | Self::RReq | Self::Erro => Component::Server,
            Self::CReq | Self::RRes => Component::Acs,
            Self::CRes => Component::Sdk,
        }
    }

    /// The longest message of the type in bytes, and the largest number of its values.
    const fn limits(self) -> (usize, usize) {
        match self {
            Self::PRes => (MAX_RANGES, MAX_RANGE_VALUES),
            _ => (MAX_MESSAGE, MAX_VALUES),
        }
    }
}

/// Gives a record its functions as a message.
macro_rules! message {
    ($type:ident, $kind:expr) => {
        impl $type {
            /// Reads the message. The error is what the sender is answered.
            pub fn read(bytes: &[u8]) -> Result<Self, Box<$crate::Erro>> {
                $crate::message::read(bytes, $kind)
            }

            /// Checks what is to be sent, where it is made of what others gave. The error names the elements at fault.
            pub fn check(&self) -> Result<(), Box<$crate::Erro>> {
                $crate::message::check(self, $kind)
            }

            /// Writes the message as JSON, which is wiped when dropped.
            pub fn write(&self) -> zeroize::Zeroizing<Vec<u8>> {
                $crate::message::write(self, $kind)
            }
        }
    };
}
pub(crate) use message;

pub(crate) fn read<M: Record>(bytes: &[u8], kind: Kind) -> Result<M, Box<Erro>> {
    read_in(bytes, kind, None)
}

/// Reads a message about a payment of which more is known than the message tells.
pub(crate) fn read_in<M: Record>(bytes: &[u8], kind: Kind, known: Option<Context>) -> Result<M, Box<Erro>> {
    let (max_size, max_values) = kind.limits();
    if bytes.len() > max_size {
        return Err(fault(kind, ErrorCode::ElementInvalid, "the message is too long"));
    }
    let tree = read_json_of(bytes, max_values).map_err(|at| malformed(bytes, kind, at))?;
    let Tree::Object(object) = tree else {
        return Err(fault(kind, ErrorCode::MessageInvalid, "not an object"));
    };
    check_head(&object, kind)
        .and_then(|()| checked_members(&object, kind, known))
        .map_err(|(code, detail)| with_ids(fault(kind, code, &detail), &object))
}

fn checked_members<M: Record>(
    object: &Object,
    kind: Kind,
    known: Option<Context>,
) -> Result<M, (ErrorCode, String)> {
    let faults = table::check(object, kind, known);
    if let Some(fault) = faults.first() {
        return Err(fault);
    }
    if faults.stray.is_empty() {
        return members(object);
    }
    let mut object = object.clone();
    for name in &faults.stray {
        object.remove(name);
    }
    members(&object)
}

/// Only a name of the table is told, because a name of the sender's may be anything.
fn malformed(bytes: &[u8], kind: Kind, at: Malformed) -> Box<Erro> {
    match twice::named_twice(bytes) {
        Some(name) if table::of(kind).any(|field| field.name == name) => {
            fault(kind, ErrorCode::ElementTwice, &name)
        }
        Some(_) => fault(kind, ErrorCode::ElementTwice, "an element that the specification does not have"),
        None => fault(kind, ErrorCode::MessageInvalid, &at.to_string()),
    }
}

fn fault(kind: Kind, code: ErrorCode, detail: &str) -> Box<Erro> {
    Box::new(Erro::new(code, kind.reader(), detail, Some(kind)))
}

/// Decodes the form field of a browser.
pub(crate) fn of_field(text: &str, kind: Kind) -> Result<Zeroizing<Vec<u8>>, Box<Erro>> {
    if text.len() > MAX_MESSAGE / 3 * 4 {
        return Err(fault(kind, ErrorCode::ElementInvalid, "the message is too long"));
    }
    let bytes = crate::base64url::decode(text);
    bytes.map(Zeroizing::new).ok_or_else(|| fault(kind, ErrorCode::MessageInvalid, "not base64url"))
}

/// Checks the type and the version, which decide how the rest is read.
fn check_head(object: &Object, kind: Kind) -> Result<(), (ErrorCode, String)> {
    let text = |name: &str| object.get(name).and_then(Tree::as_text);
    if text("messageType") != Some(kind.as_str()) {
        return Err((ErrorCode::MessageInvalid, "messageType".to_owned()));
    }
    match text("messageVersion") {
        None => Err((ErrorCode::ElementMissing, "messageVersion".to_owned())),
        Some(version) if Version::parse(version).is_none() => {
            Err((ErrorCode::VersionUnsupported, Version::WORDS.join(",")))
        }
        Some(_) => Ok(()),
    }
}

fn members<M: Record>(object: &Object) -> Result<M, (ErrorCode, String)> {
    let mut problems = Problems::new();
    let read = M::read_members(object, &Path::ROOT, &mut problems);
    let problems = problems.into_vec();
    let names = |is_missing: bool| {
        let of = problems.iter().filter(|problem| (problem.fault == Fault::Missing) == is_missing);
        of.map(|problem| problem.name.as_str()).collect::<Vec<_>>().join(",")
    };
    match read {
        Some(message) => Ok(message),
        None if names(true).is_empty() => Err((ErrorCode::ElementInvalid, names(false))),
        None => Err((ErrorCode::ElementMissing, names(true))),
    }
}

/// Adds the ids of the message at fault, as far as they can be read.
fn with_ids(mut erro: Box<Erro>, object: &Object) -> Box<Erro> {
    let id = |name: &str| object.get(name).and_then(Tree::as_text).and_then(Uuid::parse);
    erro.three_ds_server_trans_id = id("threeDSServerTransID");
    erro.acs_trans_id = id("acsTransID");
    erro.ds_trans_id = id("dsTransID");
    erro.sdk_trans_id = id("sdkTransID");
    erro
}

/// Writes a message. One that breaks the rules is a fault of this program, which tests find.
pub(crate) fn write<M: Record>(message: &M, kind: Kind) -> Zeroizing<Vec<u8>> {
    let object = object_of(message, kind);
    if cfg!(debug_assertions) {
        let faults = table::check(&object, kind, None);
        assert!(faults.first().is_none(), "{} is not written: {:?}", kind.as_str(), faults.first());
        assert!(faults.stray.is_empty(), "{} has no {:?} in its channel", kind.as_str(), faults.stray);
    }
    Zeroizing::new(write_json(&object.into()).into_bytes())
}

/// Checks a message before it is sent.
pub(crate) fn check<M: Record>(message: &M, kind: Kind) -> Result<(), Box<Erro>> {
    let faults = table::check(&object_of(message, kind), kind, None);
    faults.first().map_or(Ok(()), |(code, detail)| Err(fault(kind, code, &detail)))
}

fn object_of<M: Record>(message: &M, kind: Kind) -> Object {
    let mut object = Object::new().with("messageType", kind.as_str());
    message.write_members(&mut object);
    object
}
