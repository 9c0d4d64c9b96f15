//! Sealing and opening: what goes in comes out, and nothing else does.
//!
//! Round trips over every fixture key, provider and choice of names; refusals by their sentences; every octet of a file
//! wrong once. What other programs think of the files stands in `tests/interop_p12.rs`, what stays in memory in
//! `tests/pkcs12_erasure.rs`. RFC 7292; P-01 to P-07.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;
#[path = "pkcs12/forged.rs"]
mod forged;
#[path = "pkcs12/opening.rs"]
mod opening;
#[path = "pkcs12/oracle.rs"]
mod oracle;

use std::sync::LazyLock;

use chancery::{
    Error,
    crypto::{ProviderError, Random},
    pkcs12::{Bundle, BundleError, OpenError, OpenLimits, Password, Pfx, SealError},
    x509::{Certificate, Kept},
};
use proptest::{collection, option, prelude::*};

use bundle::{KEYS, bare, certified, full, open, password, plain, quick, seal};
use ca::{PROVIDERS, provider, secret};

#[test]
fn opens_what_it_seals_with_every_key_and_provider() {
    for (name, provider) in PROVIDERS {
        for key in KEYS {
            let bundle = full(provider, key);
            let (certificate, chain) = (bundle.certificate().clone(), bundle.chain().to_vec());
            let opened = open(&seal(bundle, provider), provider);
            assert_eq!(opened.set_aside(), [], "{name} {key}");
            let back = opened.into_bundle();
            assert_eq!(back.certificate(), &certificate, "{name} {key}");
            assert_eq!(back.chain(), chain, "{name} {key}");
            assert_eq!(back.friendly_name(), Some("vpn-źdźbło"));
            assert_eq!(back.local_key_id(), Some([0, 1, 0xfe, 0xff].as_slice()));
            assert_eq!(back.key_algorithm(), secret(key).algorithm());
        }
    }
}

static FAMILY: LazyLock<(Certificate, Vec<Certificate>)> = LazyLock::new(|| certified(provider(), "p256"));

