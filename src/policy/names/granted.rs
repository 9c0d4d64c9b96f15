//! Everything in a certificate that names its subject, each with the set it stands for.
//!
//! Walked by the issuer's constraints and by the policy's own rules. RFC 5280 §4.2.1.10: the subject, the alternative
//! names, and the mailboxes in the subject. The surprising choice: a mailbox in the subject that cannot be read stands
//! for every mailbox, so it passes where nothing is said about mailboxes and nowhere else.

use super::{EmailSet, NameSet};
use crate::{
    request::Path,
    x509::{Attribute, AttributeType, GeneralName, Name},
};

/// One name that is about to be granted.
pub(in crate::policy) struct Granted<'a> {
    pub(in crate::policy) path: Path,
    pub(in crate::policy) shown: String,
    /// `None` for forms that are not compared.
    pub(in crate::policy) set: Option<NameSet>,
    /// The alternative name, where it is one.
    pub(in crate::policy) name: Option<&'a GeneralName>,
}

/// The subject unless it is empty, the mailboxes in it, the alternative names.
pub(in crate::policy) fn granted<'a>(subject: &Name, names: &'a [GeneralName]) -> Vec<Granted<'a>> {
    let mut all = Vec::new();
    if !subject.is_empty() {
        let set = Some(NameSet::of_subject(subject));
        all.push(Granted { path: Path::new("subject"), shown: subject.to_string(), set, name: None });
    }
    let mailboxes = subject.attributes().filter(|attribute| attribute.kind() == AttributeType::EMAIL_ADDRESS);
    all.extend(mailboxes.map(mailbox));
    all.extend(names.iter().enumerate().map(|(index, name)| Granted {
        path: Path::new("subjectAltName").index(index),
        shown: name.to_string(),
        set: NameSet::of(name),
        name: Some(name),
    }));
    all
}

fn mailbox<'a>(attribute: &Attribute) -> Granted<'a> {
    let text = attribute.text().unwrap_or_default();
    let set = text.parse().map_or_else(|_| EmailSet::every(), |address| EmailSet::mailbox(&address));
    let shown = format!("emailAddress={text}");
    Granted { path: Path::new("subject.emailAddress"), shown, set: Some(NameSet::Email(set)), name: None }
}
