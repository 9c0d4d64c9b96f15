//! The extensions few certificates have, and those of CRLs, as pyca/cryptography reads them.
//!
//! In the flow: beside the certificates of the catalog, which have none of these. A policy fixes them among its other
//! rows and the walk issues them; a CRL is put together here, since only its extensions are in question (RFC 5280 §4.2.1,
//! §5.2). The surprising choice: what is refused is refused by the stranger too, so that both sides mean the same rule.

use std::{fs, path::PathBuf, sync::Arc};

use chancery::{
    Authority,
    crypto::{Provider, Signer, ring},
    policy::{List, OtherRow, Policy, Profile, Purpose, Row, Surplus, catalog::TlsClient},
    x509::{
        Certificate, Time, Uri,
        extension::{
            Criticality, CrlContents, CrlDistributionPoints, DeltaCrlIndicator, DistributionPoint, FreshestCrl,
            InhibitAnyPolicy, IssuingDistributionPoint, KeyPurpose, NoRevAvail, OcspNoCheck, PolicyConstraints,
            PrivateKeyUsagePeriod, TypedExtension,
        },
    },
};
use tempfile::TempDir;

use crate::{
    ca,
    forge::{self, Forgery, der},
    judges::{self, Verdict},
};

const PROVIDER: &Provider = &ring::PROVIDER;

