//! L-04: privateKeyUsagePeriod is non-critical, has a time, and lies within the validity (RFC 3280 §4.2.1.4, X.509
//! §9.2.2.5).
//!
//! RFC 5280 leaves the extension out of its profile, so the clauses are those of its predecessor and of X.509. They ask
//! for the first two; that it lies within the validity is what X.509 calls typical of keys that sign, and is asked for
//! here, since what a key signs outside of it nobody can verify. A changing rule, because the validity changes.

use super::{Judged, Rule};
use crate::{
    encoding::{DecodeError, Reader, Tag},
    x509::{
        Time,
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule = Rule {
    citation: Citation { id: "L-04", clause: "RFC 3280 §4.2.1.4, X.509 §9.2.2.5", part: Part::Variable },
    judge,
};

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::PRIVATE_KEY_USAGE_PERIOD) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("privateKeyUsagePeriod is critical, wanted non-critical");
    }
    let (start, end) = match Reader::whole(extension.value, "PrivateKeyUsagePeriod", decode) {
        Ok((None, None)) => return RULE.refuse("privateKeyUsagePeriod is empty, wanted notBefore or notAfter"),
        Ok(times) => times,
        Err(error) => return RULE.refuse(format!("privateKeyUsagePeriod cannot be read: {error}")),
    };
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        return RULE.refuse(format!("privateKeyUsagePeriod ends at {end}, before it starts at {start}"));
    }
    let validity = judged.tbs.validity();
    match [start, end].into_iter().flatten().find(|time| !validity.contains(*time)) {
        Some(time) => RULE.refuse(format!(
            "privateKeyUsagePeriod has {time}, outside of the validity from {} to {}",
            validity.not_before(),
            validity.not_after()
        )),
        None => Ok(()),
    }
}

fn decode(reader: &mut Reader<'_>) -> Result<(Option<Time>, Option<Time>), DecodeError> {
    reader.sequence("PrivateKeyUsagePeriod", |fields| {
        let mut time = |tag| match fields.peek() {
            Some(next) if next == tag => Time::decode_implicit(fields, tag).map(Some),
            _ => Ok(None),
        };
        Ok((time(Tag::context(0))?, time(Tag::context(1))?))
    })
}
