//! An API as its document describes it, ready to serve: paths, operations, checks of bodies, forms of errors. Made once a process.

use std::sync::OnceLock;

use http::{HeaderValue, Method};
use matchit::{Params, Router};
use pazemo_contract::RequestCheck;
use pazemo_openapi::{Document, Node, Retry};

/// Everything that is read from the document.
pub(crate) struct Api {
    paths: Router<PathItem>,
    operations: Vec<ApiOperation>,
    /// What a path is that the document does not have, for a provider that looks at those as well.
    elsewhere: Option<ApiOperation>,
    /// Whether methods that a path does not have are that, too.
    other_methods: bool,
    /// The document as it is served: with the sandbox as its only server, and all else as it was written. And that as JSON.
    pub(crate) yaml: String,
    pub(crate) json: String,
    /// Fields anywhere in the API whose values are secrets.
    pub(crate) secret_fields: Vec<String>,
    /// Fields anywhere in the API whose objects the document does not describe.
    pub(crate) free_fields: Vec<String>,
}

/// A path of the document.
pub(crate) struct PathItem {
    /// The methods it has, as `Allow` lists them.
    pub(crate) allow: HeaderValue,
    methods: Vec<(Method, usize)>,
}

/// An operation of the document.
pub(crate) struct ApiOperation {
    pub(crate) id: &'static str,
    /// Whether it changes nothing.
    pub(crate) safe: bool,
    /// The body it takes.
    pub(crate) body: Option<RequestCheck<'static>>,
    /// Whether a body is read, be it described or not.
    pub(crate) reads_body: bool,
    /// The schemas of the error bodies that the document allows for a status.
    errors: Vec<(u16, Vec<String>)>,
}

/// What becomes of requests that the document does not have.
#[derive(Clone, Copy)]
pub(crate) enum Elsewhere {
    /// They are answered 404 and 405 before the provider looks at them.
    Refused,
    /// Those to other paths are an operation of this name; other methods are answered 405.
    Paths(&'static str),
    /// All of them are an operation of this name.
    PathsAndMethods(&'static str),
}

impl Elsewhere {
    fn id(self) -> Option<&'static str> {
        match self {
            Self::Refused => None,
            Self::Paths(id) | Self::PathsAndMethods(id) => Some(id),
        }
    }
}

/// Where a process keeps the API of one document.
pub(crate) struct Served {
    name: &'static str,
    yaml: fn() -> &'static str,
    elsewhere: Elsewhere,
    document: OnceLock<Result<Document, String>>,
    api: OnceLock<Result<Api, String>>,
}

impl Served {
    pub(crate) const fn new(
        name: &'static str,
        yaml: fn() -> &'static str,
        elsewhere: Elsewhere,
    ) -> Self {
        Self {
            name,
            yaml,
            elsewhere,
            document: OnceLock::new(),
            api: OnceLock::new(),
        }
    }

    /// The API of the document; what is wrong with the document, if it cannot be served.
    pub(crate) fn api(&'static self) -> Result<&'static Api, String> {
        let document = self.document.get_or_init(|| {
            Document::read(self.name, (self.yaml)()).map_err(|finding| finding.to_string())
        });
        let document = document.as_ref().map_err(Clone::clone)?;
        let api = self.api.get_or_init(|| Api::new(document, self));
        api.as_ref().map_err(Clone::clone)
    }
}

impl Api {
    fn new(document: &'static Document, served: &'static Served) -> Result<Self, String> {
        let mut bodies = RequestCheck::all(document).map_err(|finding| finding.to_string())?;
        let mut operations = Vec::new();
        let mut by_path: Vec<(&str, Vec<(Method, usize)>)> = Vec::new();
        for operation in document.operations() {
            let errors = operation.responses.iter().map(|response| {
                let bodies = response.bodies.iter();
                let schemas = bodies.filter_map(|body| body.schema);
                (response.status, schemas.flat_map(names).collect())
            });
            let method = Method::from_bytes(operation.method.as_bytes())
                .map_err(|error| error.to_string())?;
            let place = operations.len();
            match by_path.iter_mut().find(|(path, _)| *path == operation.path) {
                Some((_, methods)) => methods.push((method, place)),
                None => by_path.push((operation.path, vec![(method, place)])),
            }
            let body = bodies.remove(operation.id);
            operations.push(ApiOperation {
                id: operation.id,
                safe: operation.retry == Some(Retry::Safe),
                errors: errors.collect(),
                reads_body: body.is_some(),
                body,
            });
        }
        let mut paths = Router::new();
        for (path, methods) in by_path {
            let allow: Vec<&str> = methods.iter().map(|(method, _)| method.as_str()).collect();
            let allow =
                HeaderValue::from_str(&allow.join(", ")).map_err(|error| error.to_string())?;
            paths
                .insert(positional(path), PathItem { allow, methods })
                .map_err(|error| format!("the path `{path}` cannot be routed: {error}"))?;
        }
        let secret_fields = fields(document, |schema| {
            schema.str("type") == Some("string") && schema.str("x-sensitive") == Some("secret")
        });
        let free_fields = fields(document, |schema| {
            schema.str("type") == Some("object") && schema.get("properties").is_none()
        });
        let yaml = with_own_server((served.yaml)());
        let own = Document::read(served.name, &yaml).map_err(|finding| finding.to_string())?;
        Ok(Self {
            paths,
            operations,
            other_methods: matches!(served.elsewhere, Elsewhere::PathsAndMethods(_)),
            elsewhere: served.elsewhere.id().map(|id| ApiOperation {
                id,
                safe: false,
                body: None,
                reads_body: true,
                errors: Vec::new(),
            }),
            json: pazemo_openapi::to_json(&own),
            yaml,
            secret_fields,
            free_fields,
        })
    }

