//! API keys from an accepted application to their parcels, and the records that admit and change them.
//!
//! Every order here comes from an application that was walked to its acceptance, since there is no other way to one. The
//! surprising choice: the archive of these tests turns every octet over, so that a test can open it and the library sees
//! nothing of the secret in it.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken rule is a failed test"
)]

#[path = "common/bundle.rs"]
mod bundle;
#[path = "common/ca.rs"]
mod ca;
#[path = "application/pesel_forms.rs"]
mod forms;
#[allow(dead_code, reason = "these tests use some of the people and papers")]
#[path = "application/made.rs"]
mod made;

use std::net::Ipv4Addr;

use chancery::{
    application::{
        EntityNumber,
        pesel_register::{
            AllowList, ApiKeyId, Deactivation, InEnvironment, KeyChange, KeyEnvironment, KeyOrder, NewKey, NewKeys,
            NoticeChange, Purpose,
        },
    },
    credential::{
        ApiKey, ApiKeyRecord, Archive, ChangeError, Credential, KeyStatus, MakeKeyError, NotAdmitted, Parcel,
        ParcelError, SealedContent, SealedPassword,
    },
    crypto::{Digest, DigestContext, Hash, Provider, ProviderError, Random},
    inventory::RecordId,
    pkcs12::{OpenLimits, Password, Pfx, SealError},
    policy::catalog::{Production, Test},
};
use forms::{
    NoDigest, accepted, evidence, for_both, for_test, form, key, notices, to_change_addresses, to_change_notices,
    to_deactivate,
};
use made::{contact, noon};

fn provider() -> Provider {
    *ca::provider()
}

/// Where the test system stands.
const HERE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

fn order_for_test() -> NewKey<Test> {
    match evidence(for_test()).into_order() {
        KeyOrder::NewKeys(NewKeys::Test(order)) => order,
        other => panic!("{other:?}"),
    }
}

fn make<E: KeyEnvironment>(order: NewKey<E>, id: &str) -> (ApiKey<E>, ApiKeyRecord<E>) {
    ApiKey::make(order, key(id), provider().random, provider().digest).unwrap()
}

fn made_for_test() -> (ApiKey<Test>, ApiKeyRecord<Test>) {
    make(order_for_test(), "rzp-1")
}

fn deactivation() -> KeyChange<Test, Deactivation> {
    match evidence(to_deactivate()).into_order() {
        KeyOrder::Deactivate(InEnvironment::Test(order)) => order,
        other => panic!("{other:?}"),
    }
}

fn other_addresses() -> KeyChange<Test, AllowList<Test>> {
    match evidence(to_change_addresses()).into_order() {
        KeyOrder::ChangeAddresses(InEnvironment::Test(order)) => order,
        other => panic!("{other:?}"),
    }
}

fn hash_of<E: KeyEnvironment>(record: &ApiKeyRecord<E>) -> String {
    serde_json::to_value(record).unwrap()["hash"].as_str().unwrap().to_owned()
}

// ---- keys ---------------------------------------------------------------------------------------------------------

#[test]
fn pes_02_a_key_is_43_characters_of_chance_and_another_every_time() {
    let (first, second) = (made_for_test().0, made_for_test().0);
    let text = first.secret_text();
    assert_eq!(text.len(), 43);
    assert!(text.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character)));
    assert_ne!(*text, *second.secret_text());
    assert_eq!(first.id(), &key("rzp-1"));
    assert_eq!(ApiKey::<Test>::ENTROPY_BITS, 256);
}

