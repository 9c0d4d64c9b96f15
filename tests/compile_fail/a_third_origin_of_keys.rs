//! There is no third origin of keys.
use chancery::{inventory::KeyMaker, policy::KeyOrigin};

#[derive(Clone, Copy, Debug)]
enum Borrowed {}

impl KeyOrigin for Borrowed {
    type Secret = ();
    const MAKER: KeyMaker = KeyMaker::Authority;
}

fn main() {}
