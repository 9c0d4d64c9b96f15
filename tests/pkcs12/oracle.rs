//! What a stranger learns who may offer files to somebody with the password, and hears what becomes of them.
//!
//! In the flow: beside `opening.rs`, on the side of the attacker of Vaudenay (Security Flaws Induced by CBC Padding). The
//! stranger has a sealed file and no password, knows what stands in the padding and in front of every key, and forges keys
//! whose last block is a block of the true one. The surprising choice: the stranger of this test knows the structure that
//! leaves most to choose, an attribute of a PrivateKeyInfo, which is read past.
#![expect(clippy::indexing_slicing, reason = "a block that is not there is a failed test")]

use std::array;

use chancery::pkcs12::{OpenError, OpenLimits, Pfx};

use crate::{
    bundle::password,
    ca::{provider, secret},
    forged::*,
};

type Block = [u8; 16];

fn xor(blocks: [Block; 3]) -> Block {
    array::from_fn(|place| blocks.iter().fold(0, |sum, block| sum ^ block[place]))
}

/// The initialization vector stands at the end of a scheme.
fn with_vector(vector: Block) -> Vec<u8> {
    let mut scheme = pbes2(ITERATIONS);
    let start = scheme.len() - vector.len();
    scheme[start..].copy_from_slice(&vector);
    scheme
}

/// A file with a key that is encrypted so, under a MAC that does not hold.
fn offered(scheme: &[u8], encrypted: &[Block]) -> Vec<u8> {
    let octet_string = der(|writer| writer.octet_string(&encrypted.concat()));
    let key = bag(SHROUDED_KEY, &sequence(&[scheme, &octet_string]), &[]);
    let authenticated = sequence(&[&clear(&[key])]);
    parts(3, DATA, &authenticated, Some(&mac_data(SHA256, &[0; 32], ITERATIONS)))
}

#[test]
fn forged_keys_tell_nothing_of_the_octets_of_the_true_one() {
    // What is in the sealed file. The stranger sees `sealed`; of `plain` only the header and the padding.
    let pkcs8 = secret("rsa2048").secret_pkcs8_der().unwrap();
    let octets = encrypted(provider(), &pkcs8);
    let (sealed, _) = octets.as_chunks::<16>();
    let (rest, last) = (pkcs8.len() % 16, sealed.len() - 1);
    let padding: Block = array::from_fn(|place| if place < rest { 0 } else { u8::try_from(16 - rest).unwrap() });
    let header = *pkcs8.first_chunk::<16>().unwrap();

    // Two blocks more, all of them an attribute but the last octet, which is to be padding.
    let total = 16 * (sealed.len() + 2) - 1;
    let mut longer = header;
    longer[2..4].copy_from_slice(&u16::try_from(total - 4).unwrap().to_be_bytes());
    let attribute = u8::try_from(45 - rest).unwrap();
    let mut wanted = [0; 16];
    wanted[rest..rest + 4].copy_from_slice(&[0xa0, attribute, 0x30, attribute - 2]);
    let scheme = with_vector(xor([IV, header, longer]));
    let target = 40;
    let mut forged = sealed.to_vec();
    forged[last - 1] = xor([sealed[last - 1], padding, wanted]);
    forged.extend([[0; 16], sealed[target]]);

    for guess in 0..=u8::MAX {
        forged[last + 1][15] = guess;
        let answer = Pfx::open(&offered(&scheme, &forged), &password(), &OpenLimits::DEFAULT, provider()).unwrap_err();
        let (learned, true_octet) = (guess ^ 1 ^ sealed[target - 1][15], pkcs8[16 * target + 15]);
        assert!(matches!(answer, OpenError::WrongPassword), "{answer}: an octet is {learned}, truly {true_octet}");
    }
}
