//! Tokens: making, changing and revoking them while the sandbox runs.

use ipnet::IpNet;
use pazemo::Secret;

use super::{Control, Refused};
use crate::{seed::Access, world::dump::TokenState};

/// A token that was just made: the only time that its value is shown.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct IssuedToken {
    /// By which it is named from here on.
    pub number: u32,
    /// What is sent as `Authorization: Bearer …`.
    pub value: Secret,
}

impl Control {
    /// All tokens without their values, revoked ones too.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let tokens = sandbox.control().tokens();
    /// assert_eq!((tokens[1].number, tokens[1].access), (1, "read-only"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn tokens(&self) -> Vec<TokenState> {
        self.shared.world().token_views()
    }

    /// Gives a user another token, open to these addresses, or to all if there are none. Without a value it gets one of the sandbox's.
    ///
    /// # Errors
    ///
    /// 404 if there is no such user; 400 if the value cannot be sent; 409 if there is such a token, or if the user has five that are not revoked.
    ///
    /// ```
    /// # use pazemo_sandbox::Access;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// let token = control.add_token("other", None, Access::ReadOnly, &["127.0.0.0/8".parse()?])?;
    /// control.revoke_token(token.number)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_token(
        &self,
        user: &str,
        value: Option<Secret>,
        access: Access,
        addresses: &[IpNet],
    ) -> Result<IssuedToken, Refused> {
        if value
            .as_ref()
            .is_some_and(|value| !is_sendable(value.expose()))
        {
            let message = "a token is 1 to 1024 visible characters of ASCII, without spaces";
            return Err(Refused::new(400, "error.token.invalid", message));
        }
        let mut world = self.shared.world();
        let (number, value) = world.add_token(user, value, access, addresses.to_vec())?;
        Ok(IssuedToken { number, value })
    }

    /// From here on the token is refused with 401. It stays in the list.
    ///
    /// # Errors
    ///
    /// 404 if there is no such token.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// assert!(sandbox.control().revoke_token(0)?.revoked);
    /// # Ok(())
    /// # }
    /// ```
    pub fn revoke_token(&self, number: u32) -> Result<TokenState, Refused> {
        Ok(self.shared.world().revoke_token(number)?)
    }

    /// Revokes a token, and makes another one that may do the same.
    ///
    /// # Errors
    ///
    /// 404 if there is no such token; 409 if it is revoked already.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let control = sandbox.control();
    /// let token = control.rotate_token(0)?;
    /// assert_ne!(token.value.expose(), "sandbox-full-token");
    /// assert!(control.tokens()[0].revoked);
    /// # Ok(())
    /// # }
    /// ```
    pub fn rotate_token(&self, number: u32) -> Result<IssuedToken, Refused> {
        let (number, value) = self.shared.world().rotate_token(number)?;
        Ok(IssuedToken { number, value })
    }

    /// From here on the token may be used from these addresses, or from all if there are none.
    ///
    /// # Errors
    ///
    /// 404 if there is no such token.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// let token = sandbox.control().restrict_token(0, &["192.0.2.0/24".parse()?])?;
    /// assert_eq!(token.addresses, ["192.0.2.0/24"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn restrict_token(&self, number: u32, addresses: &[IpNet]) -> Result<TokenState, Refused> {
        let mut world = self.shared.world();
        Ok(world.set_token_addresses(number, addresses.to_vec())?)
    }

    /// From here on the token may do this.
    ///
    /// # Errors
    ///
    /// 404 if there is no such token.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = pazemo_sandbox::Sandbox::start().await?;
    /// # use pazemo_sandbox::Access;
    /// let token = sandbox.control().set_token_access(0, Access::ReadOnly)?;
    /// assert_eq!(token.access, "read-only");
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_token_access(&self, number: u32, access: Access) -> Result<TokenState, Refused> {
        Ok(self.shared.world().set_token_access(number, access)?)
    }

    /// Both of it in one step; what is not given stays as it is.
    pub(crate) fn change_token(
        &self,
        number: u32,
        access: Option<Access>,
        addresses: Option<Vec<IpNet>>,
    ) -> Result<TokenState, Refused> {
        let mut world = self.shared.world();
        if let Some(access) = access {
            world.set_token_access(number, access)?;
        }
        match addresses {
            Some(addresses) => Ok(world.set_token_addresses(number, addresses)?),
            None => Ok(world.token_view(number)?),
        }
    }
}

/// Whether a text can stand in an `Authorization` header.
pub(crate) fn is_sendable(token: &str) -> bool {
    const MOST_BYTES: usize = 1024;
    !token.is_empty()
        && token.len() <= MOST_BYTES
        && token.bytes().all(|byte| byte.is_ascii_graphic())
}
