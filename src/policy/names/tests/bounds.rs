//! Forms that no set speaks of, and forms without a set, in the bounds of a policy and of a CA.
//!
//! What is permitted and excluded within a form is tested by brute force and by laws; here is the rest.

use super::*;
use crate::x509::{
    AttributeType,
    extension::{GeneralSubtree, NameConstraints},
};

fn registered() -> GeneralName {
    GeneralName::RegisteredId("2.999.1".parse().unwrap())
}

fn refusing() -> NameRules {
    let permitted = vec![set(r#"{"dns":{"subtree":"a.example"}}"#)];
    NameRules { permitted: permitted.into(), unlisted_forms: UnlistedForms::Refused, ..NameRules::UNBOUNDED }
}

#[test]
fn unlisted_forms_are_refused_but_for_the_subject() {
    let bounds = refusing().bounds();
    let subject = Name::of(&[(AttributeType::COUNTRY, "PL")]).unwrap();
    assert!(bounds.grant(&GeneralName::Dns("a.example".parse().unwrap())));
    assert!(bounds.grant(&GeneralName::Directory(subject)));
    assert!(!bounds.grant(&GeneralName::Email("jan@a.example".parse().unwrap())));
    assert!(!bounds.grant(&registered()));
    assert!(NameRules::UNBOUNDED.bounds().grant(&registered()));
}

/// The decision does not look at names where nothing bounds them.
#[test]
fn the_bounds_of_no_rules_leave_every_name() {
    let bounds = NameRules::UNBOUNDED.bounds();
    let subject = Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "A")]).unwrap();
    let mut names = vec![GeneralName::Directory(subject), GeneralName::Directory(Name::empty()), registered()];
    names.extend(["a.example", "*.a.example", "localhost"].map(|text| GeneralName::Dns(text.parse().unwrap())));
    names.extend(["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"].map(|text| GeneralName::Ip(text.parse().unwrap())));
    names.push(GeneralName::Email("jan@a.example".parse().unwrap()));
    names.push(GeneralName::Upn("jan@a.example".parse().unwrap()));
    let uris = ["https://a.example/b/../c", "https://192.0.2.1/", "urn:a:b", "spiffe://a.example/b"];
    names.extend(uris.map(|text| GeneralName::Uri(text.parse().unwrap())));
    assert!(names.iter().all(|name| bounds.grant(name)));
    for name in names.iter().filter_map(NameSet::of) {
        assert!(bounds.excluding(&name).is_none() && name.is_covered_by(bounds.permitted(name.form())));
    }
}

#[test]
fn one_that_grants_other_forms_is_not_within_one_that_refuses_them() {
    let universe = NameSet::universe().to_vec();
    let all = |unlisted_forms| {
        NameRules { permitted: universe.clone().into(), unlisted_forms, ..NameRules::UNBOUNDED }.bounds()
    };
    let (granting, refusing) = (all(UnlistedForms::Granted), all(UnlistedForms::Refused));
    assert!(!granting.is_within(&refusing));
    assert!(refusing.is_within(&granting) && refusing.is_within(&refusing) && granting.is_within(&granting));
    assert!(!granting.intersection(&refusing).grant(&registered()));
}

#[test]
fn a_constraint_that_is_not_compared_leaves_no_name_it_may_be_about() {
    // NameConstraints with one excluded otherName 2.999.
    let der = [0x30, 0x0f, 0xa1, 0x0d, 0x30, 0x0b, 0xa0, 0x09, 0x06, 0x02, 0x88, 0x37, 0xa0, 0x03, 0x0c, 0x01, 0x78];
    let constraints: NameConstraints =
        crate::encoding::Reader::whole(&der, "NameConstraints", crate::x509::extension::TypedExtension::decode)
            .unwrap();
    let bounds = NameBounds::of_constraints(&constraints);
    assert!(!bounds.grant(&GeneralName::Upn("jan@a.example".parse().unwrap())));
    assert!(!bounds.grant(&registered()));
    assert!(bounds.grant(&GeneralName::Dns("a.example".parse().unwrap())));
}

#[test]
fn bounds_tell_what_they_permit_form_by_form() {
    let bounds = refusing().bounds();
    let permitted = |form| bounds.permitted(form).map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(permitted(GeneralNameKind::Dns), ["DNS:a.example and names below it"]);
    assert_eq!(permitted(GeneralNameKind::Directory), ["every directory name"]);
    assert!(permitted(GeneralNameKind::Email).is_empty());
}

#[test]
fn nothing_is_left_of_what_is_excluded_or_was_never_permitted() {
    let excluded = vec![set(r#"{"dns":{"below":"b.a.example"}}"#)];
    let bounds = NameRules { excluded: excluded.into(), ..refusing() }.bounds();
    assert!(bounds.leave_nothing_of(&set(r#"{"dns":{"children":"b.a.example"}}"#)));
    assert!(bounds.leave_nothing_of(&set(r#"{"dns":{"subtree":"b.example"}}"#)));
    assert!(!bounds.leave_nothing_of(&set(r#"{"dns":{"subtree":"b.a.example"}}"#)));
}

#[test]
fn an_excluded_range_of_mapped_addresses_excludes_those_of_ipv4() {
    let subtree = GeneralSubtree::ip("::ffff:192.0.2.0".parse().unwrap(), 120).unwrap();
    let bounds = NameBounds::of_constraints(&NameConstraints::new([], [subtree]).unwrap());
    assert!(!bounds.grant(&GeneralName::Ip("192.0.2.9".parse().unwrap())));
    assert!(bounds.grant(&GeneralName::Ip("192.0.3.9".parse().unwrap())));
}

#[test]
fn a_constraint_on_hosts_is_about_the_hosts_of_uris_and_about_uris_without_one() {
    let uri = |text: &str| GeneralName::Uri(text.parse().unwrap());
    let subtree = || [GeneralSubtree::uri(".a.example").unwrap()];
    let permitting = NameBounds::of_constraints(&NameConstraints::new(subtree(), []).unwrap());
    let excluding = NameBounds::of_constraints(&NameConstraints::new([], subtree()).unwrap());
    for (name, permitted, excluded) in
        [("https://b.a.example/", true, true), ("https://b.example/", false, false), ("urn:oid:2.999", false, true)]
    {
        assert_eq!((permitting.grant(&uri(name)), !excluding.grant(&uri(name))), (permitted, excluded), "{name}");
    }
}
