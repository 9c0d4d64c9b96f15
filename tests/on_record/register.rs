//! The register of names: a subject once given is never given to another entity (EN 319 411-1 GEN-6.3.3-10).
//!
//! Names are compared as X-32 has it, over the life of the authority: revoked, expired, under another policy and under
//! another issuer of the same rolls. Two persons of one name are told apart by who they are, or the second is refused.
//! The surprising choice: rolls that are shared by two issuers are one register, which is more than the clause asks.

use std::sync::Arc;

use chancery::{
    Authority,
    inventory::{Inquiry, InventoryError, Octets, Ownership, PersonId, Record, RecordId, StoredBody, StoredRecord},
    policy::{
        Applicant, Fact, Facts, Policy, Profile,
        catalog::{DeviceApplicant, Integration, IntegrationApplicant, Production, Test, VerifiedTestIntegration},
    },
    x509::Name,
};

use super::{
    ANNA, JAN, approved,
    ca::{self, authority, device, device_policy, now, policy_oid, provider},
    issued, named, other_staff, pairs, pesel, prepared, refusals, revoke, staff,
};

fn kowalski() -> Vec<Fact> {
    vec![Fact::GivenName("Jan".to_owned()), Fact::Surname("Kowalski".to_owned())]
}

fn with(mut facts: Vec<Fact>, number: Fact) -> Facts {
    facts.push(number);
    Facts::new(facts)
}

fn in_use(subject: &str) -> Vec<String> {
    vec![format!(
        "policy.subject.in-use: subject is {subject}; permitted is a name that was never given to another person (EN 319 \
         411-1 GEN-6.3.3-10)"
    )]
}

fn person_unknown(subject: &str, given: RecordId) -> Vec<String> {
    vec![format!(
        "policy.subject.person-unknown: subject is {subject}; permitted is a name with a serialNumber, or a person who is \
         known: certificate {} has this name (EN 319 411-1 GEN-6.3.3-10)",
        pairs(given)
    )]
}

#[test]
fn namesakes_with_a_number_each_are_told_apart_and_the_second_is_refused() {
    let authority = authority(provider(), "ed25519");
    let [one, other] = [JAN, ANNA].map(|number| with(kowalski(), pesel(number)));
    issued(&authority, staff(), (&one, "p256"), now());
    assert_eq!(refusals(&authority, staff(), (&other, "p384"), now()), in_use("SN=Kowalski,GN=Jan"));
    issued(&authority, staff(), (&one, "p384"), now());
}

#[test]
fn of_namesakes_nobody_can_tell_apart_the_second_is_refused() {
    let authority = authority(provider(), "ed25519");
    let who = Facts::new(kowalski());
    let given = issued(&authority, staff(), (&who, "p256"), now());
    for key in ["p256", "p384"] {
        let refused = refusals(&authority, staff(), (&who, key), now());
        assert_eq!(refused, person_unknown("SN=Kowalski,GN=Jan", given), "the same key is no proof of the same person");
    }
}

#[test]
fn any_name_of_a_person_leaves_the_person_open_and_no_other_name_does() {
    let first_of = |fact: Fact| {
        let authority = authority(provider(), "ed25519");
        let who = Facts::new([named("Jan"), vec![fact]].concat());
        issued(&authority, staff(), (&who, "p256"), now());
        approved(&authority, staff(), (&who, "p256"), now()).is_ok()
    };
    let text = || "Jan".to_owned();
    assert!(!first_of(Fact::GivenName(text())));
    assert!(!first_of(Fact::Surname(text())));
    assert!(!first_of(Fact::SystemName(text())), "the pseudonym of this table");
    assert!(first_of(Fact::Organization(text())));
    assert!(first_of(Fact::SerialNumber("1".to_owned())));
}

#[test]
fn a_serial_number_in_the_subject_tells_namesakes_apart() {
    let authority = authority(provider(), "ed25519");
    let of = |number: &str| with(kowalski(), Fact::SerialNumber(number.to_owned()));
    issued(&authority, staff(), (&of("1"), "p256"), now());
    issued(&authority, staff(), (&of("2"), "p384"), now());
    issued(&authority, staff(), (&of("1"), "p256"), now());
}

