//! Certificates and keys that cannot be used: the reason is told, and nothing of the file.

use std::fs;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use client::{Client, Trust};

use crate::harness::{ACCESS_KEY, Finished, Gateway, MERCHANT_ID, eventually, fresh_dir, guichet};

const EXPIRED: &str = "the certificate has expired, and callers refuse it: put a renewed one into its file";
const UNUSABLE: &str = "a new certificate cannot be used: the one that was read before is served";

/// A self-signed certificate of version 1 of X.509 (`openssl x509 -req -signkey`), valid until 2126.
const VERSION_1: &str = "\
-----BEGIN CERTIFICATE-----
MIIBJTCBzQIUEJsVJZ9Mr3lcpC9H1Py/z14tW4cwCgYIKoZIzj0EAwIwFTETMBEG
A1UEAwwKdjEuZXhhbXBsZTAgFw0yNjExMjcyMDIwMzVaGA8yMTI2MTEwMzIwMjAz
NVowFTETMBEGA1UEAwwKdjEuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABJKigWhRE32Vrrc+GW9xSD3/hy1TYJEgMtj7/lm0+AZOw2kpsg0vFWeK4vhK
B75Zw0eaZEaYJs9Z09+iBS/CS4YwCgYIKoZIzj0EAwIDRwAwRAIgUTDk2n8r1rtv
7hlMVuWj7XawcOtBXw2BS6T8rwHKFJACIBACP/dVtszZBwjaJpJqwH1AhE1Fjycg
N8vstZXaTJ1D
-----END CERTIFICATE-----
";

/// The text and the file's bytes as numbers, in pieces that are long enough to be no chance.
fn pieces(content: &[u8]) -> Vec<String> {
    let numbers: Vec<String> = content.iter().map(u8::to_string).collect();
    let texts = content.chunks_exact(12).map(|piece| String::from_utf8_lossy(piece).into_owned());
    texts
        .filter(|text| !text.contains('-'))
        .chain(numbers.chunks_exact(6).map(|six| six.join(", ")))
        .collect()
}

fn der_of(pem: &str) -> Vec<u8> {
    let base64: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
}

