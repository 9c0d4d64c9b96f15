//! What `issue` was ordered to do: its options, read into one value.
//!
//! Nothing is opened here. The surprising choice: the certificate may not take the place of a file the order reads; one
//! wrong completion in a shell would otherwise put a certificate where the CA's key was.
#![allow(dead_code, reason = "`explain` takes the options of an order and orders nothing")]

use std::path::PathBuf;

use chancery::{issuer::Publication, x509::Uri};

use crate::{
    arguments::{ArgumentError, Arguments, Known},
    renewal::{RENEWS, Renewal},
    under::{APPLICANT, POLICY, POLICY_FILE, TESTED_AT, TESTED_WITH, Under, Vouched},
};

/// One certificate to issue.
pub(crate) struct Order {
    pub(crate) ca: PathBuf,
    pub(crate) ca_key: PathBuf,
    pub(crate) inventory: PathBuf,
    pub(crate) under: Under,
    pub(crate) vouched: Vouched,
    pub(crate) csr: PathBuf,
    pub(crate) renewal: Renewal,
    pub(crate) out: PathBuf,
    pub(crate) publication: Publication,
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
        Known::Valued(POLICY),
        Known::Valued(POLICY_FILE),
        Known::Valued(APPLICANT),
        Known::Valued(CSR),
        Known::Valued(RENEWS),
        Known::Valued("--out"),
        Known::Valued("--crl-url"),
        Known::Valued("--ca-url"),
        Known::Valued(TESTED_WITH),
        Known::Valued(TESTED_AT),
    ];

    /// The order these arguments give.
    pub(crate) fn of(arguments: &Arguments) -> Result<Self, ArgumentError> {
        arguments.keeps_apart("--out", &[CA, CA_KEY, INVENTORY, POLICY_FILE, APPLICANT, CSR, TESTED_WITH])?;
        let under = Under::of(arguments)?;
        Ok(Self {
            ca: arguments.path(CA)?,
            ca_key: arguments.path(CA_KEY)?,
            inventory: arguments.path(INVENTORY)?,
            vouched: Vouched::of(arguments, &under)?,
            under,
            csr: arguments.path(CSR)?,
            renewal: Renewal::of(arguments)?,
            out: arguments.path("--out")?,
            publication: publication(arguments)?,
        })
    }
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

const CA: &str = "--ca";
const CA_KEY: &str = "--ca-key";
const INVENTORY: &str = "--inventory";
const CSR: &str = "--csr";
