//! What `issue` was ordered to do: its options, read into one value.
//!
//! Nothing is opened here. The surprising choice: the certificate may not take the place of a file the order reads; one
//! wrong completion in a shell would otherwise put a certificate where the CA's key was.
#![allow(dead_code, reason = "`explain` takes the options of an order and orders nothing")]

use std::path::PathBuf;

use chancery::{
    issuer::Publication,
    x509::{Time, Uri},
};

use crate::{
    arguments::{ArgumentError, Arguments, Known},
    policies::PolicyName,
};

/// One certificate to issue.
pub(crate) struct Order {
    pub(crate) ca: PathBuf,
    pub(crate) ca_key: PathBuf,
    pub(crate) inventory: PathBuf,
    pub(crate) policy: PolicyName,
    pub(crate) applicant: PathBuf,
    pub(crate) csr: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) publication: Publication,
    /// For production: the certificate a test integration was done with, and when.
    pub(crate) tested: Option<(PathBuf, Time)>,
}

impl Order {
    /// The options of `issue`.
    pub(crate) const OPTIONS: &'static [Known] = &[
        Known::Lone("--help"),
        Known::Lone("--list-policies"),
        Known::Lone("--applicant-template"),
        Known::Valued(CA),
        Known::Valued(CA_KEY),
        Known::Valued(INVENTORY),
        Known::Valued("--policy"),
        Known::Valued(APPLICANT),
        Known::Valued(CSR),
        Known::Valued("--out"),
        Known::Valued("--crl-url"),
        Known::Valued("--ca-url"),
        Known::Valued(TESTED_WITH),
        Known::Valued(TESTED_AT),
    ];

    /// The order these arguments give.
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, ArgumentError> {
        arguments.keeps_apart("--out", &[CA, CA_KEY, INVENTORY, APPLICANT, CSR, TESTED_WITH])?;
        Ok(Self {
            ca: arguments.path(CA)?,
            ca_key: arguments.path(CA_KEY)?,
            inventory: arguments.path(INVENTORY)?,
            policy: policy(arguments)?,
            applicant: arguments.path(APPLICANT)?,
            csr: arguments.path(CSR)?,
            out: arguments.path("--out")?,
            publication: publication(arguments)?,
            tested: tested(arguments)?,
        })
    }
}

/// The policy an order or a template must name.
pub(crate) fn policy(arguments: &Arguments) -> Result<PolicyName, ArgumentError> {
    arguments.typed("--policy")?.ok_or(ArgumentError::Missing { name: "--policy" })
}

/// The addresses of the CA.
pub(crate) fn publication(arguments: &Arguments) -> Result<Publication, ArgumentError> {
    let mut publication = Publication::none();
    if let Some(address) = arguments.typed::<Uri>("--crl-url")? {
        publication = publication.with_crl(address);
    }
    if let Some(address) = arguments.typed::<Uri>("--ca-url")? {
        publication = publication.with_ca_issuers(address);
    }
    Ok(publication)
}

/// Both of the options about a test integration for production, and neither for anything else.
pub(crate) fn tested(arguments: &Arguments) -> Result<Option<(PathBuf, Time)>, ArgumentError> {
    let (with, at) = (arguments.typed::<PathBuf>(TESTED_WITH)?, arguments.typed::<Time>(TESTED_AT)?);
    if policy(arguments)? != PolicyName::IntegrationProduction {
        let reason = format!("{TESTED_WITH} and {TESTED_AT} are for {}", PolicyName::IntegrationProduction);
        let given = with.is_some() || at.is_some();
        return if given { Err(ArgumentError::Refused { name: "--policy", reason }) } else { Ok(None) };
    }
    let with = with.ok_or(ArgumentError::Missing { name: TESTED_WITH })?;
    Ok(Some((with, at.ok_or(ArgumentError::Missing { name: TESTED_AT })?)))
}

const CA: &str = "--ca";
const CA_KEY: &str = "--ca-key";
const INVENTORY: &str = "--inventory";
const APPLICANT: &str = "--applicant";
const CSR: &str = "--csr";
const TESTED_WITH: &str = "--tested-with";
const TESTED_AT: &str = "--tested-at";
