//! The judge that is a crate: webpki, which looks the leaf up in a list as rustls does.
//!
//! In the flow: called by no one but its own tests. The list must be current and the status known (RFC 5280 §6.3.3); webpki
//! reads lists in its own way, so it is a second reader of every entry too.
//!
//! The surprising choice: the list is asked in both of its forms, borrowed and owned, because they are two parsers there.

use std::time::Duration;

use chancery::{revocation::Crl, x509::Certificate};
use rustls_pki_types::UnixTime;
use webpki::{
    ALL_VERIFICATION_ALGS, BorrowedCertRevocationList, CertRevocationList, EndEntityCert, Error, ExpirationPolicy,
    KeyUsage, OwnedCertRevocationList, RevocationCheckDepth, RevocationOptionsBuilder, UnknownStatusPolicy,
    anchor_from_trusted_cert,
};

use crate::centre::{Centre, FAMILIES, judged_at, touched};

fn judge(centre: &Centre, leaf: &Certificate, list: &CertRevocationList<'_>, at: u64) -> Result<(), Error> {
    let (root, issuing, leaf) = (centre.root.to_pki_types(), centre.issuing.to_pki_types(), leaf.to_pki_types());
    let anchors = [anchor_from_trusted_cert(&root)?];
    let lists = [list];
    let revocation = RevocationOptionsBuilder::new(&lists)
        .unwrap()
        .with_depth(RevocationCheckDepth::EndEntity)
        .with_status_policy(UnknownStatusPolicy::Deny)
        .with_expiration_policy(ExpirationPolicy::Enforce)
        .build();
    let at = UnixTime::since_unix_epoch(Duration::from_secs(at));
    let (usage, leaf) = (KeyUsage::client_auth(), EndEntityCert::try_from(&leaf)?);
    leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &[issuing], at, usage, Some(revocation), None).map(drop)
}

/// The two forms of one list.
fn both(der: &[u8]) -> [CertRevocationList<'_>; 2] {
    [BorrowedCertRevocationList::from_der(der).unwrap().into(), OwnedCertRevocationList::from_der(der).unwrap().into()]
}

#[test]
fn webpki_tells_the_certificates_apart() {
    for family in FAMILIES {
        let centre = Centre::new(family);
        for list in both(centre.crl.as_der()) {
            let verdicts = centre.leaves.each_ref().map(|(_, leaf)| judge(&centre, leaf, &list, judged_at()));
            let revoked = Err(Error::CertRevoked);
            assert_eq!(verdicts, [Ok(()), revoked.clone(), revoked, Ok(())], "{}", family.fixture);
        }
    }
}

#[test]
fn webpki_refuses_a_list_that_was_touched_and_one_that_is_overdue() {
    let centre = Centre::new(&FAMILIES[0]);
    let [(_, good), ..] = &centre.leaves;
    for list in both(&touched(&centre.crl)) {
        let refusal = judge(&centre, good, &list, judged_at()).unwrap_err();
        assert_eq!(refusal, Error::InvalidCrlSignatureForPublicKey);
    }
    for list in both(centre.crl.as_der()) {
        let late = judge(&centre, good, &list, judged_at() + 48 * 3_600).unwrap_err();
        assert!(matches!(late, Error::CrlExpired { .. }), "{late:?}");
    }
}

#[test]
fn webpki_reads_every_entry_as_we_do() {
    let centre = Centre::new(&FAMILIES[0]);
    let theirs = OwnedCertRevocationList::from_der(centre.crl.as_der()).unwrap();
    let theirs = CertRevocationList::from(theirs);
    let ours = Crl::from_der(centre.crl.as_der()).unwrap();
    assert_eq!(ours.entries().len(), 2);
    for entry in ours.entries() {
        let found = theirs.find_serial(entry.serial()).unwrap().unwrap();
        // Their reasons have the names of the ASN.1 too, in capitals.
        let named = |text: String| text.to_lowercase();
        let reason = found.reason_code.map(|reason| named(format!("{reason:?}")));
        assert_eq!(reason, entry.reason().map(|reason| named(reason.to_string())));
        let date = u64::try_from(entry.revocation_date().unix_seconds()).unwrap();
        assert_eq!(found.revocation_date, UnixTime::since_unix_epoch(Duration::from_secs(date)));
    }
}
