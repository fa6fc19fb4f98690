//! What a line of text looks like.

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// White space folded.
pub(super) fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// `GET http://…` or `GET /…`, with not much behind it.
pub(super) fn is_request_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let method = words.next().is_some_and(|word| METHODS.contains(&word));
    method
        && words
            .next()
            .is_some_and(|word| word.contains('/') || word.starts_with(['{', '<', ':']))
        && words.count() <= 3
}

/// `Authorization: Bearer …`
pub(super) fn is_header_line(line: &str) -> bool {
    let Some((name, value)) = line.split_once(": ") else {
        return false;
    };
    let known = matches!(
        name.to_ascii_lowercase().as_str(),
        "authorization"
            | "content-type"
            | "accept"
            | "host"
            | "user-agent"
            | "accept-language"
            | "cookie"
    );
    let own = name.starts_with("X-") || name.starts_with("x-");
    (known || own)
        && !name.contains(' ')
        && !value.is_empty()
        && value.split_whitespace().count() <= 4
}

/// Whether nothing is joined to a line: a request line, a header, a label.
pub(super) fn stands_alone(line: &str) -> bool {
    is_request_line(line)
        || is_header_line(line)
        || line.ends_with(':') && line.split_whitespace().count() <= 6
        || line.starts_with("http://")
        || line.starts_with("https://")
}

/// Whether a line is the middle of a sentence.
pub(super) fn goes_on(line: &str) -> bool {
    line.starts_with(|first: char| first.is_lowercase() || matches!(first, ',' | ';' | '.' | ')'))
        && !super::program::begins(line)
        && !line.starts_with("http")
}

/// Whether a line announces an example.
pub(super) fn is_example_label(line: &str) -> bool {
    line.ends_with(':')
        && line.split_whitespace().count() <= 12
        && line
            .split(|character: char| !character.is_alphanumeric())
            .any(|word| {
                matches!(
                    word.to_lowercase().as_str(),
                    "example"
                        | "examples"
                        | "sample"
                        | "response"
                        | "returns"
                        | "command"
                        | "json"
                        | "output"
                        | "structured"
                )
            })
}

/// Whether a line is the heading of a part of an operation.
pub(super) fn is_part(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words <= 3
        && words > 0
        && line.split_whitespace().all(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "request"
                    | "response"
                    | "http"
                    | "query"
                    | "url"
                    | "path"
                    | "body"
                    | "header"
                    | "headers"
                    | "parameters"
                    | "parameter"
                    | "arguments"
                    | "attributes"
                    | "fields"
                    | "returns"
                    | "errors"
                    | "json"
                    | "form"
                    | "codes"
                    | "status"
                    | "error"
            )
        })
}

/// Whether a line has the shape of a heading: short, without an end, no sentence, no code.
pub(super) fn can_be_heading(line: &str) -> bool {
    let count = line.split_whitespace().count();
    let Some(first) = line.chars().next() else {
        return false;
    };
    (1..=10).contains(&count)
        && line.len() <= 100
        && first.is_alphanumeric()
        && line.chars().any(char::is_alphabetic)
        && !line.ends_with(['.', ':', ';', ',', '!', '\\', '{', '[', '('])
        && !line.contains(". ")
        && !line.contains(['|', '=', '"', '{', '\\', '@', '\t', '$'])
        && !line.contains("://")
        && !is_request_line(line)
        && !is_header_line(line)
        && !line.split_whitespace().any(is_member)
}

/// `PingController.ping` is code; `v1.2` and `Node.js` are not.
fn is_member(word: &str) -> bool {
    let mut parts = word.trim_matches(['(', ')']).split('.');
    let (Some(object), Some(member), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    object.len() > 2
        && member.len() > 3
        && object.chars().all(char::is_alphanumeric)
        && member.starts_with(|first: char| first.is_ascii_lowercase())
        && object
            .chars()
            .any(|character| character.is_ascii_lowercase())
}

/// The languages of samples, if a line names them and nothing else.
pub(super) fn languages(line: &str) -> Option<Vec<String>> {
    let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    let known = |word: &String| {
        matches!(
            word.as_str(),
            "curl"
                | "shell"
                | "bash"
                | "php"
                | "js"
                | "javascript"
                | "python"
                | "ruby"
                | "java"
                | "go"
                | "json"
                | "http"
                | "node"
                | "node.js"
                | "nodejs"
                | "c#"
                | "csharp"
                | "typescript"
                | "perl"
                | "kotlin"
                | "swift"
                | "httpie"
        )
    };
    (!words.is_empty() && words.len() <= 12 && words.iter().all(known)).then_some(words)
}