#[test]
fn pes_point_4_two_environments_in_one_application_are_two_keys_of_two_types() {
    let KeyOrder::NewKeys(NewKeys::Both { test, production }) = evidence(for_both()).into_order() else {
        panic!("two keys")
    };
    let (test, of_test): (ApiKey<Test>, ApiKeyRecord<Test>) = make(test, "rzp-1");
    let (production, of_production): (ApiKey<Production>, ApiKeyRecord<Production>) = make(production, "rzp-1");
    let digest = provider().digest;
    let there = Ipv4Addr::new(192, 31, 80, 30);
    assert_ne!(*test.secret_text(), *production.secret_text());
    assert_eq!(of_test.admits(&test.secret_text(), HERE, digest), Ok(()));
    assert_eq!(of_production.admits(&production.secret_text(), there, digest), Ok(()));
    assert_eq!(of_production.admits(&test.secret_text(), there, digest), Err(NotAdmitted::WrongSecret));
    assert_eq!(of_test.admits(&production.secret_text(), HERE, digest), Err(NotAdmitted::WrongSecret));
    let ids = [Credential::from(test.id().clone()), Credential::from(production.id().clone())];
    assert_ne!(ids[0], ids[1]);
}

/// Gives the same octet for ever, or fails.
struct Broken(Option<u8>);

impl Random for Broken {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        let octet = self.0.ok_or(ProviderError::Backend("no entropy".into()))?;
        out.fill(octet);
        Ok(())
    }
}

#[test]
fn a_source_that_does_not_work_makes_no_key_and_the_order_comes_back() {
    let make = |random: &dyn Random, digest: &dyn Digest| {
        let kept = ApiKey::make(order_for_test(), key("rzp-1"), random, digest).unwrap_err();
        assert_eq!(*kept.kept, order_for_test());
        kept.cause
    };
    let unrandom = "the source of randomness gave 32 octets that are all equal, expected octets nobody can predict";
    assert_eq!(make(&Broken(Some(0)), provider().digest).to_string(), unrandom);
    assert_eq!(make(&Broken(Some(7)), provider().digest).to_string(), unrandom);
    assert!(matches!(make(&Broken(None), provider().digest), MakeKeyError::Provider(_)));
    assert_eq!(
        make(provider().random, &NoDigest).to_string(),
        "the digest gave a hash of another length, expected the 32 octets of SHA-256"
    );
}

#[test]
fn nothing_prints_a_secret() {
    let (key, record) = made_for_test();
    let secret = key.secret_text();
    let stored = serde_json::to_string(&record).unwrap();
    let printed = [format!("{key:?} {key:#?}"), format!("{record:?}"), stored];
    assert_eq!(format!("{key:?}"), "ApiKey(ApiKeyId(test rzp-1), [elided])");
    let parcel = Parcel::of_key(key, &Turning, provider().random).unwrap();
    let shown = format!("{parcel:?}");
    let (content, password) = parcel.split();
    assert_eq!(format!("{password:?}"), "SealedPassword([elided])");
    let shown = [shown, format!("{content:?}"), format!("{password:?}")];
    for text in printed.iter().chain(&shown) {
        assert!(!text.contains(secret.as_str()), "{text}");
        assert!(!text.contains(password.secret_text()), "{text}");
    }
    assert_eq!(shown[0], format!("Parcel({} octets, [elided])", content.octets().len()));
    assert!(format!("{record:?}").contains("SecretHash([elided])"));
}

// ---- admission ----------------------------------------------------------------------------------------------------

#[test]
fn a_wrong_a_shorter_a_longer_and_an_empty_secret_are_refused() {
    let (key, record) = made_for_test();
    let (secret, digest) = (key.secret_text(), provider().digest);
    assert_eq!(record.admits(&secret, HERE, digest), Ok(()));
    let first = if secret.starts_with('A') { "B" } else { "A" };
    let last = if secret.ends_with('A') { "B" } else { "A" };
    let wrong = [
        made_for_test().0.secret_text().to_string(),
        format!("{first}{}", &secret[1..]),
        format!("{}{last}", &secret[..42]),
        secret[..42].to_owned(),
        format!("{}=", *secret),
        format!("{} ", *secret),
        secret.to_lowercase() + "x",
        String::new(),
    ];
    for presented in wrong {
        assert_eq!(record.admits(&presented, HERE, digest), Err(NotAdmitted::WrongSecret));
    }
    assert_eq!(record.admits(&secret, HERE, &NoDigest), Err(NotAdmitted::WrongSecret), "no hash is equal to none");
    assert_eq!(NotAdmitted::WrongSecret.to_string(), "what is presented is not the secret of this key");
}

/// A digest that nobody is to ask.
struct Unasked;

