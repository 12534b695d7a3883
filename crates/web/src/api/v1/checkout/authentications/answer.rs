//! The answers of an authentication (Retail API, section 3.7: AuthenticationResponse, AuthenticationVerifyResponse).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::{Echoed, Object, Strings, Text, Tree, choice, record, write_json};
use domain::{
    Title,
    authentication::{AuthenticationId, Challenge, Stage},
    echo::Echo,
};
use gateway::{
    ports::{AppChallenge, BrowserForm},
    three_ds::{Next, Told, Verified},
};
use primitives::{Network, Uuid};

use crate::{
    api::v1::checkout::transactions::instrument::Card,
    echo::{members, part},
};

record! {
    pub(super) struct AuthenticationAnswer as "AuthenticationResponse" {
        session_id: AuthenticationId = "sessionId",
        /// An opaque text. It may be sent with the next request, and need not be.
        transient_data: Text<0, 16384> = "transientData",
        /// What is to be done now. Absent where that is not known: the directory server is being asked, or a repeated request asks
        /// for the form of a 3DS method again.
        next: Option<AuthenticationResult> = "authenticationResult",
        /// Absent in the answer to a repeated request.
        used_card: Option<Card> = "usedCard",
        /// Absent in the answer to a repeated request.
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

record! {
    pub(super) struct VerifyAnswer as "AuthenticationVerifyResponse" {
        session_id: AuthenticationId = "sessionId",
        /// An opaque text. It need not be sent again.
        transient_data: Text<0, 16384> = "transientData",
        /// The proof, for `authentication3DSecure` of the payment. Absent where nobody has decided, and where it was told before.
        container: Option<Text<0, 4096>> = "resultContainer",
        /// Absent in the answer to a repeated request.
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

choice! {
    /// The values of the discriminator `authenticationFlow`.
    pub(super) enum Flow {
        Method = "ThreeDSMethod", Frictionless = "Frictionless", Challenge = "Challenge", AppChallenge = "SDKChallenge",
        Failed = "Failed",
    }
}

record! {
    /// What is to be done. ThreeDSMethod and Challenge have a form that the buyer's browser posts, SDKChallenge has what an app needs,
    /// and Frictionless and Failed may have a container.
    pub(super) struct AuthenticationResult as "AuthenticationResult" {
        ..form: Form,
        ..app: SdkChallenge,
        flow: Flow = "authenticationFlow",
        container: Option<Text<0, 4096>> = "resultContainer",
    }
}

record! {
    #[derive(Default)]
    pub(super) struct Form as "ThreeDSFlowRequest" {
        url: Option<Text<1, 4096>> = "url",
        method: Option<FormMethod> = "method",
        payload: Option<Payload> = "payload",
    }
}

choice! {
    pub(super) enum FormMethod { Post = "POST", }
}
choice! {
    pub(super) enum PayloadType { UrlEncoded = "x-www-form-urlencoded", }
}

record! {
    pub(super) struct Payload as "Payload" {
        kind: PayloadType = "type",
        /// `threeDSMethodData` or `creq`.
        parameters: Echoed<Strings<99>> = "parameters",
    }
}

choice! {
    pub(super) enum CardType {
        CartesBancaires = "CARTE_BANCAIRE", Visa = "VISA", Mastercard = "MASTERCARD", Amex = "AMERICAN_EXPRESS",
        Diners = "DINERS", Jcb = "JCB",
    }
}

record! {
    #[derive(Default)]
    pub(super) struct SdkChallenge as "SDKChallenge" {
        card_type: Option<CardType> = "cardType",
        server_transaction: Option<Uuid> = "threeDSServerTransID",
        version: Option<Text<0, 8>> = "threeDSVersion",
        authentication_type: Option<Text<0, 2>> = "authenticationType",
        trans_status: Option<Text<0, 1>> = "transStatus",
        sdk_transaction: Option<Uuid> = "sdkTransID",
        directory_transaction: Option<Uuid> = "dsTransID",
        acs_transaction: Option<Uuid> = "acsTransID",
        rendering: Option<Rendering> = "acsRenderingType",
        acs_reference: Option<Text<0, 32>> = "acsReferenceNumber",
        /// A JWS in compact form.
        signed_content: Option<Text<1, 65536>> = "acsSignedContent",
        acs_operator: Option<Text<0, 32>> = "acsOperatorID",
        mandated: Option<Mandated> = "acsChallengeMandated",
    }
}

choice! {
    pub(super) enum Mandated { Yes = "Y", No = "N", }
}

record! {
    pub(super) struct Rendering as "AcsRenderingType" {
        interface: Text<0, 2> = "acsInterface",
        template: Text<0, 2> = "acsUiTemplate",
    }
}

impl AuthenticationAnswer {
    pub(super) fn of(told: &Told, echo: &Echo) -> Self {
        Self {
            session_id: told.id.clone(),
            transient_data: transient(&told.id),
            next: AuthenticationResult::of(told),
            used_card: told.card.as_ref().map(Card::of),
            private_data: part(&mut members(echo), "privateData"),
        }
    }
}

impl VerifyAnswer {
    pub(super) fn of(verified: &Verified, echo: &Echo) -> Self {
        Self {
            session_id: verified.id.clone(),
            transient_data: transient(&verified.id),
            container: verified.container.as_deref().map(Text::stored),
            private_data: part(&mut members(echo), "privateData"),
        }
    }
}

fn transient(id: &AuthenticationId) -> Text<0, 16384> {
    let document = Object::new().with("GUICHET", id.as_str());
    Text::stored(&STANDARD.encode(write_json(&document.into())))
}

impl AuthenticationResult {
    fn of(told: &Told) -> Option<Self> {
        let plain =
            |flow| Self { form: Form::default(), app: SdkChallenge::default(), flow, container: None };
        Some(match &told.next {
            Next::Method(form) => Self { form: Form::of(form), ..plain(Flow::Method) },
            Next::Challenge(form) => Self { form: Form::of(form), ..plain(Flow::Challenge) },
            Next::AppChallenge(app) => Self { app: SdkChallenge::of(told, app), ..plain(Flow::AppChallenge) },
            Next::Pay { container } => {
                Self { container: Some(Text::stored(container)), ..plain(Flow::Frictionless) }
            }
            Next::Failed { container: None } if !is_over(told) => return None,
            Next::Failed { container } => {
                Self { container: container.as_deref().map(Text::stored), ..plain(Flow::Failed) }
            }
        })
    }
}

/// Whether nothing more can come of the authentication.
fn is_over(told: &Told) -> bool {
    match told.code.title() {
        Title::Accepted | Title::InProgress | Title::OnHoldPartner | Title::PendingRisk => false,
        Title::Error | Title::Refused | Title::Cancelled => true,
    }
}

impl Form {
    fn of(form: &BrowserForm) -> Self {
        let mut fields = Object::new();
        for (name, value) in &form.fields {
            fields.set(name.as_str(), value.as_str());
        }
        let parameters = Tree::from(fields).into();
        Self {
            url: Some(Text::stored(&form.url)),
            method: Some(FormMethod::Post),
            payload: Some(Payload { kind: PayloadType::UrlEncoded, parameters }),
        }
    }
}

impl SdkChallenge {
    fn of(told: &Told, app: &AppChallenge) -> Self {
        let challenge = match &told.authentication.stage {
            Stage::Challenging { challenge, .. } => Some(challenge),
            _ => None,
        };
        let (interface, template) = &app.rendering;
        let id = |id: fn(&Challenge) -> Uuid| challenge.map(id);
        Self {
            card_type: CardType::of(told.authentication.bound.network),
            server_transaction: Some(told.authentication.server_transaction),
            version: challenge.map(|challenge| challenge.version.clone()),
            authentication_type: Some(Text::stored(&app.authentication_type)),
            trans_status: Some(Text::stored("C")),
            sdk_transaction: Some(app.sdk_transaction),
            directory_transaction: id(|challenge| challenge.directory_transaction),
            acs_transaction: id(|challenge| challenge.acs_transaction),
            rendering: Some(Rendering {
                interface: Text::stored(interface),
                template: Text::stored(template),
            }),
            acs_reference: Some(Text::stored(&app.acs_reference)),
            signed_content: Some(Text::stored(&app.signed_content)),
            acs_operator: Some(Text::stored(&app.acs_operator)),
            mandated: Some(if app.is_mandated { Mandated::Yes } else { Mandated::No }),
        }
    }
}

impl CardType {
    const fn of(network: Network) -> Option<Self> {
        match network {
            Network::CartesBancaires => Some(Self::CartesBancaires),
            Network::Visa => Some(Self::Visa),
            Network::Mastercard => Some(Self::Mastercard),
            Network::AmericanExpress => Some(Self::Amex),
            Network::DinersClub => Some(Self::Diners),
            Network::Jcb => Some(Self::Jcb),
            Network::Cetelem | Network::Cofinoga => None,
        }
    }
}
