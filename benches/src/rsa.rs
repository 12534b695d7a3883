//! The cost of one RSA-2048 private operation on this machine: the unit of a payment's cost.
//!
//! It is measured with the library that the gateway uses, without any code of the gateway.

use std::thread;
use std::time::{Duration, Instant};

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::{
    KeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey,
};

use crate::figures::Rsa;
use crate::proc::thread_cpu;
use crate::run::Error;

/// The number of operations between two readings of the clock, each of which costs a file read.
const BATCH: u32 = 50;
const LIBRARY: Error = Error::Library("aws-lc-rs refused its own key");

/// Measures one thread alone, then one on every core at once, because cores that share an execution unit slow
/// each other down.
pub(crate) fn measure(span: Duration) -> Result<Rsa, Error> {
    let key = PrivateDecryptingKey::generate(KeySize::Rsa2048).map_err(|_| LIBRARY)?;
    let alone = each(&key, span)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let crowd: Result<Vec<Duration>, Error> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| each(&key, span))).collect();
        threads.into_iter().map(|thread| thread.join().expect("the thread does not panic")).collect()
    });
    let crowd = crowd?;
    let together = crowd.iter().sum::<Duration>() / u32::try_from(crowd.len()).unwrap_or(1);
    Ok(Rsa { alone, together })
}

/// Returns the CPU time of one operation on this thread.
fn each(key: &PrivateDecryptingKey, span: Duration) -> Result<Duration, Error> {
    let public = OaepPublicEncryptingKey::new(key.public_key()).map_err(|_| LIBRARY)?;
    let mut sealed = vec![0; public.ciphertext_size()];
    // A JWE of a card wraps a content key of 256 bits.
    public.encrypt(&OAEP_SHA256_MGF1SHA256, &[7; 32], &mut sealed, None).map_err(|_| LIBRARY)?;
    let private = own_key(key)?;
    let mut opened = vec![0; private.min_output_size()];
    let (start, cpu) = (Instant::now(), thread_cpu()?);
    let mut operations = 0;
    while start.elapsed() < span {
        for _ in 0..BATCH {
            private.decrypt(&OAEP_SHA256_MGF1SHA256, &sealed, &mut opened, None).map_err(|_| LIBRARY)?;
        }
        operations += BATCH;
    }
    Ok(thread_cpu()?.saturating_sub(cpu) / operations)
}

/// Returns a copy of the key, so that threads do not wait for the key's own locks.
fn own_key(key: &PrivateDecryptingKey) -> Result<OaepPrivateDecryptingKey, Error> {
    let der: Pkcs8V1Der<'_> = key.as_der().map_err(|_| LIBRARY)?;
    let copy = PrivateDecryptingKey::from_pkcs8(der.as_ref()).map_err(|_| LIBRARY)?;
    OaepPrivateDecryptingKey::new(copy).map_err(|_| LIBRARY)
}
