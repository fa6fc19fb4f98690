//! The API as the document describes it, ready to serve: paths, operations, checks of bodies, forms of errors. Made once a process.

use std::sync::OnceLock;

use http::{HeaderValue, Method};
use matchit::{Params, Router};
use pazemo_contract::RequestCheck;
use pazemo_openapi::{Document, Node, Retry};

use super::{behaviour::Behaviour, error_body::ErrorBody};

/// Everything that is read from the document.
pub(crate) struct Api {
    paths: Router<PathItem>,
    operations: Vec<ApiOperation>,
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
    /// What the sandbox does; `None` for an operation that it does not know.
    pub(crate) behaviour: Option<Behaviour>,
    /// Whether it changes nothing.
    pub(crate) safe: bool,
    /// The body it takes.
    pub(crate) body: Option<RequestCheck<'static>>,
    /// The error bodies that the document allows for a status.
    errors: Vec<(u16, Vec<ErrorBody>)>,
}

static API: OnceLock<Result<Api, String>> = OnceLock::new();
static DOCUMENT: OnceLock<Result<Document, String>> = OnceLock::new();

/// The API of Pazemo's document; what is wrong with the document, if it cannot be served.
pub(crate) fn api() -> Result<&'static Api, String> {
    let document = DOCUMENT.get_or_init(|| {
        Document::read("pazemo.yaml", pazemo::documents::DOCUMENT)
            .map_err(|finding| finding.to_string())
    });
    let document = document.as_ref().map_err(Clone::clone)?;
    let api = API.get_or_init(|| Api::new(document, pazemo::documents::DOCUMENT));
    api.as_ref().map_err(Clone::clone)
}

impl Api {
    fn new(document: &'static Document, yaml: &'static str) -> Result<Self, String> {
        let mut bodies = RequestCheck::all(document).map_err(|finding| finding.to_string())?;
        let mut operations = Vec::new();
        let mut by_path: Vec<(&str, Vec<(Method, usize)>)> = Vec::new();
        for operation in document.operations() {
            let errors = operation.responses.iter().map(|response| {
                let bodies = response.bodies.iter();
                let schemas = bodies.filter_map(|body| body.schema);
                (response.status, schemas.flat_map(error_bodies).collect())
            });
            let method = Method::from_bytes(operation.method.as_bytes())
                .map_err(|error| error.to_string())?;
            let place = operations.len();
            match by_path.iter_mut().find(|(path, _)| *path == operation.path) {
                Some((_, methods)) => methods.push((method, place)),
                None => by_path.push((operation.path, vec![(method, place)])),
            }
            operations.push(ApiOperation {
                id: operation.id,
                behaviour: Behaviour::of(operation.id),
                safe: operation.retry == Some(Retry::Safe),
                errors: errors.collect(),
                body: bodies.remove(operation.id),
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
        let yaml = with_own_server(yaml);
        let served = Document::read("pazemo.yaml", &yaml).map_err(|finding| finding.to_string())?;
        Ok(Self {
            paths,
            operations,
            json: pazemo_openapi::to_json(&served),
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
        let (_, place) = path.methods.iter().find(|(one, _)| one == method)?;
        self.operations.get(*place)
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
    /// The bodies that the document allows for a status; none if it does not list the status.
    pub(crate) fn error_bodies(&self, status: u16) -> &[ErrorBody] {
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

/// Which of the error bodies a schema refers to.
fn error_bodies(schema: &Node) -> Vec<ErrorBody> {
    let alternatives = ["anyOf", "oneOf", "allOf"]
        .into_iter()
        .filter_map(|key| schema.get(key))
        .flat_map(Node::items);
    std::iter::once(schema)
        .chain(alternatives)
        .filter_map(|schema| ErrorBody::of(schema.str("$ref")?.rsplit('/').next()?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_document_has_behaviour() {
        let api = api().unwrap();
        assert_eq!(api.operations().len(), 12);
        for operation in api.operations() {
            assert!(operation.behaviour.is_some(), "{}", operation.id);
        }
    }

    #[test]
    fn a_literal_segment_goes_before_a_parameter() {
        let api = api().unwrap();
        let id = |path| {
            let (item, _) = api.path(path).unwrap();
            api.operation(item, &Method::GET).unwrap().id
        };
        assert_eq!(id("/users/me"), "getCurrentUser");
        assert_eq!(id("/users/you"), "getUser");
        assert!(api.path("/users/").is_none());
        assert!(api.path("/users/me/").is_none());
    }

    #[test]
    fn the_document_says_which_body_an_error_has() {
        let api = api().unwrap();
        for operation in api.operations() {
            assert_eq!(operation.error_bodies(400), [ErrorBody::Validation]);
            assert_eq!(operation.error_bodies(401), [ErrorBody::Authentication]);
            assert_eq!(operation.error_bodies(500), [ErrorBody::System]);
            assert_eq!(operation.error_bodies(409).len(), 3);
            assert!(operation.error_bodies(418).is_empty());
        }
    }

    #[test]
    fn authorization_codes_are_secret_fields() {
        let fields = &api().unwrap().secret_fields;
        assert!(fields.iter().any(|field| field == "authorizationCode"));
    }

    #[test]
    fn what_the_document_leaves_free_is_known() {
        assert_eq!(api().unwrap().free_fields, ["configs", "referenceData"]);
    }
}
