//! Every rule of a token, broken alone. `parse` has no key: what it refuses is refused before any RSA.

use crate::common::{encode, opens, private_key};
use crate::forge::{Forge, HEADER, PLAINTEXT};
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OAEP_SHA512_MGF1SHA512};
use jose::{Compact, Refused};

const KEY: &str = "rsa2048";

fn refused_without_a_key(token: &str, why: &str) {
    assert_eq!(Compact::parse(token).err(), Some(Refused), "{why}");
}

/// The sound token with one of its parts replaced.
fn with_part(at: usize, part: &str) -> String {
    let mut parts = Forge::new(KEY).parts();
    part.clone_into(&mut parts[at]);
    parts.join(".")
}

fn kid_of(header: &str) -> Result<Option<String>, Refused> {
    let token = Forge::with_header(KEY, header);
    Compact::parse(&token).map(|token| token.kid().map(str::to_owned))
}

#[test]
fn the_sound_token_opens() {
    let key = private_key(KEY);
    assert_eq!(opens(&Forge::new(KEY).token(), &key).unwrap(), PLAINTEXT);
    assert_eq!(Refused.to_string(), "the JWE cannot be opened");
}

#[test]
fn any_other_alg_or_enc() {
    for alg in
        ["RSA-OAEP", "RSA-OAEP-512", "RSA1_5", "dir", "A256KW", "rsa-oaep-256", "RSA-OAEP-256 ", "none", ""]
    {
        let header = HEADER.replace("RSA-OAEP-256", alg);
        refused_without_a_key(&Forge::with_header(KEY, &header), alg);
    }
    for enc in ["A128GCM", "A192GCM", "A256CBC-HS512", "a256gcm", ""] {
        refused_without_a_key(&Forge::with_header(KEY, &HEADER.replace("A256GCM", enc)), enc);
    }
    for header in [
        r#"{"enc":"A256GCM"}"#,
        r#"{"alg":"RSA-OAEP-256"}"#,
        r#"{"alg":["RSA-OAEP-256"],"enc":"A256GCM"}"#,
        r#"{"alg":null,"enc":"A256GCM"}"#,
        r#"{"Alg":"RSA-OAEP-256","enc":"A256GCM"}"#,
    ] {
        refused_without_a_key(&Forge::with_header(KEY, header), header);
    }
}

