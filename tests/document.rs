//! Policies as files: every policy of the catalog comes back as it was, and everything that is wrong with a file is told
//! at once, with its line and column.
//!
//! The surprising choice: sentences are asserted whole, in both formats, because they are all an operator has.

#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a document that is not read or is read wrong is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "document/faults.rs"]
mod faults;
#[cfg(feature = "schema")]
#[path = "common/judges.rs"]
mod judges;
#[path = "document/loaded.rs"]
mod loaded;
#[path = "document/round_trip.rs"]
mod round_trip;
#[path = "document/rows.rs"]
mod rows;
#[cfg(feature = "schema")]
#[path = "document/schema.rs"]
mod schema;

use chancery::{
    encoding::Oid,
    policy::{
        Document, ProfileErrors,
        catalog::{
            Integration, OcspResponder, OperatorCard, OperatorFile, Production, Root, SekapOffice, SekapRequest,
            SkpSsl, SkpVpn, Subordinate, System, Test, TlsClient, TlsServer, VpnDevice, Workload,
        },
    },
};

/// What stands where an identifier is the host's.
fn host() -> Oid {
    "2.999.1".parse().unwrap()
}

/// The document of every policy of the catalog, as its constructor proposes it.
fn catalog() -> Vec<Document> {
    let documents: Result<Vec<_>, ProfileErrors> = [
        Document::of(&TlsServer::new(TlsServer::LIFETIME)),
        Document::of(&TlsClient::new(TlsClient::LIFETIME)),
        Document::of(&Workload::new(Workload::LIFETIME)),
        Document::of(&OperatorFile::new(host())),
        Document::of(&OperatorCard::new(host())),
        Document::of(&System::new(host())),
        Document::of(&Integration::<Test>::new(host())),
        Document::of(&Integration::<Production>::new(host())),
        Document::of(&VpnDevice::new(host())),
        Document::of(&SkpVpn::new(host())),
        Document::of(&SkpSsl::new(host())),
        Document::of(&SekapOffice::new(host())),
        Document::of(&SekapRequest::new(host())),
        Document::of(&OcspResponder::new(OcspResponder::LIFETIME)),
        Document::of(&Root::new(Root::LIFETIME)),
        Document::of(&Subordinate::new(Subordinate::LIFETIME)),
    ]
    .into_iter()
    .collect();
    documents.unwrap()
}

fn server() -> Document {
    Document::of(&TlsServer::new(TlsServer::LIFETIME)).unwrap()
}
