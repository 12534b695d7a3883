//! Each module of the script sees its own names, those that it imports and those of the browser.

use std::{fs, path::Path};

#[path = "../build/compose.rs"]
mod compose;

use compose::{Module, compose};

use crate::javascript::Names;

/// What the script uses of the browser.
const BROWSER: [&str; 29] = [
    "AbortController",
    "Array",
    "Boolean",
    "Date",
    "Event",
    "Infinity",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "String",
    "addEventListener",
    "clearInterval",
    "clearTimeout",
    "document",
    "encodeURIComponent",
    "fetch",
    "innerHeight",
    "innerWidth",
    "location",
    "matchMedia",
    "navigator",
    "screen",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "window",
];

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/script");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// What is wrong with the names of each module, and nothing where all is well.
fn faults(sources: &[(String, String)]) -> Vec<String> {
    let modules: Vec<_> = sources.iter().map(|(file, source)| Module::parse(file, source).unwrap()).collect();
    let mut faults = Vec::new();
    for module in &modules {
        let names = Names::of(&module.body);
        let is_imported = |name: &str| module.imports.iter().any(|(imported, _)| imported == name);
        let mut fault = |name: &str, what: &str| faults.push(format!("{}: {name} {what}", module.file));
        for name in &names.used {
            if !names.declared.contains(name) && !is_imported(name) && !BROWSER.contains(name) {
                fault(name, "is not imported");
            }
        }
        for (name, _) in &module.imports {
            if !names.used.contains(name.as_str()) {
                fault(name, "is imported for nothing");
            }
        }
        // A local of the same name would hide that an import was forgotten.
        for name in modules.iter().filter(|other| other.file != module.file).flat_map(|other| &other.exports)
        {
            if names.declared.contains(name.as_str()) {
                fault(name, "is declared, and another module exports it");
            }
        }
    }
    faults
}

fn files(sources: &[(&str, &str)]) -> Vec<(String, String)> {
    sources.iter().map(|(file, source)| ((*file).to_owned(), (*source).to_owned())).collect()
}

#[test]
fn every_module_imports_what_it_uses() {
    let sources = sources();
    assert!(sources.len() > 10, "{}", sources.len());
    assert_eq!(faults(&sources), <[String; 0]>::default());
    // Lines of comments are left out, so that no text may span lines.
    for (file, source) in &sources {
        assert!(source.lines().all(|line| line.matches('`').count() % 2 == 0), "{file}");
    }
}

#[test]
fn a_name_that_is_not_imported_is_found() {
    const OTHER: &str = "export const ask = 1;\nexport const isWeb = 1;\nlet hidden = 1;\n";
    let check = |source: &str, expected: &[&str]| {
        let expected: Vec<_> = expected.iter().map(|fault| format!("a.js: {fault}")).collect();
        assert_eq!(faults(&files(&[("a.js", source), ("b.js", OTHER)])), expected, "{source}");
    };
    check("import { ask } from \"./b.js\";\nask();", &[]);
    check("ask();", &["ask is not imported"]);
    check("if (hidden) location.reload();", &["hidden is not imported"]);
    check(
        "const pay = () => ({ ask, url: `${1}/${isWeb(pay)}` });",
        &["ask is not imported", "isWeb is not imported"],
    );
    check("f(({ key: one, two }, [three] = []) => one + two + three);", &["f is not imported"]);
    check("const checks = { ask() { return /isWeb\\//.test(\"ask\"); }, isWeb: 1 }; checks.ask();", &[]);
    check("export async function pay(path) { try { await path; } catch (fault) { throw fault; } }", &[]);
    check("for (const [x, y] of [[1, 2]]) location.assign(x / y / hidden);", &["hidden is not imported"]);
    check("const f = (ask) => 1;\nf(ask());", &["ask is declared, and another module exports it"]);
    check("import { ask } from \"./b.js\";\nlocation.ask = { ask: 1 };", &["ask is imported for nothing"]);
}

#[test]
fn imports_come_first_and_are_given_as_parameters() {
    let sources = files(&[
        ("a.js", "// Says so.\nimport { tell, told } from \"./b.js\";\n\ntell(told); // twice\n"),
        ("b.js", "const n = 1;\nexport const told = n;\nexport function tell(what) {\n  // Aloud.\n}\n"),
    ]);
    let script = "\n[\n() => {\nconst n = 1;\nconst told = n;\nfunction tell(what) {\n}\nreturn { told, tell };\n},\n\
                  ({ tell, told }) => {\ntell(told); // twice\n},\n\
                  ].reduce((exports, module) => ({ ...exports, ...module(exports) }), {});\n";
    assert_eq!(compose(&sources).unwrap(), script);
}

#[test]
fn a_script_that_cannot_be_composed_is_an_error() {
    for (a, b, told) in [
        ("import { x } from \"./b.js\";", "const x = 1;", "a.js imports x, which b.js does not export"),
        (
            "import { x } from \"./c.js\";",
            "",
            "a.js import from each other, or from a file that is not there",
        ),
        (
            "import { x } from \"./b.js\";",
            "import { y } from \"./a.js\";",
            "a.js, b.js import from each other",
        ),
        ("export const x = 1;", "export const x = 2;", "both a.js and b.js export x"),
        ("export let x = 1;", "", "not supported: export let x"),
        ("export { x };", "", "not supported: export { x }"),
        ("import x from \"./b.js\";", "", "not supported: import x"),
        ("import { x as y } from \"./b.js\";", "", "not supported: import { x as y }"),
        ("import \"./b.js\";", "", "not supported: import \"./b.js\""),
    ] {
        let error = compose(&files(&[("a.js", a), ("b.js", b)])).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}
