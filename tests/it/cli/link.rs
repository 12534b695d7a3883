//! `guichet link list` and `qr`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use document::Tree;
use rqrr::PreparedImage;

use crate::harness::{Gateway, MERCHANT_ID, guichet_on, session, told};
use crate::sql::query_sql;

/// Reads a picture as a telephone does.
fn read(svg: &str) -> String {
    let number = |text: &str| text.parse::<usize>().unwrap();
    let size = regex_lite::Regex::new(r#"viewBox="0 0 (\d+) (\d+)""#).unwrap().captures(svg).unwrap();
    let (width, height) = (number(&size[1]), number(&size[2]));
    let mut dark = vec![false; width * height];
    let squares = regex_lite::Regex::new(r"M(\d+) (\d+)h(\d+)v(\d+)H").unwrap();
    for square in squares.captures_iter(svg) {
        let [left, top, wide, high] = [1, 2, 3, 4].map(|at| number(&square[at]));
        for y in top..top + high {
            dark[y * width + left..y * width + left + wide].fill(true);
        }
    }
    let pixel = |x: usize, y: usize| if dark[y * width + x] { 0 } else { 255 };
    let mut image = PreparedImage::prepare_from_greyscale(width, height, pixel);
    let found = image.detect_grids();
    assert_eq!(found.len(), 1, "one code");
    found[0].decode().unwrap().1
}

#[tokio::test]
async fn a_link_as_a_picture() {
    let gateway = Gateway::start("link-picture");
    let mut till = gateway.till();
    let link = till.new_link(&session(1_000)).await;
    let svg = gateway.operate(&["link", "qr", MERCHANT_ID, &link.id, "--listen", &address(&gateway)]);
    assert!(svg.starts_with("<?xml") && svg.trim_end().ends_with("</svg>"), "{svg}");
    assert_eq!(read(&svg), link.url);
    let told = query_sql(&gateway, "SELECT subject FROM audit_log WHERE action = 'LINK_TOLD'");
    assert_eq!(told, [link.id.as_str()]);

    let file = gateway.dir().join("link.svg");
    let to_file = ["link", "qr", MERCHANT_ID, &link.id, "--out", file.to_str().unwrap()];
    assert_eq!(gateway.operate(&to_file), "");
    assert!(read(&fs::read_to_string(&file).unwrap()).contains("/pay/link/"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_ne!(guichet_on(&gateway, &to_file).code, Some(0), "a file that is there stays");
    fs::remove_file(&file).unwrap();

    till.cancel_link(&link.id).await;
    let (stranger, _) = gateway.new_merchant();
    for (merchant, id, words) in [
        (MERCHANT_ID, link.id.as_str(), "the link is CANCELLED"),
        (MERCHANT_ID, "PL1", "no such link"),
        (stranger.as_str(), &link.id, "no such link"),
    ] {
        let refused = guichet_on(&gateway, &["link", "qr", merchant, id]);
        assert!(refused.code != Some(0) && refused.stderr.contains(words), "{}", refused.stderr);
    }
    assert!(!gateway.log().contains(&link.url));
}

/// The address at which buyers reach the gateway of the test, for a command that is not told otherwise.
fn address(gateway: &Gateway) -> String {
    format!("127.0.0.1:{}", gateway.port())
}

#[tokio::test]
async fn the_links_of_a_merchant() {
    let gateway = Gateway::start("link-list");
    let mut till = gateway.till();
    let request = session(2_499);
    let (first, second) = (till.new_link(&request).await, till.new_link(&session(1_000)).await);
    till.cancel_link(&first.id).await;
    let listed = gateway.operate_json(&["link", "list", MERCHANT_ID]);
    let rows = listed.as_list().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| told(row, "id")).collect();
    assert_eq!(ids, [second.id.as_str(), &first.id], "the newest first");
    assert_eq!(told(&rows[1], "status"), "CANCELLED");
    assert_eq!(told(&rows[1], "order"), told(&request, "order.reference"));
    assert_eq!(rows[1].at(&["amount"]).and_then(Tree::as_integer), Some(2_499));
    let text = gateway.operate(&["link", "list", MERCHANT_ID, "--most", "1"]);
    assert!(text.contains(&second.id) && !text.contains(&first.id) && !text.contains("/pay/link/"), "{text}");
    let (stranger, _) = gateway.new_merchant();
    assert_eq!(gateway.operate_json(&["link", "list", &stranger]).as_list().unwrap().len(), 0);
}
