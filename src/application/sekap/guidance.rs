//! What citizens are told: what to bring, what to do with the certificate, and what else opens the platform.
//!
//! SEK-01, SEK-05, SEK-06, SEK-07, SEK-08 and SEK-09 as data that a centre hands out, in the words of this library. They
//! decide nothing here. The surprising choice: that a trusted profile opens the platform stands here and that it identifies
//! nobody at an office stands in a type; the source says both, of two things (SEK-09, SEK-07).

use super::KeyStore;
use crate::application::{Named, named::named};

/// Where citizens register, and where the list of registration offices is (SEK-03).
pub const SITE: &str = "cc.sekap.pl";
/// Where documents are signed with the certificate (SEK-06).
pub const PLATFORM: &str = "www.sekap.pl";

named! {
    /// What a citizen needs at an office (SEK-01, SEK-07, SEK-08).
    pub enum ToBring {
        /// The document.
        Document = "an identity card, a passport, or a driving licence issued after 1 July 1999",
        /// The carrier.
        Carrier = "a pendrive, a card of a qualified certification centre, or the electronic city card of Rybnik",
    }
}

named! {
    /// What citizens are advised (SEK-01, SEK-05, SEK-06).
    pub enum Advice {
        /// The fee.
        FreeOfCharge = "the certificate is free of charge",
        /// The certificate of way 3.
        Download = "the certificate for a request that was filed is downloaded on the citizen's own computer",
        /// The key of way 3 in the internal store.
        Export = "to sign on www.sekap.pl with a key of the internal store, export the certificate to a PKCS#12 file with the \
                  private key",
    }
}

named! {
    /// What opens the platform instead of a certificate of CC-SEKAP (SEK-09).
    pub enum Alternative {
        /// A signature.
        OtherSignature = "another electronic signature issued by a Polish certification centre",
        /// An authentication.
        TrustedProfile = "authentication by the trusted profile of ePUAP",
    }
}

/// What a citizen brings, in the order of the source.
#[must_use]
pub const fn to_bring() -> &'static [ToBring] {
    ToBring::ALL
}

/// What opens the platform instead.
#[must_use]
pub const fn alternatives() -> &'static [Alternative] {
    Alternative::ALL
}

/// What a citizen of way 3 is told, by where they made their key (SEK-05, SEK-06).
///
/// ```
/// use chancery::application::sekap::{KeyStore, guidance::{Advice, advice_for}};
/// assert_eq!(advice_for(KeyStore::Internal), [Advice::FreeOfCharge, Advice::Download, Advice::Export]);
/// assert_eq!(advice_for(KeyStore::Card), [Advice::FreeOfCharge, Advice::Download]);
/// ```
#[must_use]
pub const fn advice_for(store: KeyStore) -> &'static [Advice] {
    match store {
        KeyStore::Internal => &[Advice::FreeOfCharge, Advice::Download, Advice::Export],
        KeyStore::Card => &[Advice::FreeOfCharge, Advice::Download],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sek_01_what_to_bring_is_carried() {
        assert_eq!(to_bring(), [ToBring::Document, ToBring::Carrier]);
        assert!(ToBring::Document.name().contains("issued after 1 July 1999"));
        assert!(ToBring::Carrier.name().contains("city card of Rybnik"));
        assert_eq!(Advice::FreeOfCharge.name(), "the certificate is free of charge");
        assert_eq!((SITE, PLATFORM), ("cc.sekap.pl", "www.sekap.pl"));
    }

    #[test]
    fn sek_06_a_key_of_the_internal_store_is_exported_with_the_certificate() {
        let exported = |store| advice_for(store).iter().any(|advice| advice.name().contains("with the private key"));
        assert!(exported(KeyStore::Internal));
        assert!(!exported(KeyStore::Card));
    }

    #[test]
    fn sek_09_two_alternatives_open_the_platform() {
        let names: Vec<&str> = alternatives().iter().map(|alternative| alternative.name()).collect();
        assert_eq!(
            names,
            [
                "another electronic signature issued by a Polish certification centre",
                "authentication by the trusted profile of ePUAP",
            ]
        );
    }
}
