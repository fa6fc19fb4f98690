//! A document as checks and generators read it: operations, schemas and examples, each with its place.

use crate::{
    finding::Finding,
    naming::{method_name, words},
    node::{Node, Position},
    parse::parse,
    pointer::Pointer,
};

/// A parsed document and its file's name.
///
/// Its accessors leave out what is malformed; [`lint`](crate::lint) is what speaks of it.
#[derive(Debug, Clone)]
pub struct Document {
    file: String,
    root: Node,
}

/// A server of the document: an environment of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The environment's name (`x-environment`).
    pub environment: String,
    /// Base URL, without a slash at the end.
    pub url: String,
    /// What the document says about it.
    pub description: String,
}

/// Whether and how a call may be repeated by itself (`x-retry`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// Changes nothing: may be repeated.
    Safe,
    /// Changes something once per key: may be repeated with the same key and bytes.
    Keyed,
    /// May move money: never repeated once it may have arrived.
    Never,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Parameter<'d> {
    /// The name as it is sent.
    pub name: &'d str,
    /// Where it travels.
    pub place: ParameterPlace,
    /// Whether it must be given.
    pub required: bool,
    /// What the document says about it.
    pub description: &'d str,
    /// Its schema, possibly a reference.
    pub schema: Option<&'d Node>,
}

/// A body of a request or response in one media type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Body<'d> {
    /// The media type, as the document writes it.
    pub media_type: &'d str,
    /// Its schema, possibly a reference.
    pub schema: Option<&'d Node>,
    /// Where the schema stands.
    pub schema_pointer: Pointer,
    /// Its named examples, references resolved.
    pub examples: Vec<NamedExample<'d>>,
}

/// A named example of a body.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NamedExample<'d> {
    /// The example's name.
    pub name: &'d str,
    /// The value.
    pub value: &'d Node,
    /// Where the value stands.
    pub pointer: Pointer,
}

/// A response of an operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<'d> {
    /// The status code.
    pub status: u16,
    /// What the document says about it.
    pub description: &'d str,
    /// What it rests on (`x-evidence`); empty if the document does not say.
    pub evidence: Vec<&'d str>,
    /// Its bodies; none if it has none.
    pub bodies: Vec<Body<'d>>,
    /// Where the status stands.
    pub pointer: Pointer,
}

/// An operation of the document.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Operation<'d> {
    /// `operationId`.
    pub id: &'d str,
    /// HTTP method in capitals.
    pub method: String,
    /// Path template.
    pub path: &'d str,
    /// First tag; empty if there is none.
    pub tag: &'d str,
    /// Name of the method in the client, in words joined by `_`.
    pub method_name: String,
    /// Retry class; `None` if the document does not say.
    pub retry: Option<Retry>,
    /// Whether it needs authentication: not with `security: []`, its own or the document's.
    pub authenticated: bool,
    /// Summary.
    pub summary: &'d str,
    /// Description.
    pub description: &'d str,
    /// Parameters of the path item and of the operation.
    pub parameters: Vec<Parameter<'d>>,
    /// Bodies the request may have.
    pub request: Vec<Body<'d>>,
    /// Responses in the order of the document.
    pub responses: Vec<Response<'d>>,
    /// Where the operation stands.
    pub pointer: Pointer,
    /// Where the operation begins.
    pub position: Position,
}

impl Operation<'_> {
    /// The response documented for a status.
    pub fn response(&self, status: u16) -> Option<&Response<'_>> {
        self.responses.iter().find(|r| r.status == status)
    }

    /// The response that means success: the first 2xx.
    pub fn success(&self) -> Option<&Response<'_>> {
        self.responses.iter().find(|r| r.status / 100 == 2)
    }
}

