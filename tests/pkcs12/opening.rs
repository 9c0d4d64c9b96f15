//! What `open` says of files that `seal` would not write: sentences, limits, and what is set aside.
//!
//! In the flow: `tests/pkcs12.rs` seals and opens its own; here the reader meets `forged.rs`. RFC 7292 §4, P-01 to P-08.

use chancery::{
    crypto::Provider,
    encoding::Tag,
    pkcs12::{Carrier, OpenError, OpenLimits, Opened, Password, Pfx, SetAside, Unsupported},
    x509::Certificate,
};

use crate::{
    bundle::{certified, password},
    ca::{provider, secret},
    forged::*,
};

fn open(file: &[u8]) -> Result<Opened, OpenError> {
    Pfx::open(file, &password(), &OpenLimits::DEFAULT, provider())
}

/// A leaf, and those above it, in one line of PKCS#8 beside them.
struct Family {
    provider: &'static Provider,
    pkcs8: Vec<u8>,
    leaf: Certificate,
    chain: Vec<Certificate>,
}

fn family() -> Family {
    let (leaf, chain) = certified(provider(), "p256");
    let pkcs8 = secret("p256").secret_pkcs8_der().unwrap().to_vec();
    Family { provider: provider(), pkcs8, leaf, chain }
}

impl Family {
    fn key(&self, attributes: &[Vec<u8>]) -> Vec<u8> {
        key_bag(self.provider, &self.pkcs8, attributes)
    }

    fn leaf(&self, attributes: &[Vec<u8>]) -> Vec<u8> {
        certificate_bag(self.leaf.as_der(), attributes)
    }

    fn others(&self) -> Vec<Vec<u8>> {
        self.chain.iter().map(|certificate| certificate_bag(certificate.as_der(), &[])).collect()
    }

    fn file(&self, contents: &[Vec<u8>]) -> Vec<u8> {
        pfx(self.provider, contents)
    }
}

#[track_caller]
fn assert_says(file: &[u8], sentence: &str) {
    assert_eq!(open(file).unwrap_err().to_string(), sentence);
}

#[test]
fn opens_a_file_of_another_writer_whatever_the_order_of_its_bags() {
    let family = family();
    let [issuing, root] = <[Vec<u8>; 2]>::try_from(family.others()).unwrap();
    for bags in [
        vec![family.leaf(&[]), issuing.clone(), root.clone()],
        vec![root.clone(), issuing.clone(), family.leaf(&[])],
        vec![issuing.clone(), family.leaf(&[]), root.clone()],
    ] {
        for contents in [
            vec![covered(family.provider, &bags), clear(&[family.key(&[])])],
            vec![clear(&[family.key(&[])]), clear(&bags)],
            vec![covered(family.provider, &[&bags[..], &[family.key(&[])]].concat())],
            vec![covered(family.provider, &[&bags[..], &[bag(KEY, &family.pkcs8, &[])]].concat())],
        ] {
            let opened = open(&family.file(&contents)).unwrap();
            assert_eq!(opened.set_aside(), []);
            assert_eq!(opened.bundle().certificate(), &family.leaf);
            assert_eq!(opened.bundle().chain(), family.chain);
            assert_eq!((opened.bundle().friendly_name(), opened.bundle().local_key_id()), (None, None));
        }
    }
}

#[test]
fn sets_aside_what_a_bundle_has_no_place_for() {
    let family = family();
    let stranger = certified(provider(), "p384").0;
    let unknown = attribute("2.999.1", Tag::UTF8_STRING, b"x");
    let bags = [
        family.leaf(&[friendly_name("its own"), local_key_id(&[1])]),
        certificate_bag(family.chain[0].as_der(), &[friendly_name("issuing"), unknown.clone()]),
        certificate_bag(stranger.as_der(), &[]),
        family.leaf(&[]),
        bag(CRL, &[0x30, 0x00], &[]),
    ];
    let key = family.key(&[friendly_name("of the key"), local_key_id(&[1]), unknown]);
    let opened = open(&family.file(&[covered(family.provider, &bags), clear(&[key])])).unwrap();
    assert_eq!(opened.bundle().friendly_name(), Some("of the key"));
    assert_eq!(opened.bundle().local_key_id(), Some([1].as_slice()));
    assert_eq!(opened.bundle().chain(), &family.chain[..1]);
    let attribute = |of, attribute: &str| SetAside::Attribute { of, attribute: oid(attribute) };
    assert_eq!(
        opened.set_aside(),
        [
            SetAside::Certificate(family.leaf.clone()),
            SetAside::Bag(oid(CRL)),
            attribute(Carrier::Other, FRIENDLY_NAME),
            attribute(Carrier::Other, "2.999.1"),
            SetAside::Certificate(stranger),
            attribute(Carrier::Key, "2.999.1"),
            attribute(Carrier::Certificate, FRIENDLY_NAME),
        ]
    );
}

