//! The service that takes requests.

use std::{
    convert::Infallible,
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::SystemTime,
};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header, request::Parts};
use http_body::Body;
use http_body_util::Full;
use ring::digest::{SHA256, digest};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout, timeout_at},
};
use tower_service::Service;

use super::{
    Inbox, PeerAddress, ReceiverBuilder,
    body::{self, Unread},
    receiver_builder::Settings,
    rows::NewNotice,
    unreadable,
};

/// When somebody who got a 503 may try again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// A [`tower::Service`](Service) that stores notices: for hyper, axum, or whatever else serves the types of `http`. It needs a tokio runtime with
/// time enabled. Clones share their limits.
///
/// | answer | when |
/// |---|---|
/// | 200 | the notice is stored, and the disk has confirmed it; also if its body cannot be read |
/// | 403 | an allow-list is set, and the sender is not on it, or nobody said who the sender is |
/// | 404 | another path than the secret one, whatever the method |
/// | 405 | another method than `POST` |
/// | 400 | the body broke off |
/// | 408 | the body did not come within the time limit |
/// | 413 | the body is longer than the limit |
/// | 503 | storing failed, or took too long, or there is no room for one more request |
///
/// All answers are empty. But for 200, nothing is acknowledged. Whether the sender tries again Qolo's page does not say.
///
/// An over-long body gets a 413 and not a 200 because only what is stored whole is acknowledged; it is logged as a warning, so that the limit can
/// be raised. After a 503 for time the notice may be stored all the same: if it is sent again, it is marked as a possible duplicate.
///
/// ```no_run
/// use pazemo::qolo::webhooks::{Inbox, Receiver};
/// use tower_service::Service;
///
/// # async fn example(inbox: Inbox) -> Result<(), Box<dyn std::error::Error>> {
/// let mut receiver = Receiver::builder(&inbox).build()?;
/// // What a server does for each request:
/// let request = http::Request::post("/").body(http_body_util::Full::new("{}".into()) as http_body_util::Full<bytes::Bytes>)?;
/// let response = receiver.call(request).await?;
/// assert_eq!(response.status(), 200);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Receiver(Arc<Settings>);

impl Receiver {
    /// A receiver that stores in this inbox.
    pub fn builder(inbox: &Inbox) -> ReceiverBuilder {
        ReceiverBuilder::new(inbox)
    }

    pub(super) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Receiver").field(&self.0).finish()
    }
}

impl<B> Service<Request<B>> for Receiver
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let settings = Arc::clone(&self.0);
        Box::pin(async move { Ok(answer(settings.receive(request).await)) })
    }
}

fn answer(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            let allowed = HeaderValue::from_static("POST");
            response.headers_mut().insert(header::ALLOW, allowed);
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        _ => {}
    }
    response
}

impl Settings {
    async fn receive<B: Body>(&self, request: Request<B>) -> StatusCode {
        let (head, body) = request.into_parts();
        let outcome = match self.admit(&head) {
            Ok(()) => self.read_and_store(&head, body).await,
            Err(refused) => Err(refused),
        };
        match outcome {
            Ok(()) => StatusCode::OK,
            Err(status) => status,
        }
    }

    /// Whether a request with this head is for us. The sender comes first and the path second, so that who is not on the list learns nothing about
    /// the path, and who does not know the path nothing about the methods.
    fn admit(&self, head: &Parts) -> Result<(), StatusCode> {
        if !self.senders.is_empty() {
            let Some(PeerAddress(peer)) = head.extensions.get() else {
                tracing::warn!(
                    "a request without a `PeerAddress` was refused: there is an allow-list, and nobody said who the sender is"
                );
                return Err(StatusCode::FORBIDDEN);
            };
            if !self.senders.iter().any(|range| range.contains(*peer)) {
                tracing::debug!("a sender is not on the allow-list");
                return Err(StatusCode::FORBIDDEN);
            }
        }
        if let Some(path) = &self.secret_path
            && !path.is(head.uri.path())
        {
            return Err(StatusCode::NOT_FOUND);
        }
        if head.method != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        Ok(())
    }

    async fn read_and_store<B: Body>(&self, head: &Parts, body: B) -> Result<(), StatusCode> {
        let deadline = Instant::now() + self.time_limit;
        // A length that is known exactly needs no more room than that.
        let expected = body.size_hint().exact();
        let expected = expected.map_or(self.body_limit, |length| {
            usize::try_from(length).unwrap_or(usize::MAX)
        });
        if expected > self.body_limit {
            return Err(too_long());
        }
        let places = self.places(expected, deadline).await?;
        let body = match timeout_at(deadline, body::read(body, expected)).await {
            Ok(Ok(body)) => body,
            Ok(Err(Unread::TooLong)) => return Err(too_long()),
            Ok(Err(Unread::Broken)) => return Err(StatusCode::BAD_REQUEST),
            Err(_) => {
                tracing::debug!("a notice did not come within the time limit");
                return Err(StatusCode::REQUEST_TIMEOUT);
            }
        };
        self.store(self.notice(head, body), places).await
    }

    /// A place among the requests at work, and room for the body.
    async fn places(
        &self,
        bytes: usize,
        deadline: Instant,
    ) -> Result<[OwnedSemaphorePermit; 2], StatusCode> {
        let unavailable = |_| {
            tracing::warn!("there was no room for a notice");
            StatusCode::SERVICE_UNAVAILABLE
        };
        let request = Arc::clone(&self.requests).try_acquire_owned();
        let request = request.map_err(|_| unavailable(()))?;
        // Checked when the receiver was built: it fits.
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let memory = Arc::clone(&self.memory).acquire_many_owned(bytes);
        match timeout_at(deadline, memory).await {
            // Room that comes with the last moment leaves no time to read.
            Ok(Ok(memory)) if Instant::now() < deadline => Ok([request, memory]),
            _ => Err(unavailable(())),
        }
    }

    fn notice(&self, head: &Parts, body: Bytes) -> NewNotice {
        let (headers, headers_complete) = self.headers.of(&head.headers);
        let encoding = head.headers.get(header::CONTENT_ENCODING);
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(digest(&SHA256, &body).as_ref());
        NewNotice {
            received_at: SystemTime::now(),
            headers,
            headers_complete,
            unreadable: unreadable::mark(&body, encoding.map(HeaderValue::as_bytes)),
            body,
            sha256,
        }
    }

    async fn store(
        &self,
        notice: NewNotice,
        places: [OwnedSemaphorePermit; 2],
    ) -> Result<(), StatusCode> {
        tracing::trace!(bytes = notice.body.len(), "received");
        match timeout(self.time_limit, self.inbox.store(notice, places)).await {
            Ok(Ok(id)) => {
                tracing::trace!(id = id.number(), "stored");
                Ok(())
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "a notice could not be stored");
                Err(StatusCode::SERVICE_UNAVAILABLE)
            }
            Err(_) => {
                tracing::error!("a notice was not stored within the time limit");
                Err(StatusCode::SERVICE_UNAVAILABLE)
            }
        }
    }
}

fn too_long() -> StatusCode {
    tracing::warn!("a notice was longer than the limit and was refused");
    StatusCode::PAYLOAD_TOO_LARGE
}
