//! What holds for sets of every form, whatever they are.

use proptest::{prelude::*, sample::select};

use super::*;
use crate::x509::extension::{GeneralSubtree, NameConstraints};

/// Sets of every form, close enough to each other to meet.
fn any_set() -> impl Strategy<Value = NameSet> {
    select(
        [
            r#"{"dns":{"host":"a.x"}}"#,
            r#"{"dns":{"host":"b.a.x"}}"#,
            r#"{"dns":{"children":"a.x"}}"#,
            r#"{"dns":{"below":"a.x"}}"#,
            r#"{"dns":{"subtree":"b.a.x"}}"#,
            r#"{"dns":"every"}"#,
            r#"{"ip":"192.0.2.0/25"}"#,
            r#"{"ip":"192.0.2.128/25"}"#,
            r#"{"ip":"192.0.2.0/24"}"#,
            r#"{"ip":"::/0"}"#,
            r#"{"ip":"::/1"}"#,
            r#"{"email":{"mailbox":"jan@a.x"}}"#,
            r#"{"email":{"host":"a.x"}}"#,
            r#"{"email":{"below":"x"}}"#,
            r#"{"email":"every"}"#,
            r#"{"uri":{"scheme":"https"}}"#,
            r#"{"uri":{"hosts":{"below":"x"}}}"#,
            r#"{"uri":{"scheme":"https","path":"/a"}}"#,
            r#"{"uri":{"hosts":{"host":"a.x"},"path":"/a/b"}}"#,
            r#"{"directory":{"below":[["2.5.4.6","PL"]]}}"#,
            r#"{"directory":{"below":[["2.5.4.6","PL"],["2.5.4.10","A"]]}}"#,
            r#"{"directory":{"exactly":[["2.5.4.6","PL"],["2.5.4.10","A"]]}}"#,
            r#"{"upn":{"name":"jan@a.x"}}"#,
            r#"{"upn":{"subtree":"a.x"}}"#,
        ]
        .map(set)
        .to_vec(),
    )
}

fn any_name() -> impl Strategy<Value = GeneralName> {
    let dns = select(vec!["a.x", "B.A.X", "*.a.x", "*.b.a.x", "c.a.x"])
        .prop_map(|text| GeneralName::Dns(text.parse().unwrap()));
    let ip = select(vec!["192.0.2.1", "192.0.2.200", "::ffff:192.0.2.1", "2001:db8::1"])
        .prop_map(|text| GeneralName::Ip(text.parse().unwrap()));
    let email =
        select(vec!["jan@a.x", "Jan@A.x", "jan@b.a.x"]).prop_map(|text| GeneralName::Email(text.parse().unwrap()));
    let uri = select(vec!["https://a.x/a/b", "https://a.x/a/../c", "https://192.0.2.1/a", "urn:a", "http://b.x/"])
        .prop_map(|text| GeneralName::Uri(text.parse().unwrap()));
    let upn = select(vec!["JAN@a.x", "ewa@b.a.x"]).prop_map(|text| GeneralName::Upn(text.parse().unwrap()));
    prop_oneof![dns, ip, email, uri, upn]
}

fn any_rules() -> impl Strategy<Value = NameRules> {
    let sets = || proptest::collection::vec(any_set(), 0..5);
    let unlisted = select(vec![UnlistedForms::Granted, UnlistedForms::Refused]);
    (sets(), sets(), unlisted).prop_map(|(permitted, excluded, unlisted_forms)| NameRules {
        permitted: permitted.into(),
        excluded: excluded.into(),
        unlisted_forms,
    })
}

fn any_constraints() -> impl Strategy<Value = NameConstraints> {
    let subtree = select(vec![
        GeneralSubtree::dns("a.x").unwrap(),
        GeneralSubtree::dns(".a.x").unwrap(),
        GeneralSubtree::dns("").unwrap(),
        GeneralSubtree::email("a.x").unwrap(),
        GeneralSubtree::email(".x").unwrap(),
        GeneralSubtree::uri("a.x").unwrap(),
        GeneralSubtree::ip("192.0.2.0".parse().unwrap(), 24).unwrap(),
        GeneralSubtree::ip("::".parse().unwrap(), 0).unwrap(),
    ]);
    let list = || proptest::collection::vec(subtree.clone(), 0..3);
    (list(), list())
        .prop_filter_map("not empty", |(permitted, excluded)| NameConstraints::new(permitted, excluded).ok())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn an_intersection_is_the_same_from_both_sides_and_inside_both(one in any_set(), other in any_set()) {
        let both = one.intersection(&other);
        prop_assert_eq!(&both, &other.intersection(&one));
        if let Some(both) = both {
            prop_assert_eq!(both.relation_to(&one), Relation::Inside);
            prop_assert_eq!(both.relation_to(&other), Relation::Inside);
        }
    }

    #[test]
    fn a_set_is_inside_itself_and_inside_every_name_of_its_form(one in any_set()) {
        prop_assert_eq!(one.relation_to(&one), Relation::Inside);
        prop_assert!(one.is_covered_by(&NameSet::universe()));
    }

    #[test]
    fn inside_is_handed_on(one in any_set(), two in any_set(), three in any_set()) {
        if one.relation_to(&two) == Relation::Inside && two.relation_to(&three) == Relation::Inside {
            prop_assert_eq!(one.relation_to(&three), Relation::Inside);
        }
    }

    #[test]
    fn what_a_policy_under_constraints_grants_both_would(
        rules in any_rules(), constraints in any_constraints(), name in any_name(),
    ) {
        let (rules, constraints) = (rules.bounds(), NameBounds::of_constraints(&constraints));
        let both = rules.intersection(&constraints);
        prop_assert_eq!(both.grant(&name), rules.grant(&name) && constraints.grant(&name));
        prop_assert!(both.is_within(&rules) && both.is_within(&constraints));
    }

    #[test]
    fn what_a_contained_policy_grants_its_parent_would(one in any_rules(), other in any_rules(), name in any_name()) {
        let (one, other) = (one.bounds(), other.bounds());
        prop_assert!(one.is_within(&one) && one.is_within(&NameRules::UNBOUNDED.bounds()));
        if one.is_within(&other) {
            prop_assert!(other.grant(&name) || !one.grant(&name));
        }
        // Taking more away keeps it contained.
        prop_assert!(one.intersection(&other).is_within(&other));
    }

    #[test]
    fn more_excluded_grants_no_more(mut rules in any_rules(), more in any_set(), name in any_name()) {
        let before = rules.bounds();
        rules.excluded.to_mut().push(more);
        prop_assert!(before.grant(&name) || !rules.bounds().grant(&name));
        prop_assert!(rules.bounds().is_within(&before));
    }
}