#[test]
fn names_that_a_bundle_cannot_hold_are_set_aside() {
    let family = family();
    for name in [friendly_name("\u{1f511}"), friendly_name(&"x".repeat(256)), friendly_name("")] {
        let opened = open(&family.file(&[clear(&[family.leaf(&[]), family.key(&[name])])])).unwrap();
        assert_eq!(opened.bundle().friendly_name(), None);
        assert_eq!(opened.set_aside(), [SetAside::Attribute { of: Carrier::Key, attribute: oid(FRIENDLY_NAME) }]);
    }
    let opened = open(&family.file(&[clear(&[family.leaf(&[]), family.key(&[local_key_id(&[])])])])).unwrap();
    assert_eq!(opened.set_aside(), [SetAside::Attribute { of: Carrier::Key, attribute: oid(LOCAL_KEY_ID) }]);
}

#[test]
fn a_key_must_have_its_certificate_and_be_alone() {
    let family = family();
    let other = certified(provider(), "p384").0;
    let of = |bags: &[Vec<u8>]| family.file(&[clear(bags)]);
    let key = family.key(&[]);
    assert_says(&of(&[family.leaf(&[])]), "the file has no private key");
    assert_says(
        &of(&[key.clone(), key.clone(), family.leaf(&[])]),
        "the file has 2 private keys, expected one; take the one you want out with openssl pkcs12 or keytool",
    );
    assert_says(
        &of(&[key.clone(), certificate_bag(other.as_der(), &[])]),
        "none of the 1 certificates in the file belongs to the private key",
    );
    let pointing = family.key(&[local_key_id(&[1])]);
    assert_says(
        &of(&[pointing.clone(), certificate_bag(other.as_der(), &[local_key_id(&[1])]), family.leaf(&[])]),
        "the certificate that the local key id points at does not belong to the private key",
    );
    let again = certified(provider(), "p256").0;
    assert_eq!(again, family.leaf, "the walk of the tests is the same each time");
}

#[test]
fn of_two_certificates_of_one_key_the_local_key_id_chooses() {
    let family = family();
    let under_root = crate::ca::authority(provider(), "rsa3072");
    let request = crate::ca::bare(provider(), "p256");
    let renewed = crate::ca::walk(&under_root, crate::ca::client_policy(), request, &crate::ca::client());
    let bags = |key: &[Vec<u8>], id: &[Vec<u8>]| {
        family.file(&[clear(&[family.key(key), family.leaf(&[]), certificate_bag(renewed.as_der(), id)])])
    };
    assert_says(
        &bags(&[], &[]),
        "2 certificates in the file belong to the private key, and no local key id tells which is meant",
    );
    let opened = open(&bags(&[local_key_id(&[9])], &[local_key_id(&[9])])).unwrap();
    assert_eq!(opened.bundle().certificate(), &renewed);
    assert_eq!(opened.set_aside(), [SetAside::Certificate(family.leaf.clone())]);
}

