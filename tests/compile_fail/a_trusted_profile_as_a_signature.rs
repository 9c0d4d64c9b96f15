//! Who is identified has not signed.
use chancery::application::{Signature, SignatureKind, TrustedProfile};

fn signed(profile: TrustedProfile) -> Signature {
    Signature { by: profile, how: SignatureKind::Trusted }
}

fn main() {}
