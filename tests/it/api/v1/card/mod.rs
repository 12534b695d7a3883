//! `/v1/card`

mod kept;
mod one_card;
mod updater;
