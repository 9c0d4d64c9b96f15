//! What comes of an input: a refusal, or what would be signed together with what is on record.
//!
//! Compared as a whole between a table and the same table with one row changed. RFC 5280 §4.1 is read back from the octets,
//! not from what was meant. The surprising choice: a suspension is tried at once where the input says so, because the rule
//! about it is in no certificate.

use chancery::{
    Authority,
    inventory::{RecordId, Requested, Requester, StoredRecord},
    issuance::Approved,
    policy::{Explanation, Policy, Violation, Withheld},
    x509::{TbsCertificate, Time},
};

use super::{ca::now, case::Input};

/// What comes of an input, and how it is explained where the policy was adopted.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) seen: Seen,
    pub(crate) explanation: Option<Explanation>,
}

/// What can be told apart.
#[derive(Debug, PartialEq)]
pub(crate) enum Seen {
    NotAdopted(String),
    Refused(Vec<Violation>),
    NotPrepared(String),
    Recorded(Box<Recorded>),
}

/// A certificate that is planned, or issued and held.
#[derive(Debug, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) withheld: Vec<Withheld>,
    pub(crate) tbs: Vec<u8>,
    pub(crate) record: StoredRecord,
    /// What was said when it was to be held.
    pub(crate) hold: Option<Result<(), String>>,
}

impl Seen {
    pub(crate) fn recorded(&self) -> Option<&Recorded> {
        if let Self::Recorded(recorded) = self { Some(recorded) } else { None }
    }
    pub(crate) fn violations(&self) -> &[Violation] {
        if let Self::Refused(violations) = self { violations } else { &[] }
    }
}

impl Recorded {
    pub(crate) fn tbs(&self) -> TbsCertificate<'_> {
        TbsCertificate::from_der(&self.tbs).unwrap()
    }
}

/// Issues; tells the record and the end of the certificate.
pub(crate) fn issued<P: Policy>(approved: Approved<P>, authority: &Authority) -> (RecordId, Time) {
    let planned = approved.prepare(authority.slot().unwrap(), now()).unwrap().plan().unwrap();
    let id = planned.id();
    let enrolled = planned.sign().unwrap().complete().unwrap();
    (id, enrolled.certificate().validity().not_after())
}

/// Prepares, plans, and suspends if that is wanted.
pub(crate) fn recorded<P: Policy>(approved: Approved<P>, authority: &Authority, input: &Input, at: Time) -> Seen {
    let withheld = approved.withheld().to_vec();
    let later = at.plus_seconds(input.waits.into()).unwrap();
    let prepared = match approved.prepare(authority.slot().unwrap(), later) {
        Ok(prepared) => prepared,
        Err(error) => return Seen::NotPrepared(error.to_string()),
    };
    let tbs = prepared.tbs().to_vec();
    let planned = prepared.plan().unwrap();
    let id = planned.id();
    let hold = input.held.map(|days| {
        let _ = planned.sign().unwrap().complete().unwrap();
        let requested = Requested { by: Requester::Officer, at: later };
        let until = later.plus_seconds(i64::from(days) * 86_400).unwrap();
        let held = authority.hold(id.serial, later, Some(until), requested);
        // A day after the end: who says what follows has it followed.
        authority.revoke_overdue(until.plus_seconds(86_400).unwrap()).unwrap();
        held.map(drop).map_err(|error| error.to_string())
    });
    let record = authority.inventory().find(id).unwrap().unwrap().to_stored();
    Seen::Recorded(Box::new(Recorded { withheld, tbs, record, hold }))
}
