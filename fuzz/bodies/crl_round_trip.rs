//! What holds for every list: one that is read is written again as it was, one that is drawn reads back to its entries.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. The input is taken three times: for a
//! list of anyone, for a bare `TBSCertList` before the lint rules, and, twelve octets an entry, for rolls from which two
//! lists are drawn, one after the other. The surprising choice: a list that is read is put together again field by field,
//! since strict DER has one spelling and what comes out otherwise was not understood.
#![allow(clippy::expect_used, reason = "what cannot be drawn is a finding")]

#[allow(dead_code, clippy::duplicate_mod, reason = "the centre of another target, of which only the issuer is needed")]
#[path = "centre.rs"]
mod centre;
#[path = "../../tests/common/rolls.rs"]
mod rolls;

use std::collections::BTreeMap;

use chancery::{
    encoding::{EncodeError, Tag, Writer},
    inventory::RevokedEntry,
    revocation::{
        Crl, CrlDraft, CrlEntry, CrlOrder, CrlSchedule, CrlVersion, TbsCertList,
        lint::{self, Issuing},
    },
    x509::{
        Reason, SerialNumber, Time,
        extension::{Criticality, ExtensionRef, ReasonCode},
    },
};

use centre::{CENTRE, now};
use rolls::{Rolls, serial};

pub(crate) fn run(data: &[u8]) {
    if let Ok(crl) = Crl::from_der(data) {
        assert_eq!(crl.as_der(), data, "the octets received are kept");
        laws(&crl);
    }
    if let Ok(crl) = Crl::from_bytes(data) {
        laws(&crl);
    }
    judge(data);
    drawn(data);
}

fn laws(crl: &Crl) {
    assert_eq!(Crl::from_der(crl.as_der()).as_ref(), Ok(crl), "a list is what its octets say");
    assert_eq!(Crl::from_pem(crl.to_pem().as_bytes()).as_ref(), Ok(crl), "as a text too");
    let tbs = TbsCertList::from_der(crl.to_be_signed()).expect("the part that is signed can be read alone");
    let mut written = Writer::new();
    assert_eq!(write(&tbs, &mut written), Ok(()));
    assert_eq!(written.octets(), crl.to_be_signed(), "encode after decode changes nothing");
    let entries = crl.entries();
    assert_eq!((entries.len(), entries.clone().count()), (tbs.entries().len(), entries.len()));
    for entry in entries.take(64) {
        let found = crl.find(entry.serial_number()).expect("what is listed is found");
        assert_eq!(found.serial(), entry.serial());
    }
    let critical = crl.entries().find_map(|entry| entry.unknown_critical());
    assert!(critical.is_none() || crl.unknown_critical().is_some(), "no critical extension is kept silent");
    let certificate = CENTRE.authority.issuer().certificate().expect("certified");
    let _ = (format!("{crl:?}"), crl.currency(now()), crl.verify(certificate, CENTRE.authority.provider()));
    judge(crl.to_be_signed());
}

fn write(tbs: &TbsCertList<'_>, writer: &mut Writer) -> Result<(), EncodeError> {
    writer.sequence(|fields| {
        if tbs.version() == CrlVersion::V2 {
            fields.small_natural(1)?;
        }
        fields.raw(tbs.signature().octets)?;
        fields.raw(tbs.issuer())?;
        tbs.this_update().encode(fields)?;
        tbs.next_update().map_or(Ok(()), |next| next.encode(fields))?;
        if tbs.entries().len() > 0 {
            fields.sequence(|list| tbs.entries().try_for_each(|entry| write_entry(&entry, list)))?;
        }
        if tbs.extensions().is_empty() {
            return Ok(());
        }
        fields.nested(Tag::context_constructed(0), |explicit| {
            explicit.sequence(|list| tbs.extensions().iter().try_for_each(|extension| write_extension(extension, list)))
        })
    })
}

fn write_entry(entry: &CrlEntry<'_>, list: &mut Writer) -> Result<(), EncodeError> {
    list.sequence(|fields| {
        fields.element(Tag::INTEGER, entry.serial())?;
        entry.revocation_date().encode(fields)?;
        if !entry.has_extensions() {
            return Ok(());
        }
        fields.sequence(|list| entry.extensions().try_for_each(|extension| write_extension(&extension, list)))
    })
}

fn write_extension(extension: &ExtensionRef<'_>, list: &mut Writer) -> Result<(), EncodeError> {
    list.sequence(|fields| {
        fields.oid(&extension.oid)?;
        if extension.criticality == Criticality::Critical {
            fields.boolean(true)?;
        }
        fields.octet_string(extension.value)
    })
}

