//! The enumerations of the messages.

use document::choice;

choice! {
    /// The version of the protocol.
    pub enum Version { V220 = "2.2.0", }
}

choice! {
    /// The outcome of an authentication.
    pub enum TransStatus {
        Authenticated = "Y",
        NotAuthenticated = "N",
        Unavailable = "U",
        /// Authentication was attempted, and the network vouches for it.
        Attempted = "A",
        ChallengeRequired = "C",
        /// A challenge in a way that is not part of the payment (decoupled).
        DecoupledRequired = "D",
        Rejected = "R",
        /// The requestor told its own authentication, and asked for none.
        InformationOnly = "I",
    }
}

choice! {
    /// The channel over which the buyer pays.
    pub enum DeviceChannel {
        App = "01",
        Browser = "02",
        /// The requestor asks without the buyer (3DS Requestor Initiated).
        ThreeRi = "03",
    }
}

choice! {
    pub enum MessageCategory {
        Payment = "01",
        NonPayment = "02",
    }
}

choice! {
    /// The reason for which a challenge ended without an answer of the buyer.
    pub enum ChallengeCancel {
        Cardholder = "01",
        Requestor = "02",
        Abandoned = "03",
        TimedOut = "04",
        FirstCReqMissing = "05",
        TransactionError = "06",
        Unknown = "07",
        SdkTimedOut = "08",
    }
}

choice! {
    /// What an authentication is for.
    pub enum AuthenticationInd {
        Payment = "01",
        Recurring = "02",
        Instalment = "03",
        AddCard = "04",
        MaintainCard = "05",
        TokenVerification = "06",
    }
}

choice! {
    /// The requestor's wish about a challenge.
    pub enum ChallengeInd {
        NoPreference = "01",
        NoChallenge = "02",
        Challenge = "03",
        ChallengeMandate = "04",
        NoChallengeRiskAnalysed = "05",
        NoChallengeDataShareOnly = "06",
        NoChallengeAlreadyAuthenticated = "07",
        NoChallengeWhitelist = "08",
        ChallengeWhitelistPrompt = "09",
    }
}

choice! {
    /// Whether the 3DS method ran to its end.
    pub enum CompInd { Completed = "Y", NotCompleted = "N", Unavailable = "U", }
}

choice! {
    pub enum YesNo { Yes = "Y", No = "N", }
}

choice! {
    /// Whether the cardholder has the shop on a list of those that need no challenge.
    pub enum WhiteListStatus {
        Listed = "Y",
        NotListed = "N",
        NotEligible = "E",
        Pending = "P",
        RejectedByCardholder = "R",
        Unknown = "U",
    }
}

choice! {
    pub enum AuthenticationType { Static = "01", Dynamic = "02", OutOfBand = "03", Decoupled = "04", }
}

choice! {
    /// The way in which the buyer was authenticated.
    pub enum AuthenticationMethod {
        StaticPasscode = "01",
        SmsOtp = "02",
        KeyFobOtp = "03",
        AppOtp = "04",
        OtherOtp = "05",
        Knowledge = "06",
        OutOfBandBiometrics = "07",
        OutOfBandLogin = "08",
        OutOfBandOther = "09",
        Other = "10",
        PushConfirmation = "11",
    }
}

choice! {
    /// What became of a result at the 3DS server.
    pub enum ResultsStatus { Received = "01", CReqNotSent = "02", ChallengeNotDelivered = "03", }
}

choice! {
    /// The interface of a challenge: one of the app's own elements, or HTML.
    pub enum Interface { Native = "01", Html = "02", }
}

choice! {
    /// The interfaces that an SDK can show.
    pub enum SdkInterface { Native = "01", Html = "02", Both = "03", }
}

choice! {
    /// The kind of a challenge in an app.
    pub enum UiType { Text = "01", SingleSelect = "02", MultiSelect = "03", OutOfBand = "04", HtmlOther = "05", }
}

choice! {
    /// The size of a challenge's frame in a browser, in CSS pixels.
    pub enum WindowSize { W250H400 = "01", W390H400 = "02", W500H600 = "03", W600H400 = "04", FullScreen = "05", }
}

choice! {
    /// The party that found a fault.
    pub enum Component { Sdk = "C", Server = "S", DirectoryServer = "D", Acs = "A", }
}

choice! {
    pub enum ErrorCode {
        MessageInvalid = "101",
        VersionUnsupported = "102",
        TooManyMessages = "103",
        ElementMissing = "201",
        CriticalExtensionUnknown = "202",
        ElementInvalid = "203",
        ElementTwice = "204",
        TransactionUnknown = "301",
        DecryptionFailed = "302",
        AccessDenied = "303",
        IsoCodeInvalid = "304",
        TransactionDataInvalid = "305",
        MccInvalid = "306",
        SerialNumberInvalid = "307",
        TimedOut = "402",
        TransientFailure = "403",
        PermanentFailure = "404",
        ConnectionFailed = "405",
    }
}

impl ErrorCode {
    /// The description of the code.
    pub const fn description(self) -> &'static str {
        match self {
            Self::MessageInvalid => "The message is not a message of the expected type.",
            Self::VersionUnsupported => "The version of the protocol is not supported.",
            Self::TooManyMessages => "The limit of messages of this transaction is exceeded.",
            Self::ElementMissing => "A required data element is missing.",
            Self::CriticalExtensionUnknown => "A critical message extension is not recognised.",
            Self::ElementInvalid => "The format or the value of a data element is invalid.",
            Self::ElementTwice => "A data element is there twice.",
            Self::TransactionUnknown => "The transaction identifier is not recognised.",
            Self::DecryptionFailed => "The data cannot be decrypted.",
            Self::AccessDenied => "Access is denied: the endpoint is not valid.",
            Self::IsoCodeInvalid => "An ISO code is not valid for its element.",
            Self::TransactionDataInvalid => "The transaction data is not valid.",
            Self::MccInvalid => "The merchant category code is not valid for the payment system.",
            Self::SerialNumberInvalid => "The serial number is not valid.",
            Self::TimedOut => "The transaction timed out.",
            Self::TransientFailure => "The system failed for a short time.",
            Self::PermanentFailure => "The system failed.",
            Self::ConnectionFailed => "The connection to a system failed.",
        }
    }
}
