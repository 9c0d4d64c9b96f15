//! The bundle in the bags of a file.
//!
//! The last step of `open`: one key, the certificate whose public half is that of the key, and the path above it. The local
//! key id chooses, and the provider proves (P-03). The surprising choice: what a bundle has no place for is set aside and
//! handed out with it, certificates in full and everything else by its identifier; nothing is dropped in silence.

use super::{BagValue, BaggedKey, OpenError, Opener, SafeBag};
use crate::{
    crypto::{PublicKey, SecretKey},
    encoding::Oid,
    pkcs12::{
        Bundle,
        bundle::links,
        identifiers::{FRIENDLY_NAME, LOCAL_KEY_ID},
    },
    x509::Certificate,
};

/// An opened file.
#[derive(Debug)]
#[must_use]
pub struct Opened {
    bundle: Bundle,
    set_aside: Vec<SetAside>,
}

/// Something in the file that the bundle has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SetAside {
    /// A certificate that is not in the path above the key's own, or is there already.
    Certificate(Certificate),
    /// A CRL or a secret that is no private key.
    Bag(Oid),
    /// An attribute: one that is unknown, one of a certificate of the chain, or one whose value a bundle does not hold or
    /// that contradicts the same attribute of the key.
    Attribute {
        /// What it is an attribute of.
        of: Carrier,
        /// Which attribute.
        attribute: Oid,
    },
}

/// What an attribute stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carrier {
    /// The key.
    Key,
    /// The certificate of the key.
    Certificate,
    /// Any other certificate, CRL or secret.
    Other,
}

impl Opened {
    /// The key, its certificate and what belongs to them.
    pub const fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// The key, its certificate and what belongs to them.
    pub fn into_bundle(self) -> Bundle {
        self.bundle
    }

    /// What the bundle has no place for. Empty for a file that was sealed here.
    #[must_use]
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }
}

/// A bag's attributes, without what is in it.
struct Label<'a> {
    friendly_name: Option<String>,
    local_key_id: Option<&'a [u8]>,
    others: Vec<Oid>,
}

impl Label<'_> {
    /// Everything on it, by identifier.
    fn set_aside(self, of: Carrier, aside: &mut Vec<SetAside>) {
        let names = self.friendly_name.map(|_| FRIENDLY_NAME).into_iter();
        let ids = self.local_key_id.map(|_| LOCAL_KEY_ID).into_iter();
        let attributes = names.chain(ids).chain(self.others);
        aside.extend(attributes.map(|attribute| SetAside::Attribute { of, attribute }));
    }
}

/// The bags of a file by what is in them.
#[derive(Default)]
struct Sorted<'a> {
    keys: Vec<(BagValue<'a>, Label<'a>)>,
    certificates: Vec<(Certificate, Label<'a>)>,
    aside: Vec<SetAside>,
}

pub(super) fn assemble(bags: Vec<SafeBag<'_>>, opener: &Opener<'_>) -> Result<Opened, OpenError> {
    let Sorted { keys, mut certificates, mut aside } = sort(bags);
    let found = keys.len();
    let mut keys = keys.into_iter();
    let (Some((value, label)), None) = (keys.next(), keys.next()) else {
        return Err(if found == 0 { OpenError::NoKey } else { OpenError::SeveralKeys { found } });
    };
    let key = key(&value, opener)?;
    let public = opener.provider.public_key(&key)?;
    let own = find_own(&certificates, label.local_key_id, &public)?;
    let (certificate, own_label) = certificates.remove(own);
    let mut bundle = Bundle::of_proven(key, certificate);
    bundle.chain = path(&bundle.certificate, &mut certificates, &mut aside);
    for (certificate, label) in certificates {
        label.set_aside(Carrier::Other, &mut aside);
        aside.push(SetAside::Certificate(certificate));
    }
    name(&mut bundle, label, own_label, &mut aside);
    Ok(Opened { bundle, set_aside: aside })
}

