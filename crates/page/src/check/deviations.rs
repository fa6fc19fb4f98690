//! The deviations file as the check reads it.

use std::collections::BTreeMap;

use pazemo_openapi::{Finding, Node, parse};

/// What a deviations file says: which disagreements are known, and what the page said at their places when they were recorded.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Deviations {
    /// The deviations, in the order of the file.
    pub deviations: Vec<Deviation>,
    /// Digests of what the page says, by place (operation, side, source, field).
    pub(crate) claims: BTreeMap<Key, String>,
}

/// Operation, side, source and field of a place.
pub(crate) type Key = (String, String, String, Option<String>);

/// A deviation.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Deviation {
    /// Its name.
    pub id: String,
    /// Whether the page alone shows it.
    pub visible: bool,
    /// The rules that see it; empty if the file does not say, which means any.
    pub seen_by: Vec<String>,
    /// Words of the page that show it where no rule does.
    pub words: Vec<String>,
    /// The part of a page that shows it, if not every form keeps it: `lists` or `navigation`.
    pub needs: Option<String>,
    pub(crate) places: Vec<Key>,
    pub(crate) line: usize,
}

impl Deviations {
    /// Reads a deviations file, whose form is that of `openapi/deviations.schema.json`.
    ///
    /// # Errors
    ///
    /// Text that is no YAML, with its place.
    ///
    /// ```
    /// use pazemo_page::check::Deviations;
    ///
    /// let text = "deviations:\n  - {id: a, visible_on_page: true, places: []}\n";
    /// assert_eq!(Deviations::read("api.deviations.yaml", text)?.deviations[0].id, "a");
    /// # Ok::<(), pazemo_openapi::Finding>(())
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Self, Finding> {
        let root = parse(file, text)?;
        let items = |key| root.get(key).map(Node::items).unwrap_or_default();
        Ok(Self {
            deviations: items("deviations").iter().map(deviation).collect(),
            claims: items("claims")
                .iter()
                .filter_map(|claim| Some((key(claim), claim.str("digest")?.to_owned())))
                .collect(),
        })
    }
}

fn key(place: &Node) -> Key {
    let text = |name| place.str(name).unwrap_or_default().to_owned();
    (
        text("operation"),
        text("side"),
        text("source"),
        place.str("field").map(str::to_owned),
    )
}

fn deviation(node: &Node) -> Deviation {
    let texts = |name| {
        let items = node.get(name).map(Node::items).unwrap_or_default();
        items
            .iter()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect()
    };
    let places = node.get("places").map(Node::items).unwrap_or_default();
    Deviation {
        id: node.str("id").unwrap_or_default().to_owned(),
        visible: node.bool("visible_on_page").unwrap_or_default(),
        seen_by: texts("seen_by"),
        words: texts("words"),
        needs: node.str("needs").map(str::to_owned),
        places: places.iter().map(key).collect(),
        line: node.position.line,
    }
}
