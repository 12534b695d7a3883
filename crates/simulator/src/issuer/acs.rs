//! The issuer's answer to an authentication request, by the number of the card.

use bytes::Bytes;
use document::Object;
use emv3ds::codes::{Component, DeviceChannel};
use jiff::SignedDuration;

use super::{
    Issuer,
    failure::Failure,
    messages::{Message, Question},
    outcome::{Ending, Outcome},
    proof::{self, Grade, eci},
    purchase, result,
    sdk::curve::AgreementKey,
    ticket::{AppTicket, BrowserTicket, Ticket},
};

const OPERATOR_ID: &str = "GUICHET_SANDBOX";
const REFERENCE_NUMBER: &str = "GUICHET_SANDBOX_ACS";

/// The time for which a challenge can be answered.
const CHALLENGE_TIME: SignedDuration = SignedDuration::from_mins(10);

/// The size of what an app and an issuer derive (EMV 3-D Secure, section 6.2.3.2).
const SESSION_KEY_BITS: u16 = 256;

/// The longest ACS URL (EMV 3-D Secure, table A.1), in characters.
const MAX_URL: usize = 2_048;

/// Answers an authentication request (AReq) with an ARes or an error message.
pub(super) fn authenticate(issuer: &Issuer, request: &[u8]) -> Bytes {
    let answered = Message::read_authentication(request).and_then(|question| answer(issuer, &question));
    answered.map_or_else(|failure| failure.write(Component::Acs, request), Message::write)
}

fn answer(issuer: &Issuer, question: &Question) -> Result<Message, Failure> {
    let id = issuer.draw_id();
    let request = &question.message;
    let same = ["threeDSServerTransID", "dsTransID", "dsReferenceNumber", "sdkTransID", "messageVersion"];
    let told = (request.reply("ARes", &same))
        .with("acsTransID", id.as_str())
        .with("acsReferenceNumber", REFERENCE_NUMBER)
        .with("acsOperatorID", OPERATOR_ID);
    let graded = |message: Message, grade| {
        let value = (grade != Grade::Nothing).then(|| proof::value(&issuer.seed, &id));
        message
            .with("eci", eci(question.is_mastercard(), grade))
            .maybe("authenticationValue", value.as_deref())
    };
    let refused = |status: &str, reason: &str| {
        graded(told.clone().with("transStatus", status).with("transStatusReason", reason), Grade::Nothing)
    };
    match outcome(question) {
        Outcome::Authenticated | Outcome::Slow => {
            Ok(graded(told.with("transStatus", "Y"), Grade::Authenticated))
        }
        Outcome::Attempted => Ok(graded(told.with("transStatus", "A"), Grade::Attempted)),
        // Card authentication failed, a technical issue of the issuer, suspected fraud.
        Outcome::NotAuthenticated => Ok(refused("N", "01")),
        Outcome::Unavailable => Ok(refused("U", "22")),
        Outcome::Rejected => Ok(refused("R", "11")),
        Outcome::Challenge(ending) => challenge(issuer, question, told, ending, id.clone()),
        Outcome::Malformed => Ok(graded(told.without("acsTransID").with("transStatus", "?"), Grade::Nothing)),
        Outcome::NotEnrolled | Outcome::NotReached | Outcome::NoAnswer | Outcome::Fault => {
            Err(Failure::transient("this test card asks for an error message"))
        }
    }
}

/// Returns what the card and the requestor ask for together.
fn outcome(question: &Question) -> Outcome {
    let mandated = question.message.text("threeDSRequestorChallengeInd") == Some("04");
    match Outcome::of(&question.pan) {
        Outcome::Authenticated | Outcome::Slow if mandated && question.has_cardholder() => {
            Outcome::Challenge(Ending::Chosen)
        }
        // Nobody is there to be challenged.
        Outcome::Challenge(_) if !question.has_cardholder() => Outcome::Unavailable,
        outcome => outcome,
    }
}

fn challenge(
    issuer: &Issuer,
    question: &Question,
    told: Message,
    ending: Ending,
    acs_trans_id: String,
) -> Result<Message, Failure> {
    let request = &question.message;
    let text = |name| request.text(name).unwrap_or_default().to_owned();
    let now = issuer.clock.now();
    let ticket = Ticket {
        three_ds_server_trans_id: text("threeDSServerTransID"),
        acs_trans_id,
        ds_trans_id: text("dsTransID"),
        sdk_trans_id: request.text("sdkTransID").map(str::to_owned),
        results_url: text("threeDSServerURL"),
        version: text("messageVersion"),
        category: text("messageCategory"),
        ending,
        is_mastercard: question.is_mastercard(),
        merchant: text("merchantName"),
        amount: purchase::amount(request),
        masked_card: question.pan.masked().as_str().to_owned(),
        tries: 0,
        until: now.saturating_add(CHALLENGE_TIME).unwrap_or(now),
    };
    let told =
        told.with("transStatus", "C").with("acsChallengeMandated", "Y").with("authenticationType", "02");
    if question.channel == DeviceChannel::App {
        return app_challenge(issuer, request, told, ticket);
    }
    let url = issuer.browser_url(&BrowserTicket { ticket, notification_url: text("notificationURL") });
    Ok(told.with("acsURL", short(url)?))
}

/// Agrees with the SDK on the keys of the session, and signs the issuer's half of it.
fn app_challenge(
    issuer: &Issuer,
    request: &Message,
    told: Message,
    ticket: Ticket,
) -> Result<Message, Failure> {
    let sdk_key = request.object("sdkEphemPubKey").ok_or_else(|| Failure::missing("sdkEphemPubKey"))?;
    let party = request.text("sdkReferenceNumber").unwrap_or_default();
    let key = AgreementKey::draw(&*issuer.entropy);
    let secret = key.agree(sdk_key, "", party.as_bytes(), SESSION_KEY_BITS);
    let secret = secret.map_err(|_| Failure::malformed("sdkEphemPubKey"))?;
    let url = short(issuer.app_url(&AppTicket { ticket, secret }))?;
    let content = Object::new()
        .with("acsURL", url)
        .with("acsEphemPubKey", key.jwk())
        .with("sdkEphemPubKey", sdk_key.clone());
    let signed =
        issuer.signer.sign(&issuer.seed, content).map_err(|_| Failure::transient("nothing can be signed"))?;
    Ok(told.with("acsSignedContent", signed).with("acsRenderingType", result::rendering()))
}

fn short(url: String) -> Result<String, Failure> {
    if url.len() <= MAX_URL { Ok(url) } else { Err(Failure::malformed("threeDSServerURL")) }
}
