//! Reads HTML as far as the crate writes it.

/// Returns the contents of every element with this name.
pub(crate) fn contents<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    html.split(&open)
        .skip(1)
        .filter(|rest| rest.starts_with([' ', '>']))
        .map(|rest| {
            let start = rest.find('>').expect("a tag has an end") + 1;
            let end = rest.find(&close).expect("an element has an end");
            &rest[start..end.max(start)]
        })
        .collect()
}

/// Returns the page without its script and styles: the part that comes from the view and the texts.
pub(crate) fn markup(html: &str) -> String {
    let mut markup = html.to_owned();
    for name in ["script", "style"] {
        for content in contents(html, name) {
            markup = markup.replacen(content, "", 1);
        }
    }
    markup
}

/// Returns every opening tag.
pub(crate) fn tags(html: &str) -> Vec<String> {
    let markup = markup(html);
    let mut tags = Vec::new();
    for rest in markup.split('<').skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let end = rest.find('>').expect("a tag has an end: `>` is escaped in attributes");
        tags.push(rest[..end].to_owned());
    }
    tags
}

/// Returns the value of an attribute of a tag.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