impl Digest for Unasked {
    fn begin(&self, _: Hash) -> Box<dyn DigestContext> {
        panic!("the digest is asked")
    }
}

#[test]
fn what_is_too_long_or_too_short_is_refused_unread() {
    let (_, record) = made_for_test();
    for length in [0, 42, 44, 1 << 20] {
        let presented = "A".repeat(length);
        assert_eq!(record.admits(&presented, HERE, &Unasked), Err(NotAdmitted::WrongSecret), "{length}");
    }
}

#[test]
fn pes_point_5_a_call_from_elsewhere_is_refused() {
    let (key, record) = made_for_test();
    let error = record.admits(&key.secret_text(), Ipv4Addr::new(192, 0, 2, 8), provider().digest).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the call comes from 192.0.2.8, which is not among the addresses of the key; others are applied for (PES-04)"
    );
}

#[test]
fn who_has_not_shown_the_secret_is_told_nothing_else() {
    let (_, record) = made_for_test();
    let record = record.deactivate(&deactivation(), noon("2026-03-01")).unwrap();
    let elsewhere = Ipv4Addr::new(192, 0, 2, 8);
    assert_eq!(record.admits("guess", elsewhere, provider().digest), Err(NotAdmitted::WrongSecret));
}

// ---- changes ------------------------------------------------------------------------------------------------------

#[test]
fn pes_03_a_deactivated_key_is_not_admitted_and_not_changed_again() {
    let (key, record) = made_for_test();
    assert_eq!(record.status(), KeyStatus::Active);
    let before = hash_of(&record);
    let record = record.deactivate(&deactivation(), noon("2026-03-01")).unwrap();
    assert_eq!(record.status(), KeyStatus::Deactivated { at: noon("2026-03-01") });
    assert_eq!(hash_of(&record), before);
    assert_eq!(
        record.admits(&key.secret_text(), HERE, provider().digest).unwrap_err().to_string(),
        "the key was deactivated at 2026-03-01T12:00:00Z and is not used again; a new one is applied for (PES-02)"
    );
    let kept = record.clone().deactivate(&deactivation(), noon("2026-03-02")).unwrap_err();
    assert_eq!(
        kept.cause.to_string(),
        "the key was deactivated at 2026-03-01T12:00:00Z, and nothing about it is changed any more (PES-03)"
    );
    assert_eq!(*kept.kept, record);
    assert!(matches!(record.with_addresses(&other_addresses()).unwrap_err().cause, ChangeError::Deactivated { .. }));
}

#[test]
fn pes_04_a_change_leaves_the_secret_as_it_is() {
    let (key, record) = made_for_test();
    let before = hash_of(&record);
    let record = record.with_addresses(&other_addresses()).unwrap();
    let there = Ipv4Addr::new(192, 0, 2, 8);
    assert_eq!(record.admits(&key.secret_text(), there, provider().digest), Ok(()));
    assert_eq!(
        record.admits(&key.secret_text(), HERE, provider().digest),
        Err(NotAdmitted::OtherAddress { found: HERE })
    );
    let KeyOrder::ChangeNotices(InEnvironment::Test(order)) = evidence(to_change_notices()).into_order() else {
        panic!("other mailboxes")
    };
    let addresses = record.addresses().clone();
    let record = record.with_notices(&order).unwrap();
    assert_eq!((record.addresses(), record.notices()), (&addresses, &notices("duty@example.org")));
    assert_eq!(record.admits(&key.secret_text(), there, provider().digest), Ok(()));
    assert_eq!(hash_of(&record), before);
}

