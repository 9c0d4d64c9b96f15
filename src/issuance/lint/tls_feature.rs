//! L-10: TLS feature is non-critical and a list of one or more numbers of TLS extensions, each once (RFC 7633 §4, §4.1).
//!
//! A number that is none, or an empty list, promises nothing that a client could hold the server to. Whether a server
//! staples is its operator's to know and the policy's to ask.

use super::{Judged, Rule, names::elements};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, Reader, Tag},
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-10", clause: "RFC 7633 §4, §4.1", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::TLS_FEATURE) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("TLS feature is critical, wanted non-critical");
    }
    let features = match Reader::whole(extension.value, "TLSFeatures", list) {
        Ok([]) => return RULE.refuse("TLS feature is empty, wanted at least one feature"),
        Ok(features) => features,
        Err(error) => return RULE.refuse(format!("TLS feature cannot be read: {error}")),
    };
    for (place, feature) in elements(features).enumerate() {
        if elements(features).take(place).any(|earlier| earlier.content == feature.content) {
            return RULE.refuse("TLS feature names a feature more than once");
        }
    }
    Ok(())
}

/// The content of the SEQUENCE, which has nothing but numbers of two octets.
fn list<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], DecodeError> {
    let mut numbers = reader.clone();
    numbers.sequence("TLSFeatures", |list| {
        while !list.is_at_end() {
            let position = list.position();
            if u16::try_from(list.small_natural()?).is_err() {
                return Err(list.error_at(position, DecodeErrorKind::IntegerTooLarge));
            }
        }
        Ok(())
    })?;
    reader.read(Tag::SEQUENCE)
}
