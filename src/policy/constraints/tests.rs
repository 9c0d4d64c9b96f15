//! What the subtrees of an issuer refuse, form by form; the sets themselves are tested where they are.

use super::*;
use crate::{
    encoding::{Reader, Writer},
    policy::names::NameBounds,
    x509::{AttributeType, extension::TypedExtension as _},
};

/// The rules that are broken under these subtrees, each with its place.
fn broken(
    permitted: &[GeneralSubtree],
    excluded: &[GeneralSubtree],
    subject: &Name,
    names: &[GeneralName],
) -> Vec<String> {
    let constraints = NameConstraints::new(permitted, excluded).unwrap();
    let mut violations = Violations::new();
    granted(subject, names).iter().for_each(|name| judge_one(&constraints, name, &mut violations));
    let told = |violation: &Violation| {
        let rule = violation.rule().as_str().trim_start_matches("policy.constraints.").to_owned();
        format!("{rule} {}", violation.path())
    };
    violations.iter().map(told).collect()
}

fn of_name(permitted: &[GeneralSubtree], excluded: &[GeneralSubtree], name: GeneralName) -> Vec<String> {
    broken(permitted, excluded, &Name::empty(), &[name])
}

fn uri(text: &str) -> GeneralName {
    GeneralName::Uri(text.parse().unwrap())
}

#[test]
fn a_name_is_held_to_the_subtrees_of_its_form_alone() {
    let host = GeneralName::Dns("www.example.net".parse().unwrap());
    let mailbox = [GeneralSubtree::email("example.com").unwrap()];
    assert!(of_name(&mailbox, &mailbox, host.clone()).is_empty());
    let dns = [GeneralSubtree::dns("example.com").unwrap()];
    assert_eq!(of_name(&dns, &[], host), ["permitted subjectAltName[0]"]);
}

#[test]
fn a_mapped_address_meets_the_exclusion_of_ipv4_and_has_not_its_permission() {
    let range = [GeneralSubtree::ip("192.0.2.0".parse().unwrap(), 24).unwrap()];
    let mapped = || GeneralName::Ip("::ffff:192.0.2.9".parse().unwrap());
    assert_eq!(of_name(&[], &range, mapped()), ["excluded subjectAltName[0]"]);
    // It has sixteen octets and the range eight: no relying party would let it through.
    assert_eq!(of_name(&range, &[], mapped()), ["permitted subjectAltName[0]"]);
    let plain = || GeneralName::Ip("192.0.2.9".parse().unwrap());
    assert!(of_name(&range, &[], plain()).is_empty());
    // A CA for IPv4 alone is made by excluding all of IPv6.
    assert!(of_name(&range, &[GeneralSubtree::ip("::".parse().unwrap(), 0).unwrap()], plain()).is_empty());
}

#[test]
fn a_uri_without_a_host_satisfies_no_constraint_on_hosts() {
    let base = [GeneralSubtree::uri("example.com").unwrap()];
    for text in ["urn:oid:2.999", "https://192.0.2.1/"] {
        assert_eq!(of_name(&base, &[], uri(text)), ["permitted subjectAltName[0]"], "{text}");
        assert_eq!(of_name(&[], &base, uri(text)), ["excluded subjectAltName[0]"], "{text}");
    }
    assert!(of_name(&base, &[], uri("https://Example.com/")).is_empty());
    assert_eq!(of_name(&base, &[], uri("https://www.example.com/")), ["permitted subjectAltName[0]"]);
}

#[test]
fn mailboxes_are_held_to_their_subtrees_wherever_they_stand() {
    let base = [GeneralSubtree::email("example.com").unwrap()];
    let subject = |text| Name::of(&[(AttributeType::EMAIL_ADDRESS, text)]).unwrap();
    assert!(broken(&base, &[], &subject("jan@example.com"), &[]).is_empty());
    assert_eq!(broken(&base, &[], &subject("jan@example.net"), &[]), ["permitted subject.emailAddress"]);
    assert_eq!(broken(&[], &base, &subject("jan@EXAMPLE.com"), &[]), ["excluded subject.emailAddress"]);
    // What cannot be read as a mailbox may be any.
    assert_eq!(broken(&base, &[], &subject("jan"), &[]), ["permitted subject.emailAddress"]);
    assert_eq!(broken(&[], &base, &subject("jan"), &[]), ["excluded subject.emailAddress"]);
    let smtp_utf8 = GeneralName::SmtpUtf8("żółw@example.net".parse().unwrap());
    assert_eq!(of_name(&base, &[], smtp_utf8), ["permitted subjectAltName[0]"]);
}

