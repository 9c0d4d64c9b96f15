//! Vehicle inspection stations, which are external institutions to CEPiK: `skp-vpn` for the station, `skp-ssl` for its
//! diagnosticians.
//!
//! domain §5.1 rows 5a and 5b: the station's key is made by the authority and leaves as PKCS#12, the diagnostician's on a
//! card, with no remote certification (S0:L19). The tables are those of the device and of the operator. (Proposed.) The
//! surprising choice: they are policies of their own all the same, because their identifiers, their suspension and their
//! renewals are another document's.

use super::{
    DeviceApplicant, OperatorApplicant, OperatorFile, VpnDevice, end_entity, host_policy, operator::personal,
    vpn_device::device,
};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    policy::{
        AuthorityKey, CertificatesAtOnce, Policy, Profile, Purpose, RenewalKey, RenewalRule, RenewalWindow,
        SubscriberKey,
    },
    x509::Lifetime,
};

host_policy! {
    /// The location of an inspection station.
    SkpVpn
}

host_policy! {
    /// A diagnostician of an inspection station.
    SkpSsl
}

impl SkpVpn {
    /// As [`VpnDevice::LIFETIME`]. (Proposed.)
    pub const LIFETIME: Lifetime = VpnDevice::LIFETIME;
    /// Allowed without a limit: the stations' certification policy has a chapter on suspension. (Its bounds are proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: None, then: None };
    /// As long as the certificate is valid, with the key that is made for it: the stations' certification policy has
    /// renewal as a procedure of its own. (Its bounds are proposed.)
    pub const RENEWAL: RenewalRule =
        RenewalRule { at_once: CertificatesAtOnce::Any, window: RenewalWindow::WhileValid, key: RenewalKey::Another };
}

impl SkpSsl {
    /// As [`OperatorFile::LIFETIME`]. (Proposed.)
    pub const LIFETIME: Lifetime = OperatorFile::LIFETIME;
    /// Allowed without a limit: the stations' certification policy has a chapter on suspension. (Its bounds are proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: None, then: None };
    /// As long as the certificate is valid, with the same key or another: the stations' certification policy has renewal
    /// and re-key as two procedures. (Their bounds are proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule {
        at_once: CertificatesAtOnce::Any,
        window: RenewalWindow::WhileValid,
        key: RenewalKey::SameOrAnother,
    };
}

impl Policy for SkpVpn {
    type Applicant = DeviceApplicant;
    type KeyOrigin = AuthorityKey;

    fn profile(&self) -> Profile {
        device(
            "skp-vpn",
            "domain.md §5.1 row 5a, proposed",
            self.renewal,
            end_entity(Purpose::Device, self.lifetime, Some(self.policy), self.suspension),
        )
    }
}

impl Policy for SkpSsl {
    type Applicant = OperatorApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        personal(
            "skp-ssl",
            "domain.md §5.1 row 5b, proposed",
            self.renewal,
            end_entity(Purpose::Authentication, self.lifetime, Some(self.policy), self.suspension),
        )
    }
}
