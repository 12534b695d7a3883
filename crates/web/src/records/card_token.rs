//! What a request that names a card by its token must not lack, and must not have besides.

use document::Fault;
use domain::ReturnCode;

/// The fault of a token beside a card number.
pub(crate) const WITH_A_NUMBER: Fault = Fault::Coded {
    return_code: ReturnCode::NUMBER_AND_TOKEN.code(),
    fault: &Fault::Rule("stands in the place of the card number: give one of them, not both"),
};

/// The fault of an expiry that is missing beside a token.
pub(crate) const WITHOUT_EXPIRY: Fault =
    Fault::Coded { return_code: ReturnCode::TOKEN_WITHOUT_EXPIRY.code(), fault: &Fault::Missing };
