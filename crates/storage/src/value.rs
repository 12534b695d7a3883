//! A value that is bound to a statement. Each engine passes it to its driver without copying.

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}
