//! The names row: what it keeps back of what was vouched for, and what is wrong with it as a row.
//!
//! The sets are tested where they are, by brute force; here they are rows of a profile, refuse applicants, and meet the
//! name constraints of the issuer at adoption and at the decision.

use chancery::{
    issuance::AdoptError,
    policy::{
        FactKind, Policy as _, Presence, Profile, Row, Surplus,
        names::{NameRules, NameSet, UnlistedForms},
    },
};

use super::{
    Changed,
    ca::{approve, authority, bare, client, client_policy, now, provider, server, server_policy, subordinate_policy},
    issuers::{constrained, under_root},
    reasons,
};

fn set(json: &str) -> NameSet {
    serde_json::from_str(json).unwrap()
}

fn rules(permitted: &[&str], excluded: &[&str], unlisted_forms: UnlistedForms) -> NameRules {
    let sets = |list: &[&str]| list.iter().map(|json| set(json)).collect::<Vec<_>>().into();
    NameRules { permitted: sets(permitted), excluded: sets(excluded), unlisted_forms }
}

const CLAUSE: &str = "(RFC 5280 §4.2.1.10, which the names row follows)";

// ---- what it refuses --------------------------------------------------------------------------------------------------

fn below_example(profile: &mut Profile) {
    profile.names = rules(
        &[r#"{"dns":{"subtree":"example.com"}}"#],
        &[r#"{"dns":{"subtree":"secret.example.com"}}"#],
        UnlistedForms::Refused,
    );
}

#[track_caller]
fn refusals(hosts: &[&str]) -> Vec<String> {
    let policy = Changed(server_policy(), |profile| {
        below_example(profile);
        // The row refuses every address, so the table may not promise them.
        profile.subject_alt_name = Row::FromFacts {
            presence: Presence::Required,
            facts: vec![FactKind::DnsName].into(),
            surplus: Surplus::Refuse,
        };
    });
    match approve(&authority(provider(), "ed25519"), policy, bare(provider(), "p256"), &server(hosts), now()) {
        Ok(_) => Vec::new(),
        Err(rejection) => reasons(&rejection),
    }
}

#[test]
fn a_name_that_is_permitted_and_not_excluded_is_granted() {
    assert!(refusals(&["example.com", "WWW.example.com", "*.www.example.com"]).is_empty());
}

#[test]
fn a_name_outside_what_is_permitted_is_refused_though_it_was_vouched_for() {
    assert_eq!(
        refusals(&["www.example.com", "www.example.net"]),
        [format!(
            "policy.names.permitted: subjectAltName[1] is DNS:www.example.net; permitted is a name inside \
             DNS:example.com and names below it, which the policy permits {CLAUSE}"
        )]
    );
}

#[test]
fn a_wildcard_does_not_slip_past_an_exclusion_below_it() {
    for host in ["*.example.com", "*.Example.COM", "SECRET.example.com", "*.secret.example.com"] {
        assert_eq!(
            refusals(&["example.com", host]),
            [format!(
                "policy.names.excluded: subjectAltName[1] is DNS:{host}; permitted is a name outside \
                 DNS:secret.example.com and names below it, which the policy excludes {CLAUSE}"
            )]
        );
    }
}

#[test]
fn a_mailbox_is_granted_within_its_set_alone() {
    let of_host = |host: fn(&mut Profile)| {
        let policy = Changed(client_policy(), host);
        let decided = approve(&authority(provider(), "ed25519"), policy, bare(provider(), "p256"), &client(), now());
        decided.err().map(|rejection| reasons(&rejection))
    };
    let own = of_host(|profile| {
        profile.names = rules(&[r#"{"email":{"host":"host.example"}}"#], &[], UnlistedForms::Refused);
    });
    assert_eq!(own, None);
    let other = of_host(|profile| {
        profile.names = rules(&[r#"{"email":{"below":"host.example"}}"#], &[], UnlistedForms::Refused);
    });
    let sentence = format!(
        "policy.names.permitted: subjectAltName[0] is email:client@host.example; permitted is a name inside every mailbox \
         of a domain below host.example, which the policy permits {CLAUSE}"
    );
    assert_eq!(other, Some(vec![sentence]));
}

// ---- what is wrong with it --------------------------------------------------------------------------------------------

fn wrong(permitted: &[&str], excluded: &[&str], unlisted_forms: UnlistedForms) -> Vec<String> {
    let names = rules(permitted, excluded, unlisted_forms);
    match (Profile { names, ..server_policy().profile() }).check() {
        Ok(_) => Vec::new(),
        Err(errors) => {
            errors.violations().iter().map(|violation| format!("{}: {violation}", violation.rule())).collect()
        }
    }
}

const SUBTREE: &str = r#"{"dns":{"subtree":"example.com"}}"#;
const HOST: &str = r#"{"dns":{"host":"www.example.com"}}"#;

#[test]
fn a_row_whose_sets_all_fire_is_sound() {
    assert!(
        wrong(&[SUBTREE, r#"{"ip":"192.0.2.0/24"}"#], &[HOST, r#"{"ip":"192.0.2.1"}"#], UnlistedForms::Refused)
            .is_empty()
    );
    assert!(wrong(&[], &[r#"{"directory":{"below":[["2.5.4.6","DE"]]}}"#], UnlistedForms::Granted).is_empty());
}

#[test]
fn refuses_a_set_that_another_of_its_list_has() {
    let sentence = |index, shown| {
        format!(
            "profile.names: profile.names.permitted[{index}] is {shown}; permitted is a set that the others of the list \
             do not have already {CLAUSE}"
        )
    };
    assert_eq!(wrong(&[HOST, SUBTREE], &[], UnlistedForms::Granted), [sentence(0, "DNS:www.example.com")]);
    assert_eq!(wrong(&[HOST, HOST], &[], UnlistedForms::Granted), [sentence(1, "DNS:www.example.com")]);
    let (lower, upper, both) = (r#"{"ip":"192.0.2.0/25"}"#, r#"{"ip":"192.0.2.128/25"}"#, r#"{"ip":"192.0.2.0/24"}"#);
    assert_eq!(wrong(&[lower, upper, both], &[], UnlistedForms::Granted).len(), 3);
}

#[test]
fn refuses_a_permitted_set_that_is_excluded_as_a_whole() {
    assert_eq!(
        wrong(&[HOST], &[SUBTREE], UnlistedForms::Granted),
        [
            format!(
                "profile.names: profile.names.permitted[0] is DNS:www.example.com; permitted is a set that is not \
                 excluded as a whole {CLAUSE}"
            ),
            format!(
                "profile.names: profile.names is rows that grant names of the form host name, and sets that leave none; \
                 permitted is a permitted set with names left {CLAUSE}"
            ),
        ]
    );
}

#[test]
fn refuses_an_exclusion_of_what_is_not_permitted() {
    assert_eq!(
        wrong(&[SUBTREE], &[r#"{"dns":{"host":"example.net"}}"#], UnlistedForms::Granted),
        [format!(
            "profile.names: profile.names.excluded[0] is DNS:example.net; permitted is a set that takes away something \
             that is permitted {CLAUSE}"
        )]
    );
}

#[test]
fn refuses_a_set_of_a_form_that_the_rows_do_not_grant() {
    assert_eq!(
        wrong(&[], &[r#"{"upn":"every"}"#], UnlistedForms::Granted),
        [format!(
            "profile.names: profile.names.excluded[0] is every user principal name; permitted is a set of a form that \
             the rows grant {CLAUSE}"
        )]
    );
}

#[test]
fn refuses_a_row_that_leaves_nothing_of_a_form_the_table_grants() {
    assert_eq!(
        wrong(&[SUBTREE], &[], UnlistedForms::Refused),
        [format!(
            "profile.names: profile.names is rows that grant names of the form IP address, and sets that leave none; \
             permitted is a permitted set with names left {CLAUSE}"
        )]
    );
}

// ---- under an issuer --------------------------------------------------------------------------------------------------

#[test]
fn refuses_at_adoption_a_permitted_set_that_the_issuer_leaves_nothing_of() {
    let authority = under_root(Changed(subordinate_policy(), constrained));
    let elsewhere = Changed(server_policy(), |profile| {
        profile.names = rules(&[SUBTREE, r#"{"dns":{"subtree":"example.net"}}"#], &[], UnlistedForms::Granted);
    });
    let Err(AdoptError::Profile(errors)) = authority.adopt(elsewhere) else { panic!("it was adopted") };
    assert_eq!(
        errors.to_string(),
        format!(
            "the profile cannot be adopted: profile.names.permitted[1] is DNS:example.net and names below it; permitted \
             is a set of which the name constraints of the issuer leave something {CLAUSE}"
        )
    );
}

#[test]
fn what_is_granted_is_in_the_row_and_in_the_constraints_of_the_issuer() {
    let authority = under_root(Changed(subordinate_policy(), constrained));
    let row: fn(&mut Profile) = |profile| {
        profile.names = rules(&[], &[r#"{"dns":{"subtree":"hidden.example.com"}}"#], UnlistedForms::Granted);
    };
    let rules = |host| {
        let policy = Changed(server_policy(), row);
        let decided = approve(&authority, policy, bare(provider(), "p256"), &server(&[host]), now());
        decided.err().map(|rejection| {
            reasons(&rejection).iter().map(|reason| reason.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
        })
    };
    assert_eq!(rules("www.example.com"), None);
    assert_eq!(rules("secret.example.com"), Some(vec!["policy.constraints.excluded".to_owned()]));
    assert_eq!(rules("hidden.example.com"), Some(vec!["policy.names.excluded".to_owned()]));
    let both = ["policy.names.excluded".to_owned(), "policy.constraints.excluded".to_owned()];
    assert_eq!(rules("*.example.com"), Some(both.to_vec()));
}

#[test]
fn every_policy_of_the_catalog_says_that_it_grants_what_is_vouched_for() {
    for profile in [server_policy().profile(), client_policy().profile(), subordinate_policy().profile()] {
        assert_eq!(profile.names, NameRules::UNBOUNDED, "{}", profile.name);
    }
}
