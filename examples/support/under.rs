//! Under which policy `issue` and `explain` work, and with which applicant: the one list of policies as types.
//!
//! A name or a file on the command line becomes a policy here, and the program goes on with it through [`Work`], which is
//! generic because every policy has its own type of applicant. The surprising choice: production of the signature node is
//! the one policy whose applicant is not all in a file; what the test integration was done with is vouched for beside it.

use std::{borrow::Cow, path::PathBuf};

use chancery::{
    encoding::{Oid, OidError},
    policy::{
        Policy, SubscriberKey,
        catalog::{
            Integration, IntegrationApplicant, OcspResponder, OperatorCard, OperatorFile, OutOfReach, Production,
            SekapRequest, SkpSsl, Subordinate, System, Test, TestIntegrationError, TlsClient, TlsServer,
            VerifiedTestIntegration, Workload,
        },
    },
    x509::Time,
};
use serde::de::DeserializeOwned;

use crate::{
    applicant::{self, ApplicantError},
    arguments::{ArgumentError, Arguments},
    certificate_file::{self, CertificateFileError},
    fact_template, identifiers,
    policies::PolicyName,
    policy_file::{self, PolicyFileError},
    sentence::sentence,
};

/// A policy of the command line.
pub(crate) enum Under {
    /// One of the catalog.
    Named(PolicyName),
    /// One of a file.
    File(PathBuf),
}

/// The applicant of the command line.
pub(crate) struct Vouched {
    file: PathBuf,
    /// For production: the certificate a test integration was done with, and when.
    tested: Option<(PathBuf, Time)>,
}

/// What a program does under a policy, whichever it turns out to be.
pub(crate) trait Work {
    /// What comes of it.
    type Done;
    /// How it fails.
    type Stop: From<UnderError>;

    /// Does it.
    fn under<P>(&self, policy: P, applicant: ApplicantOf<P>) -> Result<Self::Done, Self::Stop>
    where
        P: Policy<KeyOrigin = SubscriberKey>;
}

/// Reads the applicant of a policy.
pub(crate) type ApplicantOf<P> = fn(&Vouched, Time) -> Result<<P as Policy>::Applicant, UnderError>;

