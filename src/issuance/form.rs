//! The form: what is the same in every certificate of one policy under one issuer, encoded once.
//!
//! Made by `Authority::adopt`, filled by `Approved::prepare`. RFC 5280 §4.1 in ASN.1 order. It is not generic over the
//! policy, so the engine is compiled once. The surprising choice: filling it copies octets and builds no tree; the two
//! lengths around the extensions are all that is computed.

use std::sync::Arc;

use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    encoding::{EncodeError, Tag, Writer},
    inventory::{Inventory, IssuerId},
    issuer::{Issuer, Standing},
    policy::{CheckedProfile, IssuerOrigin, Presence, Profile, Row},
    x509::{
        Extension, SerialNumber, Validity,
        extension::{
            AccessDescription, AuthorityInfoAccess, AuthorityKeyIdentifier, CertificatePolicies, CrlDistributionPoints,
            DistributionPoint, ExtendedKeyUsage, SubjectName,
        },
    },
};

use super::{adopted::AdoptError, lint::RulesRun};

/// What every certificate of one adoption shares.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) issuer: Issuer,
    pub(super) issuer_id: IssuerId,
    pub(super) inventory: Arc<dyn Inventory>,
    pub(super) profile: CheckedProfile,
    /// `signature` and `issuer`, as they stand between serial number and validity.
    head: Box<[u8]>,
    /// Constant extensions before and after those that change.
    pub(super) constant: Box<[u8]>,
    /// The key the authority makes for every certificate, when the policy has it make one.
    pub(super) key_to_make: Option<KeyAlgorithm>,
    /// The lint rules that looked at what never changes.
    pub(super) rules: RulesRun,
}

/// What changes from certificate to certificate, each as finished octets.
#[derive(Debug)]
pub(super) struct Filling<'a> {
    pub(super) serial: SerialNumber,
    pub(super) validity: Validity,
    pub(super) subject: &'a [u8],
    pub(super) public_key: &'a PublicKey,
    /// Whole `Extension` elements: key identifier, key usage, alternative names.
    pub(super) extensions: &'a [u8],
}

impl Form {
    pub(super) fn new(
        issuer: Issuer,
        issuer_id: IssuerId,
        inventory: Arc<dyn Inventory>,
        profile: CheckedProfile,
    ) -> Result<Self, AdoptError> {
        let mut head = Writer::new();
        issuer.algorithm().encode(&mut head)?;
        issuer.name().encode(&mut head)?;
        let constant = constant_extensions(profile.profile(), &issuer)?;
        Ok(Self {
            head: head.into_octets().into(),
            constant: constant.into(),
            key_to_make: None,
            rules: RulesRun::default(),
            issuer,
            issuer_id,
            inventory,
            profile,
        })
    }

    /// Writes the `TBSCertificate`.
    pub(super) fn fill(&self, filling: &Filling<'_>) -> Result<Vec<u8>, EncodeError> {
        let room = self.head.len()
            + self.constant.len()
            + filling.subject.len()
            + filling.public_key.as_spki().len()
            + filling.extensions.len()
            + 96;
        let mut writer = Writer::with_capacity(room);
        writer.sequence(|tbs| {
            tbs.raw(VERSION_3)?;
            filling.serial.encode(tbs)?;
            tbs.raw(&self.head)?;
            filling.validity.encode(tbs)?;
            tbs.raw(filling.subject)?;
            tbs.raw(filling.public_key.as_spki())?;
            if self.constant.is_empty() && filling.extensions.is_empty() {
                return Ok(());
            }
            tbs.nested(Tag::context_constructed(3), |explicit| {
                explicit.sequence(|list| {
                    list.raw(filling.extensions)?;
                    list.raw(&self.constant)
                })
            })
        })?;
        Ok(writer.into_octets())
    }
}

/// `[0] EXPLICIT INTEGER 2`
const VERSION_3: &[u8] = &[0xa0, 0x03, 0x02, 0x01, 0x02];

