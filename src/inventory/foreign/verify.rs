//! The verification of a foreign certificate: from what is asked for to a [`Foreign`], or to every fault there is.
//!
//! RFC 5280 §6.1 for one given path, with a trusted issuer whose own certificate is held to the same (window, path length,
//! extensions). Not processed, and refused wherever they stand: nameConstraints, policyConstraints, inhibitAnyPolicy. Not
//! asked: revocation, as nothing is fetched here, and policies beyond what `Demanded` says. The surprising choice: no path
//! is searched for. The applicant gives the authorities in order, so what was verified is what is kept.

use super::{
    Circumstances, Demanded, Foreign, ForeignCause, ForeignCertificate, ForeignError, ForeignPlace, Ownership,
    Registration, TrustedIssuers, fault::Faults, qualified::says_qualified,
};
use crate::{
    crypto::{Provider, PublicKey},
    encoding::Oid,
    issuer,
    x509::{
        Certificate, CertificateSignatureError, Time,
        extension::{BasicConstraints, KeyUsage, oid},
        second_reader,
    },
};

/// Against what is verified.
#[derive(Clone, Copy)]
struct Ground<'a> {
    trusted: &'a TrustedIssuers,
    own: &'a PublicKey,
    provider: &'a Provider,
    now: Time,
}

/// A certificate at its place in the path.
type Placed<'a> = (ForeignPlace, &'a Certificate);

/// Extensions that limit a path; refused whether they are critical or not.
const UNPROCESSED: [Oid; 3] = [oid::NAME_CONSTRAINTS, oid::POLICY_CONSTRAINTS, oid::INHIBIT_ANY_POLICY];

/// Critical extensions that are read here or do not bear on what is asked; the unprocessed have a fault of their own.
const UNDERSTOOD: [Oid; 8] = [
    oid::BASIC_CONSTRAINTS,
    oid::KEY_USAGE,
    oid::EXTENDED_KEY_USAGE,
    oid::CERTIFICATE_POLICIES,
    oid::SUBJECT_ALT_NAME,
    oid::NAME_CONSTRAINTS,
    oid::POLICY_CONSTRAINTS,
    oid::INHIBIT_ANY_POLICY,
];

impl Registration<'_> {
    /// Most authorities that may be given with a certificate.
    pub const MAX_AUTHORITIES: usize = 8;

    /// Verifies the certificate as of `now`, against the host's list, for the authority whose key is `own`.
    ///
    /// Whether anything was revoked is not asked; a host reads the lists of the issuers with
    /// [`Crl`](crate::revocation::Crl).
    ///
    /// # Errors
    /// [`ForeignError`] with every fault of every certificate of the chain.
    pub fn verify(
        self,
        trusted: &TrustedIssuers,
        own: &PublicKey,
        provider: &Provider,
        now: Time,
    ) -> Result<Foreign, ForeignError> {
        let authorities = Ground { trusted, own, provider, now }.verify(&self)?;
        let circumstances = Circumstances {
            demanded: self.demanded,
            ownership: Ownership::of(self.person),
            requested: self.requested,
            verified_at: now,
        };
        Ok(Foreign(ForeignCertificate::new(self.leaf, authorities, provider.digest, circumstances)))
    }
}