#[test]
fn what_is_not_read_is_refused_by_name_and_with_a_remedy() {
    let family = family();
    let authenticated = sequence(&[&clear(&[family.key(&[]), family.leaf(&[])])]);
    let mac = mac(family.provider, &authenticated);
    let with = |digest| parts(3, DATA, &authenticated, Some(&mac_data(digest, &mac, ITERATIONS)));
    let under = |scheme: Vec<u8>| family.file(&[covered_octets(family.provider, b"x", &scheme)]);
    let [pbes2, pbkdf2] = ["1.2.840.113549.1.5.13", "1.2.840.113549.1.5.12"];
    let [hmac, aes] = ["1.2.840.113549.2.9", "2.16.840.1.101.3.4.1.42"];
    for (file, sentence) in [
        (
            parts(3, DATA, &authenticated, None),
            "the file has no MAC, so anybody may have changed it; write it anew with openssl pkcs12 -export",
        ),
        (
            with("1.3.14.3.2.26"),
            "the MAC is made with SHA-1 (1.3.14.3.2.26); write the file anew with openssl pkcs12 -export -macalg sha256",
        ),
        (
            with("1.2.840.113549.1.5.14"),
            "the MAC is PBMAC1 (RFC 9879), which is not read yet; write the file anew without -pbmac1_pbkdf2",
        ),
        (
            parts(3, "1.2.840.113549.1.7.2", &authenticated, None),
            "the file is protected by public keys and not by a password; ask for one under a password",
        ),
        (
            under(scheme("1.2.840.113549.1.12.1.6", pbkdf2, hmac, aes, 2)),
            "the file is encrypted with RC2 with 40 bits (1.2.840.113549.1.12.1.6); read it with openssl pkcs12 -legacy and \
             write it anew with AES-256-CBC",
        ),
        (
            under(scheme(pbes2, pbkdf2, hmac, "1.2.840.113549.3.7", 2)),
            "the file is encrypted with 3DES (1.2.840.113549.3.7); read it with openssl pkcs12 -legacy and write it anew \
             with AES-256-CBC",
        ),
        (
            under(scheme(pbes2, "1.3.6.1.4.1.11591.4.11", hmac, aes, 2)),
            "the keys are derived with scrypt (1.3.6.1.4.1.11591.4.11), expected PBKDF2 with HMAC-SHA-256; write the file \
             anew with openssl pkcs12 -export",
        ),
        (
            under(scheme(pbes2, pbkdf2, "1.2.840.113549.2.7", aes, 2)),
            "the keys are derived with HMAC with SHA-1 (1.2.840.113549.2.7), expected PBKDF2 with HMAC-SHA-256; write the \
             file anew with openssl pkcs12 -export",
        ),
        (
            family.file(&[clear(&[bag(KEY, &family.pkcs8, &[]), family.leaf(&[])])]),
            "the private key in the file is not encrypted; write the file anew with openssl pkcs12 -export",
        ),
        (
            family.file(&[clear(&[bag("1.2.840.113549.1.12.10.1.6", &[0x30, 0x00], &[])])]),
            "the file has a bag of type 1.2.840.113549.1.12.10.1.6 (nested SafeContents), which is not read",
        ),
        (
            family.file(&[clear(&[bag_of_kind("1.2.840.113549.1.9.22.2", b"x", &[])])]),
            "the file has a bag of type 1.2.840.113549.1.9.22.2 (SDSI certificate), which is not read",
        ),
        (
            family.file(&[content("2.999.7", forged_null)]),
            "the file has a content of type 2.999.7, expected data or encryptedData (RFC 7292 §4.1)",
        ),
    ] {
        let error = open(&file).unwrap_err();
        assert!(matches!(error, OpenError::Unsupported(_)), "{error:?}");
        assert_eq!(error.to_string(), sentence);
    }
}

fn forged_null(writer: &mut chancery::encoding::Writer) -> Result<(), chancery::encoding::EncodeError> {
    writer.null()
}

#[test]
fn ber_is_refused_by_name() {
    let file = [0x30, 0x80, 0x02, 0x01, 0x03, 0x00, 0x00];
    assert!(matches!(open(&file), Err(OpenError::Unsupported(Unsupported::Ber { position: 0 }))));
    assert_says(&file, "the file is BER and not DER at byte 0; write it anew with openssl pkcs12 -export");
    let pieces = [0x24, 0x03, 0x04, 0x01, 0x00];
    let file = sequence(&[&[2, 1, 3], &content(DATA, |inner| inner.raw(&pieces))]);
    assert!(matches!(open(&file), Err(OpenError::Unsupported(Unsupported::Ber { .. }))), "{:?}", open(&file));
}

#[test]
fn what_is_no_pfx_is_refused_with_the_octet() {
    let family = family();
    assert_says(
        &[],
        "the file is no PKCS#12 file, or a damaged one: expected SEQUENCE, found the end at byte 0 of PFX",
    );
    let authenticated = sequence(&[]);
    let mac = mac_data(SHA256, &mac(family.provider, &authenticated), ITERATIONS);
    assert_says(
        &parts(1, DATA, &authenticated, Some(&mac)),
        "the file is no PKCS#12 file, or a damaged one: the version is 1, expected 3 at byte 2 of PFX",
    );
    assert_says(&parts(3, DATA, &authenticated, Some(&mac)), "the file has no private key");
    let twice = family.key(&[local_key_id(&[1]), local_key_id(&[2])]);
    let error = open(&family.file(&[clear(&[twice])])).unwrap_err().to_string();
    assert!(error.contains("1.2.840.113549.1.9.21 occurs more than once"), "{error}");
}

