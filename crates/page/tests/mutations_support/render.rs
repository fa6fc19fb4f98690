//! Pages of many habits from one service, line by line, each line with what it claims.

use super::api::{Api, Call, Item};

/// What a line of a page claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Layout, prose, code: nothing of level `api` depends on it alone.
    Nothing,
    /// A row of a table: the call, whether it is the request's, the name.
    Field(usize, bool, String),
    /// A row of an object's table.
    ObjectField(String, String),
    /// A status.
    Status(u16),
    /// A base address.
    Base(String),
    /// The line that names an operation.
    Request,
}

pub(crate) type Lines = Vec<(String, Claim)>;

/// How the line that names an operation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// `GET https://host/path` in a code span below a heading.
    Span,
    /// The same without host.
    SpanPath,
    /// A heading of its own.
    Heading,
    /// In a fence.
    Fence,
    /// In bold.
    Bold,
    /// `Endpoint: GET /path`
    Label,
    /// `<span class="verb">GET</span> <code>/path</code>`
    Html,
}

/// How fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    /// A table without pipes at its sides.
    Table,
    /// A table with pipes at its sides.
    Piped,
    /// A table in HTML.
    Html,
    /// A list: ``- `name` (string, required): text``.
    List,
    /// A list: `* **name** – *string* – text`.
    BoldList,
}

/// What a cell of a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Name,
    /// In a code span.
    CodeName,
    /// In bold.
    BoldName,
    /// `name *`
    StarName,
    /// `name (required)`
    SaidName,
    /// `name<br>*string*`
    TypedName,
    /// `**name**<br>required`
    RequiredBelow,
    /// `name<br>required, string`
    BothBelow,
    Type,
    Text,
    /// The text with `Required. ` before it.
    RequiredText,
    /// `yes` and `no`, in the words given.
    Required(&'static str, &'static str),
    Default,
}

