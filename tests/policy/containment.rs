//! A subordinate's name constraints lie within its issuer's, form by form; what is wider is not adopted.
//!
//! RFC 5280 §4.2.1.10. The issuer here has a path length of 1 and constraints; the policy that it adopts is
//! `subordinate` with others. Each refusal is asked for its sentence.

use chancery::{
    Authority,
    encoding::Reader,
    issuance::AdoptError,
    issuer::Issuer,
    x509::{
        AttributeType,
        extension::{GeneralSubtree, NameConstraints, TypedExtension as _},
    },
};

use super::ca::{
    authority, bare, client_policy, inventory, name, now, over, provider, server_policy, signer, subordinate_applicant,
    subordinate_policy, walk,
};

/// Constraints in lines: `+DNS:…` permits, `-IP:…` excludes.
fn constraints(lines: &[&str]) -> Option<NameConstraints> {
    let of = |sign: char| -> Vec<_> { lines.iter().filter_map(|line| line.strip_prefix(sign)).map(subtree).collect() };
    NameConstraints::new(of('+'), of('-')).ok()
}

fn subtree(text: &str) -> GeneralSubtree {
    let (form, base) = text.split_once(':').unwrap();
    match form {
        "DNS" => GeneralSubtree::dns(base).unwrap(),
        "email" => GeneralSubtree::email(base).unwrap(),
        "URI" => GeneralSubtree::uri(base).unwrap(),
        "IP" => {
            let (address, bits) = base.split_once('/').unwrap();
            GeneralSubtree::ip(address.parse().unwrap(), bits.parse().unwrap()).unwrap()
        }
        "O" => GeneralSubtree::Directory(name(&[(AttributeType::COUNTRY, "PL"), (AttributeType::ORGANIZATION, base)])),
        "C" => GeneralSubtree::Directory(name(&[(AttributeType::COUNTRY, base)])),
        "UPN" => other(0xa0, &upn(base)),
        "RID" => other(0x88, &[0x88, 0x37, base.parse().unwrap()]),
        _ => panic!("no form {form}"),
    }
}

/// The content of an otherName with a user principal name in it.
fn upn(base: &str) -> Vec<u8> {
    let text = tlv(0xa0, &tlv(0x0c, base.as_bytes()));
    [&[0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02, 0x03], text.as_slice()].concat()
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
}

/// A subtree that is carried and not compared, from its octets.
fn other(tag: u8, content: &[u8]) -> GeneralSubtree {
    let der = tlv(0x30, &tlv(0xa0, &tlv(0x30, &tlv(tag, content))));
    Reader::whole(&der, "NameConstraints", NameConstraints::decode).unwrap().permitted().first().unwrap().clone()
}

/// An authority under these constraints that may certify authorities.
fn under(lines: &[&str]) -> Authority {
    let mut policy = subordinate_policy().with_path_len(1);
    if let Some(constraints) = constraints(lines) {
        policy = policy.with_name_constraints(constraints);
    }
    let root = authority(provider(), "ed25519");
    let certificate = walk(&root, policy, bare(provider(), "p384"), &subordinate_applicant());
    over(Issuer::new(certificate, signer(provider(), "p384"), provider(), now()).unwrap(), inventory(provider()))
}

/// What is wrong with a subordinate of these constraints under an issuer of those.
fn told(own: &[&str], issuers: &[&str]) -> Vec<String> {
    let mut policy = subordinate_policy();
    if let Some(constraints) = constraints(own) {
        policy = policy.with_name_constraints(constraints);
    }
    match under(issuers).adopt(policy) {
        Ok(_) => Vec::new(),
        Err(AdoptError::Profile(errors)) => errors
            .violations()
            .iter()
            .map(|violation| {
                assert_eq!(violation.rule().as_str(), "profile.constraints.issuer");
                let (text, tail) = (violation.to_string(), " (RFC 5280 §4.2.1.10 (X-23))");
                let text = text.strip_prefix("profile.nameConstraints is ").unwrap();
                text.strip_suffix(tail).unwrap().to_owned()
            })
            .collect(),
        Err(other) => panic!("{other}"),
    }
}

/// A test a line: own constraints, the issuer's, and what is said.
macro_rules! contained {
    ($($name:ident: [$($own:literal),*] under [$($issuers:literal),*] => [$($sentence:literal),*];)*) => {
        $(#[test]
        fn $name() {
            let wanted: &[&str] = &[$($sentence),*];
            assert_eq!(told(&[$($own),*], &[$($issuers),*]), wanted);
        })*
    };
}