/// Why there is no policy to work under, or no applicant for it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnderError {
    #[error(transparent)]
    Argument(#[from] ArgumentError),
    #[error(transparent)]
    PolicyFile(#[from] PolicyFileError),
    #[error(transparent)]
    Identifier(#[from] OidError),
    #[error(transparent)]
    Applicant(#[from] ApplicantError),
    #[error(transparent)]
    Certificate(#[from] CertificateFileError),
    #[error(transparent)]
    Tested(#[from] TestIntegrationError),
    #[error(transparent)]
    OutOfReach(#[from] OutOfReach),
}

impl Under {
    /// The policy that is named, or its file: one of both.
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, ArgumentError> {
        match (arguments.typed(POLICY)?, arguments.has(POLICY_FILE)) {
            (Some(_), true) => Err(ArgumentError::OutOfPlace { name: POLICY_FILE, other: POLICY }),
            (None, false) => Err(ArgumentError::Neither { one: POLICY, other: POLICY_FILE }),
            (Some(name), false) => Ok(Self::Named(name)),
            (None, true) => Ok(Self::File(arguments.path(POLICY_FILE)?)),
        }
    }

    /// A sample of the applicant file.
    pub(crate) fn applicant_template(&self) -> Result<Cow<'static, str>, UnderError> {
        Ok(match self {
            Self::Named(name) => Cow::Borrowed(name.applicant_template()),
            Self::File(path) => Cow::Owned(fact_template::applicant_template(&policy_file::load(path)?.profile())),
        })
    }

    /// Has a program work under the policy.
    pub(crate) fn work<W: Work>(&self, work: &W) -> Result<W::Done, W::Stop> {
        let name = match self {
            Self::Named(name) => name,
            Self::File(path) => return work.under(policy_file::load(path).map_err(UnderError::from)?, vouched),
        };
        match name {
            PolicyName::TlsServer => work.under(TlsServer::new(TlsServer::LIFETIME), vouched),
            PolicyName::TlsClient => work.under(TlsClient::new(TlsClient::LIFETIME), vouched),
            PolicyName::Workload => work.under(Workload::new(Workload::LIFETIME), vouched),
            PolicyName::OperatorFile => work.under(OperatorFile::new(oid(identifiers::OPERATOR_FILE)?), vouched),
            PolicyName::OperatorCard => work.under(OperatorCard::new(oid(identifiers::OPERATOR_CARD)?), vouched),
            PolicyName::SkpSsl => work.under(SkpSsl::new(oid(identifiers::SKP_SSL)?), vouched),
            PolicyName::OcspResponder => work.under(OcspResponder::new(OcspResponder::LIFETIME), vouched),
            PolicyName::System => work.under(System::new(oid(identifiers::SYSTEM)?), vouched),
            PolicyName::IntegrationTest => {
                work.under(Integration::<Test>::new(oid(identifiers::INTEGRATION_TEST)?), vouched)
            }
            PolicyName::IntegrationProduction => {
                let policy = Integration::<Production>::new(oid(identifiers::INTEGRATION_PRODUCTION)?);
                work.under(policy, vouched_and_tested)
            }
            PolicyName::SekapRequest => work.under(SekapRequest::new(oid(identifiers::SEKAP_REQUEST)?), vouched),
            PolicyName::Subordinate => work.under(Subordinate::new(Subordinate::LIFETIME), vouched),
        }
    }
}

impl Vouched {
    /// The applicant file, and what belongs beside it under this policy.
    pub(crate) fn of(arguments: &Arguments, under: &Under) -> Result<Self, ArgumentError> {
        Ok(Self { file: arguments.path(APPLICANT)?, tested: tested(arguments, under)? })
    }
}

impl UnderError {
    /// What is said on standard error: one sentence, but a line for each fault of a policy file.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::PolicyFile(error) => error.told(),
            other => sentence(other),
        }
    }
}

/// Both of the options about a test integration for production, and neither for anything else.
fn tested(arguments: &Arguments, under: &Under) -> Result<Option<(PathBuf, Time)>, ArgumentError> {
    let (with, at) = (arguments.typed::<PathBuf>(TESTED_WITH)?, arguments.typed::<Time>(TESTED_AT)?);
    if !matches!(under, Under::Named(PolicyName::IntegrationProduction)) {
        let name = if matches!(under, Under::Named(_)) { POLICY } else { POLICY_FILE };
        let reason = format!("{TESTED_WITH} and {TESTED_AT} are for {}", PolicyName::IntegrationProduction);
        let given = with.is_some() || at.is_some();
        return if given { Err(ArgumentError::Refused { name, reason }) } else { Ok(None) };
    }
    let with = with.ok_or(ArgumentError::Missing { name: TESTED_WITH })?;
    Ok(Some((with, at.ok_or(ArgumentError::Missing { name: TESTED_AT })?)))
}

/// The applicant of the file.
fn vouched<A: DeserializeOwned>(vouched: &Vouched, _: Time) -> Result<A, UnderError> {
    Ok(applicant::load(&vouched.file)?)
}

/// The same for production, which a file alone never reaches: the test integration is vouched for beside it.
fn vouched_and_tested(vouched: &Vouched, now: Time) -> Result<IntegrationApplicant<Production>, UnderError> {
    let who: IntegrationApplicant<Test> = applicant::load(&vouched.file)?;
    let (file, time) = vouched.tested.as_ref().ok_or(ArgumentError::Missing { name: TESTED_WITH })?;
    let certificate = certificate_file::read_certificate(file)?;
    Ok(who.for_production(VerifiedTestIntegration::of(&certificate, *time, now)?)?)
}

fn oid(dotted: &str) -> Result<Oid, UnderError> {
    Ok(Oid::from_dotted(dotted)?)
}

pub(crate) const POLICY: &str = "--policy";
pub(crate) const POLICY_FILE: &str = "--policy-file";
pub(crate) const APPLICANT: &str = "--applicant";
pub(crate) const TESTED_WITH: &str = "--tested-with";
pub(crate) const TESTED_AT: &str = "--tested-at";