fn sort(bags: Vec<SafeBag<'_>>) -> Sorted<'_> {
    let mut sorted = Sorted::default();
    for SafeBag { value, friendly_name, local_key_id, others } in bags {
        let label = Label { friendly_name, local_key_id, others };
        match value {
            BagValue::Certificate(again) if sorted.certificates.iter().any(|(known, _)| *known == again) => {
                label.set_aside(Carrier::Other, &mut sorted.aside);
                sorted.aside.push(SetAside::Certificate(again));
            }
            BagValue::Certificate(certificate) => sorted.certificates.push((certificate, label)),
            BagValue::Other(bag) => {
                label.set_aside(Carrier::Other, &mut sorted.aside);
                sorted.aside.push(SetAside::Bag(bag));
            }
            key => sorted.keys.push((key, label)),
        }
    }
    sorted
}

fn key(value: &BagValue<'_>, opener: &Opener<'_>) -> Result<SecretKey, OpenError> {
    let key = match value {
        BagValue::Key(pkcs8) => BaggedKey::Plain(pkcs8),
        BagValue::ShroudedKey(shrouded) => BaggedKey::Shrouded(shrouded),
        BagValue::Certificate(_) | BagValue::Other(_) => return Err(OpenError::NoKey),
    };
    Ok(opener.key(&key)?.ok_or(OpenError::Undecryptable { part: "the key" })??)
}

/// Where the key's certificate stands: the one with its local key id, or else the only one with its public half.
fn find_own(
    certificates: &[(Certificate, Label<'_>)],
    id: Option<&[u8]>,
    public: &PublicKey,
) -> Result<usize, OpenError> {
    let pointed_at = |label: &Label<'_>| id.is_some() && label.local_key_id == id;
    let by_id = certificates.iter().any(|(_, label)| pointed_at(label));
    let own = |(_, (certificate, label)): &(usize, &(Certificate, Label<'_>))| {
        certificate.public_key() == public && (!by_id || pointed_at(label))
    };
    let mut found = certificates.iter().enumerate().filter(own).map(|(position, _)| position);
    match (found.next(), found.count()) {
        (Some(position), 0) => Ok(position),
        (Some(_), more) => Err(OpenError::SeveralCertificates { found: more.saturating_add(1) }),
        (None, _) if by_id => Err(OpenError::KeyOfAnotherCertificate),
        (None, _) => Err(OpenError::NoCertificate { found: certificates.len() }),
    }
}

/// Takes the path above a certificate out of a file, in whatever order it stands there.
fn path(
    certificate: &Certificate,
    certificates: &mut Vec<(Certificate, Label<'_>)>,
    aside: &mut Vec<SetAside>,
) -> Vec<Certificate> {
    let mut path: Vec<Certificate> = Vec::new();
    while path.len() < Bundle::MAX_CHAIN {
        let last = path.last().unwrap_or(certificate);
        let Some(next) = certificates.iter().position(|(issuer, _)| links(last, issuer)) else { break };
        let (issuer, label) = certificates.remove(next);
        label.set_aside(Carrier::Other, aside);
        path.push(issuer);
    }
    path
}

/// The attributes of the key, or else of its certificate; of two that differ the key's, and the other is set aside.
fn name(bundle: &mut Bundle, key: Label<'_>, mut certificate: Label<'_>, aside: &mut Vec<SetAside>) {
    if key.friendly_name.is_none() || key.friendly_name == certificate.friendly_name {
        bundle.friendly_name = certificate.friendly_name.take().map(String::into_boxed_str);
    } else {
        bundle.friendly_name = key.friendly_name.map(String::into_boxed_str);
    }
    if key.local_key_id.is_none() || key.local_key_id == certificate.local_key_id {
        bundle.local_key_id = certificate.local_key_id.take().map(Box::from);
    } else {
        bundle.local_key_id = key.local_key_id.map(Box::from);
    }
    let others = key.others.into_iter();
    aside.extend(others.map(|attribute| SetAside::Attribute { of: Carrier::Key, attribute }));
    certificate.set_aside(Carrier::Certificate, aside);
}