#[test]
fn pes_point_2_an_order_changes_the_key_it_names_of_the_unit_that_ordered_it() {
    let (_, record) = make(order_for_test(), "rzp-9");
    let kept = record.with_addresses(&other_addresses()).unwrap_err();
    assert_eq!(kept.cause.to_string(), "the order is for the key rzp-1, and this is rzp-9 (S3:L60)");

    let change = NoticeChange { key: key("rzp-1"), notices: notices("duty@example.org") };
    let mut other = form(Purpose::ChangeNotices(InEnvironment::Test(change)));
    other.unit.number = EntityNumber::Krs("0000127206".parse().unwrap());
    let KeyOrder::ChangeNotices(InEnvironment::Test(order)) = accepted(other).accepted().unwrap().into_order() else {
        panic!("other mailboxes")
    };
    let (_, record) = made_for_test();
    let kept = record.clone().with_notices(&order).unwrap_err();
    assert_eq!(
        kept.cause.to_string(),
        "the unit that ordered the change does not hold the key; every unit has a key of its own (S3:L71)"
    );
    assert_eq!(*kept.kept, record);
}

/// Neither generic parcels nor their errors: whoever seals names the error of the archive.
#[test]
fn gives_its_errors_to_whoever_wants_one_type() {
    let made = || -> Result<(ApiKey<Test>, ApiKeyRecord<Test>), chancery::Error> {
        Ok(ApiKey::make(order_for_test(), key("rzp-1"), &Broken(Some(7)), provider().digest)?)
    };
    let error = made().unwrap_err();
    assert!(error.to_string().starts_with("the source of randomness gave 32 octets"), "{error}");
    let (_, record) = make(order_for_test(), "rzp-9");
    let changed = |record: ApiKeyRecord<Test>| -> Result<ApiKeyRecord<Test>, chancery::Error> {
        Ok(record.with_addresses(&other_addresses())?)
    };
    let error = changed(record.clone()).unwrap_err();
    assert!(error.to_string().starts_with("the order is for the key rzp-1"), "{error}");
    let admitted = || -> Result<(), chancery::Error> { Ok(record.admits("guess", HERE, provider().digest)?) };
    assert_eq!(admitted().unwrap_err().to_string(), "what is presented is not the secret of this key");
}

