//! The identifiers of the policies, which come from the host.
//!
//! These stand under the arc for examples (ITU-T X.660). `issue` and `explain` read them here, so that what one explains is
//! what the other issues; a host has its own.

pub(crate) const OPERATOR_FILE: &str = "2.999.1.1";
pub(crate) const SYSTEM: &str = "2.999.1.2";
pub(crate) const OPERATOR_CARD: &str = "2.999.1.3";
pub(crate) const SKP_SSL: &str = "2.999.1.4";
pub(crate) const INTEGRATION_TEST: &str = "2.999.1.7";
pub(crate) const INTEGRATION_PRODUCTION: &str = "2.999.1.8";
pub(crate) const SEKAP_REQUEST: &str = "2.999.1.9";
