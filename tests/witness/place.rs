//! The rows of a table as places in it, and what is done to the row at a place.
//!
//! `Profile::rows` tells rows in words; here each is found again in the data, so that it can be changed. The surprising
//! choice: the order of the walk is written down twice, there and here, and every name is held against the other, because
//! a row changed at the wrong place would be a witness of another.

use std::borrow::Cow;

use chancery::{
    encoding::Oid,
    policy::{FactKind, IssuerOrigin, KeyIdentifierOrigin, KeyUsageGrant, Presence, Profile, Row, RowView, Surplus},
    request::RequestedExtensions,
    x509::extension::{
        BasicConstraints, GeneralSubtree, KeyPurpose, KeyUsage, NameConstraints, PolicyInformation, oid,
    },
};

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowAt {
    Key,
    Validity,
    Attribute(usize),
    OtherAttributes,
    Extension(Oid),
    /// One of `others`.
    Fixed(usize),
    OtherExtensions,
}

/// Extensions with a row of their own, in the order of `Profile::rows`.
const EXTENSIONS: [Oid; 10] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::KEY_USAGE,
    oid::CERTIFICATE_POLICIES,
    oid::SUBJECT_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::AUTHORITY_INFO_ACCESS,
];

/// Every row, with its place.
pub(crate) fn rows(profile: &Profile) -> Vec<(RowAt, RowView)> {
    let attributes = (0..profile.subject.attributes.len()).map(RowAt::Attribute);
    let fixed = (0..profile.others.len()).map(RowAt::Fixed);
    let places = [RowAt::Key, RowAt::Validity].into_iter().chain(attributes).chain([RowAt::OtherAttributes]);
    let places = places.chain(EXTENSIONS.map(RowAt::Extension)).chain(fixed).chain([RowAt::OtherExtensions]);
    let rows: Vec<_> = places.zip(profile.rows()).collect();
    assert_eq!(rows.len(), profile.rows().count(), "{}: a row without a place", profile.name);
    for (at, view) in &rows {
        assert_eq!(name(profile, *at), view.row(), "{}: two walks over the rows differ", profile.name);
    }
    rows
}

fn name(profile: &Profile, at: RowAt) -> String {
    let of = |oid| RequestedExtensions::path(oid).as_str().strip_prefix("extensionRequest.").unwrap().to_owned();
    match at {
        RowAt::Key => "subjectPublicKeyInfo".to_owned(),
        RowAt::Validity => "validity".to_owned(),
        RowAt::Attribute(index) => format!("subject.{}", profile.subject.attributes[index].attribute),
        RowAt::OtherAttributes => "any other attribute".to_owned(),
        RowAt::Extension(oid) => of(oid),
        RowAt::Fixed(index) => of(profile.others[index].oid),
        RowAt::OtherExtensions => "any other extension".to_owned(),
    }
}

/// The row of an extension, whatever its columns, given to a function.
macro_rules! on_row {
    ($profile:expr, $oid:expr, $done:expr) => {
        match $oid {
            oid::AUTHORITY_KEY_IDENTIFIER => $done(&mut $profile.authority_key_identifier),
            oid::SUBJECT_KEY_IDENTIFIER => $done(&mut $profile.subject_key_identifier),
            oid::KEY_USAGE => $done(&mut $profile.key_usage),
            oid::CERTIFICATE_POLICIES => $done(&mut $profile.certificate_policies),
            oid::SUBJECT_ALT_NAME => $done(&mut $profile.subject_alt_name),
            oid::BASIC_CONSTRAINTS => $done(&mut $profile.basic_constraints),
            oid::NAME_CONSTRAINTS => $done(&mut $profile.name_constraints),
            oid::EXTENDED_KEY_USAGE => $done(&mut $profile.extended_key_usage),
            oid::CRL_DISTRIBUTION_POINTS => $done(&mut $profile.crl_distribution_points),
            oid::AUTHORITY_INFO_ACCESS => $done(&mut $profile.authority_info_access),
            other => panic!("no row of {other}"),
        }
    };
}

