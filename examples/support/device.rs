//! A device that holds a key and signs what it is sent: a stand-in for an HSM or a cloud KMS.
//!
//! A thread of its own with a channel in and one answer out for each question, so that the caller waits without
//! blocking. The surprising choice: it spoils its first signature, because devices fail, and what happens then is what
//! `external_signer` is about.

use std::{sync::Arc, thread};

use chancery::crypto::{SignError, Signature, Signer};
use tokio::sync::{mpsc, oneshot};

/// The way to the device.
pub(crate) struct Device(mpsc::Sender<Job>);

struct Job {
    message: Vec<u8>,
    answer: oneshot::Sender<Result<Signature, SignError>>,
}

/// Why the device gave no signature.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DeviceError {
    #[error("the device does not answer")]
    Silent,
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl Device {
    /// Puts the key into a device and switches it on. It goes off when nobody can ask it any more.
    pub(crate) fn switched_on(key: Arc<dyn Signer>) -> Self {
        let (jobs, inbox) = mpsc::channel(1);
        thread::spawn(move || work(key.as_ref(), inbox));
        Self(jobs)
    }

    /// Has a message signed.
    pub(crate) async fn sign(&self, message: Vec<u8>) -> Result<Signature, DeviceError> {
        let (answer, signature) = oneshot::channel();
        self.0.send(Job { message, answer }).await.map_err(|_| DeviceError::Silent)?;
        Ok(signature.await.map_err(|_| DeviceError::Silent)??)
    }
}

fn work(key: &dyn Signer, mut inbox: mpsc::Receiver<Job>) {
    let mut first = true;
    while let Some(Job { message, answer }) = inbox.blocking_recv() {
        let signed = key.sign(&message);
        let signed = if first { signed.map(|signature| spoilt(&signature)) } else { signed };
        first = false;
        // Whoever asked may have gone away, which is not the device's affair.
        let _ = answer.send(signed);
    }
}

/// The signature with its last bit turned over.
fn spoilt(signature: &Signature) -> Signature {
    let mut octets = signature.as_octets().to_vec();
    if let Some(last) = octets.last_mut() {
        *last ^= 1;
    }
    Signature::from_octets(octets)
}
