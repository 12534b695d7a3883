//! Values and rows as the driver takes and returns them.

use std::error::Error;

use tokio_postgres::{
    Row,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use crate::{
    cells::{Cell, Cells},
    value::Value,
};

impl ToSql for Value {
    /// The server has deduced the types of the placeholders from our columns: BIGINT, TEXT and BYTEA.
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Text(text), &Type::TEXT) => text.as_str().to_sql(kind, out),
            (Self::Blob(bytes), &Type::BYTEA) => bytes.as_slice().to_sql(kind, out),
            (Self::Integer(_) | Self::Text(_) | Self::Blob(_), _) => {
                Err(format!("a placeholder is a {kind}").into())
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Cells for Row {
    fn cell(&self, index: usize) -> Cell<'_> {
        let Some(column) = self.columns().get(index) else { return Cell::Foreign };
        let cell = match *column.type_() {
            Type::INT8 => self.try_get(index).map(|number: Option<i64>| number.map(Cell::Integer)),
            Type::TEXT => self.try_get(index).map(|text: Option<&str>| text.map(Cell::Text)),
            Type::BYTEA => self.try_get(index).map(|bytes: Option<&[u8]>| bytes.map(Cell::Blob)),
            _ => return Cell::Foreign,
        };
        cell.map_or(Cell::Foreign, |cell| cell.unwrap_or(Cell::Null))
    }
}
