//! Who may come in: the signature or the certificate, the formats; and what is done then.

use chrono::SecondsFormat;
use http::{HeaderMap, Method, header};
use serde_json::{Value, json};

use super::{
    Api, BodyHash, HostPort, MissingProject, OtherPaths, Replay, Write,
    ext::{self, Extra},
    header as mac, signature,
    state::Paysera,
};
use crate::{
    http::{Answer, Asked},
    provider,
    refusal::Refusal,
    stateful::Handle,
};

/// A request that may go on.
pub(super) struct Admitted<'r> {
    sandbox: &'r Handle<Paysera>,
    asked: &'r Asked<'r>,
    caller: Option<Caller>,
}

/// Who makes it. There is nobody where nobody is asked for.
struct Caller {
    client: usize,
    extra: Extra,
    signed: Option<Signed>,
}

/// What makes a signature one of its kind.
struct Signed {
    seconds: i64,
    nonce: String,
}

/// Checks everything that needs no body.
pub(super) fn admit<'r>(
    sandbox: &'r Handle<Paysera>,
    asked: &'r Asked<'r>,
) -> Result<Admitted<'r>, Refusal> {
    let open = matches!(asked.operation.id, "getServer" | "getConfiguration");
    let caller = if open {
        None
    } else {
        Some(authenticate(sandbox, asked)?)
    };
    if sandbox.maintenance() {
        let message = "the sandbox is closed for maintenance";
        return Err(Refusal::new(503, "internal_server_error", message));
    }
    formats(asked)?;
    Ok(Admitted {
        sandbox,
        asked,
        caller,
    })
}

fn authenticate(sandbox: &Handle<Paysera>, asked: &Asked<'_>) -> Result<Caller, Refusal> {
    let headers = &asked.head.headers;
    let tls = sandbox.server().tls.as_ref();
    if tls.is_some_and(crate::Tls::demands_certificates) {
        // The handshake has seen to it. Which client a certificate belongs to the page does not say: it is the first.
        let extra = ext::from_headers(headers)
            .map_err(|message| Refusal::new(400, "invalid_parameters", message))?;
        return Ok(Caller {
            client: 0,
            extra,
            signed: None,
        });
    }
    if !headers.contains_key(header::AUTHORIZATION) {
        return Err(unauthorized("the request has no `Authorization` header"));
    }
    let value = signature::only(headers, header::AUTHORIZATION);
    let value = value.ok_or_else(|| unauthorized("there is not one `Authorization` header"))?;
    let credentials = mac::read(value).map_err(unauthorized)?;
    let extra = ext::read(credentials.ext).map_err(unauthorized)?;
    let world = sandbox.world();
    let default_port = match world.switches.host_port {
        HostPort::Number(port) => port,
        HostPort::OfScheme if tls.is_some() => 443,
        HostPort::OfScheme => 80,
    };
    let (client, key) = match world.state.client(credentials.id) {
        Some((place, client)) => (place, client.key.clone()),
        None => return Err(unauthorized("no client has this `id`")),
    };
    let window = i64::from(world.switches.clock_window.0);
    let off = world.seconds().abs_diff(credentials.seconds);
    let api = world.state.api;
    drop(world);
    if !signature::is_right(
        &credentials,
        key.expose().as_bytes(),
        asked.head,
        default_port,
    ) {
        let message = "`mac` is not that of this request under the key of this client";
        return Err(unauthorized(message));
    }
    if off > window.unsigned_abs() {
        return Err(unauthorized(match api {
            Api::Wallet => "`ts` is too far from the time that /rest/v1/server tells",
            // It has no path that tells the time.
            Api::Projects => "`ts` is too far from the time of this server",
        }));
    }
    Ok(Caller {
        client,
        extra,
        signed: Some(Signed {
            seconds: credentials.seconds,
            nonce: credentials.nonce.to_owned(),
        }),
    })
}

fn unauthorized(message: &str) -> Refusal {
    Refusal::new(401, "unauthorized", message)
}

/// Whether the caller takes JSON, and sends what can be read.
fn formats(asked: &Asked<'_>) -> Result<(), Refusal> {
    let refused = |message: &str| Err(Refusal::new(406, "not_acceptable", message));
    if !takes_json(&asked.head.headers) {
        return refused("answers are JSON, and `Accept` does not have it");
    }
    if asked.operation.reads_body && !asked.empty {
        let sent = asked.head.headers.get(header::CONTENT_TYPE);
        let sent = sent.and_then(|value| value.to_str().ok()).unwrap_or("");
        let essence = sent.split(';').next().unwrap_or_default().trim();
        let known = ["application/json", "application/x-www-form-urlencoded"];
        if !known.iter().any(|one| essence.eq_ignore_ascii_case(one)) {
            return refused("a body is JSON or a form, as `Content-Type` has to say");
        }
    }
    Ok(())
}

