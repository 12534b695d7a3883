//! SVG pictures that only draw. Browsers run nothing of a picture in an `<img>`; but a logo is given back to merchants, who may put it
//! into a page as it is. So what could run or load something is refused when it comes in, by a list of what may be there.

use document::Fault;
use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The elements that draw. `style`, `script`, `a`, `image`, `foreignObject` and animations are not among them.
const ELEMENTS: [&str; 23] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
];

/// What no value holds: the beginnings of addresses and of what CSS loads, and the escapes by which CSS hides them.
const NOWHERE: [&str; 7] = ["//", "\\", "@", "javascript", "data:", "image", "expression"];

pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    const OTHER: Fault = Fault::Rule("must be an SVG without a document type");
    const ACTIVE: Fault = Fault::Rule(
        "must be an SVG that only draws: without scripts, styles, links, pictures and animations",
    );
    let text = str::from_utf8(bytes).map_err(|_| OTHER)?;
    // A document type, which could define entities, is refused by the parser.
    let document = Document::parse(text).map_err(|_| OTHER)?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(OTHER);
    }
    if document.descendants().all(|node| draws(&node)) { Ok(()) } else { Err(ACTIVE) }
}

fn draws(node: &Node<'_, '_>) -> bool {
    if node.is_pi() {
        return false;
    }
    if !node.is_element() {
        return true;
    }
    let name = node.tag_name();
    name.namespace() == Some(SVG)
        && ELEMENTS.contains(&name.name())
        && node.attributes().all(|attribute| is_inert(&attribute))
}

fn is_inert(attribute: &Attribute<'_, '_>) -> bool {
    let value = attribute.value().trim().to_ascii_lowercase();
    match (attribute.namespace(), attribute.name()) {
        // To another part of the same picture.
        (None | Some(XLINK), "href") => value.starts_with('#'),
        (Some(XML), name) => matches!(name, "space" | "lang"),
        (None, name) => {
            let loads = value.split("url(").skip(1).any(|address| !address.starts_with('#'));
            !name.to_ascii_lowercase().starts_with("on")
                && !loads
                && !NOWHERE.iter().any(|held| value.contains(held))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_inside(inside: &str, is_taken: bool) {
        let picture = format!(
            "<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' xmlns:h='http://www.w3.org/1999/xhtml'>{inside}</svg>"
        );
        assert_eq!(check(picture.as_bytes()).is_ok(), is_taken, "{inside}");
    }

    #[test]
    fn what_only_draws_is_taken() {
        for inside in [
            "",
            "<title>CB</title><path d='M0 0h8v8z' fill='#1a5fb4' transform='rotate(45)'/>",
            "<defs><linearGradient id='a'><stop offset='0' stop-color='red'/></linearGradient></defs>
             <rect width='8' height='8' style='fill:url(#a);stroke:none'/><use href='#a'/><use xlink:href='#a'/>",
            "<text xml:space='preserve'>a<!-- b --><![CDATA[c]]></text>",
        ] {
            check_inside(inside, true);
        }
        assert!(check(format!("<?xml version='1.0'?>\n<svg xmlns='{SVG}'/>").as_bytes()).is_ok());
    }

    #[test]
    fn what_could_run_or_load_something_is_refused() {
        for inside in [
            "<script>alert(1)</script>",
            "<h:script>alert(1)</h:script>",
            "<g onload='alert(1)'/>",
            "<g ONCLICK='alert(1)'/>",
            "<a href='#x'/>",
            "<use href='https://evil.example/a.svg#b'/>",
            "<use xlink:href='javascript:alert(1)'/>",
            "<image href='#a'/>",
            "<foreignObject><h:p/></foreignObject>",
            "<style>@import 'https://evil.example'</style>",
            "<rect style='fill:url(https://evil.example)'/>",
            "<rect style='fill:URL( \"#a\" )'/>",
            "<rect style='fill:u\\72l(//evil.example)'/>",
            "<rect fill='image-set(\"a.png\" 1x)'/>",
            "<animate attributeName='href' to='#a'/>",
            "<set attributeName='onload' to='alert(1)'/>",
            "<?xml-stylesheet href='a.css'?>",
            "<svg:g/>",
            "<g",
        ] {
            check_inside(inside, false);
        }
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        for text in [
            "",
            "<svg/>",
            "<html xmlns='http://www.w3.org/1999/xhtml'/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
            "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>",
        ] {
            assert!(check(text.as_bytes()).is_err(), "{text}");
        }
        let deep = format!("<svg xmlns='{SVG}'>{}", "<g>".repeat(2_500));
        assert!(check(deep.as_bytes()).is_err());
    }
}
