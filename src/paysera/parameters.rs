//! For which project and from which location a request is made.

use http::{HeaderName, HeaderValue};

use super::Ext;
use crate::{Error, ErrorKind};

/// The page's way to name the extra parameters where a certificate takes the place of the signature.
const PROJECT_HEADER: HeaderName = HeaderName::from_static("wallet-api-project-id");
const LOCATION_HEADER: HeaderName = HeaderName::from_static("wallet-api-location-id");

/// Why an identifier is not sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unusable(&'static str);

/// The extra parameters. Those that cannot be sent keep everything from being sent: a request without them would be one for another project.
#[derive(Clone)]
pub(super) struct Parameters {
    project: Result<Option<Box<str>>, Unusable>,
    location: Result<Option<Box<str>>, Unusable>,
}

impl Parameters {
    pub(super) fn none() -> Self {
        Self {
            project: Ok(None),
            location: Ok(None),
        }
    }

    pub(super) fn set_project(&mut self, id: &str) {
        self.project = checked(id, "the project is empty or cannot stand in a header");
    }

    pub(super) fn set_location(&mut self, id: &str) {
        self.location = checked(id, "the location is empty or cannot stand in a header");
    }

    /// What is wrong with them, for whoever builds a client.
    pub(super) fn check(&self, kind: ErrorKind) -> Result<(), Error> {
        match (&self.project, &self.location) {
            (Err(Unusable(reason)), _) | (_, Err(Unusable(reason))) => {
                Err(Error::new(kind, *reason))
            }
            _ => Ok(()),
        }
    }

    /// As they are signed.
    pub(super) fn ext(&self) -> Ext {
        let mut ext = Ext::new();
        if let Ok(Some(id)) = &self.project {
            ext = ext.with_project(&**id);
        }
        if let Ok(Some(id)) = &self.location {
            ext = ext.with_location(&**id);
        }
        ext
    }

    /// As they travel with a certificate.
    pub(super) fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        [
            (PROJECT_HEADER, &self.project),
            (LOCATION_HEADER, &self.location),
        ]
        .into_iter()
        .filter_map(|(name, id)| {
            let id = id.as_ref().ok()?.as_deref()?;
            let mut value = HeaderValue::from_str(id).ok()?;
            value.set_sensitive(true);
            Some((name, value))
        })
        .collect()
    }
}

/// The same for both ways to send them. Space at either end would be lost in a header.
fn checked(id: &str, reason: &'static str) -> Result<Option<Box<str>>, Unusable> {
    let is_sound =
        !id.is_empty() && id.trim() == id && id.bytes().all(|b| (b' '..=b'~').contains(&b));
    if is_sound {
        Ok(Some(id.into()))
    } else {
        Err(Unusable(reason))
    }
}
