//! One block in, one block out; whatever else people paste is refused by name.

use proptest::prelude::*;

use crate::encoding::{
    DecodeError,
    pem::{Label, PemError, decode_one, encode, looks_like_text},
};

const CSR: [Label; 2] = [Label::CertificateRequest, Label::NewCertificateRequest];
const LIMIT: usize = 4096;
const DER: &[u8] = &[0x30, 3, 2, 1, 1];

fn decode(text: &str) -> Result<(Label, Vec<u8>), PemError> {
    decode_one(text.as_bytes(), &CSR, LIMIT).map(|(label, der)| (label, der.to_vec()))
}

fn request() -> String {
    encode(Label::CertificateRequest, DER)
}

#[test]
fn writes_64_characters_a_line() {
    assert_eq!(request(), "-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQE=\n-----END CERTIFICATE REQUEST-----\n");
    let lines: Vec<usize> = encode(Label::Certificate, &[0; 60]).lines().map(str::len).collect();
    assert_eq!(lines, [27, 64, 16, 25]);
}

#[test]
fn reads_both_labels_of_a_request() {
    assert_eq!(decode(&request()), Ok((Label::CertificateRequest, DER.to_vec())));
    let new = encode(Label::NewCertificateRequest, DER);
    assert!(new.starts_with("-----BEGIN NEW CERTIFICATE REQUEST-----\n"));
    assert_eq!(decode(&new), Ok((Label::NewCertificateRequest, DER.to_vec())));
}

#[test]
fn reads_text_as_mail_and_forms_leave_it() {
    let mut texts = vec![request().replace('\n', "\r\n"), request().trim_end().to_owned()];
    texts.push(format!("Certificate Request:\n  Subject: CN = x\n\n{}\nBest regards\n", request()));
    texts.push(request().replace("\nMAM", "\n  MAM"));
    texts.push(request().replace("MAMCAQE=", "MAMC\nAQE="));
    texts.push(request().replace("-----\n", "-----  \n"));
    for text in texts {
        assert_eq!(decode(&text), Ok((Label::CertificateRequest, DER.to_vec())), "{text:?}");
    }
}

#[test]
fn refuses_two_blocks() {
    let error = decode(&[request(), request()].concat()).unwrap_err();
    assert_eq!(error, PemError::SeveralBlocks { found: 2 });
    assert_eq!(error.to_string(), "the text has 2 PEM blocks, expected one");
    let mixed = [encode(Label::PrivateKey, DER), request()].concat();
    assert_eq!(decode(&mixed), Err(PemError::SeveralBlocks { found: 2 }));
}

#[test]
fn refuses_a_byte_order_mark_and_utf_16() {
    let marked = format!("\u{feff}{}", request());
    assert_eq!(decode(&marked), Err(PemError::ByteOrderMark));
    assert_eq!(
        PemError::ByteOrderMark.to_string(),
        "the file starts with a byte order mark; save it as plain ASCII or UTF-8 without a mark"
    );
    let units = request().encode_utf16().collect::<Vec<_>>();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for text in [little.clone(), big.clone(), [&[0xff, 0xfe][..], &little].concat(), [&[0xfe, 0xff][..], &big].concat()]
    {
        assert_eq!(decode_one(&text, &CSR, LIMIT).unwrap_err(), PemError::Utf16);
    }
    assert_eq!(PemError::Utf16.to_string(), "the file is UTF-16 text; save it as plain ASCII or UTF-8");
}

#[test]
fn refuses_text_without_a_whole_block() {
    assert_eq!(decode("nothing"), Err(PemError::NoBlock));
    assert_eq!(decode(""), Err(PemError::NoBlock));
    assert_eq!(PemError::NoBlock.to_string(), "the text has no line that begins a PEM block (-----BEGIN …-----)");
    let unfinished = "the PEM block has no end line with the label it began with";
    for text in
        [request().replace("-----END CERTIFICATE REQUEST-----\n", ""), request().replace("END CERT", "END NEW CERT")]
    {
        assert_eq!(decode(&text).unwrap_err().to_string(), unfinished, "{text}");
    }
    for text in [
        request().replace("MAMC", "MA*C"),
        request().replace("AQE=", "AQE"),
        request().replace("AQE=", "AQF="),
        request().replace("MAMCAQE=\n", "=\n"),
    ] {
        assert_eq!(decode(&text), Err(PemError::NotBase64), "{text}");
    }
    assert_eq!(PemError::NotBase64.to_string(), "the body of the PEM block is not base64");
}

#[test]
fn refuses_other_labels_by_name() {
    let error = decode(&encode(Label::Certificate, DER)).unwrap_err();
    assert_eq!(error.to_string(), "the PEM block is a CERTIFICATE, expected a CERTIFICATE REQUEST");
    let error = decode("-----BEGIN PGP MESSAGE-----\n-----END PGP MESSAGE-----\n").unwrap_err();
    assert_eq!(error.to_string(), "the label of the PEM block is not known, expected CERTIFICATE REQUEST");
    assert_eq!(DecodeError::from(error).to_string(), error.to_string());
}

#[test]
fn passes_over_the_parameters_openssl_writes_before_a_key() {
    let parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    let text = format!("{parameters}{}", encode(Label::EcPrivateKey, DER));
    let (label, der) = decode_one(text.as_bytes(), &[Label::PrivateKey, Label::EcPrivateKey], LIMIT).unwrap();
    assert_eq!((label, der.as_slice()), (Label::EcPrivateKey, DER));
    assert_eq!(decode(parameters), Err(PemError::NoBlock));
}

#[test]
fn an_encrypted_block_says_that_a_password_is_needed() {
    let keys = [Label::PrivateKey, Label::RsaPrivateKey];
    let pkcs8 = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAMCAQE=\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let headers = "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nMAM";
    let pkcs1 = encode(Label::RsaPrivateKey, DER).replace("\nMAM", headers);
    for text in [pkcs8, &pkcs1] {
        let error = decode_one(text.as_bytes(), &keys, LIMIT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the key is encrypted and a password is needed; decrypt it first, for example with openssl pkey"
        );
    }
}

#[test]
fn refuses_more_text_than_the_limit_before_anything_else() {
    let text = request();
    assert!(decode_one(text.as_bytes(), &CSR, text.len()).is_ok());
    let error = decode_one(text.as_bytes(), &CSR, text.len() - 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the text has {} octets, more than the limit of {}", text.len(), text.len() - 1)
    );
}

#[test]
fn tells_text_from_der() {
    assert!(looks_like_text(request().as_bytes()));
    assert!(looks_like_text(format!("0 is the first character\n{}", request()).as_bytes()));
    assert!(!looks_like_text(DER));
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(der in proptest::collection::vec(any::<u8>(), 1..600)) {
        for label in CSR {
            let text = encode(label, &der);
            prop_assert_eq!(decode(&text), Ok((label, der.clone())));
            prop_assert_eq!(decode(&text.replace('\n', "\r\n")), Ok((label, der.clone())));
        }
    }

    #[test]
    fn any_text_is_decoded_or_refused(text in "(-----BEGIN |CERTIFICATE REQUEST|-----|\n|MAMC|[ -~]){0,12}") {
        let _ = decode(&text);
    }
}
