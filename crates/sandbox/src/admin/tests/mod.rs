//! Every operation of the administration, held against its document.

mod operations;
mod refusals;

use std::{collections::BTreeSet, net::SocketAddr};

use axum::body::Body;
use http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use pazemo_openapi::Document;
use serde_json::{Value, json};
use tower_service::Service;

use super::*;
use crate::{
    common::Common,
    settings::{Beginning, ServerSettings, Settings},
};

struct Caller {
    router: Router,
    shared: Arc<Shared>,
    document: Value,
    seen: BTreeSet<(String, String)>,
}

/// What came back.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }
}

impl Caller {
    fn new() -> Self {
        let address: SocketAddr = "127.0.0.1:4711".parse().unwrap();
        let settings = Settings::default();
        let world = crate::world::World::new(settings.clone()).unwrap();
        let operations = crate::provider::pazemo::api().unwrap().ids();
        let server = ServerSettings::default();
        let common = Common::new(operations, Beginning::default(), server, address).unwrap();
        let shared = Shared::new(world, settings, common);
        let shared = Arc::new(shared);
        let document = Document::read("admin.yaml", documents::OWN).unwrap();
        Self {
            router: router(Arc::clone(&shared)),
            shared,
            document: serde_json::from_str(&pazemo_openapi::to_openapi_3_1(&document)).unwrap(),
            seen: BTreeSet::new(),
        }
    }

    async fn send(&mut self, method: &str, path: &str, body: Option<(&str, &str)>) -> Answer {
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::HOST, "127.0.0.1:4711");
        if let Some((media_type, _)) = body {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        let body = Body::from(body.map(|(_, text)| text.to_owned()).unwrap_or_default());
        let response = self.router.call(request.body(body).unwrap()).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// Calls an operation with what stands for `{…}` in its path, and holds both sides against the document.
    async fn call(&mut self, method: &str, template: &str, with: &[&str], body: Value) -> Answer {
        let operation = self.document["paths"][template][method].clone();
        assert!(
            operation.is_object(),
            "{method} {template} is not described"
        );
        let mut path = template.to_owned();
        for value in with {
            let (from, to) = (path.find('{').unwrap(), path.find('}').unwrap());
            path.replace_range(from..=to, value);
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let text = body.to_string();
        let answer = if schema.is_null() {
            assert!(body.is_null(), "{method} {template} takes no body");
            self.send(method, &path, None).await
        } else {
            let answer = self.send(method, &path, Some(("application/json", &text)));
            let answer = answer.await;
            if answer.status < 300 {
                self.fits(schema, &body);
            }
            answer
        };
        let mut response = &operation["responses"][answer.status.to_string()];
        if let Some(reference) = response["$ref"].as_str() {
            response = self.document.pointer(&reference[1..]).unwrap();
        }
        assert!(
            response.is_object(),
            "{method} {template}: {} {}",
            answer.status,
            answer.text
        );
        let media_type = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
        let schema = &response["content"][media_type]["schema"];
        assert!(schema.is_object(), "{method} {template}: {media_type}");
        if media_type == "application/json" {
            self.fits(schema, &answer.json());
        }
        if answer.status < 300 {
            self.seen.insert((method.to_owned(), template.to_owned()));
        }
        answer
    }

    fn fits(&self, schema: &Value, value: &Value) {
        let schema = json!({ "allOf": [schema], "components": self.document["components"] });
        let options = jsonschema::options().should_validate_formats(true);
        let validator = options.build(&schema).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{value}: {errors:?}");
    }
}

/// Methods and paths of Pazemo's administration.
fn all_routes() -> Vec<(&'static str, &'static str)> {
    let common = common_routes().into_iter();
    let common = common.map(|(method, path, _)| (method, path));
    let own = routes().into_iter().map(|(method, path, _)| (method, path));
    common.chain(own).collect()
}
