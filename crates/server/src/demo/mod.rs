//! `guichet demo`: a buyer's visit, played against the gateway's own TLS port.

mod script;
mod teller;

use crate::{config::Config, credentials, data_dir::DataDir, serve, terminal, wiring::StartError};

pub(crate) async fn run(config: &Config, once: bool) -> Result<(), StartError> {
    let running = serve::start(config).await?;
    let dir = DataDir::at(&config.data);
    let credentials = credentials::read(&dir.credentials())?;
    let played = script::play(config, &dir, &running.url, &credentials).await;
    match (played, once) {
        (Err(error), _) => {
            running.stop().await;
            Err(StartError(format!("the demo did not go as it should: {error}")))
        }
        (Ok(()), true) => {
            running.stop().await;
            Ok(())
        }
        (Ok(()), false) => {
            terminal::say(format!("\nThe gateway keeps serving at {} (Ctrl-C ends it).", running.url));
            running.until_told().await
        }
    }
}