/// Every rule, under an issuer of the list's own making.
fn judge(octets: &[u8]) {
    let subject = TbsCertList::from_der(octets).map_or(&[][..], |tbs| tbs.issuer());
    let issuer = Issuing { subject, key_identifier: &[], algorithm: &[], not_after: None };
    match lint::run(octets, &issuer) {
        Ok(tbs) => assert_eq!(tbs.octets(), octets),
        Err(findings) => assert!(!findings.to_string().is_empty(), "a finding is a sentence"),
    }
}

const REASONS: [Reason; 8] = [
    Reason::Unspecified,
    Reason::KeyCompromise,
    Reason::CaCompromise,
    Reason::AffiliationChanged,
    Reason::Superseded,
    Reason::CessationOfOperation,
    Reason::CertificateHold,
    Reason::PrivilegeWithdrawn,
];

/// Twelve octets: number, seconds before or after the list, reason, whether it has an invalidity date, days of life.
fn entry(octets: &[u8; 12]) -> RevokedEntry {
    let [a, b, c, d, e, f, g, h, reason, invalid, life, more] = *octets;
    let seconds = i64::from(i32::from_be_bytes([e, f, g, h])) / 100;
    let at = now().plus_seconds(seconds).expect("near");
    let reason = REASONS.into_iter().cycle().nth(reason.into()).expect("endless");
    let days = i64::from(i16::from_be_bytes([life, more]));
    RevokedEntry {
        serial: serial(u32::from_be_bytes([a, b, c, d])),
        at,
        reason,
        invalid_since: (invalid & 1 == 1).then(|| at.plus_seconds(-i64::from(invalid)).expect("near")),
        held_since: (invalid & 2 == 2).then(|| at.plus_seconds(-86_400).expect("near")),
        released_at: None,
        not_after: now().plus_seconds(days * 86_400).expect("near"),
    }
}

fn drawn(data: &[u8]) {
    let (chunks, _) = data.as_chunks();
    // One record has one entry.
    let entries: BTreeMap<SerialNumber, RevokedEntry> =
        chunks.iter().take(512).map(entry).map(|entry| (entry.serial, entry)).collect();
    let rolls = Rolls::of(entries.values().copied().collect::<Vec<_>>());
    let first = list(&rolls, now(), None);
    let effective = entries.values().filter_map(|entry| said(entry, now()));
    assert!(first.entries().map(|entry| read(&entry)).eq(effective), "a list says what the rolls say");
    let later = now().plus_seconds(3 * 86_400).expect("near");
    let second = list(&rolls, later, Some(&first));
    assert!(second.number() > first.number(), "numbers grow");
    for entry in second.entries() {
        let known = entries.values().find(|known| known.serial.as_octets() == entry.serial());
        assert_eq!(known.and_then(|known| said(known, later)), Some(read(&entry)));
    }
    for entry in entries.values().filter(|entry| entry.not_after >= now() && entry.at <= now()) {
        assert!(second.find(entry.serial).is_some(), "what had not expired stays");
    }
}

fn list(rolls: &Rolls, at: Time, previous: Option<&Crl>) -> Crl {
    let order = CrlOrder::new(at, CrlSchedule::PROPOSED);
    let order = previous.map_or(order, |previous| order.after(previous));
    let crl = CrlDraft::draw(CENTRE.authority.issuer(), rolls, &order).expect("drawn").sign().expect("signed");
    assert_eq!(Crl::from_der(crl.as_der()).as_ref(), Ok(&crl), "what is drawn is read");
    crl
}

type Said = (Vec<u8>, Time, Option<ReasonCode>, Option<Time>);

/// What the list of a moment says of an entry.
fn said(entry: &RevokedEntry, moment: Time) -> Option<Said> {
    let serial = entry.serial.as_octets().to_vec();
    if entry.at <= moment {
        let reason = Some(entry.reason).filter(|reason| *reason != Reason::Unspecified).map(ReasonCode::from);
        return Some((serial, entry.at, reason, entry.invalid_since));
    }
    let since = entry.held_since.filter(|since| *since <= moment)?;
    Some((serial, since, Some(Reason::CertificateHold.into()), None))
}

fn read(entry: &CrlEntry<'_>) -> Said {
    (entry.serial().to_vec(), entry.revocation_date(), entry.reason(), entry.invalidity_date())
}