impl Ground<'_> {
    /// The issuer of the certificate and the authorities above it, the trusted one last.
    fn verify(self, registration: &Registration<'_>) -> Result<(Certificate, Vec<Certificate>), ForeignError> {
        let (found, limit) = (registration.authorities.len(), Registration::MAX_AUTHORITIES);
        if found > limit {
            return Err(ForeignError::of(ForeignPlace::Certificate, ForeignCause::TooLong { found, limit }));
        }
        let mut faults = Faults::default();
        let path = self.path(registration, &mut faults);
        for placed in &path {
            self.ask_of_any(*placed, &mut faults);
        }
        self.ask_of_leaf(registration, &mut faults);
        ask_of_authorities(&path, self.provider, &mut faults);
        for (above, (place, certificate)) in path.iter().enumerate() {
            if path.iter().take(above).any(|(_, below)| below == certificate) {
                faults.add(*place, ForeignCause::Twice);
            }
        }
        self.ask_of_links(&path, &mut faults);
        for (place, certificate) in &path {
            // After our own refusals, which have the better sentence for what both readers refuse.
            if !faults.has_any_at(*place) {
                faults.note(*place, second_reader::agrees(certificate).map_err(ForeignCause::SecondReader));
            }
        }
        let mut above = path.into_iter().skip(1).map(|(_, authority)| authority.clone());
        // Without an issuer there is a fault that says so.
        let issuer = above.next().unwrap_or_else(|| registration.leaf.clone());
        faults.into_result()?;
        Ok((issuer, above.collect()))
    }

    /// The certificates from the leaf to the trusted issuer, or to the last one given if it leads to none.
    fn path<'a>(&'a self, registration: &'a Registration<'_>, faults: &mut Faults) -> Vec<Placed<'a>> {
        let mut path = vec![(ForeignPlace::Certificate, &registration.leaf)];
        let mut given = registration.authorities.iter().zip(1..);
        for (authority, number) in given.by_ref() {
            if self.trusted.contains(authority) {
                path.push((ForeignPlace::TrustedIssuer, authority));
                given.for_each(|(_, number)| faults.add(ForeignPlace::Authority(number), ForeignCause::Surplus));
                return path;
            }
            path.push((ForeignPlace::Authority(number), authority));
        }
        if let Some((place, last)) = path.last().copied() {
            match self.anchor_of(last) {
                Some(anchor) => path.push((ForeignPlace::TrustedIssuer, anchor)),
                None => faults.add(place, ForeignCause::Untrusted),
            }
        }
        path
    }

    /// The trusted issuer a certificate names. Of several with that name, one that signed it; of those, one whose window
    /// contains now. If none signed it, the first, so that the fault is told as one of the signature.
    fn anchor_of<'a>(&'a self, last: &'a Certificate) -> Option<&'a Certificate> {
        let signed = |issuer: &&Certificate| self.signature(last, issuer).is_ok();
        let current = |issuer: &&Certificate| issuer.validity().contains(self.now);
        let named = || self.trusted.named_by(last);
        named().filter(current).find(signed).or_else(|| named().find(signed)).or_else(|| named().next())
    }

    fn signature(&self, certificate: &Certificate, issuer: &Certificate) -> Result<(), CertificateSignatureError> {
        certificate.verify_signature(issuer.public_key(), self.provider.verifier)
    }

    /// What holds for every certificate of a path.
    fn ask_of_any(&self, (place, certificate): Placed<'_>, faults: &mut Faults) {
        let (validity, now) = (certificate.validity(), self.now);
        if !validity.contains(now) {
            faults.add(place, ForeignCause::OutsideWindow { validity, now });
        }
        faults.note(place, issuer::refuse_unknown_critical(certificate, &UNDERSTOOD));
        for oid in UNPROCESSED.into_iter().filter(|oid| certificate.extensions().find(*oid).is_some()) {
            faults.add(place, ForeignCause::Unprocessed { oid });
        }
        if let Some(mark) = issuer::test_mark_of(certificate, self.provider.digest) {
            faults.add(place, ForeignCause::TestKit { mark });
        }
        if certificate.public_key().has_the_secret_of(self.own) {
            faults.add(place, ForeignCause::Own);
        }
    }

    fn ask_of_leaf(&self, registration: &Registration<'_>, faults: &mut Faults) {
        let (leaf, place) = (&registration.leaf, ForeignPlace::Certificate);
        let is_authority = match leaf.typed::<BasicConstraints>() {
            Ok(constraints) => constraints.is_some_and(BasicConstraints::is_authority),
            Err(error) => {
                faults.add(place, ForeignCause::Extension(error));
                false
            }
        };
        if is_authority {
            faults.add(place, ForeignCause::IsAuthority);
        }
        match leaf.typed::<KeyUsage>() {
            Ok(usage) if usage.is_some_and(|usage| usage.contains(KeyUsage::KEY_CERT_SIGN)) && !is_authority => {
                faults.add(place, ForeignCause::SignsCertificates);
            }
            Ok(_) => {}
            Err(error) => faults.add(place, ForeignCause::Extension(error)),
        }
        if leaf.subject().is_empty() {
            faults.add(place, ForeignCause::NoSubject);
        }
        if registration.demanded == Demanded::Qualified {
            match says_qualified(leaf) {
                Ok(true) => {}
                Ok(false) => faults.add(place, ForeignCause::NotQualified),
                Err(error) => faults.add(place, ForeignCause::Extension(error)),
            }
        }
        let (asked, now) = (registration.requested.at, self.now);
        if asked > now {
            faults.add(place, ForeignCause::AskedLater { asked, now });
        }
    }

    /// Each certificate against the one above it.
    fn ask_of_links(&self, path: &[Placed<'_>], faults: &mut Faults) {
        for ((place, certificate), (_, issuer)) in path.iter().zip(path.iter().skip(1)) {
            if !certificate.issuer().matches(issuer.subject()) {
                faults.add(*place, ForeignCause::NameDoesNotChain);
            }
            faults.note(*place, self.signature(certificate, issuer).map_err(ForeignCause::Signature));
        }
    }
}

/// What holds for every authority of a path: that it is one, may sign, and permits those below it.
fn ask_of_authorities(path: &[Placed<'_>], provider: &Provider, faults: &mut Faults) {
    let mut below = 0;
    for (place, authority) in path.iter().skip(1) {
        match issuer::authority_path_len(authority) {
            Ok(Some(permitted)) if below > usize::from(permitted) => {
                faults.add(*place, ForeignCause::PathLength { permitted, found: below });
            }
            Ok(_) => {}
            Err(error) => faults.add(*place, error),
        }
        faults.note(*place, issuer::refuse_without_key_cert_sign(authority));
        if *place == ForeignPlace::TrustedIssuer {
            faults.note(*place, issuer::refuse_false_self_signature(authority, provider));
        }
        if !authority.is_self_issued() {
            below = below.saturating_add(1);
        }
    }
}
