//! `/v1/card`

mod kept;
mod updater;
