//! The language of the page.

use crate::driver::story;
use crate::harness::Card;
use crate::visit::Visit;

#[tokio::test]
async fn reads_the_page_in_their_language() {
    story("negotiation", |browser| async move {
        for (languages, of_session, expected, direction) in [
            ("fr-FR,fr;q=0.9,en;q=0.5", None, "fr", "ltr"),
            ("xx,de;q=0.1,it;q=0.8", None, "it", "ltr"),
            ("he-IL", None, "he", "rtl"),
            ("zz", None, "en", "ltr"),
            ("fr", Some("es"), "es", "ltr"),
        ] {
            let members: Vec<_> = of_session.iter().map(|code| ("languageCode", *code)).collect();
            let visit = Visit::new(&members).await;
            browser.set_languages(languages).await;
            browser.go(visit.page_url()).await;
            let spoken = browser
                .run("return [document.documentElement.lang, getComputedStyle(document.body).direction]")
                .await;
            assert_eq!((&spoken[0], &spoken[1]), (&expected.into(), &direction.into()), "{languages}");
        }
    })
    .await;
}

#[tokio::test]
async fn pays_in_french_and_in_hebrew() {
    story("french-and-hebrew", |browser| async move {
        for (language, mistake, refused, paid) in [
            ("fr", "Saisissez le numéro de votre carte.", "Paiement refusé", "Paiement accepté"),
            ("he", "נא להזין את מספר הכרטיס.", "התשלום נדחה", "התשלום התקבל"),
        ] {
            let visit = Visit::new(&[]).await;
            browser.set_languages(language).await;
            browser.go(visit.page_url()).await;
            browser.click("#pay").await;
            assert_eq!(browser.read("#number-mistake").await, mistake);
            browser.pay_with(&Card::refused_with("01116")).await;
            browser.until_refusal(refused).await;
            // Digits are written from left to right in every language.
            browser.fill("#number", "4111111111111111").await;
            assert_eq!(browser.value("#number").await, "4111 1111 1111 1111");
            assert_eq!(
                browser.run("return getComputedStyle(document.querySelector('#number')).direction").await,
                "ltr"
            );
            browser.fill("#expiry", "1234").await;
            browser.fill("#cvv", "739").await;
            browser.click("#pay").await;
            browser.until_heading(paid).await;
            visit.assert_result("ACCEPTED", "00000").await;
        }
    })
    .await;
}
