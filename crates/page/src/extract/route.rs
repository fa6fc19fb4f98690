//! Methods, addresses and paths.

/// Methods that pages document.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A method and an address as the page writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) method: String,
    pub(super) address: String,
}

/// An address in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// What stands before the path, with the base path.
    pub(super) base: Option<String>,
    /// Without host, base path, query and fragment.
    pub(super) path: String,
}

/// The paths of the page's base addresses, the longest first.
#[derive(Debug, Default)]
pub(super) struct BasePaths(Vec<String>);

impl BasePaths {
    pub(super) fn of<'a>(urls: impl Iterator<Item = &'a str>) -> Self {
        let mut paths: Vec<String> = urls
            .map(|url| parts(url).1.trim_end_matches('/').to_owned())
            .filter(|path| !path.is_empty())
            .collect();
        paths.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        paths.dedup();
        paths.truncate(32);
        Self(paths)
    }

    /// An address without what its base says already.
    pub(super) fn split(&self, address: &str) -> Address {
        let (base, path) = parts(address);
        let mut base = base.map(str::to_owned);
        let mut path = path;
        for known in &self.0 {
            if let Some(rest) = path.strip_prefix(known.as_str())
                && (rest.is_empty() || rest.starts_with('/'))
            {
                base = Some(base.unwrap_or_default() + known);
                path = if rest.is_empty() {
                    "/".to_owned()
                } else {
                    rest.to_owned()
                };
                break;
            }
        }
        Address { base, path }
    }
}

/// What stands before the path, and the path without query and fragment.
fn parts(address: &str) -> (Option<&str>, String) {
    let address = address.trim();
    let (base, rest) = if let Some(scheme) = address.find("://") {
        let host = scheme + 3;
        let end = slash_outside_braces(address, host);
        (address.get(..end), address.get(end..).unwrap_or(""))
    } else if address.starts_with('/') {
        (None, address)
    } else {
        let end = slash_outside_braces(address, 0);
        let first = address.get(..end).unwrap_or("");
        if is_base_placeholder(first) || is_host(first) {
            (Some(first), address.get(end..).unwrap_or(""))
        } else {
            (None, address)
        }
    };
    let path = without_query(rest);
    let path = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    (base, path)
}

fn slash_outside_braces(text: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().skip_while(|(at, _)| *at < from) {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            '/' | '?' | '#' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn without_query(path: &str) -> &str {
    let mut depth = 0_usize;
    for (at, character) in path.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            '?' | '#' if depth == 0 => return path.get(..at).unwrap_or(path),
            // `/users{?limit}` and `/users[?limit]`
            _ => {}
        }
    }
    path.split("{?").next().unwrap_or(path)
}

fn is_base_placeholder(segment: &str) -> bool {
    let marked = segment.starts_with(['{', '<', '$', '[']) || segment.contains("{{");
    let name = segment.to_lowercase();
    marked
        && [
            "base", "url", "host", "domain", "endpoint", "server", "env", "api", "root", "gateway",
        ]
        .iter()
        .any(|word| name.contains(word))
}

/// Whether a segment is the name of a host.
pub(super) fn is_host(segment: &str) -> bool {
    let name = segment.split(':').next().unwrap_or(segment);
    let last = name.rsplit('.').next().unwrap_or("");
    name == "localhost"
        || name.contains('.')
            && last.len() >= 2
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !crate::one_of(last, "json xml php md html txt js py rb pdf csv")
            && name.chars().all(|character| {
                character.is_ascii_alphanumeric()
                    || matches!(character, '.' | '-' | '{' | '}' | '<' | '>' | '_')
            })
            && !name.starts_with('.')
}

/// The segments of a path.
pub(super) fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

/// The parameters in a path, in their order, without marks.
pub(super) fn parameters(path: &str) -> Vec<String> {
    let mut all = Vec::new();
    for segment in segments(path) {
        if let Some(name) = segment.strip_prefix(':') {
            let name: String = name
                .chars()
                .take_while(|character| {
                    character.is_alphanumeric() || matches!(character, '_' | '-')
                })
                .collect();
            if !name.is_empty() {
                all.push(name);
            }
            continue;
        }
        let mut rest = segment;
        while let Some(at) = rest.find(['{', '<', '[']) {
            let end = match rest.as_bytes().get(at) {
                Some(b'{') => '}',
                Some(b'<') => '>',
                _ => ']',
            };
            let inner = rest.get(at + 1..).unwrap_or("");
            let Some(close) = inner.find(end) else { break };
            let name = inner
                .get(..close)
                .unwrap_or("")
                .trim_matches(['{', '<', ' ', ':']);
            if !name.is_empty() {
                all.push(name.to_owned());
            }
            rest = inner
                .get(close + 1..)
                .unwrap_or("")
                .trim_start_matches(['}', '>']);
        }
    }
    all
}

