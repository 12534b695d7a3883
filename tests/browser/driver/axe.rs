//! axe-core, which knows the rules of accessibility (WCAG 2.0 to 2.2, levels A and AA, and best practice).

use std::fs;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::Browser;
use crate::harness::run;

const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Where `cargo xtask test` puts it.
fn source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let file = run::target().join("axe/axe_playwright_python/axe.min.js");
        fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{}: {error}: `cargo xtask test` fetches it", file.display());
        })
    })
}

impl Browser {
    /// Nothing on the page as it is now breaks a rule.
    pub(crate) async fn assert_accessible(&self, what: &str) {
        let options = json!({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]});
        let script = format!(
            "{}\nconst done = arguments[0]; axe.run(document, {options}).then(\
             (found) => done({{ violations: found.violations, passes: found.passes.length }}), \
             (fault) => done(String(fault)));",
            source()
        );
        let found = self.command("/execute/async", json!({"script": script, "args": []})).await;
        let violations = found["violations"].as_array().unwrap_or_else(|| panic!("{what}: axe says {found}"));
        let told: Vec<_> = violations.iter().map(told).collect();
        assert!(told.is_empty(), "{what}:\n{}", told.join("\n"));
        // Rules that met nothing would prove nothing.
        assert!(found["passes"].as_u64().unwrap() >= 10, "{what}: {found}");
    }
}

fn told(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().unwrap();
    let places: Vec<_> =
        nodes.iter().map(|node| format!("  {} {}", node["target"], node["failureSummary"])).collect();
    format!("{}: {}\n{}", violation["id"], violation["help"], places.join("\n"))
}
