//! `guichet demo`: plays a buyer's visit against the gateway's own TLS port, then serves a shop for a visit by a
//! person.

mod print;
mod script;

use client::Trust;
use shop::Shop;

use crate::{
    config::{Config, Loaded, Page},
    credentials,
    data_dir::DataDir,
    listen::Listener,
    serve::{self, Running},
    terminal,
    wiring::StartError,
};

/// Sets the defaults of the demo. Pages are in plain HTTP, on this machine only, so that a browser does not
/// warn of the certificate.
pub(crate) fn settings(settings: Loaded, once: bool) -> Loaded {
    // The demo prints its steps, so the log shows only warnings unless a level is set.
    let settings = settings.unless_set("log.level", "warn");
    if once {
        return settings;
    }
    settings
        .unless_set("http", "127.0.0.1:8080")
        .unless_set("sandbox.partner_tls", "false")
        .unless_set("sandbox.issuer_tls", "false")
}

pub(crate) async fn run(mut config: Config, once: bool) -> Result<(), StartError> {
    if matches!(config.front.page, Page::WithTheApi) && !once {
        config.front.page = Page::OnPlainHttp;
    }
    // The port is bound before the first step: where it is taken, the demo does not begin.
    let socket = if once { None } else { Some(serve::bind("demo.shop", config.demo_shop, None)?) };
    let mut running = serve::start(&config).await?;
    let done = visit(&config, &mut running, socket).await;
    running.stop().await;
    done
}

async fn visit(config: &Config, running: &mut Running, socket: Option<Listener>) -> Result<(), StartError> {
    let dir = DataDir::at(&config.data);
    let credentials = credentials::read(&dir.credentials())?;
    let certificate = script::certificate(config, &dir);
    let trust =
        std::fs::read_to_string(&certificate).map_err(|error| StartError::file(&certificate, &error))?;
    let (id, key) = (credentials.merchant_id.to_string(), credentials.access_key.expose());
    let merchant = client::Client::new(&running.url, &id, key, Trust::Certificate(trust)).map_err(told)?;
    script::play(&dir, &certificate, &merchant, key).await.map_err(told)?;
    let Some(socket) = socket else { return Ok(()) };
    let url = socket.url().map_err(told)?;
    let shop = Shop::new(merchant, url.clone());
    running.also_serve(socket, shop::router(shop.clone()));
    terminal::say(format!(
        "\nOpen {url} and buy something: the shop, the payment page and MOCKPAY are there for your browser.\n\
         The gateway keeps serving at {} (Ctrl-C ends it).",
        running.url
    ));
    running.until_told().await;
    shop.close();
    Ok(())
}

fn told(error: impl std::fmt::Display) -> StartError {
    StartError(format!("the demo did not go as it should: {error}"))
}