#[test]
fn what_is_wrong_under_a_mac_that_holds_is_called_so() {
    let family = family();
    let file = family.file(&[covered_octets(family.provider, &[0x31, 0x00], &pbes2(ITERATIONS))]);
    assert_says(
        &file,
        "the MAC holds but what is encrypted is not as RFC 7292 §4.2 has it: expected SEQUENCE, found SET at byte 0 of \
         SafeContents",
    );
    let another = content(ENCRYPTED_DATA, |inner| {
        inner.sequence(|data| {
            data.small_natural(0)?;
            data.sequence(|info| {
                info.oid(&oid(DATA))?;
                info.raw(&pbes2(ITERATIONS))?;
                info.element(Tag::context(0), &[0x55; 32])
            })
        })
    });
    assert_says(
        &family.file(&[another]),
        "the MAC holds but a content does not decrypt: it is under another password, which is not supported",
    );
    let no_key = key_bag(family.provider, &[0x30, 0x00], &[]);
    let error = open(&family.file(&[clear(&[no_key, family.leaf(&[])])])).unwrap_err();
    assert!(matches!(error, OpenError::Key(_)), "{error:?}");
    let no_certificate = certificate_bag(&[0x30, 0x00], &[]);
    let error = open(&family.file(&[clear(&[family.key(&[]), no_certificate])])).unwrap_err();
    assert!(matches!(error, OpenError::Certificate(_)), "{error:?}");
}

#[test]
fn the_work_a_file_asks_for_is_bounded_before_any_of_it_is_done() {
    let family = family();
    let authenticated = sequence(&[&covered_octets(family.provider, b"x", &pbes2(900)), &clear(&[family.leaf(&[])])]);
    let file = parts(3, DATA, &authenticated, Some(&mac_data(SHA256, &[0; 32], 800)));
    let within = |iterations, total_iterations| {
        let limits = OpenLimits { iterations, total_iterations, ..OpenLimits::DEFAULT };
        Pfx::open(&file, &password(), &limits, family.provider).unwrap_err()
    };
    assert_eq!(
        within(850, 5000).to_string(),
        "the file asks for 900 iterations at once, more than the limit of 850; raise `OpenLimits` if you trust who made it"
    );
    assert_eq!(
        within(900, 1699).to_string(),
        "the file asks for 1700 iterations in all, more than the limit of 1699; raise `OpenLimits` if you trust who made it"
    );
    assert!(matches!(within(900, 1700), OpenError::WrongPassword));
    let hostile = parts(3, DATA, &authenticated, Some(&mac_data(SHA256, &[0; 32], u32::MAX)));
    assert!(matches!(open(&hostile), Err(OpenError::Iterations { found: u32::MAX, limit: 2_000_000 })));
}

#[test]
fn keys_under_an_encrypted_content_count_too() {
    let family = family();
    let file = family.file(&[covered(family.provider, &[family.key(&[]), family.leaf(&[])])]);
    let within = |total_iterations| {
        let limits = OpenLimits { total_iterations, ..OpenLimits::DEFAULT };
        Pfx::open(&file, &password(), &limits, family.provider).map(|_| ())
    };
    assert!(matches!(within(5), Err(OpenError::Budget { found: 6, limit: 5 })));
    assert!(within(6).is_ok());
}

#[test]
fn sizes_and_counts_are_bounded() {
    let family = family();
    let file = family.file(&[clear(&[family.key(&[friendly_name("x"), local_key_id(&[1])]), family.leaf(&[])])]);
    let refused = |limits: OpenLimits| Pfx::open(&file, &password(), &limits, family.provider).unwrap_err().to_string();
    let most = OpenLimits::DEFAULT;
    let octets = file.len() - 1;
    assert_eq!(
        refused(OpenLimits { octets, ..most }),
        format!("the file has {} octets, more than the limit of {octets}", file.len())
    );
    assert!(refused(OpenLimits { bags: 1, ..most }).contains("more than the limit of 1 elements"));
    assert!(refused(OpenLimits { contents: 0, ..most }).contains("more than the limit of 0 elements"));
    assert!(refused(OpenLimits { attributes: 1, ..most }).contains("more than the limit of 1 elements"));
}

#[test]
fn a_file_without_anything_encrypted_cannot_tell_a_wrong_password() {
    let family = family();
    let file = family.file(&[clear(&[family.leaf(&[])])]);
    let wrong = Password::new("another").unwrap();
    assert!(matches!(Pfx::open(&file, &wrong, &OpenLimits::DEFAULT, family.provider), Err(OpenError::WrongPassword)));
    let mut damaged = file;
    *damaged.last_mut().unwrap() ^= 1;
    assert!(open(&damaged).is_err());
}
