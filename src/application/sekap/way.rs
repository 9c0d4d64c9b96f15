//! The three ways to a certificate of CC-SEKAP: where each begins, what is filed, what is brought, what is handed out.
//!
//! SEK-02 to SEK-05, domain §5.1 rows 7a and 7b. The surprising choice: what is handed out is a type of the way, so a key that
//! came in a request cannot be recorded as handed out in a file, neither by a caller nor by a journal (SEK-05).

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use super::{Carrier, CertificateOnly, ChosenOffice, KeyDelivery, Office, OfficeAndRequest, OwnComputer};
use crate::inventory::KeyId;

pub(super) mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// A way to a certificate. Sealed: one of the three below.
pub trait Way: sealed::Sealed + Clone + PartialEq + fmt::Debug + 'static {
    /// What is filed electronically.
    type Filing: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// What the citizen brings for the certificate.
    type Carrier: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// What is handed out, by its name in violations.
    type Delivery: Clone + PartialEq + fmt::Debug + fmt::Display + Send + Sync + Serialize + DeserializeOwned;
    /// The name of the system in journals.
    const NAME: &'static str;
    /// Where it begins.
    const START: Start;
    /// The rule that describes it.
    const CLAUSE: &'static str;

    /// The office that was chosen.
    fn office(filing: &Self::Filing) -> &Office;

    /// The key of the request that was filed.
    fn request_key(filing: &Self::Filing) -> Option<KeyId>;

    /// What is handed out on this carrier.
    fn delivery_on(carrier: &Self::Carrier) -> Self::Delivery;
}

/// Where a way begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the two of the source")]
pub enum Start {
    /// At the registration office, with the confirmation of identity (SEK-02).
    AtOffice,
    /// At `cc.sekap.pl`, with an account (SEK-03, SEK-04).
    WithAccount,
}

/// Ways in which the registration office makes the key.
pub trait MadeAtOffice: Way<Carrier = Carrier, Delivery = KeyDelivery> {}

macro_rules! ways {
    ($($(#[$documentation:meta])* $name:ident = $text:literal, $start:ident, $clause:literal,
        $filing:ident, $carrier:ident, $delivery:ident, $key:expr;)+) => {
        $(
            $(#[$documentation])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[expect(clippy::exhaustive_enums, reason = "a marker without values")]
            pub enum $name {}
            impl sealed::Sealed for $name {}
            impl Way for $name {
                type Filing = $filing;
                type Carrier = $carrier;
                type Delivery = $delivery;
                const NAME: &'static str = $text;
                const START: Start = Start::$start;
                const CLAUSE: &'static str = $clause;

                fn office(filing: &$filing) -> &Office {
                    &filing.office
                }

                fn request_key(filing: &$filing) -> Option<KeyId> {
                    let key: fn(&$filing) -> Option<KeyId> = $key;
                    key(filing)
                }

                fn delivery_on(carrier: &$carrier) -> $delivery {
                    carrier.delivery()
                }
            }
        )+
    };
}

ways! {
    /// Way 1: in person, at any registration office (SEK-02). Nothing is filed, and the machine takes no filing.
    InPerson = "sekap-in-person", AtOffice, "SEK-02", ChosenOffice, Carrier, KeyDelivery, |_| None;
    /// Way 2: electronically, then in person at the office that was chosen (SEK-03).
    Electronic = "sekap-electronic", WithAccount, "SEK-03", ChosenOffice, Carrier, KeyDelivery, |_| None;
    /// Way 3: as way 2, with a certification request (SEK-04).
    WithRequest = "sekap-with-request", WithAccount, "SEK-04", OfficeAndRequest, OwnComputer, CertificateOnly,
        |filing| Some(filing.key);
}

impl MadeAtOffice for InPerson {}
impl MadeAtOffice for Electronic {}

impl Carrier {
    /// A file on a pendrive, and key and certificate on a card (SEK-02, SEK-03).
    fn delivery(&self) -> KeyDelivery {
        match self {
            Self::Pendrive => KeyDelivery::Pkcs12OnMedium,
            Self::Card(card) => KeyDelivery::OnCard(card.clone()),
        }
    }
}

impl OwnComputer {
    const fn delivery(self) -> CertificateOnly {
        match self {
            Self::OwnComputer => CertificateOnly::CertificateOnly,
        }
    }
}