contained! {
    accepts_anything_under_an_issuer_without_constraints: ["+DNS:example.com"] under [] => [];
    accepts_none_under_an_issuer_without_constraints: [] under [] => [];
    accepts_none_under_an_issuer_that_permits_everything: [] under ["+DNS:"] => [];

    accepts_equal_hosts: ["+DNS:example.com", "-DNS:secret.example.com"]
        under ["+DNS:Example.com", "-DNS:secret.example.com"] => [];
    accepts_fewer_hosts: ["+DNS:a.example.com"] under ["+DNS:example.com"] => [];
    accepts_the_hosts_below_a_domain: ["+DNS:.example.com"] under ["+DNS:example.com"] => [];
    accepts_hosts_of_two_permitted_domains: ["+DNS:a.example.net", "+DNS:example.com"]
        under ["+DNS:example.com", "+DNS:example.net"] => [];
    accepts_more_hosts_less_what_is_excluded: ["+DNS:com", "-DNS:com", "+DNS:a.example.com"]
        under ["+DNS:example.com"] => [];
    accepts_a_wider_exclusion_of_hosts: ["-DNS:example.com"] under ["-DNS:secret.example.com", "-DNS:.example.com"] => [];
    accepts_that_an_exclusion_of_what_is_not_permitted_is_dropped: ["+DNS:example.com"] under ["-DNS:example.net"] => [];
    accepts_constraints_of_a_form_that_the_issuer_has_none_of: ["+DNS:example.com", "+IP:192.0.2.0/24"]
        under ["+DNS:example.com"] => [];
    refuses_more_hosts: ["+DNS:com"] under ["+DNS:example.com"] =>
        ["permitted DNS:com; permitted is names inside DNS:example.com, which the issuer's certificate permits"];
    refuses_a_domain_where_the_hosts_below_it_are_permitted: ["+DNS:example.com"] under ["+DNS:.example.com"] =>
        ["permitted DNS:example.com; permitted is names inside DNS:.example.com, which the issuer's certificate permits"];
    refuses_each_domain_that_is_not_permitted: ["+DNS:a.example.com", "+DNS:example.org", "+DNS:org"]
        under ["+DNS:example.com", "+DNS:example.net"] =>
        ["permitted DNS:example.org; permitted is names inside DNS:example.com or DNS:example.net, which the issuer's \
          certificate permits",
         "permitted DNS:org; permitted is names inside DNS:example.com or DNS:example.net, which the issuer's \
          certificate permits"];
    refuses_every_host_where_some_are_permitted: [] under ["+DNS:example.com"] =>
        ["every host name; permitted is names inside DNS:example.com, which the issuer's certificate permits"];
    refuses_to_exclude_where_the_issuer_permits: ["-DNS:secret.example.com"] under ["+DNS:example.com"] =>
        ["every host name; permitted is names inside DNS:example.com, which the issuer's certificate permits"];
    refuses_to_drop_an_exclusion_of_a_host: ["+DNS:example.com"] under ["-DNS:secret.example.com"] =>
        ["permitted DNS:example.com without exclusion; permitted is names outside DNS:secret.example.com, which the \
          issuer's certificate excludes"];
    refuses_to_drop_every_constraint: [] under ["-DNS:secret.example.com", "-DNS:example.net"] =>
        ["every host name without exclusion; permitted is names outside DNS:secret.example.com, which the issuer's \
          certificate excludes",
         "every host name without exclusion; permitted is names outside DNS:example.net, which the issuer's certificate \
          excludes"];
    refuses_to_exclude_a_part: ["-DNS:.secret.example.com"] under ["-DNS:secret.example.com"] =>
        ["excluded DNS:.secret.example.com; permitted is names outside DNS:secret.example.com, which the issuer's \
          certificate excludes"];

    accepts_fewer_mailboxes: ["+email:a.example.com"] under ["+email:.example.com"] => [];
    accepts_mailboxes_without_what_is_excluded: ["+email:.example.com", "-email:a.example.com"]
        under ["-email:a.example.com"] => [];
    refuses_the_mailboxes_of_hosts_where_those_of_one_are_permitted: ["+email:.example.com"] under ["+email:example.com"] =>
        ["permitted email:.example.com; permitted is names inside email:example.com, which the issuer's certificate \
          permits"];
    refuses_every_mailbox: ["+DNS:example.com"] under ["+DNS:example.com", "+email:example.com"] =>
        ["every e-mail address; permitted is names inside email:example.com, which the issuer's certificate permits"];
    refuses_to_drop_an_exclusion_of_mailboxes: ["-email:.example.com"] under ["-email:example.com"] =>
        ["excluded email:.example.com; permitted is names outside email:example.com, which the issuer's certificate \
          excludes"];

    accepts_fewer_uris: ["+URI:a.example.com"] under ["+URI:.example.com"] => [];
    accepts_uris_without_what_is_excluded: ["-URI:.example.com", "-URI:example.com"] under ["-URI:example.com"] => [];
    refuses_more_uris: ["+URI:.example.com"] under ["+URI:example.com"] =>
        ["permitted URI:.example.com; permitted is names inside URI:example.com, which the issuer's certificate permits"];
    refuses_every_uri: [] under ["+URI:example.com"] =>
        ["every URI; permitted is names inside URI:example.com, which the issuer's certificate permits"];
    refuses_to_drop_an_exclusion_of_uris: [] under ["-URI:example.com"] =>
        ["every URI without exclusion; permitted is names outside URI:example.com, which the issuer's certificate \
          excludes"];

    accepts_fewer_addresses: ["+IP:192.0.2.128/25"] under ["+IP:192.0.2.0/24", "-IP:::/0"] => [];
    accepts_a_range_in_two_halves: ["+IP:192.0.2.0/24"] under ["+IP:192.0.2.0/25", "+IP:192.0.2.128/25"] => [];
    accepts_a_wider_exclusion_of_addresses: ["-IP:10.0.0.0/8", "-IP:::/0"] under ["-IP:10.1.0.0/16", "-IP:::/0"] => [];
    refuses_more_addresses: ["+IP:192.0.2.0/24"] under ["+IP:192.0.2.0/25"] =>
        ["permitted IP:192.0.2.0/24; permitted is names inside IP:192.0.2.0/25, which the issuer's certificate permits"];
    refuses_addresses_of_the_other_version: ["+IP:2001:db8::/32"] under ["+IP:192.0.2.0/24"] =>
        ["permitted IP:2001:db8::/32; permitted is names inside IP:192.0.2.0/24, which the issuer's certificate permits"];
    refuses_every_address: [] under ["+IP:192.0.2.0/24"] =>
        ["every IP address; permitted is names inside IP:192.0.2.0/24, which the issuer's certificate permits"];
    refuses_to_drop_an_exclusion_of_addresses: ["+IP:192.0.2.0/24"] under ["-IP:192.0.2.128/25", "-IP:::/0"] =>
        ["permitted IP:192.0.2.0/24 without exclusion; permitted is names outside IP:192.0.2.128/25, which the issuer's \
          certificate excludes"];

    accepts_a_longer_directory_prefix: ["+O:Example"] under ["+C:PL"] => [];
    accepts_a_directory_prefix_spelled_otherwise: ["+O:EXAMPLE", "-O:Other"] under ["+O:Example"] => [];
    accepts_an_exclusion_of_a_shorter_prefix: ["-C:DE"] under ["-C:DE"] => [];
    refuses_a_shorter_directory_prefix: ["+C:PL"] under ["+O:Example"] =>
        ["permitted directory:C=PL; permitted is names inside directory:O=Example,C=PL, which the issuer's certificate \
          permits"];
    refuses_every_directory_name: [] under ["+C:PL"] =>
        ["every directory name; permitted is names inside directory:C=PL, which the issuer's certificate permits"];
    refuses_to_drop_an_exclusion_of_directory_names: ["+C:PL"] under ["-O:Other"] =>
        ["permitted directory:C=PL without exclusion; permitted is names outside directory:O=Other,C=PL, which the \
          issuer's certificate excludes"];

    accepts_a_form_that_is_not_compared_octet_for_octet: ["+UPN:office.example", "-RID:1"]
        under ["+UPN:office.example", "-RID:1"] => [];
    accepts_one_of_a_form_that_the_issuer_has_none_of: ["+UPN:office.example", "+RID:1"] under ["+RID:1"] => [];
    accepts_one_more_exclusion_of_a_form_that_is_not_compared: ["-RID:1", "-RID:2"] under ["-RID:1"] => [];
    refuses_to_drop_a_form_that_is_not_compared: [] under ["+UPN:office.example", "-RID:1"] =>
        ["without permitted unsupported:[0] of 32 octets; permitted is with it, octet for octet, since names of its form are not compared",
         "without excluded unsupported:[8] of 5 octets; permitted is with it, octet for octet, since names of its form are not compared"];
    refuses_another_of_a_form_that_is_not_compared: ["+UPN:a.office.example"] under ["+UPN:office.example"] =>
        ["without permitted unsupported:[0] of 32 octets; permitted is with it, octet for octet, since names of its form are not compared",
         "permitted unsupported:[0] of 34 octets; permitted is subtrees of its form that the issuer's certificate permits, octet for octet"];
    refuses_one_more_of_a_form_that_is_not_compared: ["+RID:1", "+RID:2"] under ["+RID:1"] =>
        ["permitted unsupported:[8] of 5 octets; permitted is subtrees of its form that the issuer's certificate permits, octet for octet"];
    refuses_to_permit_what_is_excluded_octet_for_octet: ["+RID:1"] under ["-RID:1"] =>
        ["without excluded unsupported:[8] of 5 octets; permitted is with it, octet for octet, since names of its form are not compared"];

    tells_everything_at_once: ["+DNS:org"] under ["+DNS:example.com", "+IP:192.0.2.0/24", "-email:example.com"] =>
        ["permitted DNS:org; permitted is names inside DNS:example.com, which the issuer's certificate permits",
         "every IP address; permitted is names inside IP:192.0.2.0/24, which the issuer's certificate permits",
         "every e-mail address without exclusion; permitted is names outside email:example.com, which the issuer's certificate \
          excludes"];
}

#[test]
fn an_end_entity_restates_nothing() {
    let issuing = under(&["+DNS:example.com", "-IP:::/0", "+UPN:office.example"]);
    assert!(issuing.adopt(server_policy()).is_ok());
    assert!(issuing.adopt(client_policy()).is_ok());
}
