//! Return codes: five digits, a status word and a sentence (contract: behaviour, section 1).
//!
//! The first digits tell where a code comes from: 01 the bank, 021 the gateway itself, 022 keys, 023 the
//! request, 025 wallets, 026 the state of a transaction, 03 3-D Secure, 09 access. Integrators decide by the word, not by
//! the code.

use Title::{Accepted, Cancelled, Error, InProgress, OnHoldPartner, Refused};

document::choice! {
    /// The status word of a result. Accepted, refused, cancelled and error are final.
    pub enum Title {
        Accepted = "ACCEPTED", Refused = "REFUSED", Cancelled = "CANCELLED", Error = "ERROR",
        InProgress = "INPROGRESS", OnHoldPartner = "ONHOLD_PARTNER", PendingRisk = "PENDING_RISK",
    }
}

/// A return code of the table below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnCode(&'static Row);

#[derive(Debug, PartialEq, Eq)]
struct Row {
    code: &'static str,
    title: Title,
    text: &'static str,
}

impl ReturnCode {
    pub const APPROVED: Self = named("00000");
    pub const BANK_REFUSED: Self = named("01100");
    pub const BANK_CARD_EXPIRED: Self = named("01101");
    pub const BANK_CARD_UNKNOWN: Self = named("01111");
    pub const BANK_ACCOUNT_UNKNOWN: Self = named("01114");
    pub const BANK_AMOUNT_LIMIT: Self = named("01116");
    pub const BANK_CARD_NOT_REGISTERED: Self = named("01118");
    pub const BANK_NOT_AUTHORISED: Self = named("01119");
    pub const BANK_DEBIT_LIMIT: Self = named("01121");
    pub const BANK_TOO_MANY_DEBITS: Self = named("01123");
    pub const BANK_CARD_INACTIVE: Self = named("01125");
    pub const BANK_CVX_WRONG: Self = named("01130");
    pub const BANK_MAXIMUM_AMOUNT: Self = named("01183");
    pub const BANK_MAXIMUM_USES: Self = named("01184");
    pub const BANK_ANSWER_INCOMPLETE: Self = named("01196");
    pub const BANK_UNREACHABLE: Self = named("01197");
    pub const ACQUIRER_MISCONFIGURED: Self = named("01198");
    pub const BANK_INTERNAL_ERROR: Self = named("01199");
    pub const BANK_CARD_EXPIRED_PICK_UP: Self = named("01201");
    pub const BANK_CARD_RANGE_REFUSED: Self = named("01280");
    pub const ISSUER_FAILED: Self = named("01907");
    pub const BANK_FAILED: Self = named("01909");
    pub const ISSUER_UNAVAILABLE: Self = named("01912");
    pub const OUTCOME_UNKNOWN: Self = named("02000");
    pub const DUPLICATE: Self = named("02001");
    pub const DUPLICATE_PENDING: Self = named("02002");
    pub const UNANSWERED_CANCELLED: Self = named("02004");
    pub const ABANDONED: Self = named("02008");
    pub const PARTNER_UNDECIDED: Self = named("02016");
    pub const PARTNER_REFUSED: Self = named("02020");
    pub const INTERNAL: Self = named("02101");
    pub const ACQUIRER_UNREACHABLE: Self = named("02102");
    pub const TIME_LIMIT: Self = named("02103");
    pub const ALREADY_REMITTED: Self = named("02105");
    pub const AMOUNT_INVALID: Self = named("02110");
    pub const KEY_UNKNOWN: Self = named("02201");
    pub const KEY_RETIRED: Self = named("02202");
    pub const KEYS_TOO_MANY: Self = named("02203");
    pub const KEY_NAME_INVALID: Self = named("02204");
    pub const TRANSACTION_UNKNOWN: Self = named("02301");
    pub const TRANSACTION_INVALID: Self = named("02302");
    pub const PAYMENT_METHOD_UNKNOWN: Self = named("02303");
    pub const FIELD_FORMAT: Self = named("02305");
    pub const BUYER_TO_PAY: Self = named("02306");
    pub const PAGE_UNKNOWN: Self = named("02307");
    pub const LINK_UNKNOWN: Self = named("02310");
    pub const TOO_MANY_MATCHES: Self = named("02311");
    pub const NOT_CAPTURABLE: Self = named("02313");
    pub const NOT_REFUNDABLE: Self = named("02314");
    pub const SESSION_UNKNOWN: Self = named("02317");
    pub const BUYER_CANCELLED: Self = named("02319");
    pub const SESSION_EXPIRED: Self = named("02324");
    pub const WALLET_DONE: Self = named("02500");
    pub const WALLET_EXISTS: Self = named("02502");
    pub const WALLET_UNKNOWN: Self = named("02503");
    pub const WALLET_INACTIVE: Self = named("02505");
    pub const WALLET_TAKES_NO_SUCH_CARD: Self = named("02511");
    pub const CARD_RANK_INVALID: Self = named("02518");
    pub const CARD_IN_WALLET: Self = named("02521");
    pub const NOT_OPENED: Self = named("02533");
    pub const NEVER_OPENED: Self = named("02534");
    pub const WALLET_UNTOUCHED: Self = named("02535");
    pub const WALLET_CANCELLED: Self = named("02536");
    pub const NUMBER_AND_TOKEN: Self = named("02538");
    pub const TOKEN_WITHOUT_EXPIRY: Self = named("02539");
    pub const TOKEN_UNKNOWN: Self = named("02540");
    pub const CARD_NOT_ELIGIBLE: Self = named("02541");
    pub const RESET_NOT_SUPPORTED: Self = named("02600");
    pub const RESET_DONE: Self = named("02601");
    pub const AUTHORISATION_EXPIRED: Self = named("02602");
    pub const NOT_RESETTABLE: Self = named("02603");
    pub const AMOUNT_DIFFERS: Self = named("02612");
    pub const SUM_EXCEEDED: Self = named("02613");
    pub const LUHN: Self = named("02614");
    pub const ALREADY_CAPTURED: Self = named("02617");
    pub const NOT_CAPTURED: Self = named("02618");
    pub const CURRENCY_DIFFERS: Self = named("02620");
    pub const TOO_MANY_ATTEMPTS: Self = named("02623");
    pub const CARD_EXPIRED: Self = named("02624");
    pub const CVX_INVALID: Self = named("02627");
    pub const AUTHENTICATED: Self = named("03000");
    pub const NOT_ENROLLED: Self = named("03001");
    pub const AUTHENTICATION_ATTEMPTED: Self = named("03002");
    pub const AUTHENTICATION_FAILED: Self = named("03003");
    pub const AUTHENTICATION_UNKNOWN: Self = named("03004");
    pub const AUTHENTICATION_EXISTS: Self = named("03005");
    pub const CHALLENGE_RESULT_INVALID: Self = named("03006");
    pub const DIRECTORY_FAILED: Self = named("03007");
    pub const AUTHENTICATION_IMPOSSIBLE: Self = named("03009");
    pub const AUTHENTICATION_DIFFERS: Self = named("03010");
    pub const PROOF_GONE: Self = named("03011");
    pub const NO_DIRECTORY: Self = named("03012");
    pub const AUTHENTICATION_ABANDONED: Self = named("03022");
    pub const CHALLENGE_PENDING: Self = named("03030");
    pub const METHOD_ASKED: Self = named("03100");
    pub const CHALLENGE_ASKED: Self = named("03101");
    pub const AUTHENTICATED_FRICTIONLESS: Self = named("03102");
    pub const APP_CHALLENGE_ASKED: Self = named("03104");
    pub const METHOD_OUT_OF_ORDER: Self = named("03200");
    pub const CREDENTIALS_WRONG: Self = named("09101");
    pub const ACCOUNT_LOCKED: Self = named("09102");
    pub const FORBIDDEN: Self = named("09201");

