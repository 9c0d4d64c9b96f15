//! The kinds of applications to CEPiK: what is certified, and who makes the key.
//!
//! domain §5.1 rows 1 to 5. The surprising choice: who makes the key is a constant of the kind and a trait besides, so that a
//! request is asked for exactly where one comes by mail, and the compiler knows where.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use super::{CardHolderDetails, LocationDetails, PersonDetails, SystemDetails};

pub(super) mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// A kind of application. Sealed: one of the six below.
pub trait Kind: sealed::Sealed + Clone + PartialEq + fmt::Debug + 'static {
    /// What is certified.
    type Details: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// The name of the system in journals.
    const NAME: &'static str;
    /// Who makes the key, and how the request comes.
    const ROUTE: Route;
    /// What is written on the envelope (CEP-05).
    const NOTE: &'static str;
    /// Which bodies apply for it.
    const BODIES: Bodies;

    /// The natural person who is certified.
    fn person(details: &Self::Details) -> Option<&PersonDetails>;
}

/// Who makes the key, and how the request comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the three of the source")]
pub enum Route {
    /// The centre makes the key: "VPN, PKCS 12" (S0:L102).
    MadeHere,
    /// The applicant makes the key and sends the request by mail (CEP-09).
    ByMail,
    /// The remote application makes key and request on the card, after acceptance (S0:L21).
    OnCard,
}

/// Which bodies apply for a kind of certificate: inspection stations have a policy of their own (S0:L14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the policy is for stations, for others, or not said")]
pub enum Bodies {
    /// All but inspection stations.
    Others,
    /// Inspection stations.
    Stations,
    /// All: no source says which policy a system is certified by.
    All,
}

/// Kinds whose key the centre makes.
pub trait MadeHere: Kind {}
/// Kinds whose request comes by mail, from the mailbox of the application (CEP-10).
pub trait ByMail: Kind {}
/// Kinds whose request the remote application makes on the card.
pub trait CardOnly: Kind {}

macro_rules! kind {
    ($(#[$documentation:meta])* $name:ident: $route:ident = $text:literal, $note:ident, $bodies:ident, $details:ident $(, $person:expr)?) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(clippy::exhaustive_enums, reason = "a marker without values")]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl Kind for $name {
            type Details = $details;
            const NAME: &'static str = $text;
            const ROUTE: Route = kind!(@route $route);
            const NOTE: &'static str = $note;
            const BODIES: Bodies = Bodies::$bodies;
            fn person(_details: &$details) -> Option<&PersonDetails> {
                kind!(@person _details $(, $person)?)
            }
        }
        impl $route for $name {}
    };
    (@route MadeHere) => { Route::MadeHere };
    (@route ByMail) => { Route::ByMail };
    (@route CardOnly) => { Route::OnCard };
    (@person $details:ident) => { None };
    (@person $details:ident, $person:expr) => {{
        let person: fn(&Self::Details) -> &PersonDetails = $person;
        Some(person($details))
    }};
}

const VPN: &str = "WNIOSEK VPN do CEPiK 2.0";
const SSL: &str = "WNIOSEK SSL do CEPiK 2.0";

kind! {
    /// A device that reaches CEPiK over the public Internet: *wniosek o wydanie certyfikatu dla urządzeń (VPN, PKCS 12)*.
    Vpn: MadeHere = "cepik-vpn", VPN, Others, LocationDetails
}
kind! {
    /// A system that calls the services of CEPiK: *wniosek o wydanie certyfikatu dla systemu*. Its request comes by mail, as
    /// that of an operator does; the note of its envelope is taken from there too. (Both proposed.)
    OwnSystem: ByMail = "cepik-system", SSL, All, SystemDetails
}
kind! {
    /// An operator with the request in a file: *wniosek o wydanie certyfikatu dla operatora (w pliku)*. The key is on a card all
    /// the same (domain §1.11 trap 3).
    OperatorFile: ByMail = "cepik-operator-file", SSL, Others, PersonDetails, |person| person
}
kind! {
    /// An operator on a card: *wniosek o wydanie certyfikatu dla operatora (na kartę)*.
    OperatorCard: CardOnly = "cepik-operator-card", SSL, Others, CardHolderDetails, |holder| &holder.person
}
kind! {
    /// The location of an inspection station.
    SkpVpn: MadeHere = "cepik-skp-vpn", VPN, Stations, LocationDetails
}
kind! {
    /// A diagnostician of an inspection station, never remotely (CEP-15).
    SkpSsl: ByMail = "cepik-skp-ssl", SSL, Stations, PersonDetails, |person| person
}