/// Refuses what was withheld, and withholds what was refused.
pub(crate) fn flip_surplus(profile: &mut Profile, at: RowAt) {
    fn of<V, R, O>(row: &mut Row<V, R, O>) -> &mut Surplus {
        match row {
            Row::Absent { if_asked } | Row::FromIssuer { if_asked, .. } => if_asked,
            Row::Set { if_asked_otherwise, .. } => if_asked_otherwise,
            Row::FromRequest { surplus, .. } | Row::FromFacts { surplus, .. } => surplus,
        }
    }
    let surplus = match at {
        RowAt::Key | RowAt::Validity => panic!("{at:?} has no such column"),
        RowAt::Attribute(index) => &mut profile.subject.attributes.to_mut()[index].if_asked_otherwise,
        RowAt::OtherAttributes => &mut profile.subject.other_attributes,
        RowAt::Extension(oid) => on_row!(profile, oid, of),
        RowAt::Fixed(index) => &mut profile.others.to_mut()[index].if_asked_otherwise,
        RowAt::OtherExtensions => &mut profile.unnamed_extensions,
    };
    *surplus = if *surplus == Surplus::Refuse { Surplus::Withhold } else { Surplus::Refuse };
}

/// Whether there must be a value; `None` where a row does not have the column.
pub(crate) fn presence(profile: &mut Profile, at: RowAt) -> Option<&mut Presence> {
    fn of<V, R, O>(row: &mut Row<V, R, O>) -> Option<&mut Presence> {
        match row {
            Row::Absent { .. } | Row::Set { .. } => None,
            Row::FromRequest { presence, .. } | Row::FromFacts { presence, .. } | Row::FromIssuer { presence, .. } => {
                Some(presence)
            }
        }
    }
    match at {
        RowAt::Attribute(index) => Some(&mut profile.subject.attributes.to_mut()[index].presence),
        RowAt::Extension(oid) => on_row!(profile, oid, of),
        _ => None,
    }
}

pub(crate) fn flip_presence(profile: &mut Profile, at: RowAt) {
    let presence = presence(profile, at).unwrap();
    *presence = if *presence == Presence::Required { Presence::Optional } else { Presence::Required };
}

/// Takes the value away and leaves what becomes of a request for it.
pub(crate) fn empty(profile: &mut Profile, at: RowAt) {
    fn of<V, R, O>(row: &mut Row<V, R, O>) {
        *row = Row::Absent { if_asked: row.surplus() };
    }
    match at {
        RowAt::Attribute(index) => drop(profile.subject.attributes.to_mut().remove(index)),
        RowAt::Extension(oid) => on_row!(profile, oid, of),
        RowAt::Fixed(index) => drop(profile.others.to_mut().remove(index)),
        _ => panic!("{at:?} has no value"),
    }
}

/// Gives a value to a row without one.
pub(crate) fn fill(profile: &mut Profile, oid: Oid) {
    let identifier = Row::FromIssuer {
        presence: Presence::Required,
        origin: KeyIdentifierOrigin::Rfc7093Method1,
        if_asked: Surplus::Refuse,
    };
    let address = |origin| Row::FromIssuer { presence: Presence::Optional, origin, if_asked: Surplus::Refuse };
    match oid {
        oid::AUTHORITY_KEY_IDENTIFIER => profile.authority_key_identifier = identifier,
        oid::SUBJECT_KEY_IDENTIFIER => profile.subject_key_identifier = identifier,
        oid::KEY_USAGE => profile.key_usage = set(KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE)),
        oid::CERTIFICATE_POLICIES => {
            profile.certificate_policies = set(vec![PolicyInformation::new("2.999.8".parse().unwrap())].into());
        }
        oid::SUBJECT_ALT_NAME => {
            let (presence, surplus) = (Presence::Required, Surplus::Refuse);
            let facts = Cow::Borrowed(&[FactKind::DnsName][..]);
            profile.subject_alt_name = Row::FromFacts { presence, facts, surplus };
        }
        oid::BASIC_CONSTRAINTS => profile.basic_constraints = set(BasicConstraints::EndEntity),
        oid::NAME_CONSTRAINTS => profile.name_constraints = set(constraints()),
        oid::EXTENDED_KEY_USAGE => profile.extended_key_usage = set(Cow::Borrowed(&[KeyPurpose::CLIENT_AUTH])),
        oid::CRL_DISTRIBUTION_POINTS => profile.crl_distribution_points = address(IssuerOrigin::CrlAddresses),
        oid::AUTHORITY_INFO_ACCESS => profile.authority_info_access = address(IssuerOrigin::AccessAddresses),
        other => panic!("no row of {other}"),
    }
}

fn set<V, R, O>(value: V) -> Row<V, R, O> {
    Row::Set { value, if_asked_otherwise: Surplus::Refuse }
}

pub(crate) fn constraints() -> NameConstraints {
    NameConstraints::new(vec![GeneralSubtree::dns("foreign.example").unwrap()], Vec::new()).unwrap()
}