    /// The path of the document that a request's path belongs to, and its parameters, still percent-encoded.
    pub(crate) fn path<'s, 'p>(&'s self, path: &'p str) -> Option<(&'s PathItem, Params<'s, 'p>)> {
        let found = self.paths.at(path).ok()?;
        Some((found.value, found.params))
    }

    /// The operation of a path.
    pub(crate) fn operation(&self, path: &PathItem, method: &Method) -> Option<&ApiOperation> {
        match path.methods.iter().find(|(one, _)| one == method) {
            Some((_, place)) => self.operations.get(*place),
            None if self.other_methods => self.elsewhere(),
            None => None,
        }
    }

    /// What a path is that the document does not have.
    pub(crate) fn elsewhere(&self) -> Option<&ApiOperation> {
        self.elsewhere.as_ref()
    }

    /// The ids of all operations, that of [`Self::elsewhere`] last.
    pub(crate) fn ids(&self) -> Vec<&'static str> {
        let all = self.operations.iter().chain(&self.elsewhere);
        all.map(|operation| operation.id).collect()
    }

    #[cfg(test)]
    pub(crate) fn operations(&self) -> &[ApiOperation] {
        &self.operations
    }
}

/// A document in which the server that serves it is the only one, as far as it goes: whoever reads it there shall not end at real money.
fn with_own_server(yaml: &str) -> String {
    let mut is_servers = false;
    let mut written = String::with_capacity(yaml.len());
    for line in yaml.split_inclusive('\n') {
        if !line.starts_with([' ', '#', '\n', '\r']) {
            is_servers = line.starts_with("servers:");
            if is_servers {
                written.push_str("servers:\n  - url: /\n    description: This sandbox.\n");
            }
        }
        if !is_servers {
            written.push_str(line);
        }
    }
    written
}

impl ApiOperation {
    /// The schemas of the bodies that the document allows for a status; none if it does not list the status.
    pub(crate) fn error_bodies(&self, status: u16) -> &[String] {
        let found = self.errors.iter().find(|(one, _)| *one == status);
        found
            .map(|(_, bodies)| bodies.as_slice())
            .unwrap_or_default()
    }
}

/// The template with its parameters named by their places: two paths may name the same place in two ways.
fn positional(path: &str) -> String {
    let segments = path.split('/').enumerate().map(|(place, segment)| {
        if segment.starts_with('{') && segment.ends_with('}') {
            format!("{{p{place}}}")
        } else {
            segment.to_owned()
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Which schemas a schema refers to.
fn names(schema: &Node) -> Vec<String> {
    let alternatives = ["anyOf", "oneOf", "allOf"]
        .into_iter()
        .filter_map(|key| schema.get(key))
        .flat_map(Node::items);
    std::iter::once(schema)
        .chain(alternatives)
        .filter_map(|schema| Some(schema.str("$ref")?.rsplit('/').next()?.to_owned()))
        .collect()
}

/// The names of the fields, anywhere in the document, whose schemas are as asked for.
fn fields(document: &Document, fits: impl Fn(&Node) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let schemas = document.schemas();
    let properties = schemas.filter_map(|(_, schema)| schema.get("properties"));
    for field in properties.flat_map(Node::entries) {
        let parts = field.node.get("allOf").map(Node::items);
        let parts = parts.unwrap_or_default().iter();
        let any = std::iter::once(&field.node).chain(parts).any(|part| {
            let (part, _) = document.resolve(part, pazemo_openapi::Pointer::root());
            fits(part)
        });
        if any && !found.contains(&field.key) {
            found.push(field.key.clone());
        }
    }
    found
}