#[test]
fn who_was_known_and_is_not_or_the_other_way_round_is_not_the_same() {
    let (known, unknown) = (with(kowalski(), pesel(JAN)), Facts::new(kowalski()));
    for (first, second) in [(&known, &unknown), (&unknown, &known)] {
        let authority = authority(provider(), "ed25519");
        issued(&authority, staff(), (first, "p256"), now());
        assert_eq!(refusals(&authority, staff(), (second, "p384"), now()), in_use("SN=Kowalski,GN=Jan"));
    }
}

#[test]
fn variants_of_a_name_are_one_name() {
    let authority = authority(provider(), "ed25519");
    let of = |organization: &str, common_name: &str| {
        let facts = [
            Fact::Country("PL".to_owned()),
            Fact::Organization(organization.to_owned()),
            Fact::CommonName(common_name.to_owned()),
        ];
        Facts::new(facts.into())
    };
    let person = |octet: u8| PersonId::new(&[octet]);
    issued(&authority, staff(), (&of("Zażółć sp. z o.o.", "Office fi 1").with_person(person(1)), "p256"), now());
    for (organization, common_name) in [
        ("Zażółć sp. z o.o.", "Office fi 1"),
        ("ZAŻÓŁĆ SP. Z O.O.", "OFFICE FI 1"),
        ("Zażółć  sp.   z o.o.", "Office  fi 1"),
        ("Zażółć sp. z o.o.", "Office \u{fb01} \u{2460}"),
        ("\u{ff3a}ażółć sp. z o.o.", "Office fi 1"),
    ] {
        let who = of(organization, common_name).with_person(person(2));
        let refused = refusals(&authority, staff(), (&who, "p384"), now());
        assert!(matches!(&refused[..], [one] if one.starts_with("policy.subject.in-use: ")), "{refused:?}");
        let again = of(organization, common_name).with_person(person(1));
        assert!(approved(&authority, staff(), (&again, "p256"), now()).is_ok(), "{organization}, {common_name}");
    }
    let another = of("Zażółć sp. z o.o.", "Office f i 1").with_person(person(2));
    assert!(approved(&authority, staff(), (&another, "p384"), now()).is_ok(), "a space more is another word");
}

/// A policy writes countries in capital letters; what is on the rolls from before may have them small.
#[test]
fn a_country_in_small_letters_is_the_same_country() {
    let authority = authority(provider(), "ed25519");
    let id = issued(&authority, staff(), (&with(named("Jan"), pesel(JAN)), "p256"), now());
    let record = authority.inventory().find(id).unwrap().unwrap();
    let capital = record.subject().as_der();
    let small: Vec<u8> = String::from_utf8_lossy(capital).replace("PL", "pl").into_bytes();
    assert_eq!((small.len(), small == capital), (capital.len(), false));
    let rolls = ca::inventory(provider());
    let body = StoredBody::ToBeSigned(Octets::new([0x30, 0x00]));
    let status = chancery::inventory::Status::Planned;
    let stored = StoredRecord { subject: Octets::new(small), body, status, ..record.to_stored() };
    let stored = Record::from_stored(stored).unwrap();
    assert!(stored.subject().matches(record.subject()));
    rolls.insert(&stored, Some(&PersonId::new(b"another")), &stored.insertion().unwrap()).unwrap();
    let over_them = ca::over(ca::issuer(provider(), "ed25519"), rolls);
    let refused = refusals(&over_them, staff(), (&with(named("Jan"), pesel(JAN)), "p384"), now());
    assert_eq!(refused, in_use("CN=Jan,C=PL"));
}

#[test]
fn an_organisations_name_is_not_given_to_another_organisation() {
    let office = || vec![Fact::Organization("Urząd".to_owned()), Fact::CommonName("System".to_owned())];
    let nip = |number: &str| with(office(), Fact::Nip(number.parse().unwrap()));
    let krs = |number: &str| with(office(), Fact::Krs(number.parse().unwrap()));
    for (first, second) in [
        (nip("1234563218"), nip("8567346215")),
        (krs("0000000001"), krs("0000000002")),
        // One number in two registers is not one entity.
        (nip("1234563218"), krs("1234563218")),
    ] {
        let authority = authority(provider(), "ed25519");
        issued(&authority, staff(), (&first, "p256"), now());
        assert_eq!(refusals(&authority, staff(), (&second, "p384"), now()), in_use("CN=System,O=Urząd"));
        issued(&authority, staff(), (&first, "p256"), now());
    }
}

