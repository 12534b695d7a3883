//! E-mail addresses that the members named `email` take, and others that they refuse.

pub(crate) fn right_emails() -> Vec<String> {
    let longest_local = format!("{}'@example.com", "a".repeat(63));
    let longest = format!("{longest_local}.{}.{}", "b".repeat(63), "c".repeat(9));
    let of_the_published_pattern =
        ["a.b@example.com", "first-last@sub.domain.example.fr", "ab@x.fr", "a_1@x-y.info", "a..b@ab.fr"];
    let beyond_it = [
        "ab@example.company",
        "a@example.com",
        "o'neil@example.com",
        "a.b/c=d!e@example.photography",
        "a@xn--bcher-kva.xn--p1ai",
        "zoé@bücher.example",
        "用户@例子.公司",
        &longest_local,
        &longest,
    ];
    of_the_published_pattern.into_iter().chain(beyond_it).map(str::to_owned).collect()
}

pub(crate) fn wrong_emails() -> Vec<String> {
    let long_local = format!("{}'@example.com", "a".repeat(64));
    let long_label = format!("a@{}.com", "b".repeat(64));
    let long = format!("a@{}.{}.{}.com", "b".repeat(63), "c".repeat(63), "d".repeat(17));
    let wrong = [
        "",
        "no at",
        "@example.com",
        "a@b",
        "ab@example.",
        "ab@example.c",
        "ab@@example.com",
        "a b@example.com",
        "ab@exam ple.com",
        " ab@example.com",
        "ab@example.com\n",
        "a\u{7f}b@example.com",
        "a\u{202e}b@example.com",
        "a\u{a0}b@example.com",
        "'a'.@example.com",
        "a'..b@example.com",
        "a,b@example.com",
        "\"a b\"@example.com",
        "Zoé <zoe@example.com>",
        "ab@[192.0.2.1]",
        "a@-example.com",
        &long_local,
        &long_label,
        &long,
    ];
    wrong.map(str::to_owned).to_vec()
}
