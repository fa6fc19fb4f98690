//! Blocks of code, and their languages.

use ego_tree::NodeRef;
use scraper::Node;

use super::{classes_up, element, is_skipped};
use crate::block::BlockKind;

/// The code in a `pre`.
pub(super) fn block(pre: NodeRef<'_, Node>) -> Option<BlockKind> {
    let mut text = String::new();
    gather(pre, &mut text, 0);
    let text = text.trim_matches('\n').trim_end();
    let common = text.replace("\r\n", "\n").replace('\u{a0}', " ");
    (!common.trim().is_empty()).then(|| BlockKind::Code {
        language: language(pre),
        text: common,
    })
}

fn gather(node: NodeRef<'_, Node>, text: &mut String, depth: usize) {
    if depth > 300 {
        return;
    }
    for child in node.children() {
        match child.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(element) if element.name() == "br" => text.push('\n'),
            Node::Element(element) if is_skipped(element) => {}
            Node::Element(element) => {
                if matches!(element.name(), "div" | "li" | "tr" | "p")
                    && !text.is_empty()
                    && !text.ends_with('\n')
                {
                    text.push('\n');
                }
                gather(child, text, depth + 1);
            }
            _ => {}
        }
    }
}

/// The language by the classes of the `pre`, of what is in it, and of what it is in.
pub(super) fn language(pre: NodeRef<'_, Node>) -> Option<String> {
    let inner = pre
        .children()
        .filter(|child| {
            element(child).is_some_and(|element| matches!(element.name(), "x-code" | "code"))
        })
        .take(1)
        .flat_map(|code| classes_up(code, 1));
    let mut classes: Vec<String> = inner.collect();
    classes.extend(classes_up(pre, 3));
    let prefixed = |prefixes: &[&str]| {
        classes.iter().find_map(|class| {
            let name = prefixes
                .iter()
                .find_map(|prefix| class.strip_prefix(prefix))?;
            let name = name.split([' ', ';', '{']).next()?.to_lowercase();
            (!name.is_empty()).then_some(name)
        })
    };
    let found = prefixed(&["language-", "lang-"])
        .or_else(|| prefixed(&["highlight-source-", "brush:", "tab-"]))
        .or_else(|| {
            classes
                .iter()
                .map(|class| {
                    class
                        .strip_prefix("highlight-")
                        .unwrap_or(class)
                        .to_lowercase()
                })
                .find(|class| is_known(class))
        })?;
    (!matches!(
        found.as_str(),
        "none" | "default" | "undefined" | "plaintext" | "nohighlight" | "auto"
    ))
    .then_some(found)
}

fn is_known(name: &str) -> bool {
    matches!(
        name,
        "json"
            | "shell"
            | "bash"
            | "sh"
            | "console"
            | "curl"
            | "php"
            | "javascript"
            | "js"
            | "node"
            | "nodejs"
            | "typescript"
            | "ts"
            | "python"
            | "py"
            | "ruby"
            | "rb"
            | "java"
            | "kotlin"
            | "swift"
            | "go"
            | "golang"
            | "c"
            | "cpp"
            | "csharp"
            | "cs"
            | "objective_c"
            | "objectivec"
            | "scala"
            | "perl"
            | "r"
            | "rust"
            | "http"
            | "xml"
            | "html"
            | "text"
            | "plaintext"
            | "yaml"
            | "graphql"
            | "sql"
            | "css"
            | "powershell"
            | "dart"
            | "elixir"
            | "jsonc"
            | "json5"
            | "httpie"
            | "none"
    )
}
