//! Interoperability of revocation lists: what other programs make of a list and of the certificates on it.
//!
//! In the flow: after `interop.rs`, with the same judges. An issuing CA issues four certificates: one is good, one held, one
//! revoked, one was held and released; the list of the issuing CA and the empty one of the root are put before OpenSSL,
//! GnuTLS, Java, webpki and `pkilint` (RFC 5280 §5 and §6.3). Each judge is shown a list it must refuse as well.
//!
//! The surprising choice: a held certificate must be refused like a revoked one, and a released one accepted like a good
//! one; a judge that looked at neither list would fail half of the questions.
#![cfg(all(feature = "ring", feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what cannot be made or found is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "interop_crl/centre.rs"]
mod centre;
#[path = "interop_crl/crl_judges.rs"]
mod crl_judges;
#[path = "common/judges.rs"]
mod judges;
#[path = "interop_crl/webpki_crl.rs"]
mod webpki_crl;

use centre::{Centre, FAMILIES};
use crl_judges::Asked;
use judges::Verdict;

/// A certificate by its name, and the word of each judge for why it is refused.
const CERTIFICATES: [(&str, Option<[&str; 3]>); 4] = [
    ("good", None),
    ("held", Some(["certificate revoked", "revoked", "REVOKED CERTIFICATE_HOLD"])),
    ("revoked", Some(["certificate revoked", "revoked", "REVOKED KEY_COMPROMISE"])),
    ("released", None),
];

/// What `pkilint` remarks, below ERROR, on any list here. It may only shrink.
const REMARKS: &[&str] = &[];

#[test]
fn every_judge_takes_the_lists_and_tells_the_certificates_apart() {
    for family in FAMILIES {
        let centre = Centre::new(family);
        for (name, why) in CERTIFICATES {
            let asked = Asked { centre: &centre, leaf: name, list: "issuing" };
            let verdicts = [
                ("openssl", crl_judges::openssl_verify(&asked)),
                ("certtool", crl_judges::certtool_verify(&asked)),
                ("java", crl_judges::java(&asked)),
            ];
            for (place, (judge, verdict)) in verdicts.into_iter().enumerate() {
                let judge = format!("{judge}, of {name} under {},", family.fixture);
                match why.and_then(|why| why.get(place).copied()) {
                    None => verdict.assert_accepted(&judge),
                    Some(why) => verdict.assert_refused(&judge, why),
                }
            }
        }
    }
}

#[test]
fn every_judge_verifies_the_signatures_of_the_lists() {
    for family in FAMILIES {
        let centre = Centre::new(family);
        for issuer in ["root", "issuing"] {
            crl_judges::openssl_crl(&centre, issuer, issuer).assert_accepted("openssl crl");
            crl_judges::certtool_crl(&centre, issuer, issuer).assert_accepted("certtool crl");
        }
    }
}

#[test]
fn every_judge_refuses_a_list_that_was_touched() {
    let centre = Centre::new(&FAMILIES[0]);
    crl_judges::openssl_crl(&centre, "issuing", "touched").assert_refused("openssl crl", "verify failure");
    crl_judges::certtool_crl(&centre, "issuing", "touched").assert_refused("certtool crl", "Not verified");
    // Without a list that holds, nobody knows the status of a good certificate.
    let asked = Asked { centre: &centre, leaf: "good", list: "touched" };
    crl_judges::openssl_verify(&asked).assert_refused("openssl", "CRL signature failure");
    crl_judges::java(&asked).assert_refused("java", "UNDETERMINED_REVOCATION_STATUS");
}

#[test]
fn every_judge_refuses_a_list_of_another_authority() {
    let centre = Centre::new(&FAMILIES[0]);
    crl_judges::openssl_crl(&centre, "root", "issuing").assert_refused("openssl crl", "");
    crl_judges::certtool_crl(&centre, "root", "issuing").assert_refused("certtool crl", "Not verified");
    let asked = Asked { centre: &centre, leaf: "good", list: "root" };
    crl_judges::openssl_verify(&asked).assert_refused("openssl", "unable to get certificate CRL");
    crl_judges::java(&asked).assert_refused("java", "UNDETERMINED_REVOCATION_STATUS");
}

#[test]
fn pkilint_finds_nothing_severe_in_the_lists_and_a_number_missing_where_it_is() {
    let centre = Centre::new(&FAMILIES[0]);
    for (list, of) in [("root", "ARL"), ("issuing", "CRL")] {
        let lint = judges::pkilint_crl(&centre.file(list, "crl.pem"), of);
        lint.verdict.assert_accepted(&format!("pkilint, of the list of {list},"));
        let unknown: Vec<_> = lint.rest.iter().filter(|found| !REMARKS.contains(&found.code.as_str())).collect();
        assert!(unknown.is_empty() || matches!(lint.verdict, Verdict::Absent(_)), "{unknown:?}");
    }
    let lint = judges::pkilint_crl(&centre.file("unnumbered", "crl.pem"), "CRL");
    lint.verdict.assert_refused("pkilint", "crl_number");
}
