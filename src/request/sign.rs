//! Making requests: the other side of the counter.
//!
//! Used where an authority asks a higher one for its certificate, and to make the requests of tests. RFC 2986 §4.2 gives
//! the two steps. The surprising choice: what is to be signed is read back by our own decoder before the key is used, so
//! that no request leaves here that this library would not take.

use super::{CertificationRequest, INFO, RequestSettings, attributes, decode_info, encode_info};
use crate::{
    crypto::{SignError, Signer},
    encoding::{DecodeError, EncodeError, Reader, Tag, Writer},
    x509::{self, Extensions, Name},
};

/// Why a request was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestSignError {
    /// It cannot be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// What was asked for is not a request this library would read.
    #[error("the request to be signed would not be read: {0}")]
    Shape(#[from] DecodeError),
    /// The key was not used.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl CertificationRequest {
    /// Makes a request for this name and these extensions, signed with the key it is about.
    ///
    /// # Errors
    /// [`RequestSignError`].
    pub fn sign(subject: &Name, requested: &Extensions, signer: &dyn Signer) -> Result<Self, RequestSignError> {
        let info = info_to_be_signed(subject, requested, signer)?;
        Reader::whole(&info, INFO, |reader| {
            reader.sequence(INFO, |fields| decode_info(fields, &RequestSettings::DEFAULT).map(drop))
        })?;
        let der = x509::sign(&info, signer, signer.algorithm(), None)?;
        Ok(Self::from_der(&der)?)
    }
}

fn info_to_be_signed(subject: &Name, requested: &Extensions, signer: &dyn Signer) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.sequence(|info| {
        encode_info(info, 0, subject, signer.public_key(), |info| {
            // the field is mandatory, empty or not.
            info.nested(Tag::context_constructed(0), |list| {
                if requested.is_empty() { Ok(()) } else { extension_request(list, requested) }
            })
        })
    })?;
    Ok(writer.into_octets())
}

fn extension_request(list: &mut Writer, requested: &Extensions) -> Result<(), EncodeError> {
    list.sequence(|attribute| {
        attribute.oid(&attributes::EXTENSION_REQUEST)?;
        attribute.nested(Tag::SET, |values| {
            values.sequence(|extensions| requested.iter().try_for_each(|extension| extension.encode(extensions)))
        })
    })
}