fn of_family() -> Bundle {
    Bundle::new(secret("p256"), FAMILY.0.clone(), provider()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn names_ids_and_chains_come_back_exactly_as_given(
        name in option::of("[\u{1}-\u{d7ff}\u{e000}-\u{ffff}]{1,255}"),
        id in option::of(collection::vec(any::<u8>(), 1..=255)),
        length in 0..=2_usize,
        text in "[^\0\u{10000}-\u{10ffff}]{1,40}",
    ) {
        let chain = FAMILY.1[..length].to_vec();
        let mut bundle = of_family().with_chain(chain.clone()).unwrap();
        if let Some(name) = &name {
            bundle = bundle.with_friendly_name(name).unwrap();
        }
        if let Some(id) = &id {
            bundle = bundle.with_local_key_id(id).unwrap();
        }
        let password = Password::new(&text).unwrap();
        let pfx = bundle.seal(&password, &quick(), provider()).unwrap();
        let opened = Pfx::open(pfx.as_der(), &password, &OpenLimits::DEFAULT, provider()).unwrap();
        prop_assert_eq!(opened.set_aside(), []);
        let back = opened.bundle();
        prop_assert_eq!(back.friendly_name(), name.as_deref());
        prop_assert_eq!(back.local_key_id(), id.as_deref());
        prop_assert_eq!(back.chain(), &chain[..]);
        prop_assert_eq!(back.certificate(), &FAMILY.0);
    }
}

#[test]
fn no_octet_can_be_wrong_without_a_typed_refusal() {
    let pfx = seal(bare(provider(), "ed25519"), provider());
    let mut damaged = 0;
    for place in 0..pfx.len() {
        for change in [0x01, 0x80] {
            let mut wrong = pfx.clone();
            wrong[place] ^= change;
            match Pfx::open(&wrong, &password(), &OpenLimits::DEFAULT, provider()) {
                Ok(_) => panic!("octet {place} may be anything"),
                Err(OpenError::WrongPassword) => panic!("octet {place}: the password is right"),
                Err(OpenError::Damaged) => damaged += 1,
                Err(error) => assert!(!error.to_string().is_empty(), "{place}"),
            }
        }
    }
    assert!(damaged > pfx.len(), "most octets are under the MAC: {damaged} of {}", 2 * pfx.len());
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    let pfx = seal(plain(provider(), "p256"), provider());
    for end in 0..pfx.len() {
        assert!(Pfx::open(&pfx[..end], &password(), &OpenLimits::DEFAULT, provider()).is_err(), "{end}");
    }
    let longer = [&pfx[..], &[0]].concat();
    let error = Pfx::open(&longer, &password(), &OpenLimits::DEFAULT, provider()).unwrap_err();
    assert!(error.to_string().contains("found 1 more octets"), "{error}");
}

#[test]
fn a_wrong_password_is_told_from_a_damaged_file() {
    let pfx = seal(full(provider(), "p256"), provider());
    for wrong in ["open Sesame 7", "Open Sesame 7 ", "Open Sesame", "\u{1f511}"] {
        let wrong = Password::new(wrong).unwrap();
        let error = Pfx::open(&pfx, &wrong, &OpenLimits::DEFAULT, provider()).unwrap_err();
        assert!(matches!(error, OpenError::WrongPassword));
        assert_eq!(error.to_string(), "the password is wrong, or the file is damaged in every part of it");
    }
    let mut damaged = pfx;
    *damaged.last_mut().unwrap() ^= 1;
    let error = Pfx::open(&damaged, &password(), &OpenLimits::DEFAULT, provider()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the password is right but the MAC does not hold: the file is damaged or was changed; get it again"
    );
}

#[test]
fn two_files_of_one_bundle_have_nothing_in_common_that_is_secret() {
    let [first, second] = [(), ()].map(|()| seal(plain(provider(), "p256"), provider()));
    assert_eq!(first.len(), second.len());
    let same = first.iter().zip(&second).filter(|(one, other)| one == other).count();
    assert!(same < first.len() / 2, "{same} of {} octets are the same", first.len());
}

#[test]
fn a_key_of_another_certificate_makes_no_bundle() {
    for (_, provider) in PROVIDERS {
        for key in ["p384", "ed25519", "rsa2048"] {
            let error = Bundle::new(secret(key), FAMILY.0.clone(), provider).unwrap_err();
            assert!(matches!(error, BundleError::KeyOfAnotherCertificate), "{key}");
        }
        let error = Bundle::new(secret("p521"), FAMILY.0.clone(), provider).unwrap_err();
        assert_eq!(
            error.to_string(),
            "whether the key belongs to the certificate cannot be found out: this provider cannot sign ecdsa-with-SHA512 \
             with EC P-521; use RSA, P-256, P-384 or Ed25519"
        );
    }
    let error = Bundle::new(secret("rsa2048"), FAMILY.0.clone(), provider()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the key does not belong to the certificate; the public half of the key is another than the certificate has"
    );
}

/// The sentence of a refusal, which gives the bundle back.
#[track_caller]
fn refused(result: Result<Bundle, Kept<Bundle, BundleError>>) -> String {
    let kept = result.unwrap_err();
    assert_eq!(kept.kept.certificate(), &FAMILY.0);
    kept.cause.to_string()
}

#[test]
fn a_chain_must_link() {
    let (leaf, chain) = &*FAMILY;
    let [issuing, root] = <[Certificate; 2]>::try_from(chain.clone()).unwrap();
    let of = |chain: &[&Certificate]| of_family().with_chain(chain.iter().copied().cloned().collect());
    let first = "certificate 1 of the chain did not issue the certificate before it; begin with the issuer and end with the root";
    assert_eq!(refused(of(&[&root, &issuing])), first);
    assert_eq!(refused(of(&[&root])), first);
    assert_eq!(refused(of(&[leaf])), "certificate 1 of the chain is in the bundle already; give each certificate once");
    assert_eq!(
        refused(of(&[&issuing, &root, &root])),
        "certificate 3 of the chain is in the bundle already; give each certificate once"
    );
    let many: Vec<_> = std::iter::repeat_n(&issuing, 17).collect();
    assert_eq!(refused(of(&many)), "the chain has 17 certificates, more than the limit of 16");
    assert_eq!(of(&[&issuing]).unwrap().chain(), &chain[..1]);
}

/// An authority of one name, with a key of its own, under itself or under another key of the same name.
fn rolled_over(
    under: Option<&rcgen::Issuer<'_, rcgen::KeyPair>>,
) -> (Certificate, rcgen::Issuer<'static, rcgen::KeyPair>) {
    let mut params = rcgen::CertificateParams::default();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.use_authority_key_identifier_extension = true;
    let key = rcgen::KeyPair::generate().unwrap();
    let made = under.map_or_else(|| params.self_signed(&key), |issuer| params.signed_by(&key, issuer)).unwrap();
    (Certificate::from_der(made.der()).unwrap(), rcgen::Issuer::new(params, key))
}

#[test]
fn a_chain_goes_on_above_an_authority_that_changed_its_key_and_ends_where_one_signed_itself() {
    let (first, first_issuer) = rolled_over(None);
    let (second, second_issuer) = rolled_over(Some(&first_issuer));
    let mut params = rcgen::CertificateParams::default();
    params.distinguished_name.push(rcgen::DnType::CommonName, "leaf");
    params.use_authority_key_identifier_extension = true;
    let key = rcgen::KeyPair::from_pem(&secret("p256").secret_pkcs8_pem().unwrap()).unwrap();
    let leaf = Certificate::from_der(params.signed_by(&key, &second_issuer).unwrap().der()).unwrap();
    let of_leaf = || Bundle::new(secret("p256"), leaf.clone(), provider()).unwrap();

    let chain = vec![second, first.clone()];
    let opened = open(&seal(of_leaf().with_chain(chain.clone()).unwrap(), provider()), provider());
    assert_eq!(opened.bundle().chain(), chain);
    assert_eq!(opened.set_aside(), []);

    // The same name and key once more: nothing tells which of the two issued the other.
    let again = Certificate::from_der(again_of(&first_issuer).der()).unwrap();
    let kept = of_leaf().with_chain([chain, vec![again]].concat()).unwrap_err();
    assert!(kept.to_string().starts_with("certificate 3 of the chain did not issue"), "{kept}");
}

fn again_of(issuer: &rcgen::Issuer<'_, rcgen::KeyPair>) -> rcgen::Certificate {
    let mut params = rcgen::CertificateParams::default();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.use_authority_key_identifier_extension = true;
    params.not_after = rcgen::date_time_ymd(2040, 1, 1);
    params.self_signed(issuer.key()).unwrap()
}

#[test]
fn names_and_ids_that_a_file_cannot_hold_are_refused() {
    assert_eq!(
        refused(of_family().with_friendly_name("a\u{1f511}")),
        "the friendly name has the character '\u{1f511}', which is outside the Basic Multilingual Plane and has no place in a \
         BMPString (RFC 2985 §5.5.1)"
    );
    assert_eq!(
        refused(of_family().with_friendly_name("")),
        "the friendly name has 0 characters, and RFC 2985 Appendix A allows 1 to 255"
    );
    assert_eq!(
        refused(of_family().with_friendly_name(&"ź".repeat(256))),
        "the friendly name has 256 characters, and RFC 2985 Appendix A allows 1 to 255"
    );
    assert_eq!(refused(of_family().with_local_key_id(&[])), "the local key id has 0 octets, expected 1 to 255");
    assert_eq!(refused(of_family().with_local_key_id(&[1; 256])), "the local key id has 256 octets, expected 1 to 255");
}

/// A source that has run dry.
struct Dry;

impl Random for Dry {
    fn fill(&self, _: &mut [u8]) -> Result<(), ProviderError> {
        Err(ProviderError::Derivation)
    }
}

#[test]
fn a_bundle_that_was_not_sealed_is_given_back() {
    let outside = Password::new("pa\u{1f511}").unwrap();
    let kept = of_family().seal(&outside, &quick(), provider()).unwrap_err();
    assert_eq!(
        kept.to_string(),
        "character 3 of the password is outside the Basic Multilingual Plane, which RFC 7292 Appendix B.1 does not allow; \
         choose another"
    );
    assert!(matches!(kept.cause, SealError::PasswordOutsideThePlane { position: 3 }));
    let dry = provider().with_random(&Dry);
    let kept = kept.kept.seal(&password(), &quick(), &dry).unwrap_err();
    assert!(matches!(kept.cause, SealError::Provider(_)));
    assert!(kept.kept.seal(&password(), &quick(), provider()).is_ok());
}

#[test]
fn one_error_gathers_them_all() {
    fn walk(text: &str, name: &str) -> Result<Vec<u8>, Error> {
        let password = Password::new(text)?;
        let bundle = Bundle::new(secret("p256"), FAMILY.0.clone(), provider())?.with_friendly_name(name)?;
        let pfx = bundle.seal(&password, &quick(), provider())?;
        let opened = Pfx::open(pfx.as_der(), &password, &OpenLimits::DEFAULT, provider())?;
        Ok(opened.bundle().certificate().as_der().to_vec())
    }
    assert_eq!(walk("x", "y").unwrap(), FAMILY.0.as_der());
    assert!(matches!(walk("", "y"), Err(Error::Password(_))));
    assert!(matches!(walk("x", ""), Err(Error::Bundle(_))));
    assert!(matches!(walk("\u{1f511}", "y"), Err(Error::Seal(_))));
}

#[test]
fn nothing_that_is_shown_has_a_secret_in_it() {
    let secret_name = "99723100018";
    let bundle = of_family().with_friendly_name(secret_name).unwrap();
    let shown = format!("{bundle:?}");
    assert_eq!(shown, "Bundle { key: SecretKey(EC P-256, [elided]), chain: 0, .. }");
    let pfx = bundle.seal(&password(), &quick(), provider()).unwrap();
    assert_eq!(format!("{pfx:?}"), format!("Pfx({} octets, [elided])", pfx.as_der().len()));
    let opened = Pfx::open(pfx.as_der(), &password(), &OpenLimits::DEFAULT, provider()).unwrap();
    assert!(!format!("{opened:?}").contains(secret_name));
    assert_eq!(format!("{:?}", password()), "Password([elided])");
}
