//! What kinds of clients the provider knows.

crate::open_enum::open_enum! {
    "pazemo::paysera",
    /// The type of a client, which decides what it may do. It is not sent; an error for a lack of rights (status 403) tells what it means.
    ClientType {
        /// `private_client`: a web site or a place of business, which nobody else has access to. It may have one project, or manage several.
        PrivateClient = "private_client",
        /// `application`: what all copies of a mobile application have in common. It belongs to one project.
        Application = "application",
        /// `app_client`: one installation of a mobile application on one device.
        AppClient = "app_client",
    }
}

impl ClientType {
    /// What may be behind a 403.
    pub(super) fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::PrivateClient => {
                "a private client has one project or manages several: perhaps this belongs to another one"
            }
            Self::Application => {
                "a client of type `application` may only read its own information and register new clients"
            }
            Self::AppClient => {
                "a client of type `app_client` has no access to what belongs to other clients of its application"
            }
            Self::Unknown(_) => return None,
        })
    }
}
