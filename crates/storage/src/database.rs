//! A store on an engine. The folders of the subjects implement its ports, and `store.rs` the commit over all of them.

/// [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
}