#[test]
fn a_subject_is_held_to_the_directory_names() {
    let base = Name::of(&[(AttributeType::COUNTRY, "PL")]).unwrap();
    let foreign = Name::of(&[(AttributeType::COUNTRY, "DE")]).unwrap();
    let base = [GeneralSubtree::Directory(base)];
    assert_eq!(broken(&base, &[], &foreign, &[]), ["permitted subject"]);
    assert!(broken(&[], &base, &foreign, &[]).is_empty());
    assert!(broken(&base, &[], &Name::empty(), &[]).is_empty());
    assert_eq!(broken(&[], &[GeneralSubtree::Directory(Name::empty())], &foreign, &[]), ["excluded subject"]);
}

/// The subtree of a name that this library does not compare, read as a CA certificate has it.
fn uncompared(name: &GeneralName) -> GeneralSubtree {
    let mut writer = Writer::new();
    let permitted = Tag::context_constructed(0);
    writer.sequence(|all| all.nested(permitted, |list| list.sequence(|subtree| name.encode(subtree)))).unwrap();
    let octets = writer.into_octets();
    Reader::whole(&octets, "NameConstraints", NameConstraints::decode).unwrap().permitted()[0].clone()
}

#[test]
fn a_form_that_is_not_compared_is_refused_where_it_is_constrained_and_only_there() {
    let upn = || GeneralName::Upn("jan@office.example".parse().unwrap());
    let registered = || GeneralName::RegisteredId("2.999.1".parse().unwrap());
    let host = GeneralName::Dns("example.com".parse().unwrap());
    let decoded = |octets: &[u8]| Reader::whole(octets, "GeneralName", GeneralName::decode).unwrap();
    let other = decoded(&[0xa0, 0x09, 0x06, 0x02, 0x88, 0x37, 0xa0, 0x03, 0x0c, 0x01, 0x78]);
    let x400 = decoded(&[0xa3, 0x02, 0x30, 0x00]);
    let smtp_utf8 = GeneralName::SmtpUtf8("żółw@example.net".parse().unwrap());
    for constrained in [upn(), registered(), other, x400, smtp_utf8] {
        let base = [uncompared(&constrained)];
        assert_eq!(of_name(&base, &[], constrained.clone()), ["permitted subjectAltName[0]"]);
        assert_eq!(of_name(&[], &base, constrained), ["excluded subjectAltName[0]"]);
        assert!(of_name(&base, &base, host.clone()).is_empty());
    }
    assert!(of_name(&[uncompared(&upn())], &[], registered()).is_empty());
}

#[test]
fn an_issuer_refuses_exactly_what_its_bounds_do_not_grant() {
    let subtrees = [
        GeneralSubtree::dns("a.example").unwrap(),
        GeneralSubtree::dns(".a.example").unwrap(),
        GeneralSubtree::dns("b.a.example").unwrap(),
        GeneralSubtree::dns("").unwrap(),
        GeneralSubtree::email("a.example").unwrap(),
        GeneralSubtree::email(".example").unwrap(),
        GeneralSubtree::uri("a.example").unwrap(),
        GeneralSubtree::ip("192.0.2.0".parse().unwrap(), 24).unwrap(),
        GeneralSubtree::ip("::".parse().unwrap(), 0).unwrap(),
        GeneralSubtree::ip("::ffff:192.0.2.0".parse().unwrap(), 120).unwrap(),
        uncompared(&GeneralName::RegisteredId("2.999.1".parse().unwrap())),
    ];
    let dns = ["a.example", "B.A.Example", "*.a.example", "*.example.net"]
        .map(|text| GeneralName::Dns(text.parse().unwrap()));
    let ip = ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"].map(|text| GeneralName::Ip(text.parse().unwrap()));
    let email = ["jan@a.example", "jan@b.a.example"].map(|text| GeneralName::Email(text.parse().unwrap()));
    let uris = ["https://a.example/", "https://192.0.2.1/", "urn:a"].map(uri);
    let registered = GeneralName::RegisteredId("2.999.2".parse().unwrap());
    let names: Vec<_> = dns.into_iter().chain(ip).chain(email).chain(uris).chain([registered]).collect();
    for one in &subtrees {
        for other in &subtrees {
            for (permitted, excluded) in
                [(vec![one, other], vec![]), (vec![one], vec![other]), (vec![], vec![one, other])]
            {
                let owned =
                    |list: &[&GeneralSubtree]| list.iter().map(|subtree| (*subtree).clone()).collect::<Vec<_>>();
                let (permitted, excluded) = (owned(&permitted), owned(&excluded));
                let bounds = NameBounds::of_constraints(&NameConstraints::new(&permitted[..], &excluded[..]).unwrap());
                for name in &names {
                    let refused = !of_name(&permitted, &excluded, name.clone()).is_empty();
                    assert_eq!(bounds.grant(name), !refused, "{name} in {permitted:?} and not in {excluded:?}");
                }
            }
        }
    }
}
