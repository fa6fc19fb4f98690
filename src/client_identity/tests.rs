//! Chains and keys of all kinds, and what is wrong with others.

use std::error::Error as _;

use rcgen::{CertificateParams, KeyPair};

use super::*;

/// Made for these tests, and used for nothing else. ring makes no RSA keys.
const RSA: &str = include_str!("rsa-key-for-tests.pem");

struct Made {
    certificate: String,
    key: String,
}

fn made(key: &KeyPair) -> Made {
    let mut parameters = CertificateParams::new(vec!["client".to_owned()]).expect("a name");
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2100, 1, 1);
    let certificate = parameters.self_signed(key).expect("a certificate");
    Made {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    }
}

fn fresh() -> Made {
    made(&KeyPair::generate().expect("a key"))
}

/// The key within PKCS #8, as PEM: a version, an algorithm, and the key as octets.
fn unwrapped(key: &KeyPair, label: &str) -> String {
    fn content(der: &[u8]) -> (&[u8], &[u8]) {
        let (length, rest) = match der[1] {
            0x82 => (usize::from(der[2]) << 8 | usize::from(der[3]), &der[4..]),
            0x81 => (usize::from(der[2]), &der[3..]),
            length => (usize::from(length), &der[2..]),
        };
        rest.split_at(length)
    }
    let der = key.serialize_der();
    let (_version, rest) = content(content(&der).0);
    let (_algorithm, rest) = content(rest);
    let (octets, _) = content(rest);
    pem(label, octets)
}

fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

fn at(year: i32) -> UnixTime {
    let seconds = rcgen::date_time_ymd(year, 6, 1).unix_timestamp();
    let seconds = u64::try_from(seconds).expect("after 1970");
    UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds))
}

fn is_usable(chain: &str, key: &str) {
    let identity = ClientIdentity::from_pem(chain, key).expect("an identity");
    assert!(identity.resolver().has_certs());
}

/// What is wrong, having made sure that nobody learns the key from it.
#[track_caller]
fn refused(chain: &str, key: &str) -> String {
    refused_at(UnixTime::now(), chain, key)
}

#[track_caller]
fn refused_at(now: UnixTime, chain: &str, key: &str) -> String {
    let error = ClientIdentity::at(now, chain.as_bytes(), &Secret::from(key));
    let error = error.expect_err("nothing is wrong");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        shown.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    // PEM in base64, and bytes as they are shown in lists.
    for line in key
        .lines()
        .filter(|line| line.len() >= 16 && !line.contains(' '))
    {
        assert!(!shown.contains(&line[..16]), "{shown}");
    }
    if let Ok(der) = PrivateKeyDer::from_pem_slice(key.as_bytes()) {
        let bytes: Vec<_> = der.secret_der()[40..44].iter().map(u8::to_string).collect();
        assert!(!shown.contains(&bytes.join(", ")), "{shown}");
    }
    error.to_string()
}

#[test]
fn each_kind_of_key_in_each_form_is_taken() {
    for algorithm in [
        &rcgen::PKCS_ECDSA_P256_SHA256,
        &rcgen::PKCS_ECDSA_P384_SHA384,
        &rcgen::PKCS_ED25519,
    ] {
        let key = KeyPair::generate_for(algorithm).expect("a key");
        let Made {
            certificate,
            key: text,
        } = made(&key);
        is_usable(&certificate, &text);
        if algorithm != &rcgen::PKCS_ED25519 {
            is_usable(&certificate, &unwrapped(&key, "EC PRIVATE KEY"));
        }
    }
    let key = KeyPair::from_pem(RSA).expect("a key");
    let Made { certificate, .. } = made(&key);
    is_usable(&certificate, RSA);
    is_usable(&certificate, &unwrapped(&key, "RSA PRIVATE KEY"));
}

