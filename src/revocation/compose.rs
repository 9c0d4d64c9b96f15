//! Drawing a list from the rolls: refuse what cannot be signed, take a number, write the entries, read back, lint.
//!
//! The body of [`CrlDraft::draw`]. Entries go from the visitor of the rolls straight into the buffer that will be signed
//! (C-03, C-09, C-10). The surprising choice: the number is taken after everything that can be refused without the rolls
//! was looked at, and before the first entry is: RFC 5280 §5.2.3 allows a gap and no repetition.

use std::ops::ControlFlow;

use super::{
    CrlDraft, CrlDraftError, CrlOrder, Edition,
    crl::Facts,
    draft::Counts,
    frame::{Drawn, Frame},
    lint,
    succession::{Predecessor, Presence},
};
use crate::{
    encoding::{EncodeError, Tag, Writer},
    inventory::{Inventory, IssuerId, RevokedEntry, Scope},
    issuer::Issuer,
    x509::{
        Certificate, Extension, Reason, SerialNumber, Shard, Time,
        extension::{
            AuthorityKeyIdentifier, CrlNumber, InvalidityDate, KeyUsage, ReasonCode, SubjectName, TypedExtension,
        },
    },
};

impl CrlDraft {
    /// Draws the next full CRL of an issuer from its rolls: everything that is revoked or held at thisUpdate. A hold past its
    /// end is still a hold; what takes effect later is not on the list yet.
    ///
    /// It is the list of the only [shard](Shard::ONLY); one of several would have to say which. Draw one at a time: of two
    /// that are drawn at once, the one with the greater number may be the one that read the rolls first.
    ///
    /// # Errors
    /// [`CrlDraftError`], before any key is touched. From the variant [`Inventory`](CrlDraftError::Inventory) on, a number
    /// may have been used up.
    pub fn draw(issuer: &Issuer, inventory: &dyn Inventory, order: &CrlOrder<'_>) -> Result<Self, CrlDraftError> {
        let certificate = issuer.certificate().ok_or(CrlDraftError::Founding)?;
        refuse_issuer(certificate)?;
        let this_update = order.this_update;
        let next_update = next_update(order, certificate)?;
        let previous = order.previous.map(|crl| Predecessor::new(crl, certificate, issuer.provider(), this_update));
        let previous = previous.transpose()?;
        let scope = scope(issuer);
        let floor = previous.as_ref().map_or(order.floor, |previous| previous.floor.max(order.floor));
        let number = inventory.next_crl_number(scope, floor)?;
        if number < floor {
            return Err(CrlDraftError::NumberTooLow { given: number, floor });
        }
        let edition = Edition { number, this_update, next_update };
        let room = order.previous.map_or(0, |previous| previous.as_der().len());
        let (drawn, counts) = write(issuer, inventory, scope, edition, previous, room)?;
        let facts = read_back(&drawn, issuer, edition, counts)?;
        Ok(Self { issuer: issuer.clone(), edition, drawn, facts, counts })
    }
}

/// C-13.
fn refuse_issuer(certificate: &Certificate) -> Result<(), CrlDraftError> {
    let usage: Option<KeyUsage> = certificate.typed().map_err(CrlDraftError::Certificate)?;
    if usage.is_some_and(|usage| usage.contains(KeyUsage::CRL_SIGN)) { Ok(()) } else { Err(CrlDraftError::NoCrlSign) }
}

fn next_update(order: &CrlOrder<'_>, certificate: &Certificate) -> Result<Time, CrlDraftError> {
    let (this_update, validity) = (order.this_update, certificate.validity());
    let next_update = order.schedule.next_update(this_update).map_err(CrlDraftError::NextUpdate)?;
    if next_update <= this_update {
        return Err(CrlDraftError::NoTime { this_update, next_update });
    }
    if !validity.contains(this_update) || !validity.contains(next_update) {
        return Err(CrlDraftError::OutsideIssuer { this_update, next_update, validity });
    }
    Ok(next_update)
}

fn scope(issuer: &Issuer) -> Scope {
    let issuer = IssuerId::of(issuer.name(), issuer.public_key(), issuer.provider().digest);
    Scope { issuer, shard: Shard::ONLY }
}

fn write(
    issuer: &Issuer,
    inventory: &dyn Inventory,
    scope: Scope,
    edition: Edition,
    previous: Option<Predecessor<'_>>,
    room: usize,
) -> Result<(Drawn, Counts), CrlDraftError> {
    let frame = frame(issuer, edition)?;
    let writer = frame.open(room)?;
    let this_update = edition.this_update;
    let reasons = Reasons::new()?;
    let mut list = List { writer, reasons, this_update, previous, last: None, counts: Counts::default() };
    let mut failed = None;
    inventory.revoked(scope, &mut |entry| match list.take(entry) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(previous) = list.previous {
        previous.finish()?;
    }
    Ok((frame.close(list.writer)?, list.counts))
}

/// The fields around the entries.
fn frame(issuer: &Issuer, edition: Edition) -> Result<Frame, EncodeError> {
    let mut head = Writer::new();
    head.small_natural(1)?;
    issuer.algorithm().encode(&mut head)?;
    head.raw(issuer.name().as_der())?;
    edition.this_update.encode(&mut head)?;
    edition.next_update.encode(&mut head)?;
    let mut tail = Writer::new();
    tail.nested(Tag::context_constructed(0), |explicit| {
        explicit.sequence(|list| {
            write_extension(&AuthorityKeyIdentifier::of(issuer.key_identifier().clone()), list)?;
            write_extension(&CrlNumber::from(edition.number), list)
        })
    })?;
    Ok(Frame { head: head.into_octets(), tail: tail.into_octets() })
}

/// No extension of a CRL asks for the subject.
fn write_extension<E: TypedExtension>(value: &E, writer: &mut Writer) -> Result<(), EncodeError> {
    Extension::write(value, SubjectName::NonEmpty, writer)
}

/// The list as it grows.
struct List<'p> {
    writer: Writer,
    reasons: Reasons,
    this_update: Time,
    previous: Option<Predecessor<'p>>,
    last: Option<SerialNumber>,
    counts: Counts,
}

