//! Bodies whose shape costs more than their size.

use std::fmt::Write as _;

use crate::{
    Failure,
    figures::{Aim, Figures},
    options::Options,
    requests::{PAYMENTS, SESSIONS, payment_body, post, private_data, session},
    site::{HONEST, Site},
};

const LARGEST: usize = 256 * 1024;
/// The aim of the processor time for one body, in milliseconds.
const AIM_MS: f64 = 5.0;
/// The processor time of a process is counted in ticks of 10 ms, so that it takes many requests to measure one.
const REPEATS: usize = 200;

pub(crate) async fn run(site: &Site, options: &Options, figures: &mut Figures) -> Result<(), Failure> {
    let mut line = site.connect(HONEST).await?;
    let repeats = options.count(REPEATS);
    for (name, make) in SHAPES {
        let before = site.cpu_ms()?;
        let mut statuses = Vec::new();
        for _ in 0..repeats {
            let answer = line.exchange(make(&site.authorization).as_bytes()).await;
            statuses.push(answer.map_err(|error| Failure::Io("an answer", error))?.status);
        }
        let each = (site.cpu_ms()? - before) / f64::from(u32::try_from(repeats).unwrap_or(u32::MAX));
        let name = format!("{name}: {}", statuses[0]);
        figures.compare(name, each, "ms of CPU", Aim::AtMost(AIM_MS * options.slowness()));
    }
    Ok(())
}

type Make = fn(&str) -> String;

const SHAPES: [(&str, Make); 12] = [
    ("a payment as shops send it", |key| post(PAYMENTS, key, &payment_body(1_000, ""))),
    ("a session that keeps 60 KiB of private data", |key| session(key, 1_000, &private_data(60))),
    ("a session with 500 lines of the order", |key| {
        lines(key, 500, r#"{"comment":"x","price":1,"quantity":1}"#)
    }),
    ("a session with 500 empty lines", |key| lines(key, 500, "{}")),
    ("80,000 empty lines of the order", |key| lines(key, 80_000, "{}")),
    ("500 lines in which every member is wrong", |key| {
        lines(
            key,
            500,
            r#"{"reference":1,"price":"x","quantity":0,"comment":1,"brand":1,"category":1,"seller":1}"#,
        )
    }),
    ("objects of 1,000 members", |key| misc(key, &format!("[{}]", filled(&object(1_000), 9)))),
    ("as many objects of 1,000 members as fit", |key| {
        misc(key, &format!("[{}]", filled(&object(1_000), 30)))
    }),
    ("as many values as fit", |key| misc(key, &format!("[{}]", filled("1", 120_000)))),
    ("9,900 values, which are kept", |key| misc(key, &format!("[{}]", filled("1", 9_900)))),
    ("a text of escapes", |key| misc(key, &format!("\"{}\"", "\\u0041".repeat(40_000)))),
    ("one number of 200,000 digits", |key| misc(key, &"9".repeat(200_000))),
];

fn lines(key: &str, count: usize, line: &str) -> String {
    let body = format!(
        r#"{{"pointOfSaleReference":"SHOP1","order":{{"reference":"lines","amount":1000,"currency":"EUR","items":[{}]}},"returnURL":"https://shop.example/return"}}"#,
        filled(line, count)
    );
    post(SESSIONS, key, &body)
}

fn misc(key: &str, value: &str) -> String {
    session(key, 1_000, &format!(r#","miscData":{{"a":{value}}}"#))
}

fn object(members: usize) -> String {
    let mut object = String::from("{");
    for number in 0..members {
        let comma = if number == 0 { "" } else { "," };
        write!(object, "{comma}\"{number}\":0").expect("a String takes all that is written to it");
    }
    object + "}"
}

/// Returns as many of the parts as wanted, or as fit into the largest body.
fn filled(part: &str, count: usize) -> String {
    let fit = (LARGEST - 1_024) / (part.len() + 1);
    vec![part; count.min(fit)].join(",")
}
