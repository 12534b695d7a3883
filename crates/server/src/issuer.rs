//! The 3DS server of the gateway, and the sandbox's own directory server and issuer.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use gateway::{
    Gateway,
    ports::{Clock, NoThreeDsServer, ThreeDsServer},
};
use jiff::SignedDuration;
use outbound::{AddressPolicy, AuthoritiesError, DirectoryClient, DirectorySettings, JsonPoster, PostLimits};
use primitives::WebUrl;
use simulator::issuer::{Issuer, IssuerPorts, Results, Unanswered};
use zeroize::Zeroizing;

use crate::{
    config::{Config, DirectoryServer, Mode},
    data_dir::DataDir,
    ports::SystemEntropy,
    wiring::StartError,
};

/// The time for which a 3DS server may take to answer a result request.
const RESULT_LIMIT: SignedDuration = SignedDuration::from_secs(10);
/// The largest answer to a result request, in bytes.
const MAX_ANSWER_BYTES: usize = 128 * 1024;

/// Makes the 3DS server: of the directory server that is set, or of the sandbox's own at `issuer`.
pub(crate) fn three_ds_server(
    config: &Config,
    dir: &DataDir,
    clock: &Arc<dyn Clock>,
    issuer: Option<&WebUrl>,
) -> Result<Arc<dyn ThreeDsServer>, StartError> {
    let set = &config.three_ds;
    let mut authorities = set.authorities.clone();
    let (url, ranges_url) = match (&set.directory, issuer) {
        (Some(DirectoryServer { url, ranges_url }), _) => (url.clone(), ranges_url.clone()),
        (None, Some(issuer)) => {
            authorities.push(certificate(config, dir));
            let base = issuer.as_str().trim_end_matches('/');
            (format!("{base}/ds/areq"), Some(format!("{base}/ds/preq")))
        }
        (None, None) => return Ok(Arc::new(NoThreeDsServer)),
    };
    let settings = DirectorySettings {
        url,
        ranges_url,
        demands_tls: config.mode == Mode::Production,
        requestor_id: set.requestor_id.clone(),
        operator_id: set.operator_id.clone(),
        reference_number: set.reference_number.clone(),
        acquirer_bin: set.acquirer_bin.clone(),
    };
    let poster = JsonPoster::new(&authorities).map_err(|error| refused(&error))?;
    Ok(Arc::new(DirectoryClient::new(settings, poster, Arc::clone(clock), Arc::new(SystemEntropy))))
}

/// Makes the sandbox's directory server and issuer, which is reached at `url`.
pub(crate) fn sandbox_issuer(
    config: &Config,
    dir: &DataDir,
    gateway: &Gateway,
    url: &WebUrl,
) -> Result<Arc<Issuer>, StartError> {
    let poster = JsonPoster::new(&[certificate(config, dir)]).map_err(|error| refused(&error))?;
    // What comes after this is a ticket.
    let own = gateway.addresses.authentication_results("");
    let ports = IssuerPorts {
        clock: Arc::clone(&gateway.clock),
        entropy: Arc::new(SystemEntropy),
        results: Arc::new(PostedResults { poster, own }),
    };
    let limit = config.answer_limit.try_into().unwrap_or_default();
    Ok(Arc::new(Issuer::new(gateway.vault.sandbox_seed(), ports, url, limit)))
}

/// The certificate of this gateway, which it trusts where it calls itself.
fn certificate(config: &Config, dir: &DataDir) -> PathBuf {
    config.tls_files.as_ref().map_or_else(|| dir.certificate(), |(path, _)| path.clone())
}

fn refused(error: &AuthoritiesError) -> StartError {
    StartError(format!("three_ds.ca: {error}"))
}

/// Posts the results of challenges. Anybody who reaches the directory server chooses the URL, so that only this gateway, the public
/// Internet and this machine are called.
struct PostedResults {
    poster: JsonPoster,
    own: String,
}

#[async_trait]
impl Results for PostedResults {
    async fn post(&self, url: &str, message: Bytes) -> Result<Bytes, Unanswered> {
        let policy = (!url.starts_with(&self.own)).then_some(AddressPolicy::PublicAndLoopback);
        let limits = PostLimits { time: RESULT_LIMIT, answer_bytes: MAX_ANSWER_BYTES, policy };
        let answered = self.poster.post(url, Zeroizing::new(message.to_vec()), limits).await;
        match answered {
            Ok(answer) => Ok(Bytes::copy_from_slice(&answer)),
            Err(error) => {
                tracing::warn!(%error, "a result of the sandbox's issuer cannot be posted");
                Err(Unanswered)
            }
        }
    }
}
