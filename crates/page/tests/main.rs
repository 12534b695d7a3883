//! What a buyer gets, looked at from outside.

mod samples;

#[test]
fn every_standing_is_a_page() {
    for (name, standing) in samples::standings() {
        for language in page::Language::ALL {
            let page = page::render(&samples::view(language, standing.clone()));
            assert!(page.html.ends_with("</html>"), "{name}");
        }
    }
}
