use super::*;

fn call(language: &str, text: &str) -> (Option<String>, Option<String>) {
    let sample = sample(language, text, 1);
    (sample.method, sample.url)
}

fn expected(method: &str, url: &str) -> (Option<String>, Option<String>) {
    (Some(method.to_owned()), Some(url.to_owned()))
}

#[test]
fn curl_is_read_with_what_pages_forget() {
    let text = "curl -X POST 'http://api.harbour.example/ships' \\\n  -H \"Content-Type: application/json\" \\\n  -H \"Authorization: Bearer <your token>\"\n  -d \"{\n    \"name\": \"Anna\",\n    \"length\": 12\n  }\"";
    let sample = sample("shell", text, 1);
    assert_eq!(sample.method.as_deref(), Some("POST"));
    assert_eq!(
        sample.url.as_deref(),
        Some("http://api.harbour.example/ships")
    );
    assert_eq!(
        sample.headers,
        [
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("Authorization".to_owned(), "Bearer <your token>".to_owned())
        ]
    );
    let body: serde_json::Value = serde_json::from_str(&sample.body.unwrap()).unwrap();
    assert_eq!(body["length"], 12);
}

#[test]
fn curl_without_method_posts_what_it_sends() {
    assert_eq!(
        call(
            "shell",
            "$ curl https://api.harbour.example/ships -u key: -d name=Anna -d length=12"
        ),
        expected("POST", "https://api.harbour.example/ships")
    );
    assert_eq!(
        call("shell", "curl -sXDELETE \"https://x.example/ships/1\""),
        expected("DELETE", "https://x.example/ships/1")
    );
    assert_eq!(
        call("shell", "curl -G https://x.example/ships -d a=b"),
        expected("GET", "https://x.example/ships")
    );
    assert_eq!(call("shell", "curl \"api_endpoint_here\"").1, None);
}

#[test]
fn httpie_is_read() {
    let text = "http POST https://x.example/ships X-Key:abc name=Anna length:=12";
    assert_eq!(
        call("shell", text),
        expected("POST", "https://x.example/ships")
    );
    let sample = sample("shell", text, 1);
    assert_eq!(sample.headers, [("X-Key".to_owned(), "abc".to_owned())]);
    let body: serde_json::Value = serde_json::from_str(&sample.body.unwrap()).unwrap();
    assert_eq!(body, serde_json::json!({"name": "Anna", "length": 12}));
    assert_eq!(
        call("shell", "https x.example/ships"),
        expected("GET", "x.example/ships")
    );
}

#[test]
fn php_with_curl_is_read() {
    let text = "<?php\n$curl = curl_init();\ncurl_setopt_array($curl, array(\n  CURLOPT_URL => 'http://x.example/ships/{id}',\n  CURLOPT_CUSTOMREQUEST => 'PUT',\n  CURLOPT_POSTFIELDS => '{\n  \"a\": 1\n}',\n  CURLOPT_HTTPHEADER => array(\n    'Authorization: Bearer'.' '.<your api token>\n  ),\n));";
    let sample = sample("php", text, 1);
    assert_eq!(sample.method.as_deref(), Some("PUT"));
    assert_eq!(sample.url.as_deref(), Some("http://x.example/ships/{id}"));
    assert_eq!(
        sample.headers,
        [(
            "Authorization".to_owned(),
            "Bearer <your api token>".to_owned()
        )]
    );
    assert_eq!(sample.body.as_deref(), Some("{\n  \"a\": 1\n}"));
}

#[test]
fn other_languages_are_read() {
    for (language, text, method, url) in [
        (
            "javascript",
            "fetch(\"https://x.example/a\", {\n  method: 'post',\n  headers: {'Content-Type': 'application/json'}\n})",
            "POST",
            "https://x.example/a",
        ),
        (
            "javascript",
            "fetch('https://x.example/a').then(r => r.json())",
            "GET",
            "https://x.example/a",
        ),
        (
            "javascript",
            "axios.delete('https://x.example/a/1')",
            "DELETE",
            "https://x.example/a/1",
        ),
        (
            "javascript",
            "var xhr = new XMLHttpRequest();\nxhr.open(\"GET\", \"https://x.example/a\");",
            "GET",
            "https://x.example/a",
        ),
        (
            "javascript",
            "axios({ method: 'patch', url: '/a/1' })",
            "PATCH",
            "/a/1",
        ),
        (
            "python",
            "import requests\nurl = \"https://x.example/a\"\nr = requests.put(url)",
            "PUT",
            "https://x.example/a",
        ),
        (
            "python",
            "conn.request(\"GET\", \"/a\", payload, headers)",
            "GET",
            "/a",
        ),
        (
            "ruby",
            "RestClient.get 'https://x.example/a', headers",
            "GET",
            "https://x.example/a",
        ),
        (
            "ruby",
            "url = URI(\"https://x.example/a\")\nrequest = Net::HTTP::Post.new(url)",
            "POST",
            "https://x.example/a",
        ),
        (
            "go",
            "req, err := http.NewRequest(\"DELETE\", \"https://x.example/a\", nil)",
            "DELETE",
            "https://x.example/a",
        ),
        (
            "node",
            "const r = await fetch(`${base}/a/${id}`, { method: \"GET\" });",
            "GET",
            "${base}/a/${id}",
        ),
        ("http", "GET /a HTTP/1.1\nHost: x.example\n", "GET", "/a"),
    ] {
        assert_eq!(call(language, text), expected(method, url), "{text}");
    }
}
