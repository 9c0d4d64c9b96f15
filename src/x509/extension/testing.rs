//! What the tests of the extension types share: bytes in, value out, and back.

use std::fmt::Debug;

use super::{Extension, SubjectName, TypedExtension};
use crate::encoding::{DecodeError, Reader, Writer};

pub(super) fn decode<E: TypedExtension>(der: &[u8]) -> Result<E, DecodeError> {
    Reader::whole(der, "extnValue", E::decode)
}

pub(super) fn encode<E: TypedExtension>(value: &E) -> Vec<u8> {
    let mut writer = Writer::new();
    value.encode(&mut writer).unwrap();
    writer.into_octets()
}

#[track_caller]
pub(super) fn sentence<E: TypedExtension + Debug>(der: &[u8]) -> String {
    decode::<E>(der).unwrap_err().to_string()
}

/// `der` is read, and written as it was; so is whatever of its one-octet changes is read at all.
#[track_caller]
pub(super) fn round_trips<E: TypedExtension + PartialEq + Debug>(der: &[u8]) -> E {
    for place in 0..der.len() {
        for octet in 0..=u8::MAX {
            let mut changed = der.to_vec();
            changed[place] = octet;
            if let Ok(value) = decode::<E>(&changed) {
                assert_eq!(encode(&value), changed);
            }
        }
    }
    let value = decode::<E>(der).unwrap();
    assert_eq!(encode(&value), der);
    assert_eq!(decode::<E>(&encode(&value)).unwrap(), value);
    is_written_as_it_is_kept(&value);
    value
}

/// [`Extension::write`] takes the short way to the octets of [`Extension::typed`].
#[track_caller]
fn is_written_as_it_is_kept<E: TypedExtension>(value: &E) {
    for subject in [SubjectName::Empty, SubjectName::NonEmpty] {
        let (mut kept, mut written) = (Writer::new(), Writer::new());
        Extension::typed(value, subject).unwrap().encode(&mut kept).unwrap();
        Extension::write(value, subject, &mut written).unwrap();
        assert_eq!(written.octets(), kept.octets());
    }
}
