//! What holds for every text that may be a policy: it is one and stays one, or everything wrong with it has a place.
//!
//! Run by the fuzz target of this name and over the seeds by `tests/fuzz_seeds.rs`. Every text is read as JSON and as
//! TOML. The surprising choice: what is read is written in both formats, whichever it came in, so that each writer meets
//! what only the other reader lets in.

use chancery::policy::{Document, DocumentErrors, Loaded, Policy, Profile};

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    for read in [Document::from_json(text), Document::from_toml(text)] {
        match read {
            Ok(document) => laws(&document),
            Err(errors) => placed(&errors, text),
        }
    }
}

fn laws(document: &Document) {
    let json = document.to_json().expect("what a file says can be said in a file");
    assert_eq!(Document::from_json(&json).as_ref(), Ok(document), "{json}");
    let toml = document.to_toml().expect("what a file says can be said in a file");
    assert_eq!(Document::from_toml(&toml).as_ref(), Ok(document), "{toml}");
    let profile = match document.clone().load() {
        Loaded::Subscriber(policy) => policy.profile(),
        Loaded::Authority(policy) => policy.profile(),
    };
    assert_eq!(&profile, document.profile(), "what is loaded is what was read");
    // None of these may panic.
    let _ = profile.rows().map(|row| row.source().len()).sum::<usize>();
    assert!(Profile::check(profile).is_ok(), "a document that is read contradicts nothing");
}

fn placed(errors: &DocumentErrors, text: &str) {
    let (lines, columns) = (text.split('\n').count(), text.chars().count().saturating_add(1));
    assert!(!errors.errors().is_empty(), "a text is refused for something");
    for error in errors.errors() {
        assert!((1..=lines).contains(&error.line) && (1..=columns).contains(&error.column), "{error}\n{text}");
    }
    let _ = errors.to_string();
}
