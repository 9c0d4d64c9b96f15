//! There is no third origin of keys.
use chancery::policy::KeyOrigin;

#[derive(Clone, Copy, Debug)]
enum Borrowed {}

impl KeyOrigin for Borrowed {
    type Secret = ();
}

fn main() {}
