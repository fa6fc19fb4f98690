//! What kinds of clients the provider knows.

/// The type of a client, which decides what it may do. It is not sent; an error for a lack of rights (status 403) tells what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClientType {
    /// `private_client`: a web site or a place of business, which nobody else has access to. It may have one project, or manage several.
    PrivateClient,
    /// `application`: what all copies of a mobile application have in common. It belongs to one project.
    Application,
    /// `app_client`: one installation of a mobile application on one device.
    AppClient,
}

impl ClientType {
    /// The type's name at the provider.
    ///
    /// ```
    /// use pazemo::paysera::ClientType;
    ///
    /// assert_eq!(ClientType::AppClient.as_str(), "app_client");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PrivateClient => "private_client",
            Self::Application => "application",
            Self::AppClient => "app_client",
        }
    }

    /// What may be behind a 403.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::PrivateClient => {
                "a private client has one project or manages several: perhaps this belongs to another one"
            }
            Self::Application => {
                "a client of type `application` may only read its own information and register new clients"
            }
            Self::AppClient => {
                "a client of type `app_client` has no access to what belongs to other clients of its application"
            }
        }
    }
}

impl std::fmt::Display for ClientType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
