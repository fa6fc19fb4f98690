//! Who may come in: token, rate, media type; and what is done then.

use std::{collections::BTreeMap, time::Instant};

use bytes::Bytes;
use http::{HeaderName, Method};
use pazemo::JsonObject;
use serde_json::{Map, Value, json, value::RawValue};

use super::{
    CardFields, ChangedBody, EarlierTokens, LoginStatus, MissingKey, OtherPaths, ReplayStatus,
    Switches,
    state::{Caller, Qolo, hash},
};
use crate::{
    http::{Answer, Asked, bearer, decode, media},
    provider,
    refusal::Refusal,
    stateful::{Handle, World},
    switches::UnknownFields,
};

/// A request that may go on.
pub(super) struct Admitted<'r> {
    sandbox: &'r Handle<Qolo>,
    asked: &'r Asked<'r>,
    /// Nobody at a login.
    caller: Option<Caller>,
    key: Option<String>,
}

const KEY: HeaderName = HeaderName::from_static("idempotencykey");

/// No key is longer.
const LONGEST_KEY: usize = 255;

/// Checks everything that needs no body.
pub(super) fn admit<'r>(
    sandbox: &'r Handle<Qolo>,
    asked: &'r Asked<'r>,
) -> Result<Admitted<'r>, Refusal> {
    let is_login = asked.operation.id == "login";
    let caller = if is_login {
        None
    } else {
        Some(authenticate(sandbox, asked)?)
    };
    if sandbox.maintenance() {
        let message = "the sandbox is closed for maintenance";
        return Err(Refusal::new(503, "error.maintenance", message));
    }
    media::check(asked)?;
    let key = if is_login { None } else { key(asked)? };
    Ok(Admitted {
        sandbox,
        asked,
        caller,
        key,
    })
}

fn authenticate(sandbox: &Handle<Qolo>, asked: &Asked<'_>) -> Result<Caller, Refusal> {
    let token = bearer::token(&asked.head.headers)?;
    let (caller, limit) = {
        let world = sandbox.world();
        let caller = world.state.caller(token, world.now());
        (caller, world.switches.rate_limit.0)
    };
    let refused = || Refusal::new(401, "unauthorized", "the access token is not accepted");
    let caller = caller.ok_or_else(refused)?;
    if limit > 0
        && sandbox
            .rates()
            .admit(caller.token, limit, Instant::now())
            .is_err()
    {
        let message = format!("the token may make {limit} requests a second");
        return Err(Refusal::new(429, "error.rate", message));
    }
    Ok(caller)
}

/// The idempotency key, if there is one.
fn key(asked: &Asked<'_>) -> Result<Option<String>, Refusal> {
    let refused = |message: &str| Err(Refusal::new(400, "error.key", message));
    let mut all = asked.head.headers.get_all(KEY).iter();
    let Some(first) = all.next() else {
        return Ok(None);
    };
    if all.next().is_some() {
        return refused("there is more than one `IdempotencyKey` header");
    }
    match first.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= LONGEST_KEY => Ok(Some(key.to_owned())),
        _ => refused("an `IdempotencyKey` is a text of 1 to 255 characters"),
    }
}

impl provider::Admitted for Admitted<'_> {
    fn carry_out(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let answer = match (self.asked.operation.id, self.caller) {
            ("login", _) => self.login(body)?,
            ("createCard", Some(caller)) => self.create(caller, body)?,
            (_, Some(caller)) => self.elsewhere(caller)?,
            _ => return Err(Refusal::new(404, "error.path", "there is nothing here")),
        };
        self.sandbox.count_carried_out();
        Ok(answer)
    }
}