/// A habit.
#[derive(Debug, Clone)]
pub(crate) struct Habit {
    pub(crate) name: &'static str,
    pub(crate) line: Line,
    pub(crate) fields: Fields,
    pub(crate) request: (&'static str, &'static [(&'static str, Shown)]),
    pub(crate) response: (&'static str, &'static [(&'static str, Shown)]),
    /// `{`, `:` or `<`.
    pub(crate) parameter: char,
    /// Headings for fields that have to be there, and for those that have not.
    pub(crate) split: Option<(&'static str, &'static str)>,
    pub(crate) bases: &'static str,
    pub(crate) statuses: (&'static str, &'static [&'static str]),
    /// Whether samples and examples stand before the line that names the operation.
    pub(crate) examples_first: bool,
    /// Levels of chapter, operation and part.
    pub(crate) levels: (usize, usize, usize),
    pub(crate) sample: &'static str,
}

impl Habit {
    pub(crate) fn shows_type(&self, request: bool) -> bool {
        self.has(request, |shown| {
            matches!(shown, Shown::Type | Shown::TypedName | Shown::BothBelow)
        }) || matches!(self.fields, Fields::List | Fields::BoldList)
    }

    pub(crate) fn shows_required(&self, request: bool) -> bool {
        self.split.is_some() && request
            || self.has(request, |shown| {
                matches!(
                    shown,
                    Shown::Required(..)
                        | Shown::StarName
                        | Shown::SaidName
                        | Shown::RequiredBelow
                        | Shown::BothBelow
                        | Shown::RequiredText
                )
            })
            || self.fields == Fields::List
    }

    fn has(&self, request: bool, is: impl Fn(Shown) -> bool) -> bool {
        let columns = if request {
            self.request.1
        } else {
            self.response.1
        };
        columns.iter().any(|(_, shown)| is(*shown))
    }

    pub(crate) fn path(&self, path: &str) -> String {
        match self.parameter {
            ':' => path.replace('{', ":").replace('}', ""),
            '<' => path.replace('{', "<").replace('}', ">"),
            _ => path.to_owned(),
        }
    }
}

fn cell(shown: Shown, item: &Item) -> String {
    let name = &item.name;
    let said = if item.required {
        "required"
    } else {
        "optional"
    };
    match shown {
        Shown::Name => name.clone(),
        Shown::CodeName => format!("`{name}`"),
        Shown::BoldName => format!("**{name}**"),
        Shown::StarName => format!("{name}{}", if item.required { " *" } else { "" }),
        Shown::SaidName => format!("{name}{}", if item.required { " (required)" } else { "" }),
        Shown::TypedName => format!("{name}<br>*{}*", item.kind),
        Shown::RequiredBelow => format!("**{name}**<br>{said}"),
        Shown::BothBelow => format!("`{name}`<br>{said}, {}", item.kind),
        Shown::Type => item.kind.to_owned(),
        Shown::Text => item.text.clone(),
        Shown::RequiredText => {
            format!(
                "{}{}",
                if item.required { "**Required**. " } else { "" },
                item.text
            )
        }
        Shown::Required(yes, no) => (if item.required { yes } else { no }).to_owned(),
        Shown::Default => "none".to_owned(),
    }
}

struct Writer<'a> {
    habit: &'a Habit,
    api: &'a Api,
    lines: Lines,
}

/// The page of a service in a habit.
pub(crate) fn page(api: &Api, habit: &Habit) -> Lines {
    let mut writer = Writer {
        habit,
        api,
        lines: Vec::new(),
    };
    writer.front();
    for (place, call) in api.calls.iter().enumerate() {
        writer.call(place, call);
    }
    writer.objects();
    writer.statuses();
    writer.lines
}

/// The text of lines.
pub(crate) fn text(lines: &Lines) -> String {
    let mut text = String::new();
    for (line, _) in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

impl Writer<'_> {
    fn put(&mut self, line: impl Into<String>) {
        self.claim(line, Claim::Nothing);
    }

    fn claim(&mut self, line: impl Into<String>, claim: Claim) {
        self.lines.push((line.into(), claim));
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.put(format!("{} {text}", "#".repeat(level)));
        self.put("");
    }

    fn block(&mut self, language: &str, text: &str) {
        self.put(format!("```{language}"));
        for line in text.lines() {
            self.put(line);
        }
        self.put("```");
        self.put("");
    }

    fn front(&mut self) {
        for line in [
            "---",
            "title: API Reference",
            "",
            "language_tabs:",
            "  - shell",
            "  - ruby",
            "",
            "search: true",
            "---",
            "",
        ] {
            self.put(line);
        }
        let title = self.api.title;
        self.heading(1, "Introduction");
        self.put(format!(
            "Welcome to the {title} API! You can use it to do what {title} does."
        ));
        self.put("");
        let bases = self.api.bases.clone();
        match self.habit.bases {
            "table" => {
                self.heading(1, "Environments");
                self.put("Environment | Base URL");
                self.put("----------- | --------");
                for (name, url) in bases {
                    self.claim(format!("{name} | {url}"), Claim::Base(url));
                }
                self.put("");
            }
            "list" => {
                self.heading(2, "Base URL");
                for (name, url) in bases {
                    self.claim(format!("* {name}: `{url}`"), Claim::Base(url));
                }
                self.put("");
            }
            "calls" => {
                for (_, url) in bases {
                    self.claim(format!("All calls go to `{url}`."), Claim::Base(url));
                    self.put("");
                }
            }
            _ => {
                for (name, url) in bases {
                    self.claim(
                        format!(
                            "The base URL of the {} API is `{url}`.",
                            name.to_lowercase()
                        ),
                        Claim::Base(url),
                    );
                    self.put("");
                }
            }
        }
        self.heading(1, "Authentication");
        self.put("> To authorize, use this code:");
        self.put("");
        self.block("shell", "# With shell, you can just pass the correct header with each request\ncurl \"api_endpoint_here\" \\\n  -H \"Authorization: Bearer yourkey\"");
        self.put("We expect the key to be included in all requests in a header that looks like the following:");
        self.put("");
        self.put("`Authorization: Bearer yourkey`");
        self.put("");
        self.put("<aside class=\"notice\">");
        self.put("You must replace <code>yourkey</code> with your own key.");
        self.put("</aside>");
        self.put("");
    }

    fn host(&self) -> String {
        self.api
            .bases
            .first()
            .map(|(_, url)| url.clone())
            .unwrap_or_else(|| "https://api.example.com".to_owned())
    }

    fn call(&mut self, place: usize, call: &Call) {
        let (chapter, operation, part) = self.habit.levels;
        if chapter > 0 && place == 0 {
            self.heading(chapter, &format!("{} Resources", self.api.title));
            self.put("What you can call.");
            self.put("");
        }
        let path = self.habit.path(&call.path);
        if self.habit.line == Line::Heading {
            self.claim(
                format!("{} {} {path}", "#".repeat(operation), call.method),
                Claim::Request,
            );
            self.put("");
        } else {
            self.heading(operation, &call.title);
        }
        if self.habit.examples_first {
            self.examples(call, &path);
        }
        self.put(format!(
            "This call serves you when you want to {}.",
            call.title.to_lowercase()
        ));
        self.put("");
        self.line(part, call, &path);
        self.fields(part, place, call, true);
        self.fields(part, place, call, false);
        if !self.habit.examples_first {
            self.examples(call, &path);
        }
        self.put("<aside class=\"success\">Remember the key!</aside>");
        self.put("");
    }

    fn line(&mut self, part: usize, call: &Call, path: &str) {
        let full = format!("{} {}{path}", call.method, self.host());
        let short = format!("{} {path}", call.method);
        match self.habit.line {
            Line::Span => {
                self.heading(part, "HTTP Request");
                self.claim(format!("`{full}`"), Claim::Request);
            }
            Line::SpanPath => self.claim(format!("`{short}`"), Claim::Request),
            Line::Heading => return,
            Line::Fence => {
                self.put("```http");
                self.claim(format!("{short} HTTP/1.1"), Claim::Request);
                self.put("```");
            }
            Line::Bold => self.claim(format!("**{short}**"), Claim::Request),
            Line::Label => self.claim(format!("Endpoint: `{short}`"), Claim::Request),
            Line::Html => self.claim(
                format!(
                    "<span class=\"verb\">{}</span> <code>{}</code>",
                    call.method,
                    path.replace('<', "&lt;").replace('>', "&gt;")
                ),
                Claim::Request,
            ),
        }
        self.put("");
    }

    fn fields(&mut self, part: usize, place: usize, call: &Call, request: bool) {
        let (heading, columns) = if request {
            self.habit.request
        } else {
            self.habit.response
        };
        let items = if request {
            &call.request
        } else {
            &call.response
        };
        let claim = |item: &Item| Claim::Field(place, request, item.name.clone());
        match self.habit.split.filter(|_| request) {
            Some((required, optional)) => {
                for (heading, is) in [(required, true), (optional, false)] {
                    let some: Vec<Item> = items
                        .iter()
                        .filter(|item| item.required == is)
                        .cloned()
                        .collect();
                    if !some.is_empty() {
                        self.heading(part, heading);
                        self.table(columns, &some, &claim);
                    }
                }
            }
            None if items.is_empty() => {}
            None => {
                self.heading(part, heading);
                self.table(columns, items, &claim);
            }
        }
    }

    fn table(&mut self, columns: &[(&str, Shown)], items: &[Item], claim: &dyn Fn(&Item) -> Claim) {
        let titles: Vec<&str> = columns.iter().map(|column| column.0).collect();
        let rows = |item: &Item| -> Vec<String> {
            columns.iter().map(|column| cell(column.1, item)).collect()
        };
        match self.habit.fields {
            Fields::Table => {
                self.put(titles.join(" | "));
                self.put(
                    titles
                        .iter()
                        .map(|title| "-".repeat(title.chars().count().max(3)))
                        .collect::<Vec<_>>()
                        .join(" | "),
                );
                for item in items {
                    self.claim(rows(item).join(" | "), claim(item));
                }
            }
            Fields::Piped => {
                self.put(format!("| {} |", titles.join(" | ")));
                self.put(format!("|{}", ":---|".repeat(titles.len())));
                for item in items {
                    self.claim(format!("| {} |", rows(item).join(" | ")), claim(item));
                }
            }
            Fields::Html => {
                self.put("<table>");
                self.put(format!("<tr><th>{}</th></tr>", titles.join("</th><th>")));
                for item in items {
                    self.claim(
                        format!("<tr><td>{}</td></tr>", rows(item).join("</td><td>")),
                        claim(item),
                    );
                }
                self.put("</table>");
            }
            Fields::List => {
                for item in items {
                    let said = if item.required {
                        "required"
                    } else {
                        "optional"
                    };
                    self.claim(
                        format!("- `{}` ({}, {said}): {}", item.name, item.kind, item.text),
                        claim(item),
                    );
                }
            }
            Fields::BoldList => {
                for item in items {
                    self.claim(
                        format!("* **{}** – *{}* – {}", item.name, item.kind, item.text),
                        claim(item),
                    );
                }
            }
        }
        self.put("");
    }

    fn examples(&mut self, call: &Call, path: &str) {
        let body = json(&call.request);
        let sends = !matches!(call.method, "GET" | "DELETE");
        let host = self.host();
        self.put("> Example request:");
        self.put("");
        match self.habit.sample {
            "ruby" => {
                self.block(
                    "ruby",
                    &format!(
                        "require '{0}'\n\napi = {1}::Client.authorize!('yourkey')\napi.{0}.call",
                        self.api.title.to_lowercase(),
                        self.api.title
                    ),
                );
                self.curl(call, &format!("{host}{path}"), sends.then_some(&*body));
            }
            _ => self.curl(call, &format!("{host}{path}"), sends.then_some(&*body)),
        }
        self.put("> The above command returns JSON structured like this:");
        self.put("");
        self.block("json", &json(&call.response));
    }

    fn curl(&mut self, call: &Call, url: &str, body: Option<&str>) {
        let method = if call.method == "GET" {
            String::new()
        } else {
            format!(" -X {}", call.method)
        };
        let tail = body.map_or(String::new(), |body| format!(" \\\n  -d '{body}'"));
        self.block(
            "shell",
            &format!("curl{method} \"{url}\" \\\n  -H \"Authorization: Bearer yourkey\"{tail}"),
        );
    }

    fn objects(&mut self) {
        for object in self.api.objects.clone() {
            self.heading(
                self.habit.levels.1.max(1),
                &format!("The {} Object", object.name),
            );
            self.put("What it has.");
            self.put("");
            let columns = self.habit.response.1;
            let name = object.name.clone();
            self.table(columns, &object.fields, &|item| {
                Claim::ObjectField(name.clone(), item.name.clone())
            });
        }
    }

    fn statuses(&mut self) {
        let (heading, titles) = self.habit.statuses;
        self.heading(1, heading);
        self.put("The API uses the following codes:");
        self.put("");
        if titles.is_empty() {
            for (code, text) in self.api.statuses.clone() {
                self.claim(format!("- `{code}` - {text}"), Claim::Status(code));
            }
        } else {
            self.put(titles.join(" | "));
            self.put(titles.iter().map(|_| "---").collect::<Vec<_>>().join(" | "));
            for (code, text) in self.api.statuses.clone() {
                let text = if titles.len() > 2 {
                    text.replace(" -- ", " | ")
                } else {
                    text
                };
                self.claim(format!("{code} | {text}"), Claim::Status(code));
            }
        }
        self.put("");
        self.heading(1, "Currencies");
        self.put("Code | Name");
        self.put("---- | ----");
        self.put("978 | Euro");
        self.put("826 | Pound");
        self.put("");
        self.heading(1, "Payment states");
        self.put("Value | Status name | Description");
        self.put("----- | ----------- | -----------");
        self.put("1 | pending | It waits");
        self.put("2 | done | It is done");
        self.put("");
    }
}

fn json(items: &[Item]) -> String {
    let values: Vec<String> = items
        .iter()
        .map(|item| {
            let value = match item.kind {
                "integer" => "17".to_owned(),
                "number" => "0.25".to_owned(),
                "boolean" => "true".to_owned(),
                "array" => "[]".to_owned(),
                "object" => "{}".to_owned(),
                "date" => "\"2031-04-02\"".to_owned(),
                _ => format!("\"{}_1\"", item.name),
            };
            format!("  \"{}\": {value}", item.name)
        })
        .collect();
    format!("{{\n{}\n}}", values.join(",\n"))
}