fn takes_json(headers: &HeaderMap) -> bool {
    let mut all = headers.get_all(header::ACCEPT).iter().peekable();
    if all.peek().is_none() {
        return true;
    }
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next().unwrap_or_default().to_ascii_lowercase();
            let refused = parts.any(|part| {
                let quality = part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="));
                quality.and_then(|text| text.parse::<f32>().ok()) == Some(0.0)
            });
            !refused && matches!(media.as_str(), "*/*" | "application/*" | "application/json")
        })
}

impl provider::Admitted for Admitted<'_> {
    fn carry_out(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let mut world = self.sandbox.world();
        let answer = match (self.asked.operation.id, &self.caller) {
            ("getServer", _) => json!({ "time": world.seconds() }).to_string(),
            ("getConfiguration", _) => json!({ "minimum_password_length": 8 }).to_string(),
            (_, None) => return Err(unauthorized("nobody asks")),
            (operation, Some(caller)) => {
                let switches = world.switches.clone();
                if let Some(signed) = &caller.signed {
                    signed_for(&caller.extra, body, switches.body_hash)?;
                    let oldest = world.seconds() - i64::from(switches.clock_window.0);
                    let Signed { seconds, nonce } = signed;
                    let state = &mut world.state;
                    let fresh = state.use_nonce(caller.client, *seconds, nonce, oldest);
                    if !fresh && switches.replay == Replay::Refused {
                        return Err(unauthorized("this `nonce` was used before"));
                    }
                }
                let now = world.now().to_rfc3339_opts(SecondsFormat::Millis, true);
                let state = &mut world.state;
                if operation == "getWalletBalance" {
                    balance(state, caller, self.asked.first, switches.missing_project)?
                } else {
                    self.elsewhere(state, caller, switches.other_paths, now, body)?
                        .to_string()
                }
            }
        };
        drop(world);
        self.sandbox.count_carried_out();
        Ok(Answer::json(200, answer))
    }
}

/// Whether a body is the one that was signed for.
fn signed_for(extra: &Extra, body: &[u8], demand: BodyHash) -> Result<(), Refusal> {
    match &extra.body_hash {
        Some(hash) if *hash == signature::hash(body) => Ok(()),
        Some(_) => Err(unauthorized("`body_hash` is not that of the body")),
        None if body.is_empty() || demand == BodyHash::Optional => Ok(()),
        None => Err(unauthorized(
            "the body is not signed for: `ext` has no `body_hash`",
        )),
    }
}

/// The balance of a wallet, for those who may see it.
fn balance(
    state: &Paysera,
    caller: &Caller,
    id: &str,
    missing_project: MissingProject,
) -> Result<String, Refusal> {
    let forbidden = |message: &str| Err(Refusal::new(403, "forbidden", message));
    let projects = state
        .client_at(caller.client)
        .map(|client| &client.projects);
    let projects = projects.map(Vec::as_slice).unwrap_or_default();
    match &caller.extra.project {
        Some(project) if !projects.contains(project) => {
            return forbidden("the client does not have this project");
        }
        None if projects.len() > 1 && missing_project == MissingProject::Refused => {
            return forbidden("a client of several projects has to say which one it means");
        }
        _ => {}
    }
    let Some(wallet) = state.wallet(id) else {
        return Err(Refusal::new(404, "not_found", "there is no such wallet"));
    };
    let may = match &caller.extra.project {
        Some(project) => wallet.project == *project,
        None => projects.contains(&wallet.project),
    };
    if !may {
        return forbidden("the wallet belongs to another project");
    }
    Ok(wallet.balance.get().to_owned())
}

impl Admitted<'_> {
    /// A path that the pages do not have.
    fn elsewhere(
        &self,
        state: &mut Paysera,
        caller: &Caller,
        other_paths: OtherPaths,
        now: String,
        body: &[u8],
    ) -> Result<Value, Refusal> {
        let head = self.asked.head;
        let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        let inside = state.api == Api::Projects || head.uri.path().starts_with("/rest/v1/");
        let answers = match other_paths {
            OtherPaths::Missing => false,
            OtherPaths::Writes => inside && writes.contains(&head.method),
            OtherPaths::All => inside,
        };
        if !answers {
            return Err(Refusal::new(404, "not_found", "there is nothing here"));
        }
        let content = head.headers.get(header::CONTENT_TYPE);
        let is_json =
            content.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
        if is_json && serde_json::from_slice::<serde::de::IgnoredAny>(body).is_err() {
            return Err(Refusal::new(400, "invalid_request", "the body is no JSON"));
        }
        let client = state.client_at(caller.client);
        let number = state.note(Write {
            number: 0,
            time: now,
            client: client.map(|client| client.id.clone()).unwrap_or_default(),
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            project: caller.extra.project.clone(),
            location: caller.extra.location.clone(),
            body: bytes::Bytes::copy_from_slice(body),
        });
        Ok(json!({ "number": number, "method": head.method.as_str(), "path": head.uri.path() }))
    }
}
