//! Systems that call the signature node: what is granted in each environment, and what is refused.
//!
//! The address decides most: it is CN and SAN, and in production it must be on the Internet (domain §5.3 points 13 and
//! 14). What no file can state, the test integration, is made of a certificate here as the centre would.

use chancery::{
    policy::{
        Policy as _, Purpose, SuspensionRule,
        catalog::{Integration, IntegrationApplicant, Production, SystemAddress, Test, VerifiedTestIntegration},
    },
    x509::{AttributeType, GeneralName, Lifetime, extension::SubjectAltName},
};

use super::{
    AIA, CRLDP,
    ca::{self, at, authority, bare, name, now, policy_oid, provider, request, typed},
    content, refusals,
};

fn test() -> Integration<Test> {
    Integration::new(policy_oid())
}

fn production() -> Integration<Production> {
    Integration::new(policy_oid())
}

fn system(address: &str) -> IntegrationApplicant<Test> {
    IntegrationApplicant::new("PL".to_owned(), "Example".to_owned(), address.parse().unwrap())
}

fn tested() -> VerifiedTestIntegration {
    let authority = authority(provider(), "ed25519");
    let certificate = ca::walk(&authority, test(), bare(provider(), "p256"), &system("test.host.example"));
    VerifiedTestIntegration::of(&certificate, at("2026-11-23T08:30:00Z"), at("2026-11-24T00:00:00Z")).unwrap()
}

/// What a certificate for this address says in either environment.
fn lines(address: &str, name: &str) -> Vec<String> {
    let subject = format!("CN={address},O=Example,C=PL");
    let names = format!("SAN: {name}");
    let (usage, issuer) = ("KU critical: digitalSignature", "AKI: key identifier");
    [&subject, "SKI: 20 octets", usage, &names, issuer, "CP: 2.999.1", "EKU: clientAuth", CRLDP, AIA]
        .map(str::to_owned)
        .to_vec()
}

#[test]
fn a_system_has_its_domain_as_common_name_and_as_alternative_name() {
    let wanted = lines("podpis.host.example", "DNS:podpis.host.example");
    assert_eq!(content(test(), "p256", &system("podpis.host.example")), wanted);
    let who = system("podpis.host.example").for_production(tested()).unwrap();
    assert_eq!(content(production(), "rsa2048", &who), wanted);
}

#[test]
fn a_system_has_its_fixed_address_as_common_name_and_as_alternative_name() {
    assert_eq!(content(test(), "p384", &system("10.1.2.3")), lines("10.1.2.3", "IP:10.1.2.3"));
    let who = system("8.8.4.4").for_production(tested()).unwrap();
    assert_eq!(content(production(), "p256", &who), lines("8.8.4.4", "IP:8.8.4.4"));
    let who = system("2A00:0:0::1").for_production(tested()).unwrap();
    assert_eq!(content(production(), "p256", &who), lines("2a00::1", "IP:2a00::1"));
}

#[test]
fn each_environment_is_a_policy_of_its_own_with_the_proposed_values() {
    assert_eq!(test().profile().name, "integration-test");
    assert_eq!(production().profile().name, "integration-production");
    for profile in [test().profile(), production().profile()] {
        assert_eq!(profile.purpose, Purpose::Authentication);
        assert_eq!(profile.lifetime, Lifetime::Years(2));
        assert_eq!(profile.suspension, SuspensionRule::Forbidden);
    }
    let open = SuspensionRule::Allowed { max_days: None, then: None };
    let changed = production().with_lifetime(Lifetime::Days(30)).with_suspension(open).profile();
    assert_eq!((changed.lifetime, changed.suspension), (Lifetime::Days(30), open));
}