/// As some editors of Windows write it, with a BOM.
fn utf_16_of(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn tried(command: &str, certificate: &Path, key: &Path) -> Finished {
    let certificate = format!("tls.certificate={}", certificate.display());
    let key = format!("tls.key={}", key.display());
    guichet(&[command, "--listen", "127.0.0.1:0", "--set", &certificate, "--set", &key], &[])
}

#[test]
fn a_key_that_cannot_be_used_is_not_quoted() {
    let mut gateway = Gateway::start("pem");
    gateway.stop();
    let read = |name: &str| fs::read_to_string(gateway.data().join(name)).unwrap();
    let (certificate, key) = (read("tls/cert.pem"), read("tls/key.pem"));
    let mut other = Gateway::start("pem-other");
    other.stop();
    let others_key = fs::read_to_string(other.data().join("tls/key.pem")).unwrap();
    let lines = key.replace("\r\n", "\n");
    let dir = fresh_dir("pem-files");
    let good = dir.join("cert.pem");
    fs::write(&good, &certificate).unwrap();
    let text = |text: String| text.into_bytes();
    for (name, content, reason) in [
        ("torn", text(lines.replace('\n', "")), "line breaks are lost"),
        ("blanks", text(lines.replace('\n', " ")), "line breaks are lost"),
        ("escaped", text(lines.replace('\n', "\\n")), "line breaks are lost"),
        ("empty", text(String::new()), "is empty"),
        ("encrypted", text(lines.replace("PRIVATE", "ENCRYPTED PRIVATE")), "encrypted with a password"),
        ("cut", text(lines[..lines.len() / 2].to_owned()), "cut off"),
        ("certificate", text(certificate.clone()), "no private key in it, but a certificate"),
        ("another", text(others_key), "not the certificate of the key"),
        ("der", der_of(&lines), "DER"),
        ("utf-16", utf_16_of(&lines), "no PEM"),
    ] {
        let path = dir.join(name);
        fs::write(&path, &content).unwrap();
        for command in ["serve", "doctor"] {
            let told = tried(command, &good, &path);
            let all = format!("{}{}", told.stdout, told.stderr);
            assert!(told.code.is_some_and(|code| code != 0), "{name}, {command}: {all}");
            assert!(all.contains(reason), "{name}, {command}: {all}");
            assert!(all.len() < 2_000, "{name}, {command}: {all}");
            for piece in pieces(&content) {
                assert!(!all.contains(&piece), "{name}, {command} quotes the file");
            }
        }
    }
    // The certificate of the key has to be the first.
    let reversed = dir.join("reversed.pem");
    let others = fs::read_to_string(other.data().join("tls/cert.pem")).unwrap();
    fs::write(&reversed, format!("{others}{certificate}")).unwrap();
    let told = tried("serve", &reversed, &gateway.data().join("tls/key.pem"));
    assert!(told.stderr.contains("wrong order"), "{}", told.stderr);
    // A key in the place of the certificate.
    let key_file = dir.join("key.pem");
    fs::write(&key_file, &key).unwrap();
    let swapped = tried("serve", &key_file, &good);
    assert!(swapped.stderr.contains("no certificate in it, but a private key"), "{}", swapped.stderr);
    // `leaks` looks for keys in what a run leaves.
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_certificate_of_version_1_is_refused_in_a_sentence() {
    let pair = rcgen::KeyPair::generate().unwrap();
    let dir = fresh_dir("pem-version-1");
    let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
    fs::write(&certificate, VERSION_1).unwrap();
    fs::write(&key, pair.serialize_pem()).unwrap();
    for command in ["serve", "doctor"] {
        let told = tried(command, &certificate, &key);
        let all = format!("{}{}", told.stdout, told.stderr);
        assert!(told.code.is_some_and(|code| code != 0), "{all}");
        assert!(all.contains("version 1 of X.509"), "{all}");
        assert!(!all.contains("Other") && !all.contains("UnsupportedCertVersion"), "{all}");
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn files_whose_lines_are_indented_are_taken() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let dir = fresh_dir("pem-indented");
    let [certificate, key] = [("cert.pem", made.cert.pem()), ("key.pem", made.signing_key.serialize_pem())]
        .map(|(name, text)| {
            let path = dir.join(name);
            fs::write(&path, format!("    {}\n", text.trim_end().replace('\n', "\n    "))).unwrap();
            path
        });
    let told = tried("doctor", &certificate, &key).stdout;
    assert!(told.contains("and its key belong together"), "{told}");
    fs::remove_dir_all(dir).unwrap();
}

/// Whether the gateway serves this certificate.
async fn serves(gateway: &Gateway, certificate: &str) -> bool {
    let trust = Trust::Certificate(certificate.to_owned());
    let client = Client::new(gateway.base_url(), MERCHANT_ID, ACCESS_KEY, trust).unwrap();
    client.connect().await.is_ok()
}

#[tokio::test]
async fn a_renewed_certificate_is_served_without_a_restart() {
    let pairs = ["renewed-one", "renewed-other"].map(|name| {
        let mut made = Gateway::start(name);
        made.stop();
        ["tls/cert.pem", "tls/key.pem"].map(|file| fs::read_to_string(made.data().join(file)).unwrap())
    });
    let dir = fresh_dir("renewed-files");
    let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
    let put = |certificate_text: &str, key_text: &str| {
        fs::write(&certificate, certificate_text).unwrap();
        fs::write(&key, key_text).unwrap();
    };
    let [[one, ones_key], [other, others_key]] = &pairs;
    put(one, ones_key);
    let files = [format!("tls.certificate={}", certificate.display()), format!("tls.key={}", key.display())];
    let gateway = Gateway::start_with("renewed", &[&files[0], &files[1]]);
    assert!(serves(&gateway, one).await && !serves(&gateway, other).await);

    put(other, others_key);
    gateway.signal("HUP");
    eventually("the other certificate", Duration::from_secs(20), || async {
        serves(&gateway, other).await.then_some(())
    })
    .await;
    assert!(!serves(&gateway, one).await);

    put(one, others_key);
    gateway.signal("HUP");
    gateway.logged(&[("level", "WARN"), ("message", UNUSABLE)]).await;
    assert!(serves(&gateway, other).await, "the old pair stays");
    assert!(!gateway.log().contains("PRIVATE KEY"));
    drop(gateway);
    fs::remove_dir_all(dir).unwrap();
}

/// Returns certificate and key in PEM. The certificate is valid to the beginning of the year.
fn pair_until(year: i32) -> [String; 2] {
    let mut params = rcgen::CertificateParams::new(["localhost", "127.0.0.1"].map(str::to_owned)).unwrap();
    params.not_before = rcgen::date_time_ymd(2019, 1, 1);
    params.not_after = rcgen::date_time_ymd(year, 1, 1);
    let pair = rcgen::KeyPair::generate().unwrap();
    [params.self_signed(&pair).unwrap().pem(), pair.serialize_pem()]
}

#[tokio::test]
async fn an_expired_certificate_is_told_once() {
    let dir = fresh_dir("expired-files");
    let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
    let put = |[certificate_text, key_text]: &[String; 2]| {
        fs::write(&certificate, certificate_text).unwrap();
        fs::write(&key, key_text).unwrap();
    };
    let [expired, valid, later_expired] = [2020, 2120, 2021].map(pair_until);
    put(&valid);
    let told = tried("doctor", &certificate, &key);
    assert!(told.stdout.contains("and its key belong together"), "{}", told.stdout);
    put(&expired);
    let told = tried("doctor", &certificate, &key);
    assert_eq!(told.code, Some(1));
    let is_bad = |line: &str| line.contains("BAD") && line.contains("expired at 2020-01-01T00:00:00Z");
    assert!(told.stdout.lines().any(is_bad), "{}", told.stdout);

    let files = [format!("tls.certificate={}", certificate.display()), format!("tls.key={}", key.display())];
    let gateway = Gateway::start_with("expired", &[&files[0], &files[1]]);
    let warnings = || gateway.log().matches(EXPIRED).count();
    gateway.logged(&[("level", "WARN"), ("message", EXPIRED), ("end", "2020-01-01T00:00:00Z")]).await;
    // A look at a valid one, then at one that has expired as well, and at that again: a pair that cannot be used shows that the
    // last look is over.
    put(&valid);
    gateway.signal("HUP");
    eventually("the valid certificate", Duration::from_secs(20), || async {
        serves(&gateway, &valid[0]).await.then_some(())
    })
    .await;
    assert_eq!(warnings(), 1, "{}", gateway.log());
    put(&later_expired);
    gateway.signal("HUP");
    gateway.logged(&[("level", "WARN"), ("message", EXPIRED), ("end", "2021-01-01T00:00:00Z")]).await;
    fs::write(&key, &valid[1]).unwrap();
    gateway.signal("HUP");
    gateway.logged(&[("level", "WARN"), ("message", UNUSABLE)]).await;
    assert_eq!(warnings(), 2, "{}", gateway.log());
    drop(gateway);
    fs::remove_dir_all(dir).unwrap();
}