    /// Finds a code in the table.
    pub fn parse(code: &str) -> Option<Self> {
        TABLE.binary_search_by(|row| row.code.cmp(code)).ok().map(|index| Self(&TABLE[index]))
    }

    /// Returns the five digits.
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    pub const fn title(self) -> Title {
        self.0.title
    }

    /// Returns the sentence.
    pub const fn text(self) -> &'static str {
        self.0.text
    }
}

/// Finds a code at compile time. A code that is not in the table fails the build.
const fn named(code: &str) -> ReturnCode {
    let mut index = 0;
    while index < TABLE.len() {
        if equal(TABLE[index].code.as_bytes(), code.as_bytes()) {
            return ReturnCode(&TABLE[index]);
        }
        index += 1;
    }
    panic!("a named code stands in the table")
}

const fn equal(left: &[u8], right: &[u8]) -> bool {
    let mut index = 0;
    while index < left.len() && index < right.len() && left[index] == right[index] {
        index += 1;
    }
    index == left.len() && index == right.len()
}

const fn row(code: &'static str, title: Title, text: &'static str) -> Row {
    Row { code, title, text }
}

/// All codes of the gateway, sorted by code.
#[rustfmt::skip]
static TABLE: [Row; 133] = [
    row("00000", Accepted, "Transaction approved"),
    row("01100", Refused, "Refused by the bank"),
    row("01101", Refused, "Card expired"),
    row("01102", Refused, "Wrong date of birth"),
    row("01103", Refused, "Referral: the buyer should contact their bank"),
    row("01108", Refused, "Referral: the buyer should contact their bank"),
    row("01109", Error, "Merchant unknown to the acquirer"),
    row("01110", Error, "Amount not valid for the acquirer"),
    row("01111", Refused, "Card number unknown to the issuer"),
    row("01113", Refused, "Refused by the bank"),
    row("01114", Refused, "Account unknown"),
    row("01115", Refused, "Function unknown to the bank"),
    row("01116", Refused, "Amount limit reached"),
    row("01117", Refused, "Wrong PIN"),
    row("01118", Refused, "Card not registered"),
    row("01119", Refused, "Transaction not authorised"),
    row("01120", Refused, "Refused by the terminal"),
    row("01121", Refused, "Debit limit exceeded"),
    row("01122", Refused, "Security violation"),
    row("01123", Refused, "Too many debits"),
    row("01125", Refused, "Card not active"),
    row("01126", Refused, "Wrong PIN format"),
    row("01128", Refused, "Wrong PIN control key"),
    row("01129", Refused, "Counterfeit suspected"),
    row("01130", Refused, "Wrong card check value"),
    row("01131", Refused, "The issuer asks for 3-D Secure authentication"),
    row("01132", Refused, "The cardholder has revoked this recurring payment"),
    row("01133", Refused, "The cardholder has revoked all payments of this card"),
    row("01180", Error, "Bank not valid"),
    row("01181", Error, "Currency not valid for the acquirer"),
    row("01182", Error, "Conversion rate not found"),
    row("01183", Refused, "Maximum amount exceeded"),
    row("01184", Refused, "Maximum number of uses exceeded"),
    row("01185", Error, "Order already used"),
    row("01196", Error, "Incomplete answer of the bank"),
    row("01197", Error, "Acquirer could not be reached"),
    row("01198", Error, "Acquirer configuration error"),
    row("01199", Error, "Internal error of the bank side"),
    row("01200", Refused, "Refused by the bank"),
    row("01201", Refused, "Card expired"),
    row("01202", Refused, "Fraud suspected by the payment partner"),
    row("01206", Refused, "Too many attempts"),
    row("01207", Refused, "Special condition"),
    row("01208", Refused, "Card lost"),
    row("01209", Refused, "Card stolen"),
    row("01280", Refused, "Card range not authorised"),
    row("01902", Error, "Transaction not valid for the acquirer"),
    row("01904", Error, "Request malformed for the acquirer"),
    row("01907", Error, "Issuer's server failed"),
    row("01909", Error, "Bank's server failed"),
    row("01912", Error, "Issuer's server not available"),
    row("01913", Error, "Transaction already known to the acquirer"),
    row("01914", Error, "Transaction not found by the acquirer"),
    row("01915", Refused, "Operation refused by the acquirer"),
    row("02000", OnHoldPartner, "The outcome is not known yet: ask again for the transaction"),
    row("02001", Error, "Duplicate transaction"),
    row("02002", Error, "Duplicate of a transaction that is still in progress"),
    row("02004", Cancelled, "No answer from the bank: the transaction was cancelled"),
    row("02008", Cancelled, "The buyer gave up at the payment partner"),
    row("02016", OnHoldPartner, "The payment partner has not decided yet"),
    row("02020", Refused, "Refused by the payment partner"),
    row("02101", Error, "Internal error"),
    row("02102", Error, "Acquirer could not be reached"),
    row("02103", Error, "Time limit exceeded, try again later"),
    row("02105", Error, "The capture was sent to the bank before it was cancelled"),
    row("02110", Error, "The amount is not valid"),
    row("02201", Error, "No such encryption key"),
    row("02202", Error, "The encryption key is out of date"),
    row("02203", Error, "Too many active encryption keys"),
    row("02204", Error, "The name of an encryption key is 1 to 30 letters, digits, \"_\" and \"-\""),
    row("02301", Error, "No such transaction"),
    row("02302", Error, "This transaction does not take such an operation"),
    row("02303", Error, "No such payment method or point of sale"),
    row("02305", Error, "A field has not the expected format"),
    row("02306", InProgress, "The buyer has yet to pay"),
    row("02307", Error, "No such payment page"),
    row("02310", Error, "No such payment link"),
    row("02311", Error, "Too many matches"),
    row("02313", Refused, "The transaction cannot be captured"),
    row("02314", Refused, "The transaction cannot be refunded"),
    row("02317", Error, "No such session"),
    row("02319", Cancelled, "The buyer cancelled the payment"),
    row("02324", Refused, "The session expired before a payment was made"),
    row("02500", Accepted, "The wallet operation was done"),
    row("02502", Refused, "There is a wallet with this id already"),
    row("02503", Error, "No such wallet"),
    row("02505", Refused, "The wallet, or its card, is not active"),
    row("02511", Refused, "A wallet does not take the card of this transaction"),
    row("02518", Error, "No card has this rank, or no rank is left"),
    row("02521", Refused, "The card is in this wallet already"),
    row("02533", InProgress, "The buyer has not come to the payment page yet"),
    row("02534", Refused, "The session expired before the buyer came to the payment page"),
    row("02535", Refused, "The session expired before the buyer changed the wallet"),
    row("02536", Cancelled, "The buyer left without a change of the wallet"),
    row("02538", Error, "Give either a card number or a card token, not both"),
    row("02539", Error, "A card token needs the expiry of the card"),
    row("02540", Error, "No card has this token"),
    row("02541", Refused, "The card is not eligible for this payment method"),
    row("02600", Refused, "A transaction of this type cannot be cancelled"),
    row("02601", Refused, "The transaction is cancelled already"),
    row("02602", Refused, "The authorisation has expired"),
    row("02603", Refused, "The transaction cannot be cancelled"),
    row("02612", Refused, "The amount is not one that is left to cancel"),
    row("02613", Refused, "More than is left to capture or to refund"),
    row("02614", Error, "The card number's check digit is wrong"),
    row("02617", Refused, "The transaction is captured already"),
    row("02618", Refused, "The transaction is not captured yet"),
    row("02620", Refused, "The currency is not that of the authorisation"),
    row("02623", Refused, "As many operations as a transaction takes were tried on it"),
    row("02624", Refused, "Card expired"),
    row("02627", Error, "The card's check value is missing, or has not the length of its network"),
    row("03000", Accepted, "The buyer is authenticated"),
    row("03001", Refused, "The card is not enrolled in 3-D Secure"),
    row("03002", Error, "The issuer takes no part in 3-D Secure, or only recorded an attempt"),
    row("03003", Refused, "The authentication failed"),
    row("03004", Error, "No such authentication"),
    row("03005", Error, "There is an authentication with this session id already"),
    row("03006", Error, "The result of the challenge is not valid"),
    row("03007", Error, "The directory server or the issuer failed"),
    row("03009", Error, "The issuer could not authenticate the buyer"),
    row("03010", Error, "The data of the merchant do not suit the authentication"),
    row("03011", Error, "The proof of the authentication is used or has expired"),
    row("03012", Error, "There is no directory server"),
    row("03022", Cancelled, "The buyer gave up the authentication, or its time is over"),
    row("03030", InProgress, "The challenge is not finished yet"),
    row("03100", Accepted, "The 3DS method is to run before the authentication"),
    row("03101", Accepted, "The issuer asks for a challenge"),
    row("03102", Accepted, "The buyer is authenticated without a challenge"),
    row("03104", Accepted, "The issuer asks for a challenge in the app"),
    row("03200", Error, "The result of the 3DS method does not suit the session"),
    row("09101", Error, "Unknown user or wrong password"),
    row("09102", Error, "The account is locked or inactive"),
    row("09201", Error, "No permission for this call"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_within_the_limits_of_a_result() {
        assert!(TABLE.is_sorted_by_key(|row| row.code));
        for row in &TABLE {
            assert_eq!(row.code.len(), 5);
            assert!(row.text.len() <= 255);
            assert_eq!(ReturnCode::parse(row.code).unwrap().text(), row.text);
        }
        assert_eq!(ReturnCode::parse("99999"), None);
    }
}
