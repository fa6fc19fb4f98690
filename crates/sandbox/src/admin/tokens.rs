//! Tokens.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use ipnet::IpNet;
use pazemo::Secret;
use serde::{Deserialize, Serialize};

use super::answer::{Json, Problem, Received, Segments, json};
use crate::{
    control::{Control, IssuedToken},
    seed::{Access, read_address_range},
    world::dump::TokenState,
};

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum AccessName {
    Full,
    ReadOnly,
}

impl From<AccessName> for Access {
    fn from(name: AccessName) -> Self {
        match name {
            AccessName::Full => Self::Full,
            AccessName::ReadOnly => Self::ReadOnly,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewToken {
    user_id: String,
    value: Option<Secret>,
    access: Option<AccessName>,
    #[serde(default)]
    addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    access: Option<AccessName>,
    addresses: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Issued {
    number: u32,
    value: String,
}

pub(super) async fn list(State(control): State<Control>) -> Json<Vec<TokenState>> {
    Json(control.tokens())
}

pub(super) async fn add(
    State(control): State<Control>,
    Received(new): Received<NewToken>,
) -> Result<Response, Problem> {
    let access = new.access.map_or(Access::Full, Access::from);
    let addresses = ranges(&new.addresses)?;
    let token = control.add_token(&new.user_id, new.value, access, &addresses)?;
    Ok(issued(&token))
}

pub(super) async fn change(
    State(control): State<Control>,
    Segments(number): Segments<u32>,
    Received(change): Received<Change>,
) -> Result<Json<TokenState>, Problem> {
    let addresses = change.addresses.as_deref().map(ranges).transpose()?;
    let access = change.access.map(Access::from);
    let token = control.change_token(number, access, addresses)?;
    Ok(Json(token))
}

pub(super) async fn revoke(
    State(control): State<Control>,
    Segments(number): Segments<u32>,
) -> Result<Json<TokenState>, Problem> {
    Ok(Json(control.revoke_token(number)?))
}

pub(super) async fn rotate(
    State(control): State<Control>,
    Segments(number): Segments<u32>,
) -> Result<Response, Problem> {
    Ok(issued(&control.rotate_token(number)?))
}

fn issued(token: &IssuedToken) -> Response {
    let body = Issued {
        number: token.number,
        value: token.value.expose().to_owned(),
    };
    json(StatusCode::CREATED, &body).into_response()
}

fn ranges(texts: &[impl AsRef<str>]) -> Result<Vec<IpNet>, Problem> {
    let range = |text: &_| {
        let text: &str = AsRef::as_ref(text);
        read_address_range(text).map_err(|right| {
            let message = format!("`{text}` is no range of addresses; right would be {right}");
            Problem::new(400, "addresses", message)
        })
    };
    texts.iter().map(range).collect()
}
