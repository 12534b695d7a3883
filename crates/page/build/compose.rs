//! Puts the modules of the page's script into one script, in which each has a scope of its own.
//!
//! A module is a file in the syntax of ECMAScript. In the composed script it is a function that takes the names that it
//! imports and returns those that it exports; nothing else of it can be reached from another module:
//!
//! ```js
//! [
//! () => {
//! async function ask(path) { … }
//! return { ask };
//! },
//! ({ ask }) => {
//! ask("/state/current");
//! },
//! ].reduce((exports, module) => ({ ...exports, ...module(exports) }), {});
//! ```
//!
//! Of the syntax of modules it takes `import { a, b } from "./file.js";` on one line, and `export` before a constant or a
//! function. Anything else is an error. Lines that hold a comment only are left out.

use std::collections::BTreeMap;

/// A file of the script.
pub(crate) struct Module {
    pub(crate) file: String,
    /// Each imported name with the file that exports it.
    pub(crate) imports: Vec<(String, String)>,
    pub(crate) exports: Vec<String>,
    /// The code without imports, without the word `export` and without comments.
    pub(crate) body: String,
}

/// Takes the files with their names, and returns the script. An error says what is wrong with which file.
pub(crate) fn compose(sources: &[(String, String)]) -> Result<String, String> {
    let modules = sources.iter().map(|(file, source)| Module::parse(file, source));
    let modules = in_order(modules.collect::<Result<_, _>>()?)?;
    check_names(&modules)?;
    let functions: String = modules.iter().map(Module::function).collect();
    Ok(format!(
        "\n[\n{functions}].reduce((exports, module) => ({{ ...exports, ...module(exports) }}), {{}});\n"
    ))
}

/// Each module after those that it imports from. The order of the rest is kept.
fn in_order(mut modules: Vec<Module>) -> Result<Vec<Module>, String> {
    let mut ordered: Vec<Module> = Vec::new();
    while !modules.is_empty() {
        let is_next = |module: &Module| {
            module.imports.iter().all(|(_, from)| ordered.iter().any(|before| before.file == *from))
        };
        let Some(next) = modules.iter().position(is_next) else {
            let files: Vec<&str> = modules.iter().map(|module| module.file.as_str()).collect();
            return Err(format!(
                "{} import from each other, or from a file that is not there",
                files.join(", ")
            ));
        };
        ordered.push(modules.remove(next));
    }
    Ok(ordered)
}

fn check_names(modules: &[Module]) -> Result<(), String> {
    let mut exporters: BTreeMap<&str, &str> = BTreeMap::new();
    for module in modules {
        let file = &module.file;
        for (name, from) in &module.imports {
            if exporters.get(name.as_str()) != Some(&from.as_str()) {
                return Err(format!("{file} imports {name}, which {from} does not export"));
            }
        }
        for name in &module.exports {
            if let Some(other) = exporters.insert(name, file) {
                return Err(format!("both {other} and {file} export {name}: all exports have one registry"));
            }
        }
    }
    Ok(())
}

impl Module {
    pub(crate) fn parse(file: &str, source: &str) -> Result<Self, String> {
        let mut module =
            Self { file: file.to_owned(), imports: Vec::new(), exports: Vec::new(), body: String::new() };
        for line in source.lines().filter(|line| !line.is_empty() && !line.trim_start().starts_with("//")) {
            let wrong = || format!("{file}: this form of import or export is not supported: {line}");
            if line.starts_with("import") {
                let (names, from) = import(line).ok_or_else(wrong)?;
                module.imports.extend(names.split(", ").map(|name| (name.to_owned(), from.to_owned())));
                continue;
            }
            let declaration = line.strip_prefix("export ");
            if let Some(declaration) = declaration {
                module.exports.push(declared_name(declaration).ok_or_else(wrong)?.to_owned());
            }
            module.body += declaration.unwrap_or(line);
            module.body.push('\n');
        }
        Ok(module)
    }

    fn function(&self) -> String {
        let imports: Vec<&str> = self.imports.iter().map(|(name, _)| name.as_str()).collect();
        let parameter =
            if imports.is_empty() { String::new() } else { format!("{{ {} }}", imports.join(", ")) };
        let exports = self.exports.join(", ");
        let result = if exports.is_empty() { String::new() } else { format!("return {{ {exports} }};\n") };
        format!("({parameter}) => {{\n{}{result}}},\n", self.body)
    }
}

/// The names, with `, ` between them, and the file.
fn import(line: &str) -> Option<(&str, &str)> {
    let (names, from) = line.strip_prefix("import { ")?.split_once(" } from \"./")?;
    let is_plain = names.split(", ").all(is_name);
    Some((names, from.strip_suffix("\";")?)).filter(|_| is_plain)
}

/// The importers of a `let` would keep its first value, so that it is none of these.
fn declared_name(declaration: &str) -> Option<&str> {
    let start = ["const ", "function ", "async function "];
    let rest = start.iter().find_map(|start| declaration.strip_prefix(start))?;
    let name = rest.split([' ', '(']).next()?;
    is_name(name).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
