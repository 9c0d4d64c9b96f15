//! Sets of names against their definition.
//!
//! In `brute_force` every name and every set over a small alphabet, each answer compared with the names themselves; in
//! `laws` what holds whatever the sets; here what each form takes for the same, and what is refused as a set.

use super::*;

mod bounds;
mod brute_force;
mod forms;
mod laws;

/// The set of a name of one form.
fn named<T: std::str::FromStr>(form: fn(T) -> GeneralName, text: &str) -> NameSet
where
    T::Err: fmt::Debug,
{
    NameSet::of(&form(text.parse().unwrap())).unwrap()
}

/// A set as it stands in a policy file, in JSON.
fn set(json: &str) -> NameSet {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}