#[test]
fn refuses_other_names_keys_and_attributes() {
    let subject = name(&[(AttributeType::COMMON_NAME, "other.example"), (AttributeType::LOCALITY, "Here")]);
    let asked = SubjectAltName::new([GeneralName::Dns("b.example".parse().unwrap())]).unwrap();
    assert_eq!(
        refusals(test(), request(provider(), "ed25519", &subject, [typed(&asked)]), &system("a.example")),
        [
            "policy.key: subjectPublicKeyInfo is Ed25519; permitted is RSA 2048 to 4096, EC P-256, EC P-384 (domain.md \
             §5.1 row 6, proposed)",
            "policy.key.issuers-own: subjectPublicKeyInfo is the issuer's own key; permitted is a key of the subject (RFC \
             5280 §4.1.2.6)",
            "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:b.example; permitted is DNS:a.example (RFC \
             5280 §4.2.1.6)",
            "policy.subject.surplus: subject.CN is other.example; permitted is a.example (RFC 5280 §4.1.2.6)",
            "policy.subject.surplus: subject.L is Here; permitted is no L (RFC 5280 §4.1.2.6)",
        ]
    );
}

#[test]
fn refuses_a_domain_that_no_common_name_can_hold() {
    let long = format!("{}.host.example", "a".repeat(60));
    let told = refusals(test(), bare(provider(), "p256"), &system(&long));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("policy.subject.text: applicant.CN is aaaa"), "{told:?}");
}

#[test]
fn refuses_what_is_neither_domain_nor_address() {
    let refused = |text: &str| text.parse::<SystemAddress>().unwrap_err().to_string();
    let number = "what ends in a number is an IP address and no domain, and this is none; write four numbers from 0 to \
                  255 without leading zeros, such as 192.0.2.1 (domain.md §5.3 point 14)";
    for text in
        ["192.0.2.256", "010.0.0.1", "10.1", "1.2.3.4.5", "2130706433", "127.0.0.0x1", "0x7F.0X1", "a.0x", "h.1"]
    {
        assert_eq!(refused(text), number, "{text}");
    }
    assert_eq!(
        refused("*.host.example"),
        "the address of a system is one host and no wildcard (domain.md §5.3 point 14)"
    );
    assert_eq!(refused("żółw.example"), "a host name is ASCII; write it as A-labels (xn--…) (RFC 9549 §2), found 'ż'");
    assert_eq!(refused(""), "a host name is not empty (RFC 5280 §4.2.1.6)");
    assert!("xn--w-uga1v8h.example".parse::<SystemAddress>().is_ok());
    assert!("a.0xg".parse::<SystemAddress>().is_ok());
}

#[test]
fn refuses_addresses_in_production_that_are_not_on_the_internet() {
    let why = |address: &str| match system(address).for_production(tested()) {
        Ok(_) => String::new(),
        Err(refusal) => refusal.to_string(),
    };
    assert_eq!(
        why("10.1.2.3"),
        "10.1.2.3 is no address on the Internet, where production is: 10.0.0.0/8 is private (RFC 1918) (domain.md §5.3 \
         point 14, proposed)"
    );
    for (address, range) in [
        ("0.1.2.3", "0.0.0.0/8"),
        ("10.255.255.255", "10.0.0.0/8"),
        ("100.64.0.1", "100.64.0.0/10"),
        ("100.127.255.255", "100.64.0.0/10"),
        ("127.0.0.1", "127.0.0.0/8"),
        ("169.254.1.1", "169.254.0.0/16"),
        ("172.16.0.0", "172.16.0.0/12"),
        ("172.31.255.255", "172.16.0.0/12"),
        ("192.0.0.8", "192.0.0.0/24"),
        ("192.0.2.1", "192.0.2.0/24"),
        ("192.88.99.1", "192.88.99.0/24"),
        ("192.168.0.1", "192.168.0.0/16"),
        ("198.19.255.255", "198.18.0.0/15"),
        ("198.51.100.7", "198.51.100.0/24"),
        ("203.0.113.7", "203.0.113.0/24"),
        ("239.1.1.1", "224.0.0.0/4"),
        ("240.0.0.1", "240.0.0.0/4"),
        ("255.255.255.255", "255.255.255.255/32"),
        ("::", "::/128"),
        ("::1", "::1/128"),
        ("::ffff:8.8.4.4", "::ffff:0.0.0.0/96"),
        ("::8.8.4.4", "::/96"),
        ("64:ff9b::808:404", "64:ff9b::/32"),
        ("100::1", "100::/64"),
        ("2001:db8::1", "2001:db8::/32"),
        ("2001:1ff::1", "2001::/23"),
        ("2002:a01:203::1", "2002::/16"),
        ("3fff:fff::1", "3fff::/20"),
        ("fdff::1", "fc00::/7"),
        ("fe80::1", "fe80::/9"),
        ("fec0::1", "fe80::/9"),
        ("ff02::1", "ff00::/8"),
    ] {
        assert!(why(address).contains(&format!(": {range} is ")), "{address}: {}", why(address));
    }
    for (address, reason) in [
        ("localhost", "localhost is the host itself (RFC 6761 §6.3)"),
        ("a.LOCALHOST", "localhost is the host itself (RFC 6761 §6.3)"),
        ("intranet", "a name without a dot is known in its own network only"),
    ] {
        assert!(why(address).contains(reason), "{address}: {}", why(address));
    }
    for address in ["9.255.255.255", "11.0.0.0", "100.128.0.0", "172.32.0.0", "198.20.0.0", "223.255.255.255"] {
        assert_eq!(why(address), "");
    }
    for address in ["2001:200::1", "2003::1", "3fff:1000::1", "fbff::1", "2a00::1", "localhost.host.example"] {
        assert_eq!(why(address), "");
    }
}