impl Document {
    /// Parses a document.
    ///
    /// # Errors
    ///
    /// What cannot be read, with its place. Nothing but the text's form is checked; see [`lint`](crate::lint).
    ///
    /// ```
    /// let document = pazemo_openapi::Document::read("api.yaml", "openapi: 3.0.3").unwrap();
    /// assert!(document.operations().is_empty());
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Self, Finding> {
        Ok(Self {
            file: file.to_owned(),
            root: parse(file, text)?,
        })
    }

    /// A document from its tree alone, for looking things up in it.
    pub(crate) fn from_root(root: Node) -> Self {
        Self {
            file: String::new(),
            root,
        }
    }

    /// Another tree of the same file.
    pub(crate) fn with_root(&self, root: Node) -> Self {
        Self {
            file: self.file.clone(),
            root,
        }
    }

    /// The file's name, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The located tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The node a reference leads to; the node itself if it is none, or if it leads nowhere.
    pub fn resolve<'d>(&'d self, node: &'d Node, pointer: Pointer) -> (&'d Node, Pointer) {
        let (mut node, mut pointer) = (node, pointer);
        // A chain of references has an end: `ref-cycle` is a rule of the lint, but not everything is linted.
        for _ in 0..16 {
            let Some(target) = node
                .str("$ref")
                .and_then(|r| Pointer::parse(r.strip_prefix('#')?))
            else {
                break;
            };
            let Some(found) = target.resolve(&self.root) else {
                break;
            };
            (node, pointer) = (found, target);
        }
        (node, pointer)
    }

    /// Title and version of the document.
    pub fn title(&self) -> (&str, &str) {
        let info = self.root.get("info");
        let text = |key| info.and_then(|info| info.str(key)).unwrap_or_default();
        (text("title"), text("version"))
    }

    /// The servers, which are the client's environments.
    pub fn servers(&self) -> Vec<Server> {
        let servers = self.root.get("servers").map(Node::items);
        servers
            .unwrap_or_default()
            .iter()
            .map(|server| Server {
                environment: server.str("x-environment").unwrap_or_default().to_owned(),
                url: server.str("url").unwrap_or_default().to_owned(),
                description: server.str("description").unwrap_or_default().to_owned(),
            })
            .collect()
    }

    /// The component schemas by name, in the order of the document.
    pub fn schemas(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.root
            .get("components")
            .and_then(|components| components.get("schemas"))
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.node))
    }

    /// The tags with their descriptions.
    pub fn tags(&self) -> impl Iterator<Item = (&str, &str)> {
        let tags = self.root.get("tags").map(Node::items).unwrap_or_default();
        tags.iter()
            .filter_map(|tag| Some((tag.str("name")?, tag.str("description").unwrap_or_default())))
    }

    /// The operations in the order of the document.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let paths = Pointer::root().key("paths");
        let mut operations = Vec::new();
        for path in self
            .root
            .get("paths")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let shared = path.node.get("parameters").map(Node::items);
            for method in path.node.entries() {
                if METHODS.contains(&method.key.as_str()) {
                    let pointer = paths.key(&path.key).key(&method.key);
                    operations.push(self.operation(&path.key, shared, method, pointer));
                }
            }
        }
        operations
    }

    /// A finding at a place of this document.
    pub fn finding(
        &self,
        rule: &'static str,
        pointer: &Pointer,
        message: String,
        advice: String,
    ) -> Finding {
        let position = pointer.resolve_nearest(&self.root).position;
        Finding::new(rule, &self.file, message, advice).at(pointer, position)
    }

    fn operation<'d>(
        &'d self,
        path: &'d str,
        shared: Option<&'d [Node]>,
        method: &'d crate::Entry,
        pointer: Pointer,
    ) -> Operation<'d> {
        let node = &method.node;
        let text = |key| node.str(key).unwrap_or_default();
        let tag = node
            .get("tags")
            .and_then(|tags| tags.items().first()?.as_str());
        let tag = tag.unwrap_or_default();
        let own = node.get("parameters").map(Node::items).unwrap_or_default();
        let request = node.get("requestBody").map(|body| {
            let (body, at) = self.resolve(body, pointer.key("requestBody"));
            self.bodies(body, &at)
        });
        let responses = node.get("responses").map(Node::entries).unwrap_or_default();
        Operation {
            id: text("operationId"),
            method: method.key.to_ascii_uppercase(),
            path,
            tag,
            method_name: node.str("x-method-name").map_or_else(
                || method_name(text("operationId"), tag),
                |name| words(name).join("_"),
            ),
            retry: match text("x-retry") {
                "safe" => Some(Retry::Safe),
                "keyed" => Some(Retry::Keyed),
                "never" => Some(Retry::Never),
                _ => None,
            },
            authenticated: node
                .get("security")
                .or_else(|| self.root.get("security"))
                .is_some_and(|security| !security.items().is_empty()),
            summary: text("summary"),
            description: text("description"),
            parameters: shared
                .unwrap_or_default()
                .iter()
                .chain(own)
                .filter_map(|node| self.parameter(node))
                .collect(),
            request: request.unwrap_or_default(),
            responses: responses
                .iter()
                .filter_map(|entry| {
                    let at = pointer.key("responses").key(&entry.key);
                    let (node, at) = self.resolve(&entry.node, at);
                    Some(Response {
                        status: entry.key.parse().ok()?,
                        evidence: node
                            .get("x-evidence")
                            .map(Node::items)
                            .unwrap_or_default()
                            .iter()
                            .filter_map(Node::as_str)
                            .collect(),
                        description: node.str("description").unwrap_or_default(),
                        bodies: self.bodies(node, &at),
                        pointer: at,
                    })
                })
                .collect(),
            pointer,
            position: method.key_position,
        }
    }

    fn parameter<'d>(&'d self, node: &'d Node) -> Option<Parameter<'d>> {
        let (node, _) = self.resolve(node, Pointer::root());
        Some(Parameter {
            name: node.str("name")?,
            place: match node.str("in")? {
                "path" => ParameterPlace::Path,
                "query" => ParameterPlace::Query,
                "header" => ParameterPlace::Header,
                _ => return None,
            },
            required: node.bool("required").unwrap_or(false),
            description: node.str("description").unwrap_or_default(),
            schema: node.get("schema"),
        })
    }

    fn bodies<'d>(&'d self, node: &'d Node, at: &Pointer) -> Vec<Body<'d>> {
        let content = node.get("content").map(Node::entries).unwrap_or_default();
        content
            .iter()
            .map(|media| {
                let at = at.key("content").key(&media.key);
                let examples = media.node.get("examples").map(Node::entries);
                let examples = examples.unwrap_or_default().iter().filter_map(|entry| {
                    let pointer = at.key("examples").key(&entry.key);
                    let (node, pointer) = self.resolve(&entry.node, pointer);
                    Some(NamedExample {
                        name: &entry.key,
                        value: node.get("value")?,
                        pointer: pointer.key("value"),
                    })
                });
                Body {
                    media_type: &media.key,
                    schema: media.node.get("schema"),
                    schema_pointer: at.key("schema"),
                    examples: examples.collect(),
                }
            })
            .collect()
    }
}

pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_needs_what_it_says_itself_or_else_what_the_document_says() {
        let text = "
security: [{token: []}]
paths:
  /a: {get: {operationId: inherits}}
  /b: {get: {operationId: forEverybody, security: []}}
  /c: {get: {operationId: own, security: [{other: []}]}}
";
        let needs = |text: &str| -> Vec<bool> {
            let document = Document::read("t.yaml", text).unwrap();
            let operations = document.operations();
            operations.iter().map(|o| o.authenticated).collect()
        };
        assert_eq!(needs(text), [true, false, true]);
        let silent = text.replace("security: [{token: []}]", "");
        assert_eq!(needs(&silent), [false, false, true]);
    }
}