#[test]
fn a_record_is_loaded_as_it_was_stored_and_in_its_environment_alone() {
    let (_, record) = made_for_test();
    let json = serde_json::to_string(&record).unwrap();
    assert!(json.starts_with(r#"{"environment":"test","id":"rzp-1","holder":{"regon":"123456785"}"#), "{json}");
    assert_eq!(serde_json::from_str::<ApiKeyRecord<Test>>(&json).unwrap(), record);
    let error = serde_json::from_str::<ApiKeyRecord<Production>>(&json).unwrap_err().to_string();
    assert!(error.starts_with("the record is not of a key for production"), "{error}");
    let deactivated = record.deactivate(&deactivation(), noon("2026-03-01")).unwrap();
    let json = serde_json::to_string(&deactivated).unwrap();
    assert_eq!(serde_json::from_str::<ApiKeyRecord<Test>>(&json).unwrap(), deactivated);
    assert_eq!(deactivated.holder(), order_for_test().holder());
    assert_eq!(deactivated.system_name().as_str(), "e-Kredyt");
    assert_eq!(deactivated.id(), &key::<Test>("rzp-1"));
}

// ---- parcels ------------------------------------------------------------------------------------------------------

/// Writes name, password and content with every octet turned over.
struct Turning;

impl Archive for Turning {
    type Error = std::fmt::Error;
    fn seal(&self, name: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, std::fmt::Error> {
        let parts = [name.as_bytes(), b"\n", password.secret_text().as_bytes(), b"\n", content];
        Ok(parts.concat().iter().map(|octet| !octet).collect())
    }
}

/// Answers with what it was told to, or with the content as it is.
enum Faulty {
    Fails,
    Empty,
    Stores,
    Tells,
}

impl Archive for Faulty {
    type Error = std::io::Error;
    fn seal(&self, name: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, std::io::Error> {
        match self {
            Self::Fails => Err(std::io::Error::other("no space left")),
            Self::Empty => Ok(Vec::new()),
            Self::Stores => Ok([name.as_bytes(), content, b"end"].concat()),
            Self::Tells => Ok([name.as_bytes(), password.secret_text().as_bytes(), b"end"].concat()),
        }
    }
}

#[test]
fn pes_07_key_and_password_leave_by_two_channels() {
    let (key, _) = made_for_test();
    let secret = key.secret_text();
    let parcel = Parcel::of_key(key, &Turning, provider().random).unwrap();
    assert_eq!(parcel.to(), &contact());
    let (content, password): (SealedContent<ApiKey<Test>>, SealedPassword<ApiKey<Test>>) = parcel.split();
    assert_eq!(content.recipient(), &contact().email);
    assert_eq!(password.recipient(), &contact().phone);
    assert_eq!(password.secret_text().len(), 20);
    let opened: Vec<u8> = content.into_octets().iter().map(|octet| !octet).collect();
    assert_eq!(String::from_utf8(opened).unwrap(), format!("rzp-1\n{}\n{}", password.secret_text(), *secret));
}

#[test]
fn pes_07_every_parcel_has_a_password_of_its_own() {
    let password = || {
        let parcel = Parcel::of_key(made_for_test().0, &Turning, provider().random).unwrap();
        parcel.split().1.secret_text().to_owned()
    };
    assert_ne!(password(), password());
}

#[test]
fn pes_07_an_archive_that_shows_the_secret_is_not_sent() {
    let sentence = |archive: Faulty| {
        let (key, record) = made_for_test();
        let kept = Parcel::of_key(key, &archive, provider().random).unwrap_err();
        assert_eq!(record.admits(&kept.kept.secret_text(), HERE, provider().digest), Ok(()), "the key comes back");
        kept.cause.to_string()
    };
    let shows = "the archive shows the secret of the key or its own password, and only whoever has the password is to \
                 read it (PES-07)";
    assert_eq!(sentence(Faulty::Stores), shows);
    assert_eq!(sentence(Faulty::Tells), shows);
    assert_eq!(sentence(Faulty::Empty), "the archive is empty, expected one with the key (PES-07)");
    assert_eq!(sentence(Faulty::Fails), "the archive was not made: no space left");
    let kept = Parcel::of_key(made_for_test().0, &Turning, &Broken(None)).unwrap_err();
    assert!(matches!(kept.cause, ParcelError::Provider(_)));
}

#[test]
fn pes_07_a_pkcs12_file_leaves_in_the_same_two_halves() {
    let provider = provider();
    let bundle = bundle::plain(&provider, "p256");
    let parcel = Parcel::<Pfx>::of_bundle(bundle, contact(), &bundle::quick(), &provider).unwrap();
    let (content, password) = parcel.split();
    assert_eq!((content.recipient(), password.recipient()), (&contact().email, &contact().phone));
    let secret = Password::new(password.secret_text()).unwrap();
    assert!(Pfx::open(content.octets(), &secret, &OpenLimits::DEFAULT, &provider).is_ok());
    let wrong = Password::new("another password").unwrap();
    assert!(Pfx::open(content.octets(), &wrong, &OpenLimits::DEFAULT, &provider).is_err());
}

#[test]
fn a_bundle_that_is_not_sealed_comes_back() {
    static BROKEN: Broken = Broken(None);
    let provider = provider();
    let bundle = bundle::plain(&provider, "p256");
    let kept = Parcel::of_bundle(bundle, contact(), &bundle::quick(), &provider.with_random(&BROKEN)).unwrap_err();
    assert!(matches!(kept.cause, SealError::Provider(_)));
    assert!(Parcel::of_bundle(*kept.kept, contact(), &bundle::quick(), &provider).is_ok());
}

#[test]
fn a_credential_is_a_certificate_or_a_key() {
    let key = Credential::from(key::<Production>("rzp-2"));
    let json = serde_json::to_string(&key).unwrap();
    assert_eq!(json, r#"{"api-key":{"production":"rzp-2"}}"#);
    assert_eq!(serde_json::from_str::<Credential>(&json).unwrap(), key);
    let id: ApiKeyId<Production> = "rzp-2".parse().unwrap();
    assert_eq!(Credential::from(id), key);
    let certificate: RecordId = format!("{}/40{}01", "07".repeat(32), "0".repeat(28)).parse().unwrap();
    let json = serde_json::to_string(&Credential::from(certificate)).unwrap();
    assert_eq!(json, format!(r#"{{"x509":"{certificate}"}}"#));
}