/// The rows whose value does not depend on the applicant. An optional row whose source the issuer does not have is left
/// out; a required one is an error.
fn constant_extensions(profile: &Profile, issuer: &Issuer) -> Result<Vec<u8>, AdoptError> {
    let mut out = Writer::new();
    let mut add = |extension: Extension| extension.encode(&mut out);
    if let (Row::FromIssuer { .. }, Standing::Certified) = (&profile.authority_key_identifier, issuer.standing()) {
        add(Extension::typed(&AuthorityKeyIdentifier::of(issuer.key_identifier().clone()), SubjectName::NonEmpty)?)?;
    }
    if let Row::Set { value, .. } = &profile.certificate_policies {
        let policies =
            CertificatePolicies::new(value.to_vec()).map_err(|_| AdoptError::Unwritable("certificatePolicies"))?;
        add(Extension::typed(&policies, SubjectName::NonEmpty)?)?;
    }
    if let Row::Set { value, .. } = &profile.basic_constraints {
        add(Extension::typed(value, SubjectName::NonEmpty)?)?;
    }
    if let Row::Set { value, .. } = &profile.name_constraints {
        add(Extension::typed(value, SubjectName::NonEmpty)?)?;
    }
    if let Row::Set { value, .. } = &profile.extended_key_usage {
        let purposes = ExtendedKeyUsage::new(value.to_vec()).map_err(|_| AdoptError::Unwritable("extKeyUsage"))?;
        add(Extension::typed(&purposes, SubjectName::NonEmpty)?)?;
    }
    if let Row::FromIssuer { presence, origin, .. } = &profile.crl_distribution_points
        && let Some(points) = distribution_points(issuer, *origin, *presence)?
    {
        add(Extension::typed(&points, SubjectName::NonEmpty)?)?;
    }
    if let Row::FromIssuer { presence, origin, .. } = &profile.authority_info_access
        && let Some(access) = info_access(issuer, *origin, *presence)?
    {
        add(Extension::typed(&access, SubjectName::NonEmpty)?)?;
    }
    for other in profile.others.iter() {
        let extension = Extension::opaque(other.oid, other.criticality, other.value.as_ref())
            .map_err(|_| AdoptError::Unwritable("others"))?;
        add(extension)?;
    }
    Ok(out.into_octets())
}

fn distribution_points(
    issuer: &Issuer,
    origin: IssuerOrigin,
    presence: Presence,
) -> Result<Option<CrlDistributionPoints>, AdoptError> {
    let addresses = match origin {
        IssuerOrigin::CrlAddresses => issuer.publication().crl(),
        IssuerOrigin::AccessAddresses | IssuerOrigin::CertificateAddresses => {
            return Err(AdoptError::Unwritable("cRLDistributionPoints"));
        }
    };
    if addresses.is_empty() {
        return absent(presence, "cRLDistributionPoints");
    }
    DistributionPoint::at(addresses.to_vec())
        .and_then(|point| CrlDistributionPoints::new([point]))
        .map(Some)
        .map_err(|_| AdoptError::Unwritable("cRLDistributionPoints"))
}

fn info_access(
    issuer: &Issuer,
    origin: IssuerOrigin,
    presence: Presence,
) -> Result<Option<AuthorityInfoAccess>, AdoptError> {
    let publication = issuer.publication();
    let issuers = publication.ca_issuers().iter().cloned().map(AccessDescription::ca_issuers);
    let responders = publication.ocsp().iter().cloned().map(AccessDescription::ocsp);
    let descriptions: Vec<_> = match origin {
        IssuerOrigin::AccessAddresses => responders.chain(issuers).collect(),
        IssuerOrigin::CertificateAddresses => issuers.collect(),
        IssuerOrigin::CrlAddresses => return Err(AdoptError::Unwritable("authorityInfoAccess")),
    };
    if descriptions.is_empty() {
        return absent(presence, "authorityInfoAccess");
    }
    AuthorityInfoAccess::new(descriptions).map(Some).map_err(|_| AdoptError::Unwritable("authorityInfoAccess"))
}

fn absent<T>(presence: Presence, extension: &'static str) -> Result<Option<T>, AdoptError> {
    match presence {
        Presence::Optional => Ok(None),
        Presence::Required => Err(AdoptError::NoSource { extension }),
    }
}
