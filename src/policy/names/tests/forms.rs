//! What each form takes for the same, what it keeps apart, and what is no set.

use super::*;
use crate::x509::{AttributeType, extension::IpRange};

#[track_caller]
fn stands(name: &NameSet, json: &str, wanted: Relation) {
    assert_eq!(name.relation_to(&set(json)), wanted, "{name} to {json}");
}

#[test]
fn a_wildcard_never_slips_past_an_exclusion_below_it() {
    let wildcard = named(GeneralName::Dns, "*.Example.COM");
    stands(&wildcard, r#"{"dns":{"host":"secret.example.com"}}"#, Relation::Overlaps);
    stands(&wildcard, r#"{"dns":{"subtree":"SECRET.example.com"}}"#, Relation::Overlaps);
    stands(&wildcard, r#"{"dns":{"below":"secret.example.com"}}"#, Relation::Outside);
    stands(&wildcard, r#"{"dns":{"children":"example.com"}}"#, Relation::Inside);
    stands(&wildcard, r#"{"dns":{"host":"example.com"}}"#, Relation::Outside);
    stands(&wildcard, r#"{"dns":"every"}"#, Relation::Inside);
    // A second wildcard overlaps the first where it is below it.
    stands(&named(GeneralName::Dns, "*.a.example.com"), r#"{"dns":{"below":"example.com"}}"#, Relation::Inside);
    stands(&named(GeneralName::Dns, "*.a.example.com"), r#"{"dns":{"children":"example.com"}}"#, Relation::Outside);
}

#[test]
fn a_domain_that_only_ends_alike_is_another() {
    let host = named(GeneralName::Dns, "badexample.com");
    stands(&host, r#"{"dns":{"subtree":"example.com"}}"#, Relation::Outside);
    stands(&named(GeneralName::Email, "jan@badexample.com"), r#"{"email":{"below":"example.com"}}"#, Relation::Outside);
}

#[test]
fn a_mapped_address_is_the_ipv4_address_in_it() {
    let mapped = named(GeneralName::Ip, "::ffff:192.0.2.9");
    stands(&mapped, r#"{"ip":"192.0.2.0/24"}"#, Relation::Inside);
    stands(&mapped, r#"{"ip":"::ffff:192.0.2.0/120"}"#, Relation::Inside);
    stands(&mapped, r#"{"ip":"::/0"}"#, Relation::Overlaps);
    stands(&named(GeneralName::Ip, "192.0.2.9"), r#"{"ip":"::ffff:192.0.2.0/120"}"#, Relation::Inside);
    stands(&named(GeneralName::Ip, "192.0.2.9"), r#"{"ip":"::/0"}"#, Relation::Outside);
    stands(&named(GeneralName::Ip, "2001:db8::9"), r#"{"ip":"2001:db8::/32"}"#, Relation::Inside);
    stands(&named(GeneralName::Ip, "2001:db8::9"), r#"{"ip":"0.0.0.0/0"}"#, Relation::Outside);
    assert_eq!(set(r#"{"ip":"::ffff:192.0.2.0/120"}"#), set(r#"{"ip":"192.0.2.0/24"}"#));
}

#[test]
fn a_permitted_range_of_a_ca_has_addresses_of_its_own_length_only() {
    let range = NameSet::Ip(IpSet::literally(&IpRange::new("192.0.2.0".parse().unwrap(), 24).unwrap()));
    assert_eq!(named(GeneralName::Ip, "192.0.2.9").relation_to(&range), Relation::Inside);
    assert_eq!(named(GeneralName::Ip, "::ffff:192.0.2.9").relation_to(&range), Relation::Overlaps);
}

#[test]
fn a_mailbox_is_compared_exactly_and_its_domain_is_not() {
    let mailbox = named(GeneralName::Email, "Jan@Example.com");
    stands(&mailbox, r#"{"email":{"mailbox":"Jan@example.COM"}}"#, Relation::Inside);
    stands(&mailbox, r#"{"email":{"mailbox":"jan@example.com"}}"#, Relation::Outside);
    stands(&mailbox, r#"{"email":{"host":"EXAMPLE.com"}}"#, Relation::Inside);
    stands(&mailbox, r#"{"email":{"below":"example.com"}}"#, Relation::Outside);
    stands(&mailbox, r#"{"email":{"subtree":"example.com"}}"#, Relation::Inside);
    stands(&mailbox, r#"{"email":"every"}"#, Relation::Inside);
    let host = set(r#"{"email":{"host":"mail.example.com"}}"#);
    stands(&host, r#"{"email":{"below":"example.com"}}"#, Relation::Inside);
    stands(&host, r#"{"email":{"mailbox":"jan@mail.example.com"}}"#, Relation::Overlaps);
}

#[test]
fn an_internationalized_mailbox_is_a_mailbox_of_its_host() {
    let mailbox = named(GeneralName::SmtpUtf8, "żółw@example.com");
    stands(&mailbox, r#"{"email":{"host":"example.com"}}"#, Relation::Inside);
    stands(&mailbox, r#"{"email":{"mailbox":"żółw@example.com"}}"#, Relation::Inside);
}

#[test]
fn a_uri_is_of_its_scheme_its_host_and_the_segments_of_its_path() {
    let uri = named(GeneralName::Uri, "SPIFFE://Example.org/ns/prod/sa/api");
    stands(&uri, r#"{"uri":{"scheme":"spiffe","hosts":{"host":"example.org"},"path":"/ns/prod"}}"#, Relation::Inside);
    stands(&uri, r#"{"uri":{"path":"/ns/pro"}}"#, Relation::Outside);
    stands(&uri, r#"{"uri":{"path":"/NS"}}"#, Relation::Outside);
    stands(&uri, r#"{"uri":{"path":"/"}}"#, Relation::Inside);
    stands(&uri, r#"{"uri":{"scheme":"https"}}"#, Relation::Outside);
    stands(&uri, r#"{"uri":{"hosts":{"below":"example.org"}}}"#, Relation::Outside);
    stands(&uri, r#"{"uri":{}}"#, Relation::Inside);
}

#[test]
fn a_uri_that_has_two_readings_stands_for_every_path() {
    for path in
        ["/a/../ns", "/a/%2e%2E/ns", "//ns", "/a%2fns", "/a%5Cns", "/a/..;x/ns", "/./ns", "/a%00/ns", "/a//", "//"]
    {
        let uri = named(GeneralName::Uri, &format!("https://example.org{path}"));
        stands(&uri, r#"{"uri":{"path":"/ns"}}"#, Relation::Overlaps);
        stands(&uri, r#"{"uri":{"path":"/a"}}"#, Relation::Overlaps);
        stands(&uri, r#"{"uri":{"hosts":{"host":"example.org"}}}"#, Relation::Inside);
    }
    for same in ["/ns/%70rod", "/ns/prod/", "/ns/prod?a=/x/../y", "/ns/prod#/../x"] {
        let uri = named(GeneralName::Uri, &format!("https://jan@example.org:8443{same}"));
        stands(&uri, r#"{"uri":{"hosts":{"host":"example.org"},"path":"/ns/prod"}}"#, Relation::Inside);
    }
}

#[test]
fn a_uri_of_an_address_stands_for_every_host_and_one_without_a_host_for_none() {
    let address = named(GeneralName::Uri, "https://192.0.2.1/a");
    stands(&address, r#"{"uri":{"hosts":{"host":"example.org"}}}"#, Relation::Overlaps);
    stands(&address, r#"{"uri":{"hosts":"every"}}"#, Relation::Overlaps);
    stands(&address, r#"{"uri":{"scheme":"https"}}"#, Relation::Inside);
    let urn = named(GeneralName::Uri, "urn:oid:2.999");
    stands(&urn, r#"{"uri":{"hosts":"every"}}"#, Relation::Outside);
    stands(&urn, r#"{"uri":{"scheme":"urn"}}"#, Relation::Inside);
}

#[test]
fn a_directory_name_is_below_its_first_rdns_and_below_itself() {
    let name = |attributes: &[(AttributeType, &str)]| NameSet::of_subject(&Name::of(attributes).unwrap());
    let base = r#"{"directory":{"below":[["C","PL"],["O","Example"]]}}"#;
    let (country, organization) = ((AttributeType::COUNTRY, "PL"), (AttributeType::ORGANIZATION, "EXAMPLE"));
    stands(&name(&[country, organization]), base, Relation::Inside);
    stands(&name(&[country, organization, (AttributeType::COMMON_NAME, "Jan")]), base, Relation::Inside);
    stands(&name(&[organization, country]), base, Relation::Outside);
    stands(&name(&[country]), base, Relation::Outside);
    stands(&set(r#"{"directory":{"below":[["2.5.4.6","PL"]]}}"#), base, Relation::Overlaps);
    stands(
        &name(&[country, organization]),
        r#"{"directory":{"exactly":[["2.5.4.6","PL"],["2.5.4.10","example"]]}}"#,
        Relation::Inside,
    );
    stands(&set(base), r#"{"directory":{"exactly":[["2.5.4.6","PL"],["2.5.4.10","example"]]}}"#, Relation::Overlaps);
}

#[test]
fn a_user_principal_name_is_what_a_directory_takes_for_the_same() {
    let name = named(GeneralName::Upn, "JAN@Office.Example.");
    stands(&name, r#"{"upn":{"name":"jan@office.example"}}"#, Relation::Inside);
    stands(&name, r#"{"upn":{"domain":"OFFICE.example"}}"#, Relation::Inside);
    stands(&name, r#"{"upn":{"below":"example"}}"#, Relation::Inside);
    stands(&name, r#"{"upn":{"below":"office.example"}}"#, Relation::Outside);
    // One letter or a letter and its mark, an accent or a width: one account.
    let composed = named(GeneralName::Upn, "zo\u{301}ł@office.example");
    stands(&composed, r#"{"upn":{"name":"Zół@office.example"}}"#, Relation::Inside);
    // An empty label is a label.
    stands(
        &named(GeneralName::Upn, "jan@.office.example"),
        r#"{"upn":{"domain":"office.example"}}"#,
        Relation::Outside,
    );
    stands(&named(GeneralName::Upn, "jan@."), r#"{"upn":{"domain":"office.example"}}"#, Relation::Outside);
}

#[test]
fn two_forms_have_nothing_in_common() {
    for one in NameSet::universe() {
        for other in NameSet::universe() {
            let wanted = if one.form() == other.form() { Relation::Inside } else { Relation::Outside };
            assert_eq!(one.relation_to(&other), wanted);
        }
    }
}

#[test]
fn forms_that_are_not_compared_are_no_sets() {
    assert_eq!(NameSet::of(&GeneralName::RegisteredId("2.999.1".parse().unwrap())), None);
}

#[test]
fn every_set_says_what_it_is_and_reads_itself_back() {
    for (json, shown) in [
        (r#"{"dns":{"host":"a.example"}}"#, "DNS:a.example"),
        (r#"{"dns":{"children":"a.example"}}"#, "DNS:*.a.example"),
        (r#"{"dns":{"below":"a.example"}}"#, "DNS names below a.example"),
        (r#"{"dns":{"subtree":"a.example"}}"#, "DNS:a.example and names below it"),
        (r#"{"dns":"every"}"#, "every host name"),
        (r#"{"ip":"192.0.2.0/24"}"#, "IP:192.0.2.0/24"),
        (r#"{"ip":"192.0.2.1"}"#, "IP:192.0.2.1"),
        (r#"{"ip":"2001:db8::/32"}"#, "IP:2001:db8::/32"),
        (r#"{"ip":"0.0.0.0/0"}"#, "IP:0.0.0.0/0"),
        (r#"{"ip":"::/0"}"#, "IP:::/0"),
        (r#"{"ip":"every"}"#, "every address"),
        (r#"{"email":{"mailbox":"jan@a.example"}}"#, "email:jan@a.example"),
        (r#"{"email":{"host":"a.example"}}"#, "every mailbox of a.example"),
        (r#"{"email":{"below":"a.example"}}"#, "every mailbox of a domain below a.example"),
        (r#"{"email":{"subtree":"a.example"}}"#, "every mailbox of a.example and of a domain below it"),
        (r#"{"email":"every"}"#, "every mailbox"),
        (r#"{"uri":{}}"#, "URIs"),
        (
            r#"{"uri":{"scheme":"spiffe","hosts":{"host":"a.example"},"path":"/ns/%C3%B3"}}"#,
            "spiffe URIs at DNS:a.example under /ns/%C3%B3",
        ),
        (r#"{"directory":{"below":[["C","PL"],["O","Example"]]}}"#, "directory:O=Example,C=PL and names below it"),
        (r#"{"directory":{"exactly":[["C","PL"]]}}"#, "directory:C=PL"),
        (r#"{"directory":"every"}"#, "every directory name"),
        (r#"{"upn":{"name":"jan@a.example"}}"#, "UPN:jan@a.example"),
        (r#"{"upn":{"domain":"a.example"}}"#, "every user principal name of a.example"),
        (r#"{"upn":{"below":"a.example"}}"#, "every user principal name of a domain below a.example"),
        (r#"{"upn":{"subtree":"a.example"}}"#, "every user principal name of a.example and of a domain below it"),
        (r#"{"upn":"every"}"#, "every user principal name"),
    ] {
        let read = set(json);
        assert_eq!(read.to_string(), shown);
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }
}

#[test]
fn refuses_what_is_no_set_with_the_remedy() {
    for (json, sentence) in [
        (
            r#"{"dns":{"host":"*.a.example"}}"#,
            "found the wildcard *.a.example; `children` has what a wildcard stands for",
        ),
        (r#"{"dns":{"subtree":"a.example."}}"#, "dot"),
        (r#"{"dns":{"domain":"a.example"}}"#, "unknown variant `domain`"),
        (r#"{"ip":"192.0.2.1/24"}"#, "only zeros where its mask has zeros"),
        (r#"{"ip":"192.0.2.0/33"}"#, "at most 32 bits, found 33"),
        (r#"{"ip":"192.0.2.0/+8"}"#, "an address or an address/bits, found \"192.0.2.0/+8\""),
        (r#"{"ip":"example"}"#, "an address or an address/bits, found \"example\""),
        (r#"{"email":{"mailbox":"a.example"}}"#, "@"),
        (r#"{"email":{"mailbox":"a b@a.example"}}"#, "found ' '"),
        (r#"{"email":{"host":"*.a.example"}}"#, "wildcard"),
        (r#"{"uri":{"scheme":"1"}}"#, "a scheme is a letter and then letters, digits"),
        (r#"{"uri":{"scheme":"a_b"}}"#, "found \"a_b\" (RFC 3986 §3.1)"),
        (r#"{"uri":{"path":"/a\\b"}}"#, "a path prefix begins with /"),
        (r#"{"uri":{"path":"/a%2"}}"#, "a path prefix begins with /"),
        (r#"{"uri":{"path":"ns"}}"#, "a path prefix begins with /"),
        (r#"{"uri":{"path":"/a/../b"}}"#, "no . or ..,"),
        (r#"{"uri":{"path":"/a?b"}}"#, "no query"),
        (r#"{"uri":{"host":"a.example"}}"#, "unknown field `host`"),
        (r#"{"directory":{"below":[["C","Poland"]]}}"#, "the attributes make no name"),
        (r#"{"upn":{"domain":"a..example"}}"#, "labels with single dots between them, found \"a..example\""),
        (r#"{"upn":{"subtree":"*.example"}}"#, "labels with single dots"),
        (r#"{"upn":{"below":"a@b.example"}}"#, "labels with single dots"),
        (r#"{"upn":{"domain":"a b.example"}}"#, "labels with single dots"),
        (r#"{"upn":{"domain":""}}"#, "labels with single dots"),
    ] {
        let error = serde_json::from_str::<NameSet>(json).unwrap_err().to_string();
        assert!(error.contains(sentence), "{json}: {error}");
    }
}

#[test]
fn a_set_of_a_name_alone_is_not_written_as_a_policy() {
    for name in [named(GeneralName::Ip, "192.0.2.1"), named(GeneralName::Uri, "urn:oid:2.999")] {
        let error = serde_json::to_string(&name).unwrap_err().to_string();
        assert_eq!(error, "a set of a name alone is not part of a policy");
    }
}
