//! The archive in which an API key is mailed, as a ZIP file with AES-256 (AE-1, as another program found).
//!
//! The format of the real register is not known, so the library has a trait for it and this example one answer: a
//! well-kept ZIP crate, which people open with what they have. The surprising choice: nothing is compressed, because what is in
//! there is random. The crate writes the CRC of the content in the clear, which leaves 224 of 256 bits to guess.

use std::io::{Cursor, Write as _};

use chancery::{credential::Archive, pkcs12::Password};
use zip::{AesMode, CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// ZIP files under AES-256.
pub(crate) struct Zip;

impl Archive for Zip {
    type Error = ZipError;

    fn seal(&self, name: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .with_aes_encryption(AesMode::Aes256, password.secret_text());
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, options)?;
        archive.write_all(content)?;
        Ok(archive.finish()?.into_inner())
    }
}