impl Admitted<'_> {
    fn login(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let sent = object(body);
        let mut world = self.sandbox.world();
        let now = world.now();
        let World {
            switches, state, ..
        } = &mut *world;
        let field = |name: &str| {
            let value = sent.as_ref()?.get(name)?.as_str()?;
            (!value.is_empty()).then_some(value)
        };
        let id = field(&switches.login_field.0);
        let (Some(id), Some(key)) = (id, field(&switches.key_field.0)) else {
            state.count_refused();
            let message = format!(
                "a login is a JSON object with the texts `{}` and `{}`",
                switches.login_field, switches.key_field
            );
            return Err(Refusal::new(400, "error.login", message));
        };
        let Some(login) = state.login(id, key) else {
            let message = "nobody has this name and this key";
            return Err(Refusal::new(401, "unauthorized", message));
        };
        if switches.earlier_tokens == EarlierTokens::Ended {
            state.end_tokens(login);
        }
        let token = state.issue(login, now, switches.token_lifetime.0);
        let status = match switches.login_status {
            LoginStatus::Ok => 200,
            LoginStatus::Created => 201,
        };
        let answer = placed(&switches.token_place.0, token.expose());
        Ok(Answer::json(status, answer.to_string()))
    }

    /// Under one lock from the question whether the key was seen to the answer that is stored: of many at once one creates.
    fn create(&self, caller: Caller, body: &[u8]) -> Result<Answer, Refusal> {
        if let Some(check) = &self.asked.operation.body {
            if body.is_empty() {
                let message = "the operation needs a body";
                return Err(Refusal::new(400, "error.body.missing", message));
            }
            decode::check(body, check, UnknownFields::Ignored, 400)?;
        }
        let no_object = || Refusal::new(400, "error.body", "a card is created from a JSON object");
        let fields = fields(body).ok_or_else(no_object)?;
        let sent = text(body).ok_or_else(no_object)?;
        let body_hash = hash(body);
        let mut world = self.sandbox.world();
        let now = world.now();
        let World {
            switches, state, ..
        } = &mut *world;
        let window = switches.key_window.0;
        match &self.key {
            None if switches.missing_key == MissingKey::Refused => {
                let message = "a create needs the header `IdempotencyKey`";
                return Err(Refusal::new(400, "error.key.missing", message));
            }
            None => {}
            Some(key) => {
                if let Some(stored) = state.stored(caller.login, key, now, window) {
                    let same = stored.body_hash == body_hash;
                    if !same && switches.changed_body == ChangedBody::Refused {
                        let message = "this `IdempotencyKey` was used with another body";
                        return Err(Refusal::new(400, "error.key.changed", message));
                    }
                    let status = match switches.replay_status {
                        ReplayStatus::Ok => 200,
                        ReplayStatus::Created => 201,
                    };
                    return Ok(Answer::json(status, stored.answer.clone()));
                }
            }
        }
        let id = state.create(caller.login, self.key.clone(), sent, now);
        let answer = written(fields, &id, switches);
        if let Some(key) = &self.key {
            let (key, answer) = (key.clone(), answer.clone());
            state.remember(caller.login, key, body_hash, answer, now, window);
        }
        Ok(Answer::json(201, answer))
    }
}

impl Admitted<'_> {
    /// A path that the page does not have.
    fn elsewhere(&self, caller: Caller) -> Result<Answer, Refusal> {
        let head = self.asked.head;
        let path = head.uri.path();
        let world = self.sandbox.world();
        let answer = match world.switches.other_paths {
            OtherPaths::Missing => None,
            OtherPaths::All => {
                let body = json!({ "method": head.method.as_str(), "path": path });
                Some(Bytes::from(body.to_string()))
            }
            OtherPaths::Cards if head.method == Method::GET => path
                .strip_prefix("/api/v1/cards/")
                .and_then(|id| {
                    world
                        .state
                        .sent_for(caller.login, id)
                        .map(|sent| (id, sent))
                })
                .and_then(|(id, sent)| {
                    let fields = fields(sent.as_str().as_bytes())?;
                    Some(written(fields, id, &world.switches))
                }),
            OtherPaths::Cards => None,
        };
        let nothing = || Refusal::new(404, "error.path", "there is nothing here");
        Ok(Answer::json(200, answer.ok_or_else(nothing)?))
    }
}

/// The fields of an object as they were sent: no number may become another one.
type Fields = BTreeMap<String, Box<RawValue>>;

/// What was sent, under an identifier of ours.
fn written(mut fields: Fields, id: &str, switches: &Switches) -> Bytes {
    let mut set = |name: &str, value: Value| {
        if let Ok(value) = serde_json::value::to_raw_value(&value) {
            fields.insert(name.to_owned(), value);
        }
    };
    set("id", id.into());
    if switches.unknown_fields == CardFields::Added {
        let content = json!({ "list": [1, "text", true, null], "object": {} });
        set("undocumentedField", content);
    }
    Bytes::from(serde_json::to_vec(&fields).unwrap_or_default())
}

fn fields(body: &[u8]) -> Option<Fields> {
    serde_json::from_slice(body).ok()
}

fn text(body: &[u8]) -> Option<JsonObject> {
    std::str::from_utf8(body).ok()?.parse().ok()
}

fn object(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(body).ok()
}

/// A value at a place, within as many objects as it takes.
fn placed(pointer: &str, value: &str) -> Value {
    let names = pointer.split('/').skip(1).collect::<Vec<_>>();
    names
        .into_iter()
        .rev()
        .fold(Value::from(value), |inner, name| {
            let name = name.replace("~1", "/").replace("~0", "~");
            Value::Object(Map::from_iter([(name, inner)]))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_where_it_is_wanted() {
        assert_eq!(placed("", "t"), json!("t"));
        assert_eq!(placed("/token", "t"), json!({ "token": "t" }));
        assert_eq!(placed("/a~1b/c", "t").pointer("/a~1b/c"), Some(&json!("t")));
    }
}