/// Whether a segment stands for a value.
pub(super) fn is_parameter(segment: &str) -> bool {
    segment.starts_with([':', '$', '['])
        || segment.contains(['{', '<'])
        || segment.len() > 1
            && segment.contains('_')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_value(segment: &str) -> bool {
    segment.bytes().any(|byte| byte.is_ascii_digit()) || segment.len() > 20
}

/// Whether a sample calls what a line names: values in the place of parameters, and a version or `api` before the path.
pub(super) fn calls(sample: &str, line: &str) -> bool {
    let sample = segments(sample);
    let line = segments(line);
    if sample.len() < line.len() {
        return same(
            &sample,
            line.get(line.len() - sample.len()..).unwrap_or(&[]),
        ) && !sample.is_empty()
            && line
                .iter()
                .take(line.len() - sample.len())
                .all(|segment| is_prefix(segment));
    }
    let before = sample.len() - line.len();
    same(sample.get(before..).unwrap_or(&[]), &line)
        && sample.iter().take(before).all(|segment| is_prefix(segment))
}

/// Whether a path says the same as another, but for the names of parameters and for values in their place. `/users/me` and
/// `/users/{id}` are two.
pub(super) fn repeats(path: &str, known: &str) -> bool {
    calls(path, known) && {
        let (path, known) = (segments(path), segments(known));
        path.iter()
            .rev()
            .zip(known.iter().rev())
            .all(|(one, other)| one == other || is_parameter(one) || is_value(one))
    }
}

fn same(sample: &[&str], line: &[&str]) -> bool {
    sample.len() == line.len()
        && sample.iter().zip(line).all(|(sample, line)| {
            sample == line
                || is_parameter(line)
                || is_value(line) && (is_parameter(sample) || is_value(sample))
        })
}

/// `v1`, `api` and their like, which pages write here and leave out there.
fn is_prefix(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    version
        || matches!(
            segment,
            "api" | "rest" | "public" | "sandbox" | "test" | "live" | "prod"
        )
        || is_base_placeholder(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_and_query_are_no_part_of_a_path() {
        let bases = BasePaths::of(
            [
                "https://api.harbour.example/v1/",
                "https://sandbox.harbour.example/v1",
            ]
            .into_iter(),
        );
        let path = |address: &str| bases.split(address).path;
        assert_eq!(
            path("https://api.harbour.example/v1/ships/{id}?tide=high"),
            "/ships/{id}"
        );
        assert_eq!(path("/v1/ships"), "/ships");
        assert_eq!(path("/ships"), "/ships");
        assert_eq!(path("/v10/ships"), "/v10/ships");
        assert_eq!(path("{{base_url}}/ships/:id"), "/ships/:id");
        assert_eq!(path("api.harbour.example/ships"), "/ships");
        assert_eq!(path("/{ship}/berths"), "/{ship}/berths");
        assert_eq!(
            bases
                .split("http://api.harbour.example/v1/ships")
                .base
                .as_deref(),
            Some("http://api.harbour.example/v1")
        );
    }

    #[test]
    fn parameters_of_every_spelling_are_found() {
        assert_eq!(parameters("/a/{x}/b/:y/<Z>/{q}.json"), ["x", "y", "Z", "q"]);
        assert!(parameters("/a/{/b").is_empty());
    }

    #[test]
    fn a_path_with_a_word_for_a_parameter_is_another_path() {
        assert!(repeats("/users/42", "/users/{id}"));
        assert!(repeats("/users/:id", "/users/{userId}"));
        assert!(!repeats("/users/me", "/users/{id}"));
    }

    #[test]
    fn a_sample_calls_a_line_with_values() {
        assert!(calls("/users/42", "/users/{id}"));
        assert!(calls("/v1/users/42", "/users/:id"));
        assert!(calls("/users/{userid}", "/users/{userId}"));
        assert!(!calls("/users/{id}", "/users/me"));
        assert!(!calls("/ships/42", "/users/{id}"));
        assert!(!calls("/users", "/users/{id}"));
    }
}