#[test]
fn refuses_a_test_integration_that_cannot_have_been() {
    let authority = authority(provider(), "ed25519");
    let certificate = ca::walk(&authority, test(), bare(provider(), "p256"), &system("test.host.example"));
    let of = |time| VerifiedTestIntegration::of(&certificate, at(time), at("2030-01-01T00:00:00Z"));
    for time in ["2026-11-22T09:59:59Z", "2028-11-22T10:00:00Z"] {
        assert_eq!(
            of(time).unwrap_err().to_string(),
            format!(
                "the test integration is dated {time}, and its certificate is valid from 2026-11-22T10:00:00Z to \
                 2028-11-22T09:59:59Z (WP-08)"
            )
        );
    }
    assert!(of("2026-11-22T10:00:00Z").is_ok() && of("2028-11-22T09:59:59Z").is_ok());
    assert_eq!(
        VerifiedTestIntegration::of(&certificate, at("2026-11-22T10:00:01Z"), now()).unwrap_err().to_string(),
        "the test integration is dated 2026-11-22T10:00:01Z, and now it is 2026-11-22T10:00:00Z; it comes before \
         production (WP-07)"
    );
    assert!(VerifiedTestIntegration::of(&certificate, now(), now()).is_ok());
    let nameless = ca::walk(
        &authority,
        ca::server_policy().with_common_name(super::ServerCommonName::Absent),
        bare(provider(), "p384"),
        &ca::server(&["host.example"]),
    );
    assert_eq!(
        VerifiedTestIntegration::of(&nameless, now(), now()).unwrap_err().to_string(),
        "the certificate of the test integration has no subject, and production asks for its name (WP-08)"
    );
}

#[test]
fn an_applicant_for_production_names_the_certificate_of_the_test() {
    let who = system("podpis.host.example").for_production(tested()).unwrap();
    assert_eq!(who.tested().dn().to_string(), "CN=test.host.example,O=Example,C=PL");
    assert_eq!(who.tested().time(), at("2026-11-23T08:30:00Z"));
    assert_eq!(who.address().to_string(), "podpis.host.example");
}

#[test]
fn an_applicant_for_the_test_is_read_from_a_file_and_states_nothing_more() {
    let read = |text: &str| serde_json::from_str::<IntegrationApplicant<Test>>(text);
    let who = read(r#"{"country":"PL","organization":"Example","address":"192.0.2.7"}"#).unwrap();
    assert_eq!(who.address().as_ip_address().map(|address| address.to_string()).as_deref(), Some("192.0.2.7"));
    assert_eq!(serde_json::to_string(who.address()).unwrap(), r#""192.0.2.7""#);
    let more = read(r#"{"country":"PL","organization":"Example","address":"a.example","tested":null}"#).unwrap_err();
    assert!(more.to_string().contains("unknown field `tested`"), "{more}");
    assert!(read(r#"{"country":"PL","organization":"Example","address":"10.1"}"#).is_err());
}
