//! What holds for every name that is read: octets verbatim, a comparison that is reflexive, a text form.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Both readers are asked, the one for
//! new names and the one for names that exist. The surprising choice: the RDNs are also put together again by the
//! constructor, because a name made of parts and a name that was read must not differ in a single octet.

use chancery::{
    encoding::{Reader, Writer},
    x509::Name,
};

pub(crate) fn run(data: &[u8]) {
    let strict = Reader::whole(data, "Name", Name::decode).ok();
    let foreign = Reader::whole(data, "Name", Name::decode_foreign).ok();
    if let Some(name) = &strict {
        assert_eq!(foreign.as_ref(), Some(name), "whatever may be made may exist");
    }
    for name in strict.iter().chain(&foreign) {
        laws(name, data);
    }
}

fn laws(name: &Name, data: &[u8]) {
    let mut writer = Writer::new();
    assert_eq!(name.encode(&mut writer), Ok(()));
    assert_eq!(writer.octets(), data, "encode after decode changes nothing");
    assert_eq!(name.as_der(), data);
    assert!(name.matches(name), "a name is itself");
    assert!(name.begins_with(name), "a name is under itself");
    assert_eq!(name.is_empty(), name.attributes().next().is_none(), "only an empty name has no attributes");
    // None of these may panic; the comparison key must not depend on anything but the name.
    let _ = (name.to_string(), format!("{name:?}"));
    assert_eq!(name.comparison_key(), name.clone().comparison_key());
    for attribute in name.attributes() {
        assert!(attribute.matches(attribute), "an attribute is itself");
    }
    let Ok(again) = Name::new(name.rdns().to_vec()) else { return };
    assert_eq!(again.as_der(), data, "a name made of the same parts has the same octets");
}