#[test]
fn texts_may_hold_other_things_as_well() {
    let Made { certificate, key } = fresh();
    let issuer = fresh().certificate;
    let both = format!("subject=client\n{certificate}{issuer}{key}");
    is_usable(&both, &both);
    let windows = both.replace('\n', "\r\n");
    is_usable(&windows, &windows);
    let with_parameters = format!("{}{key}", pem("EC PARAMETERS", b"\x06\x01\x01"));
    is_usable(&certificate, &with_parameters);
}

#[test]
fn a_missing_part_is_named() {
    let Made { certificate, key } = fresh();
    for nothing in ["", "certificate", key.as_str()] {
        assert!(refused(nothing, &key).starts_with("there is no client certificate"));
    }
    for nothing in ["", "key", certificate.as_str()] {
        assert!(refused(&certificate, nothing).starts_with("there is no private key"));
    }
}

#[test]
fn a_broken_part_is_named() {
    let Made { certificate, key } = fresh();
    let on_one_line = key.replace('\n', "");
    for broken in [
        certificate.replace("-----END", "----END"),
        certificate.replace("MII", "M!I"),
        // By mistake, the key.
        on_one_line.clone(),
    ] {
        let message = "the client's certificate is no well-formed PEM";
        assert_eq!(refused(&broken, &key), message);
    }
    let other = pem("CERTIFICATE", b"no DER");
    assert_eq!(
        refused(&other, &key),
        "the client's certificate cannot be read"
    );
    for broken in [
        key.replace("-----END", "----END"),
        key.replace("PRIVATE KEY-----\nMI", "PRIVATE KEY-----\nM!"),
        key.replacen("KEY-----", "KEY--", 1),
        on_one_line,
    ] {
        let message = "the client's private key is no well-formed PEM";
        assert_eq!(refused(&certificate, &broken), message);
    }
    let other = pem("PRIVATE KEY", &[7; 48]);
    assert!(refused(&certificate, &other).contains("of a kind that is not supported"));
}

#[test]
fn an_encrypted_key_is_named() {
    let Made { certificate, key } = fresh();
    let pkcs8 = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let headers = "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n";
    let pkcs1 = key.replacen("PRIVATE KEY-----\n", headers, 1);
    for encrypted in [pkcs8, pkcs1] {
        assert!(refused(&certificate, &encrypted).contains("is encrypted"));
    }
}

#[test]
fn one_of_several_keys_is_not_guessed() {
    let Made { certificate, key } = fresh();
    let two = format!("{key}{}", fresh().key);
    let message = "there are several private keys of the client";
    assert_eq!(refused(&certificate, &two), message);
    let broken = format!("{key}{}", fresh().key.replace("-----END", "----END"));
    assert!(refused(&certificate, &broken).contains("no well-formed PEM"));
}

#[test]
fn a_key_has_to_belong_to_the_first_certificate() {
    let Made { certificate, key } = fresh();
    let other = fresh();
    let message = "the private key does not belong to the client's certificate";
    assert_eq!(refused(&other.certificate, &key), message);
    assert_eq!(refused(&certificate, RSA), message);
    let turned = format!("{}{certificate}", other.certificate);
    assert!(refused(&turned, &key).contains("has to come first"));
}

#[test]
fn a_certificate_is_refused_outside_of_its_time() {
    let Made { certificate, key } = fresh();
    let chain = format!("{certificate}{}", fresh().certificate);
    for year in [2020, 2099] {
        ClientIdentity::at(at(year), chain.as_bytes(), &Secret::from(&*key)).expect("in time");
    }
    let early = "the client's certificate is not valid yet: it is from 2020-01-01T00:00:00Z";
    assert_eq!(refused_at(at(2019), &chain, &key), early);
    let late = "the client's certificate has expired: it was valid until 2100-01-01T00:00:00Z";
    assert_eq!(refused_at(at(2100), &chain, &key), late);
}

#[test]
fn an_identity_shows_no_key() {
    let Made { certificate, key } = fresh();
    let identity = ClientIdentity::from_pem(certificate, key).expect("an identity");
    let shown = format!("{identity:?}");
    let expected = r#"ClientIdentity { certificates: 1, key: "[redacted]" }"#;
    assert_eq!(shown, expected);
}