#[test]
fn a_person_is_known_by_pesel_then_by_krs_then_by_nip_unless_the_host_knows_better() {
    let (krs, nip) = (Fact::Krs("0000000001".parse().unwrap()), Fact::Nip("1234563218".parse().unwrap()));
    let who = |facts: &[Fact]| Facts::new(facts.to_vec()).person();
    let is = |text: &str| Some(PersonId::new(text.as_bytes()));
    assert_eq!(who(&[nip.clone(), krs.clone(), pesel(JAN)]), is("PNOPL-99723101026"));
    assert_eq!(who(&[nip.clone(), krs.clone()]), is("NTRPL-0000000001"));
    assert_eq!(who(std::slice::from_ref(&nip)), is("TINPL-1234563218"));
    assert_eq!(who(&named("Jan")), None);
    assert_eq!(Facts::new(vec![nip, krs]).with_person(PersonId::new(b"42")).person(), is("42"));
    assert_eq!(ca::system().person(), is("TINPL-1234563218"));
    assert_eq!((device().person(), ca::server(&["host.example"]).person()), (None, None));
}

#[test]
fn the_number_of_an_organisation_does_not_tell_who_of_it_is_meant() {
    let (krs, nip) = (Fact::Krs("0000000001".parse().unwrap()), Fact::Nip("1234563218".parse().unwrap()));
    let office = || [kowalski(), vec![Fact::Organization("Example".to_owned())]].concat();
    for number in [krs.clone(), nip.clone()] {
        let authority = authority(provider(), "ed25519");
        let who = with(office(), number);
        let given = issued(&authority, staff(), (&who, "p256"), now());
        assert_eq!(
            refusals(&authority, staff(), (&who, "p384"), now()),
            person_unknown("SN=Kowalski,GN=Jan,O=Example", given),
            "there may be two of that name in one organisation"
        );
    }
    assert_eq!(with(kowalski(), krs.clone()).person(), None);
    assert_eq!(with(office(), pesel(JAN)).person(), Facts::new(vec![pesel(JAN)]).person());
    assert_eq!(with(kowalski(), nip.clone()).person(), Facts::new(vec![nip]).person(), "who trades alone has a NIP");
}

#[test]
fn a_name_stays_given_when_its_certificate_is_over() {
    let authority = authority(provider(), "ed25519");
    let [one, other] = [JAN, ANNA].map(|number| with(named("Jan"), pesel(number)));
    let id = issued(&authority, staff(), (&one, "p256"), now());
    let long_after = now().plus_seconds(10 * 365 * 86_400).unwrap();
    assert_eq!(refusals(&authority, staff(), (&other, "p384"), long_after), in_use("CN=Jan,C=PL"), "expired");
    assert_eq!(refusals(&authority, other_staff(), (&other, "p384"), now()), in_use("CN=Jan,C=PL"), "another policy");
    revoke(&authority, id, now());
    assert_eq!(refusals(&authority, staff(), (&other, "p384"), now()), in_use("CN=Jan,C=PL"), "revoked");
}

#[test]
fn a_name_that_was_planned_and_given_up_was_given_to_nobody() {
    let authority = authority(provider(), "ed25519");
    let [one, other] = [JAN, ANNA].map(|number| with(named("Jan"), pesel(number)));
    let approval = approved(&authority, staff(), (&one, "p256"), now()).unwrap();
    let planned = prepared(&authority, approval, now()).plan().unwrap();
    assert_eq!(refusals(&authority, staff(), (&other, "p384"), now()), in_use("CN=Jan,C=PL"), "it may be signed");
    planned.abandon().unwrap();
    issued(&authority, staff(), (&other, "p384"), now());
}

#[test]
fn issuers_that_share_their_rolls_share_the_register() {
    let first = authority(provider(), "ed25519");
    let sharing = ca::over(ca::issuer(provider(), "p384"), Arc::clone(first.inventory()));
    let apart = authority(provider(), "p384");
    assert_ne!(first.id(), sharing.id());
    let [one, other] = [JAN, ANNA].map(|number| with(named("Jan"), pesel(number)));
    issued(&first, staff(), (&one, "p256"), now());
    assert_eq!(refusals(&sharing, staff(), (&other, "rsa2048"), now()), in_use("CN=Jan,C=PL"));
    issued(&sharing, staff(), (&one, "p256"), now());
    issued(&apart, staff(), (&other, "rsa2048"), now());
}

fn by_request(profile: Profile) -> Profile {
    Profile { subject: profile.subject, ..staff() }
}

