//! Checks pages against the rules of accessibility with axe-core (WCAG 2.0 to 2.2, levels A and AA, and best practice).

use std::fs;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::Browser;
use crate::harness::run;

const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Returns the script of axe-core, which `cargo xtask test` fetches.
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
    /// Asserts that the page, as it is now, breaks no rule. `what` names the page in the message.
    pub(crate) async fn assert_accessible(&self, what: &str) {
        let violations = self.violations().await;
        assert!(violations.is_empty(), "{what}:\n{}", violations.join("\n"));
    }

    async fn violations(&self) -> Vec<String> {
        // The script has half a megabyte: it is loaded once a page.
        if self.run("return !globalThis.axe").await == true {
            self.run(source()).await;
        }
        let options = json!({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]});
        let script = format!(
            "const done = arguments[0]; axe.run(document, {options}).then(\
             (found) => done({{ violations: found.violations, passes: found.passes.length }}), \
             (fault) => done(String(fault)));"
        );
        let found = self.command("/execute/async", json!({"script": script, "args": []})).await;
        let violations = found["violations"].as_array().unwrap_or_else(|| panic!("axe-core failed: {found}"));
        // A page on which hardly a rule applies would prove nothing.
        assert!(found["passes"].as_u64().unwrap() >= 10, "{found}");
        violations.iter().map(description).collect()
    }
}

fn description(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().unwrap();
    let places: Vec<_> =
        nodes.iter().map(|node| format!("  {} {}", node["target"], node["failureSummary"])).collect();
    format!("{}: {}\n{}", violation["id"], violation["help"], places.join("\n"))
}

#[cfg(test)]
mod tests {
    use crate::driver::story;

    #[tokio::test]
    async fn what_breaks_a_rule_is_found() {
        story("axe", |browser| async move {
            let faulty = "<!doctype html><html lang='en'><title>x</title><main><h1>x</h1>\
                          <p style='color: %23999'>faint</p><p>dark</p><input><button></button></main>";
            browser.go(&format!("data:text/html,{faulty}")).await;
            let told = browser.violations().await.join("\n");
            for rule in ["color-contrast", "label", "button-name"] {
                assert!(told.contains(rule), "{rule} is not in {told}");
            }
        })
        .await;
    }
}
