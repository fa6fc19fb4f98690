//! A file as the place where processes leave tokens for each other.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use super::{StoredToken, TokenStore};
use crate::BoxError;

/// No file of a token is longer.
const LONGEST: u64 = 64 * 1024;

/// A store in one file, for processes of one user on one machine.
///
/// The file is written beside its place and moved there, so that no reader sees half of it, and on Unix it has the mode 0600. One that others could
/// read is not trusted and is replaced at the next login. The folder has to exist.
///
/// ```no_run
/// use pazemo::qolo::{Client, Environment, FileTokenStore, Login};
///
/// let client = Client::builder(Environment::Development)
///     .login(Login::new("program-17", "an-api-key"))
///     .token_store(FileTokenStore::new("/run/accounting/qolo-token.json"))
///     .build()?;
/// # Ok::<(), pazemo::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FileTokenStore {
    path: PathBuf,
}

impl FileTokenStore {
    /// A store in this file, which need not exist yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl TokenStore for FileTokenStore {
    async fn load(&self) -> Result<Option<StoredToken>, BoxError> {
        let path = self.path.clone();
        tokio::task::spawn_blocking(move || read(&path)).await?
    }

    async fn store(&self, token: StoredToken) -> Result<(), BoxError> {
        let path = self.path.clone();
        tokio::task::spawn_blocking(move || write(&path, &token)).await?
    }
}

fn read(path: &Path) -> Result<Option<StoredToken>, BoxError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            return Err("the file of the token is open to other users".into());
        }
    }
    let mut text = Vec::new();
    file.take(LONGEST).read_to_end(&mut text)?;
    // The reader's own message could repeat a value.
    let token = serde_json::from_slice(&text).map_err(|_| "the file holds no stored token")?;
    Ok(Some(token))
}

fn write(path: &Path, token: &StoredToken) -> Result<(), BoxError> {
    let mut name = path.file_name().ok_or("the path names no file")?.to_owned();
    name.push(format!(".{:016x}", fastrand::u64(..)));
    let beside = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let text = serde_json::to_vec(token)?;
    let written = options
        .open(&beside)
        .and_then(|mut file| file.write_all(&text))
        .and_then(|()| fs::rename(&beside, path));
    written.inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::Secret;

    fn token(secret: &str) -> StoredToken {
        let received_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let lifetime = Duration::from_secs(43_200);
        StoredToken::new(Secret::new(secret), "a".to_owned(), received_at, lifetime)
    }

    /// A folder of this test alone, which is gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let name = format!("pazemo-token-{:016x}", fastrand::u64(..));
            let path = std::env::temp_dir().join(name);
            fs::create_dir(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    #[tokio::test]
    async fn what_is_left_is_found_and_nothing_else_stays() {
        let folder = Folder::new();
        let store = FileTokenStore::new(folder.0.join("token.json"));
        assert_eq!(store.load().await.unwrap(), None);
        for secret in ["one", "another"] {
            store.store(token(secret)).await.unwrap();
            assert_eq!(store.load().await.unwrap(), Some(token(secret)));
        }
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn what_is_no_token_is_an_error_that_does_not_repeat_it() {
        let folder = Folder::new();
        let path = folder.0.join("token.json");
        let store = FileTokenStore::new(&path);
        store.store(token("t")).await.unwrap();
        for text in ["", "c4n4ry", r#"{"token":"c4n4ry"}"#, "[]", "\0"] {
            fs::write(&path, text).unwrap();
            let error = store.load().await.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("c4n4ry"));
        }
        let nowhere = FileTokenStore::new(folder.0.join("no/such/folder"));
        assert!(nowhere.store(token("c4n4ry")).await.is_err());
        assert_eq!(nowhere.load().await.unwrap(), None);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_its_owner_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt;

        let folder = Folder::new();
        let path = folder.0.join("token.json");
        let store = FileTokenStore::new(&path);
        store.store(token("t")).await.unwrap();
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        // Somebody opened it: it is not trusted, and closed again by the next one.
        fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        assert!(store.load().await.is_err());
        store.store(token("t")).await.unwrap();
        assert_eq!(mode(), 0o600);
        assert!(store.load().await.unwrap().is_some());
    }
}