#[test]
fn a_location_does_not_wander_to_another_entity() {
    let authority = authority(provider(), "ed25519");
    let of = |entity: &[u8]| device().with_entity(PersonId::new(entity));
    let table = || by_request(device_policy().profile());
    let given = "CN=WA1M-0042,OU=Courts,O=Example,C=PL";
    issued::<DeviceApplicant>(&authority, table(), (&of(b"1"), "p256"), now());
    assert_eq!(refusals(&authority, table(), (&of(b"2"), "p384"), now()), in_use(given));
    assert_eq!(refusals(&authority, table(), (&device(), "p384"), now()), in_use(given), "nobody is not that entity");
    issued(&authority, table(), (&of(b"1"), "p384"), now());
}

#[test]
fn a_domain_does_not_wander_to_another_entity_in_either_environment() {
    let authority = authority(provider(), "ed25519");
    let at = |address: &str, entity: &[u8]| {
        let who = IntegrationApplicant::new("PL".to_owned(), "Gmina".to_owned(), address.parse().unwrap());
        who.with_entity(PersonId::new(entity))
    };
    let test = || Integration::<Test>::new(policy_oid()).profile();
    let production = || Integration::<Production>::new(policy_oid()).profile();
    let approval = approved(&authority, test(), (&at("test.gmina.example", b"1"), "p256"), now()).unwrap();
    let certificate = authority.issue(approval, now()).unwrap().into_certificate();
    let refused = refusals(&authority, test(), (&at("test.gmina.example", b"2"), "p384"), now());
    assert_eq!(refused, in_use("CN=test.gmina.example,O=Gmina,C=PL"));
    let tested = || VerifiedTestIntegration::of(&certificate, now(), now()).unwrap();
    let [one, other] = [b"1", b"2"].map(|entity| at("gmina.pl", entity).for_production(tested()).unwrap());
    issued(&authority, production(), (&one, "p384"), now());
    assert_eq!(refusals(&authority, production(), (&other, "rsa2048"), now()), in_use("CN=gmina.pl,O=Gmina,C=PL"));
}

/// What was true when both were approved is asked again when they are planned.
#[test]
fn two_approvals_at_once_do_not_give_one_name_to_two() {
    let [one, other] = [JAN, ANNA].map(|number| with(kowalski(), pesel(number)));
    let unknown = Facts::new(kowalski());
    for (first, second) in [(&one, &other), (&one, &unknown), (&unknown, &unknown)] {
        let authority = authority(provider(), "ed25519");
        let approvals =
            [(first, "p256"), (second, "p384")].map(|who| approved(&authority, staff(), who, now()).unwrap());
        let [first, second] = approvals.map(|approval| prepared(&authority, approval, now()));
        let first = first.plan().unwrap().id();
        let refusal = second.plan().unwrap_err();
        let is_refused = matches!(refusal.cause, InventoryError::SubjectInUse { other } if other == first);
        assert!(is_refused, "{:?}", refusal.cause);
    }
}

#[test]
fn the_empty_name_is_nobodys() {
    let authority = authority(provider(), "ed25519");
    let alternative =
        |profile: Profile| Profile { subject_alt_name: ca::server_policy().profile().subject_alt_name, ..profile };
    let at = |host: &str, person: &[u8]| {
        Facts::new(vec![Fact::DnsName(host.parse().unwrap())]).with_person(PersonId::new(person))
    };
    issued(&authority, alternative(staff()), (&at("a.example", b"1"), "p256"), now());
    issued(&authority, alternative(staff()), (&at("b.example", b"2"), "p384"), now());
    let inquiry = Inquiry::new(None, &Name::empty(), None);
    assert!(authority.inventory().history(&inquiry).unwrap().records().is_empty());
}

#[test]
fn the_rolls_say_whether_a_certificate_belongs_to_somebody() {
    let authority = authority(provider(), "ed25519");
    let ownership = |authority: &Authority, id| authority.inventory().find(id).unwrap().unwrap().ownership();
    let nip = with(named("System"), Fact::Nip("1234563218".parse().unwrap()));
    let id = issued(&authority, staff(), (&nip, "p256"), now());
    assert_eq!(ownership(&authority, id), Ownership::Person, "a legal one");
    let id = issued(&authority, staff(), (&Facts::new(named("Other system")), "p384"), now());
    assert_eq!(ownership(&authority, id), Ownership::Nobody);
}
