//! Reads any path of Paysera's project API, signed with the password of a project. It only reads.
//!
//! ```text
//! PAYSERA_PROJECT_URL=https://… PAYSERA_PROJECT_ID=… PAYSERA_PROJECT_SIGN_PASSWORD=… \
//!     cargo run --features paysera --example paysera_project -- /rest/v1/some/path
//! ```

use std::{
    env,
    error::Error,
    io::{Write, stderr, stdout},
};

use pazemo::{
    RawRequest,
    paysera::{ErrorBody, ProjectClient},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: paysera_project PATH")?;
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    let url = variable("PAYSERA_PROJECT_URL")?;
    let id = variable("PAYSERA_PROJECT_ID")?;
    let password = variable("PAYSERA_PROJECT_SIGN_PASSWORD")?;
    let client = ProjectClient::builder(&url, id, password)?.build()?;

    match client.raw(RawRequest::get(path)).await {
        Ok(answer) => stdout().write_all(answer.body())?,
        Err(error) => {
            if let Some(ErrorBody::ErrorObject(body)) = error.body_as() {
                writeln!(stderr(), "the server's code: {}", body.error)?;
            }
            return Err(error.into());
        }
    }
    Ok(())
}