impl List<'_> {
    fn take(&mut self, entry: &RevokedEntry) -> Result<(), CrlDraftError> {
        let serial = entry.serial;
        if let Some(before) = self.last.replace(serial).filter(|before| *before >= serial) {
            return Err(CrlDraftError::OutOfOrder { serial, before });
        }
        if entry.released_at.is_some_and(|released| released <= self.this_update) {
            return Ok(());
        }
        let Some(listed) = at_this_update(entry, self.this_update) else {
            self.counts.not_yet = self.counts.not_yet.saturating_add(1);
            return Ok(());
        };
        let presence = self.previous.as_mut().map(|previous| previous.meet(&listed)).transpose()?;
        match presence {
            Some(Presence::Settled) => {
                self.counts.left_out = self.counts.left_out.saturating_add(1);
                return Ok(());
            }
            Some(Presence::Backdated) => self.counts.backdated = self.counts.backdated.saturating_add(1),
            Some(Presence::Listed | Presence::New) | None => {}
        }
        self.counts.listed = self.counts.listed.saturating_add(1);
        Ok(self.reasons.write_entry(&listed, &mut self.writer)?)
    }
}

/// What is to be said of the entry at this moment: a revocation that takes effect later leaves the hold it ends.
fn at_this_update(entry: &RevokedEntry, this_update: Time) -> Option<RevokedEntry> {
    if entry.at <= this_update {
        return Some(*entry);
    }
    let since = entry.held_since.filter(|since| *since <= this_update)?;
    Some(RevokedEntry { at: since, reason: Reason::CertificateHold, invalid_since: None, ..*entry })
}

/// The `crlEntryExtensions` of every reason by its code, written once for all entries; no octets where a code has none and
/// for `unspecified`, which is left out (C-09).
struct Reasons([Vec<u8>; 10]);

impl Reasons {
    fn new() -> Result<Self, EncodeError> {
        let mut codes = [const { Vec::new() }; 10];
        for (code, octets) in (0..).zip(&mut codes) {
            let Some(ReasonCode::Given(reason)) = ReasonCode::from_code(code) else { continue };
            let mut writer = Writer::new();
            write_extensions(reason, None, &mut writer)?;
            *octets = writer.into_octets();
        }
        Ok(Self(codes))
    }

    fn write_entry(&self, entry: &RevokedEntry, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            entry.serial.encode(fields)?;
            entry.at.encode(fields)?;
            match self.0.get(usize::from(entry.reason.code())) {
                Some(octets) if entry.invalid_since.is_none() => fields.raw(octets),
                _ => write_extensions(entry.reason, entry.invalid_since, fields),
            }
        })
    }
}

/// `crlEntryExtensions`, which is absent when there are none.
fn write_extensions(reason: Reason, invalid_since: Option<Time>, writer: &mut Writer) -> Result<(), EncodeError> {
    if reason == Reason::Unspecified && invalid_since.is_none() {
        return Ok(());
    }
    writer.sequence(|extensions| {
        if reason != Reason::Unspecified {
            write_extension(&ReasonCode::from(reason), extensions)?;
        }
        invalid_since.map_or(Ok(()), |since| write_extension(&InvalidityDate(since), extensions))
    })
}

/// B-04: what is about to be signed is what was ordered, and keeps the rules.
fn read_back(drawn: &Drawn, issuer: &Issuer, edition: Edition, counts: Counts) -> Result<Facts, CrlDraftError> {
    let tbs = lint::run(drawn.to_be_signed(), &lint::Issuing::of(issuer))?;
    let number: Option<CrlNumber> = tbs.typed().map_err(|_| CrlDraftError::ReadBack { field: "cRLNumber" })?;
    let same = [
        ("thisUpdate", tbs.this_update() == edition.this_update),
        ("nextUpdate", tbs.next_update() == Some(edition.next_update)),
        ("cRLNumber", number == Some(edition.number.into())),
        ("revokedCertificates", tbs.entries().len() == counts.listed),
    ];
    if let Some((field, _)) = same.into_iter().find(|(_, same)| !same) {
        return Err(CrlDraftError::ReadBack { field });
    }
    Facts::of(&tbs).map_err(|_| CrlDraftError::ReadBack { field: "issuer" })
}
