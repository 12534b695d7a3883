//! The rules of pain.001.001.09 for what a file of transfers has in it, written down by hand: the elements in their order, how often each
//! comes, and the form of each text (ISO 20022 message definition, and EPC132-08, implementation guidelines of SEPA credit transfers).

use regex_lite::Regex;

/// An element of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Reads a document that has neither comments nor empty elements.
    pub(super) fn read(text: &str) -> Self {
        let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("a declaration");
        let mut open = vec![Self::named("", "")];
        let mut rest = body;
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').expect("an end of a tag") + start;
            open.last_mut().unwrap().text.push_str(rest[..start].trim());
            let tag = &rest[start + 1..end];
            if let Some(name) = tag.strip_prefix('/') {
                let done = open.pop().unwrap();
                assert_eq!(done.name, name);
                open.last_mut().expect("one root").children.push(done);
            } else {
                let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
                open.push(Self::named(name, attributes));
            }
            rest = &rest[end + 1..];
        }
        assert!(rest.trim().is_empty() && open.len() == 1, "{rest}");
        open.pop().unwrap().children.pop().expect("a root")
    }

    fn named(name: &str, attributes: &str) -> Self {
        let (name, attributes) = (name.to_owned(), attributes.to_owned());
        Self { name, attributes, text: String::new(), children: Vec::new() }
    }

    pub(super) fn all(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    /// Returns the text of the only element at a path of names.
    pub(super) fn at(&self, path: &str) -> &str {
        let found = path.split('/').fold(self, |element, name| match element.all(name)[..] {
            [one] => one,
            ref others => panic!("{path}: {} of {name}", others.len()),
        });
        &found.text
    }
}

/// The children of an element in their order: a name, and whether it must be there once, may be, or comes once or more often.
const SEQUENCES: &[(&str, &[(&str, &str)])] = &[
    ("Document", &[("CstmrCdtTrfInitn", "1")]),
    ("CstmrCdtTrfInitn", &[("GrpHdr", "1"), ("PmtInf", "+")]),
    ("GrpHdr", &[("MsgId", "1"), ("CreDtTm", "1"), ("NbOfTxs", "1"), ("CtrlSum", "1"), ("InitgPty", "1")]),
    (
        "PmtInf",
        &[
            ("PmtInfId", "1"),
            ("PmtMtd", "1"),
            ("BtchBookg", "?"),
            ("NbOfTxs", "1"),
            ("CtrlSum", "1"),
            ("PmtTpInf", "1"),
            ("ReqdExctnDt", "1"),
            ("Dbtr", "1"),
            ("DbtrAcct", "1"),
            ("DbtrAgt", "1"),
            ("ChrgBr", "1"),
            ("CdtTrfTxInf", "+"),
        ],
    ),
    ("PmtTpInf", &[("SvcLvl", "1")]),
    ("SvcLvl", &[("Cd", "1")]),
    ("ReqdExctnDt", &[("Dt", "1")]),
    (
        "CdtTrfTxInf",
        &[("PmtId", "1"), ("Amt", "1"), ("CdtrAgt", "1"), ("Cdtr", "1"), ("CdtrAcct", "1"), ("RmtInf", "?")],
    ),
    ("PmtId", &[("InstrId", "?"), ("EndToEndId", "1")]),
    ("Amt", &[("InstdAmt", "1")]),
    ("RmtInf", &[("Ustrd", "1")]),
    ("InitgPty", &[("Nm", "1")]),
    ("Dbtr", &[("Nm", "1")]),
    ("Cdtr", &[("Nm", "1")]),
    ("DbtrAgt", &[("FinInstnId", "1")]),
    ("CdtrAgt", &[("FinInstnId", "1")]),
    ("FinInstnId", &[("BICFI", "1")]),
    ("DbtrAcct", &[("Id", "1")]),
    ("CdtrAcct", &[("Id", "1")]),
    ("Id", &[("IBAN", "1")]),
];

/// The form of each text.
const TEXTS: &[(&str, &str)] = &[
    ("MsgId", r"^[A-Za-z0-9/?:().,'+ -]{1,35}$"),
    ("CreDtTm", r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"),
    ("NbOfTxs", r"^[0-9]{1,15}$"),
    ("CtrlSum", r"^[0-9]{1,16}\.[0-9]{2}$"),
    ("Nm", r"^[A-Za-z0-9/?:().,'+ -]{1,70}$"),
    ("PmtInfId", r"^[A-Za-z0-9?:().,'+ -]{1,35}$"),
    ("PmtMtd", r"^TRF$"),
    ("Cd", r"^SEPA$"),
    ("Dt", r"^\d{4}-\d\d-\d\d$"),
    ("ChrgBr", r"^SLEV$"),
    ("InstrId", r"^[0-9]{17}$"),
    ("EndToEndId", r"^[0-9]{17}$"),
    ("InstdAmt", r"^[0-9]{1,9}\.[0-9]{2}$"),
    ("BICFI", r"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"),
    ("IBAN", r"^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$"),
    ("Ustrd", r"^[A-Za-z0-9/?:().,'+ -]{1,140}$"),
];

/// Checks an element and what is in it.
#[track_caller]
pub(super) fn assert_valid(element: &Element) {
    let name = element.name.as_str();
    let attributes = match name {
        "Document" => "xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"",
        "InstdAmt" => "Ccy=\"EUR\"",
        _ => "",
    };
    assert_eq!(element.attributes, attributes, "{name}");
    if let Some((_, form)) = TEXTS.iter().find(|(text, _)| *text == name) {
        let form = Regex::new(form).unwrap();
        assert!(element.children.is_empty() && form.is_match(&element.text), "{name}: {:?}", element.text);
        return;
    }
    let (_, sequence) =
        SEQUENCES.iter().find(|(parent, _)| *parent == name).unwrap_or_else(|| panic!("{name} has no place"));
    assert_eq!(element.text, "", "{name}");
    let mut left = element.children.iter().peekable();
    for (child, times) in *sequence {
        let mut count = 0;
        while left.next_if(|next| next.name == *child).is_some() {
            count += 1;
        }
        let is_right = match *times {
            "1" => count == 1,
            "?" => count <= 1,
            _ => count >= 1,
        };
        assert!(is_right, "{name} has {count} of {child}");
    }
    assert!(left.next().is_none(), "{name}: elements in another order");
    element.children.iter().for_each(assert_valid);
}
