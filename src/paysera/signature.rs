//! How a client shows who it is: by a signature that is made for each attempt anew, or by its certificate.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use tokio::time::Instant;
use url::{Position, Url};

use super::{
    ClientType, MacCredentials, MacRequest, nonce::nonce, parameters::Parameters,
    server_time::ServerTime,
};
use crate::{
    Error, ErrorKind,
    runtime::{
        Runtime,
        sign::{Signed, SignedRequest, Signer, Signing},
    },
};

/// What is added to the requests of a client.
#[derive(Clone)]
pub(super) struct Signature {
    pub(super) proof: Proof,
    pub(super) parameters: Parameters,
    pub(super) client_type: Option<ClientType>,
    /// Whether signatures have the time of the system, because nothing else was asked for.
    pub(super) follows_system: bool,
}

/// Whereby the server knows the client.
#[derive(Clone)]
pub(super) enum Proof {
    /// A signature with a key, and the server's time.
    Mac(Arc<MacCredentials>, Arc<ServerTime>),
    /// What TLS has shown already.
    Certificate,
}

impl Signer for Signature {
    fn make_ready<'a>(
        &'a self,
        runtime: &'a Runtime,
        deadline: Instant,
    ) -> Signing<'a, Result<(), Error>> {
        Box::pin(async move {
            // What will not be signed needs no time.
            self.parameters.check(ErrorKind::InvalidArgument)?;
            if let Proof::Mac(_, time) = &self.proof {
                time.make_ready(runtime, deadline).await;
            }
            Ok(())
        })
    }

    fn sign(&self, request: &SignedRequest<'_>) -> Result<Signed, Error> {
        self.parameters.check(ErrorKind::InvalidArgument)?;
        match &self.proof {
            Proof::Mac(credentials, time) => {
                let body = request.body.unwrap_or_default();
                let ext = self.parameters.ext().with_body(body).encode();
                signed(credentials, time, request, &ext)
            }
            Proof::Certificate => Ok(Signed {
                headers: self.parameters.headers(),
                version: 0,
            }),
        }
    }

    fn refused<'a>(
        &'a self,
        runtime: &'a Runtime,
        version: u64,
        deadline: Instant,
    ) -> Signing<'a, bool> {
        Box::pin(async move {
            match &self.proof {
                Proof::Mac(_, time) => time.refused(runtime, version, deadline).await,
                Proof::Certificate => false,
            }
        })
    }

    fn hint(&self, status: u16) -> Option<&'static str> {
        if status == 401 && self.follows_system {
            return Some("the time is that of this machine, unless `ask_for_time` is called");
        }
        let client_type = self.client_type.as_ref().filter(|_| status == 403);
        client_type.and_then(ClientType::hint)
    }
}

fn signed(
    credentials: &MacCredentials,
    time: &ServerTime,
    request: &SignedRequest<'_>,
    ext: &str,
) -> Result<Signed, Error> {
    let (host, port) = server(request.url)?;
    let nonce = nonce()?;
    // Last, so that no other attempt is signed with a later time and sent before.
    let stamp = time.stamp();
    let authorization = credentials.authorization(&MacRequest {
        timestamp: stamp.timestamp,
        nonce: &nonce,
        method: request.method.as_str(),
        path_and_query: &request.url[Position::BeforePath..Position::AfterQuery],
        host,
        port,
        ext,
    })?;
    Ok(Signed {
        headers: vec![(AUTHORIZATION, authorization)],
        version: stamp.version,
    })
}

fn server(url: &Url) -> Result<(&str, u16), Error> {
    url.host_str()
        .zip(url.port_or_known_default())
        .ok_or_else(|| Error::new(ErrorKind::InvalidArgument, "the URL has no host or port"))
}