#[test]
fn compression_and_critical_extensions_whatever_they_say() {
    for member in [
        r#""zip":"DEF""#,
        r#""zip":"""#,
        r#""zip":null"#,
        r#""crit":["exp"]"#,
        r#""crit":[]"#,
        r#""crit":null"#,
    ] {
        let header = HEADER.replace(r#""kid""#, &format!(r#"{member},"kid""#));
        refused_without_a_key(&Forge::with_header(KEY, &header), member);
    }
}

#[test]
fn a_header_member_named_twice() {
    for member in
        [r#""alg":"RSA-OAEP-256""#, r#""enc":"A256GCM""#, r#""kid":"k""#, r#""\u0061lg":"RSA-OAEP-256""#]
    {
        let header = HEADER.replace('}', &format!(",{member}}}"));
        refused_without_a_key(&Forge::with_header(KEY, &header), member);
    }
    let twice = HEADER.replace('}', r#","x":1,"x":1}"#);
    refused_without_a_key(&Forge::with_header(KEY, &twice), "one that is otherwise ignored");
}

#[test]
fn a_header_that_is_no_object() {
    for header in ["", "[]", "null", "{", r#""alg""#, "{} {}", "\u{feff}{}", &format!("{HEADER}x")] {
        refused_without_a_key(&Forge::with_header(KEY, header), header);
    }
    refused_without_a_key(&with_part(0, &encode(b"{\"\xff\":1}")), "not UTF-8");
    let deep = HEADER.replace('}', &format!(r#","x":{}{}}}"#, "[".repeat(40), "]".repeat(40)));
    refused_without_a_key(&Forge::with_header(KEY, &deep), "too deep");
}

#[test]
fn the_kid_is_a_text_or_an_integer_or_absent() {
    let with = |kid: &str| kid_of(&HEADER.replace(r#""k""#, kid));
    assert_eq!(with(r#""k\u00e9y""#), Ok(Some("kéy".to_owned())));
    assert_eq!(with("42"), Ok(Some("42".to_owned())));
    assert_eq!(with("-7"), Ok(Some("-7".to_owned())));
    assert_eq!(with("9223372036854775807"), Ok(Some(i64::MAX.to_string())));
    assert_eq!(kid_of(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM"}"#), Ok(None));
    for (same, integer) in [("1.0", "1"), ("1e2", "100"), ("-0", "0")] {
        assert_eq!(with(same), Ok(Some(integer.to_owned())), "{same}");
    }
    for kid in ["null", "true", "1.5", "9223372036854775808", "[1]", "{}"] {
        assert_eq!(with(kid), Err(Refused), "{kid}");
    }
}

#[test]
fn other_members_are_ignored() {
    let header = HEADER.replace('}', r#","typ":"JOSE","cty":7,"jku":null,"x5c":[{}]}"#);
    assert_eq!(opens(&Forge::with_header(KEY, &header), &private_key(KEY)).unwrap(), PLAINTEXT);
}

#[test]
fn any_number_of_parts_but_five() {
    let token = Forge::new(KEY).token();
    for wrong in ["", ".", "....", &token.replace('.', ""), &token.replacen('.', "", 1), &format!("{token}.")]
    {
        refused_without_a_key(wrong, wrong);
    }
    refused_without_a_key(&format!(".{token}"), "an empty first part");
}

#[test]
fn base64url_in_any_form_but_one() {
    let parts = Forge::new(KEY).parts();
    for (at, part) in parts.iter().enumerate() {
        let front = &part[..part.len() - 1];
        let mut wrong = vec![
            format!("{part}="),
            format!("{part}=="),
            format!(" {part}"),
            format!("{part}\n"),
            format!("{front}+"),
            format!("{front}/"),
            format!("{front}é"),
        ];
        if part.len() % 4 != 0 {
            // The next letter of the alphabet has the same leading bits and a trailing bit that is not zero.
            let last = part.as_bytes()[part.len() - 1];
            wrong.push(format!("{front}{}", char::from(last + 1)));
        }
        for wrong in wrong {
            refused_without_a_key(&with_part(at, &wrong), &format!("part {at}: {wrong:?}"));
        }
    }
    assert!(parts.iter().any(|part| part.len() % 4 != 0), "trailing bits are put to the test");
}

#[test]
fn a_token_over_16_kib() {
    refused_without_a_key(&"A".repeat(1 << 20), "a megabyte");
    refused_without_a_key(&with_part(3, &"A".repeat(16 * 1024)), "16 KiB of ciphertext");
    refused_without_a_key(&format!("{}{}", Forge::new(KEY).token(), " ".repeat(16 * 1024)), "with spaces");
}

#[test]
fn a_header_over_1_kib() {
    let padded = |size: usize| {
        let header = HEADER.replace('}', r#","x":""}"#);
        header.replace(r#""x":"""#, &format!(r#""x":"{}""#, "y".repeat(size - header.len())))
    };
    assert_eq!(opens(&Forge::with_header(KEY, &padded(1024)), &private_key(KEY)).unwrap(), PLAINTEXT);
    refused_without_a_key(&Forge::with_header(KEY, &padded(1025)), "1025 bytes");
}

#[test]
fn a_ciphertext_over_4_kib() {
    let sealed = |size| Forge { plaintext: vec![b'x'; size], ..Forge::new(KEY) }.token();
    assert_eq!(opens(&sealed(4096), &private_key(KEY)).unwrap().len(), 4096);
    refused_without_a_key(&sealed(4097), "4097 bytes");
}

#[test]
fn an_iv_or_tag_of_another_size() {
    for (at, size) in [(2, 12), (4, 16)] {
        for wrong in [0, size - 1, size + 1, size * 2] {
            refused_without_a_key(
                &with_part(at, &encode(vec![9; wrong])),
                &format!("part {at}: {wrong} bytes"),
            );
        }
    }
}

#[test]
fn an_encrypted_key_of_another_size_than_the_modulus() {
    refused_without_a_key(&with_part(1, &encode([1; 513])), "513 bytes");
    for size in [0, 1, 255, 257, 384, 512] {
        assert_eq!(opens(&with_part(1, &encode(vec![1; size])), &private_key(KEY)), None, "{size} bytes");
    }
    assert_eq!(opens(&Forge::new("rsa3072").token(), &private_key(KEY)), None);
    assert_eq!(opens(&Forge::new("rsa3072").token(), &private_key("rsa4096")), None);
}

#[test]
fn an_encrypted_key_that_is_no_oaep() {
    // At least the modulus; below it but meaningless; zero; sealed with another hash.
    for bytes in [[0xff; 256], [0x11; 256], [0; 256]] {
        assert_eq!(opens(&with_part(1, &encode(bytes)), &private_key(KEY)), None);
    }
    for oaep in [&OAEP_SHA1_MGF1SHA1, &OAEP_SHA512_MGF1SHA512] {
        assert_eq!(opens(&Forge { oaep, ..Forge::new(KEY) }.token(), &private_key(KEY)), None, "{oaep:?}");
    }
}

#[test]
fn a_content_key_of_another_size_than_32_bytes() {
    for size in [1, 16, 24, 31, 33, 48, 64] {
        let forge = Forge { content_key: vec![7; size], ..Forge::new(KEY) };
        assert_eq!(opens(&forge.token(), &private_key(KEY)), None, "{size} bytes");
    }
}

#[test]
fn the_header_is_covered_as_it_was_written() {
    let respelt = HEADER.replace(':', ": ");
    assert_eq!(opens(&with_part(0, &encode(respelt)), &private_key(KEY)), None);
}