/// Another policy's table with these rows besides, and with these purposes if any are given.
#[derive(Debug)]
struct With<P>(P, Vec<OtherRow>, &'static [KeyPurpose]);

impl<P: Policy> Policy for With<P> {
    type Applicant = P::Applicant;
    type KeyOrigin = P::KeyOrigin;
    fn profile(&self) -> Profile {
        let mut profile = Profile { others: self.1.clone().into(), ..self.0.profile() };
        if !self.2.is_empty() {
            let value = List::Borrowed(self.2);
            if value.contains(&KeyPurpose::OCSP_SIGNING) {
                profile.purpose = Purpose::Status;
            }
            profile.extended_key_usage = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
        }
        profile
    }
}

fn fixed<E: TypedExtension>(value: &E) -> OtherRow {
    OtherRow::typed(value, Surplus::Refuse).unwrap()
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn delta() -> Uri {
    "http://ca.example/delta.crl".parse().unwrap()
}

/// An issuer that publishes nothing.
fn quiet() -> Authority {
    ca::over(ca::issuer(PROVIDER, "p256"), ca::inventory(PROVIDER))
}

fn client(rows: Vec<OtherRow>, purposes: &'static [KeyPurpose]) -> Certificate {
    let policy: With<TlsClient> = With(ca::client_policy(), rows, purposes);
    ca::walk(&quiet(), policy, ca::bare(PROVIDER, "p384"), &ca::client())
}

/// A file in a directory of its own, which goes with the first value.
fn written(name: &str, octets: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(name);
    fs::write(&file, octets).unwrap();
    (directory, file)
}

fn parsed(certificate: &Certificate) -> Verdict {
    let (_directory, file) = written("certificate.pem", certificate.to_pem());
    judges::pyca_parse(&file)
}

#[track_caller]
fn assert_says(verdict: &Verdict, lines: &[&str]) {
    verdict.assert_accepted("pyca");
    let Verdict::Accepted(text) = verdict else { return };
    for line in lines {
        assert!(text.contains(line), "pyca does not say {line}: {text}");
    }
}

#[test]
fn pyca_reads_what_limits_the_policies_of_an_authority() {
    let point = DistributionPoint::at([delta()]).unwrap();
    let rows = vec![
        fixed(&PolicyConstraints::Both { require_explicit_policy: 0, inhibit_policy_mapping: 300 }),
        fixed(&InhibitAnyPolicy::after(1)),
        fixed(&FreshestCrl::at(CrlDistributionPoints::new([point]).unwrap())),
    ];
    let policy = With(ca::subordinate_policy(), rows, &[]);
    let request = ca::bare(PROVIDER, "p384");
    let certificate = ca::walk(&quiet(), policy, request, &ca::subordinate_applicant());
    let lines = [
        "2.5.29.36 critical <PolicyConstraints(require_explicit_policy=0, inhibit_policy_mapping=300)>",
        "2.5.29.54 critical <InhibitAnyPolicy(skip_certs=1)>",
        "2.5.29.46 not critical <FreshestCRL(",
        "value='http://ca.example/delta.crl'",
    ];
    assert_says(&parsed(&certificate), &lines);
}

#[test]
fn pyca_reads_the_certificate_of_a_responder() {
    let period = PrivateKeyUsagePeriod::Until(time("2027-01-31T12:00:00Z"));
    let certificate = client(vec![fixed(&OcspNoCheck), fixed(&period)], &[KeyPurpose::OCSP_SIGNING]);
    let lines = [
        "1.3.6.1.5.5.7.48.1.5 not critical <OCSPNoCheck()>",
        "2.5.29.16 not critical <PrivateKeyUsagePeriod(not_before=None, not_after=2027-01-31 12:00:00)>",
    ];
    assert_says(&parsed(&certificate), &lines);
}

#[test]
fn pyca_reads_a_certificate_that_is_never_revoked() {
    let verdict = parsed(&client(vec![fixed(&NoRevAvail)], &[]));
    assert_says(&verdict, &["2.5.29.56 not critical"]);
}

#[test]
fn pyca_refuses_empty_policy_constraints_as_we_do() {
    let empty = forge::opaque("2.5.29.36", Criticality::Critical, b"\x30\x00");
    let certificate = Forgery::authority(ca::signer(PROVIDER, "p256")).and(empty).certificate();
    parsed(&certificate).assert_refused("pyca", "At least one of require_explicit_policy and inhibit_policy_mapping");
    assert!(certificate.typed::<PolicyConstraints>().is_err());
}

/// A signed list without entries that has these extensions.
fn crl(extensions: &[Vec<u8>]) -> Vec<u8> {
    let signer: Arc<dyn Signer> = ca::signer(PROVIDER, "p256");
    let tbs = der(|writer| {
        writer.sequence(|tbs| {
            tbs.small_natural(1)?;
            signer.algorithm().encode(tbs)?;
            ca::ca_name().encode(tbs)?;
            ca::now().encode(tbs)?;
            time("2026-11-23T10:00:00Z").encode(tbs)?;
            tbs.nested(chancery::encoding::Tag::context_constructed(0), |explicit| {
                explicit.sequence(|list| extensions.iter().try_for_each(|extension| list.raw(extension)))
            })
        })
    });
    let signature = signer.sign(&tbs).unwrap();
    der(|writer| {
        writer.sequence(|fields| {
            fields.raw(&tbs)?;
            signer.algorithm().encode(fields)?;
            fields.bit_string_of_octets(signature.as_octets())
        })
    })
}

fn parsed_crl(extensions: &[Vec<u8>]) -> Verdict {
    let (_directory, file) = written("list.crl", crl(extensions));
    judges::pyca_crl_extensions(&file)
}

#[test]
fn pyca_reads_the_scope_and_the_base_of_a_crl() {
    let point = IssuingDistributionPoint::at([delta()], CrlContents::EndEntityCertificates).unwrap();
    let extensions = [forge::extension(&point), forge::extension(&DeltaCrlIndicator::from(4711))];
    let lines = [
        "2.5.29.28 critical <IssuingDistributionPoint(",
        "value='http://ca.example/delta.crl'",
        "only_contains_user_certs=True, only_contains_ca_certs=False, only_some_reasons=None, indirect_crl=False, \
         only_contains_attribute_certs=False",
        "2.5.29.27 critical <DeltaCRLIndicator(crl_number=4711)>",
    ];
    assert_says(&parsed_crl(&extensions), &lines);
}

#[test]
fn pyca_reads_each_kind_of_certificate_a_crl_is_limited_to() {
    for (contents, line) in [
        (CrlContents::EndEntityCertificates, "only_contains_user_certs=True"),
        (CrlContents::AuthorityCertificates, "only_contains_ca_certs=True"),
        (CrlContents::AttributeCertificates, "only_contains_attribute_certs=True"),
    ] {
        let point = IssuingDistributionPoint::only(contents).unwrap();
        assert_says(&parsed_crl(&[forge::extension(&point)]), &[line]);
    }
}

#[test]
fn pyca_refuses_a_scope_that_is_empty_or_two_kinds_at_once_as_we_do() {
    for (value, reason) in [
        (b"\x30\x00".as_slice(), "Cannot create empty extension"),
        (b"\x30\x06\x81\x01\xff\x82\x01\xff", "Only one of the following can be set to True"),
    ] {
        let wrong = forge::opaque("2.5.29.28", Criticality::Critical, value);
        parsed_crl(&[wrong]).assert_refused("pyca", reason);
        assert!(chancery::encoding::Reader::whole(value, "extnValue", IssuingDistributionPoint::decode).is_err());
    }
}
