//! The witnesses of what is no row: purpose, delivery, names, how long an approval waits, suspension, renewal.
//!
//! Beside `rows`. Lifetime and backdating are the row of the validity, keys that of the key. The surprising choice: the
//! table is taken apart field by field, so that a new field does not compile before it has a witness here or a row.

use chancery::{
    policy::{
        Delivery, Profile, Purpose, SuspensionRule,
        names::{NameRules, NameSet, UnlistedForms},
    },
    x509::{GeneralNameKind, Reason},
};

use super::{
    case::{Case, Input},
    oracle, renewal,
    rows::{Answer, Witness, change, usual},
};

/// What the frame of a policy consists of.
pub(crate) const PARTS: [&str; 7] = ["name", "purpose", "approval", "suspension", "renewal", "delivery", "names"];

pub(super) fn witness(
    row: &str,
    part: impl Into<String>,
    input: Input,
    answer: Answer,
    done: impl Fn(&mut Profile) + Send + Sync + 'static,
) -> Witness {
    Witness { row: row.to_owned(), at: None, part: part.into(), input, answer, change: change(done) }
}

/// Every witness of the frame.
pub(crate) fn witnesses(case: &dyn Case) -> Vec<Witness> {
    let Profile {
        name: _,
        purpose,
        approval_seconds,
        suspension,
        renewal,
        delivery,
        names,
        // These are rows.
        keys: _,
        keys_clause: _,
        lifetime: _,
        backdating_seconds: _,
        subject: _,
        authority_key_identifier: _,
        subject_key_identifier: _,
        key_usage: _,
        certificate_policies: _,
        subject_alt_name: _,
        basic_constraints: _,
        name_constraints: _,
        extended_key_usage: _,
        crl_distribution_points: _,
        authority_info_access: _,
        others: _,
        unnamed_extensions: _,
    } = case.profile();
    let mut witnesses = vec![
        witness("name", "on record", usual(case), Answer::OnRecord, |profile| profile.name = "another".into()),
        self::purpose(case, purpose),
        self::delivery(case, delivery),
    ];
    witnesses.extend(approval(case, approval_seconds));
    witnesses.extend(renewal::witnesses(case, renewal));
    witnesses.extend(self::suspension(case, suspension));
    witnesses.extend(self::names(case, &names));
    witnesses
}

/// A purpose that the rows of usages contradict; there are some for each purpose.
fn purpose(case: &dyn Case, stated: Purpose) -> Witness {
    let contradicts = |other: &Purpose| {
        let profile = Profile { purpose: *other, ..case.profile() };
        profile.check().is_err()
    };
    let other = Purpose::ALL.into_iter().find(contradicts).unwrap_or(stated);
    witness("purpose", format!("not {other}"), usual(case), Answer::OnRecord, move |profile| profile.purpose = other)
}

fn delivery(case: &dyn Case, stated: Delivery) -> Witness {
    let other = Delivery::ALL.into_iter().find(|other| other.key_maker() != stated.key_maker()).unwrap();
    let part = format!("not {other}");
    witness("delivery", part, usual(case), Answer::OnRecord, move |profile| profile.delivery = other)
}

fn approval(case: &dyn Case, seconds: u32) -> [Witness; 2] {
    let after = |waits| Input { waits, ..usual(case) };
    [
        witness("approval", "at the end", after(seconds), Answer::OnRecord, |profile| profile.approval_seconds -= 1),
        witness("approval", "a second later", after(seconds + 1), Answer::Stale, |profile| {
            profile.approval_seconds += 1;
        }),
    ]
}

/// A suspension of two days that ran out.
fn suspension(case: &dyn Case, stated: SuspensionRule) -> Vec<Witness> {
    let input = Input { held: Some(2), ..usual(case) };
    let under = |part, other| {
        witness("suspension", part, input.clone(), Answer::OnRecord, move |profile| profile.suspension = other)
    };
    let open = SuspensionRule::Allowed { max_days: None, then: None };
    match stated {
        SuspensionRule::Forbidden => vec![under("forbidden", open)],
        SuspensionRule::Allowed { max_days, then } => {
            let less = max_days.map_or(1, |days| days - 1);
            let other = if then.is_some() { None } else { Some(Reason::CessationOfOperation) };
            vec![
                under("allowed", SuspensionRule::Forbidden),
                under("the longest", SuspensionRule::Allowed { max_days: Some(less), then }),
                under("what follows", SuspensionRule::Allowed { max_days, then: other }),
            ]
        }
    }
}

/// For each form that is granted, a name of it that nothing excludes, and that no set of another form shuts out.
fn names(case: &dyn Case, stated: &NameRules) -> Vec<Witness> {
    assert_eq!(*stated, NameRules::UNBOUNDED, "{}: sets of names have no generator of witnesses yet", case.of());
    let excluded = |(input, set): (Input, NameSet)| {
        witness("names", format!("{} of no excluded set", set.form()), input, Answer::OnRecord, move |profile| {
            profile.names.excluded = vec![set.clone()].into();
        })
    };
    let (granted, others) = granted(case);
    let shut = |profile: &mut Profile| profile.names.unlisted_forms = UnlistedForms::Refused;
    let unlisted = if others {
        witness("names", "forms without a set", usual(case), Answer::OnRecord, shut)
    } else {
        let reason = "the rows grant no form but the subject, which is free without a set";
        witness("names", "forms without a set", usual(case), Answer::CannotFire(reason), shut)
    };
    granted.into_iter().map(excluded).chain([unlisted]).collect()
}

/// A name of each form that the rows grant, with who has it, and whether there is one beside the subject.
fn granted(case: &dyn Case) -> (Vec<(Input, NameSet)>, bool) {
    let mut granted: Vec<(Input, NameSet)> = Vec::new();
    for applicant in 0..case.applicants() {
        let input = Input { applicant, ..usual(case) };
        let subject = Some(oracle::subject(case, &input)).filter(|subject| !subject.is_empty());
        let sets = subject.iter().map(NameSet::of_subject).collect::<Vec<_>>();
        let of_names = oracle::alternative_names(case, &input);
        for set in sets.into_iter().chain(of_names.iter().filter_map(NameSet::of)) {
            if granted.iter().all(|(_, known)| known.form() != set.form()) {
                granted.push((input.clone(), set));
            }
        }
    }
    let others = granted.iter().any(|(_, set)| set.form() != GeneralNameKind::Directory);
    (granted, others)
}
