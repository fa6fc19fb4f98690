//! What a field of the page is in the document.

use pazemo_openapi::{Document, Node};

use super::{
    draft::remark,
    names,
    shape::{Member, Shape},
    words::{pascal, scalar, sentence, words},
};

/// Components that a body brings with it, as lines, four spaces deep.
#[derive(Debug, Default)]
pub(super) struct Components {
    names: Vec<String>,
    pub(super) lines: Vec<String>,
}

/// Lines of YAML, the first key at no indentation.
pub(super) type Lines = Vec<String>;

pub(super) fn indented(lines: &[String], depth: usize) -> Lines {
    let margin = " ".repeat(depth);
    lines.iter().map(|line| format!("{margin}{line}")).collect()
}

pub(super) fn reference(name: &str) -> String {
    format!("$ref: '#/components/schemas/{name}'")
}

impl Components {
    /// An object as a component of this name, or of one like it; one that is there and has the same fields is taken instead.
    pub(super) fn object(
        &mut self,
        document: &Document,
        wanted: &str,
        members: &[Member],
        line: usize,
    ) -> String {
        if members.is_empty() {
            return self.free_form(document, wanted, line);
        }
        if let Some(same) = same_fields(document, members) {
            return same;
        }
        let name = names::component(document, &self.names, wanted);
        self.names.push(name.clone());
        // Its own lines come before those of the objects within.
        let mut inner = Self {
            names: std::mem::take(&mut self.names),
            lines: Vec::new(),
        };
        let mut lines = vec![
            format!("{name}:"),
            format!("  {}", remark(line)),
            "  type: object".to_owned(),
            format!(
                "  description: {}",
                scalar(&format!("Proposed from line {line} of the page."))
            ),
        ];
        let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
        if !required.is_empty() {
            lines.push("  required:".to_owned());
            lines.extend(
                required
                    .iter()
                    .map(|member| format!("    - {}", scalar(&member.name))),
            );
        }
        lines.push("  properties:".to_owned());
        for member in members {
            lines.extend(indented(&inner.property(document, &name, member), 4));
        }
        self.names = inner.names;
        self.lines.extend(indented(&lines, 4));
        self.lines.extend(inner.lines);
        name
    }

    /// An object of which no field is known.
    fn free_form(&mut self, document: &Document, wanted: &str, line: usize) -> String {
        let name = names::component(document, &self.names, wanted);
        self.names.push(name.clone());
        let lines = [
            format!("{name}:"),
            format!("  {}", remark(line)),
            "  type: object".to_owned(),
            "  description: The page shows no field of this object.".to_owned(),
            "  additionalProperties: true".to_owned(),
            "  x-sensitive: personal".to_owned(),
            "  x-value: json-object".to_owned(),
        ];
        self.lines.extend(indented(&lines, 4));
        name
    }

    /// An identifier as a component of this name, unless there is one.
    pub(super) fn identifier(&mut self, document: &Document, wanted: &str, line: usize) -> String {
        let name = pascal(wanted);
        let exists = document
            .schemas()
            .any(|(other, node)| other == name && node.str("x-value") == Some("identifier"));
        if exists || self.names.contains(&name) {
            return name;
        }
        let name = names::component(document, &self.names, wanted);
        self.names.push(name.clone());
        let what = words(&name);
        let what = what.split_last().map_or("it", |(_, first)| {
            first.first().map_or("it", String::as_str)
        });
        let lines = [
            format!("{name}:"),
            format!("  {}", remark(line)),
            "  type: string".to_owned(),
            format!(
                "  description: {}",
                scalar(&format!(
                    "Identifier ({what}), as the page has it in a path."
                ))
            ),
            "  x-sensitive: 'no'".to_owned(),
            "  x-value: identifier".to_owned(),
        ];
        self.lines.extend(indented(&lines, 4));
        name
    }

    /// A property with what the document's rules ask for.
    pub(super) fn property(&mut self, document: &Document, owner: &str, member: &Member) -> Lines {
        let mut lines = vec![
            format!("{} ({})", remark(member.line), member.source),
            format!("{}:", scalar(&member.name)),
        ];
        let schema = self.schema(document, owner, member);
        let is_reference = schema.first().is_some_and(|line| line.starts_with("$ref"));
        if is_reference {
            lines.push("  allOf:".to_owned());
            lines.extend(schema.iter().map(|line| format!("    - {line}")));
        } else {
            lines.extend(indented(&schema, 2));
        }
        let described = if member.description.trim().is_empty() {
            "The page does not explain it.".to_owned()
        } else {
            sentence(&member.description)
        };
        lines.push(format!("  description: {}", scalar(&described)));
        lines.push("  x-evidence: inferred".to_owned());
        lines
    }

    /// The schema of a member: a reference in one line, or the lines of a type.
    fn schema(&mut self, document: &Document, owner: &str, member: &Member) -> Lines {
        let nested = format!("{owner} {}", member.name);
        match &member.shape {
            Shape::Object(members) => {
                let name = self.object(document, &nested, members, member.line);
                vec![reference(&name)]
            }
            Shape::List(item) => {
                let item = match item.as_ref() {
                    Shape::Object(members) => {
                        let name = self.object(document, &nested, members, member.line);
                        vec![reference(&name)]
                    }
                    // A list of lists is not told apart further.
                    Shape::List(_) | Shape::Unknown => {
                        scalar_type(document, &member.name, &Shape::Text)
                    }
                    other => scalar_type(document, &member.name, other),
                };
                let mut lines = vec!["type: array".to_owned(), "items:".to_owned()];
                lines.extend(indented(&item, 2));
                lines
            }
            other => scalar_type(document, &member.name, other),
        }
    }
}

/// The component with exactly these fields, if there are enough of them to tell.
fn same_fields(document: &Document, members: &[Member]) -> Option<String> {
    if members.len() < 2 {
        return None;
    }
    let is_same = |node: &Node| {
        let properties = node
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default();
        properties.len() == members.len()
            && properties
                .iter()
                .all(|property| members.iter().any(|member| member.name == property.key))
    };
    document
        .schemas()
        .find(|(_, node)| is_same(node))
        .map(|(name, _)| name.to_owned())
}

/// The schema of a value that is no object and no list: as the document has it elsewhere under this name, or by its type.
pub(super) fn scalar_type(document: &Document, name: &str, shape: &Shape) -> Lines {
    if let Some(component) = value_component(document, name, shape) {
        return vec![reference(&component)];
    }
    if let Some(known) = known(document, name, shape) {
        return known;
    }
    let by_value = |value: &str| {
        let mut components = document.schemas();
        let found = components.find(|(_, node)| node.str("x-value") == Some(value));
        found.map(|(name, _)| vec![reference(name)])
    };
    let text = || {
        vec![
            "type: string".to_owned(),
            format!("x-sensitive: {}", sensitivity(name)),
        ]
    };
    match shape {
        Shape::Integer => vec!["type: integer".to_owned()],
        Shape::Boolean => vec!["type: boolean".to_owned()],
        Shape::Number if words(name).last().is_some_and(|word| word == "id") => {
            vec!["type: integer".to_owned()]
        }
        Shape::Number => by_value("amount").unwrap_or_else(|| vec!["type: integer".to_owned()]),
        Shape::Moment => by_value("timestamp").unwrap_or_else(text),
        _ => text(),
    }
}

/// `lampId` is `LampId`, if there is such a value.
fn value_component(document: &Document, name: &str, shape: &Shape) -> Option<String> {
    let wanted = pascal(name);
    document
        .schemas()
        .find(|(other, node)| {
            let is_value = node.get("x-value").is_some() || node.get("x-extensible-enum").is_some();
            *other == wanted && is_value && fits(node, shape)
        })
        .map(|(name, _)| name.to_owned())
}

/// Whether what the page says of a value is no contradiction to a schema.
fn fits(node: &Node, shape: &Shape) -> bool {
    match (node.str("type"), shape) {
        (None, _) | (_, Shape::Unknown) => true,
        (Some("string"), shape) => matches!(shape, Shape::Text | Shape::Moment),
        (Some("integer"), shape) => matches!(shape, Shape::Integer | Shape::Number),
        (Some("number"), shape) => matches!(shape, Shape::Integer | Shape::Number),
        (Some("boolean"), shape) => *shape == Shape::Boolean,
        _ => false,
    }
}

/// What the document says of a value wherever it has this name, if it says the same everywhere.
fn known(document: &Document, name: &str, shape: &Shape) -> Option<Lines> {
    let mut all = document
        .schemas()
        .filter_map(|(_, node)| node.get("properties")?.get(name))
        .map(|property| {
            let target = property
                .get("allOf")
                .and_then(|all| all.items().first()?.str("$ref"));
            if let Some(target) = target {
                let component = target.strip_prefix("#/components/schemas/")?;
                let (_, node) = document.schemas().find(|(other, _)| *other == component)?;
                let is_value =
                    node.get("x-value").is_some() || node.get("x-extensible-enum").is_some();
                return (is_value && fits(node, shape)).then(|| vec![reference(component)]);
            }
            let kind = property
                .str("type")
                .filter(|kind| *kind != "object" && *kind != "array")?;
            if !fits(property, shape) {
                return None;
            }
            let mut lines = vec![format!("type: {kind}")];
            if let Some(sensitive) = property.str("x-sensitive") {
                let sensitive = if sensitive == "no" { "'no'" } else { sensitive };
                lines.push(format!("x-sensitive: {sensitive}"));
            }
            Some(lines)
        });
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// What a text may hold, judged by its name; a person's, if nothing speaks against it.
fn sensitivity(name: &str) -> &'static str {
    let words = words(name);
    let has = |list: &str| words.iter().any(|word| crate::one_of(word, list));
    if has("password passphrase secret token pin cvv cvc otp key signature authorization credential credentials") {
        "secret"
    } else if words.last().is_some_and(|word| {
        crate::one_of(word, "id status state type currency country locale language kind method network version unit created updated")
    }) {
        "'no'"
    } else {
        "personal"
    }
}

#[cfg(test)]
mod tests {
    use super::sensitivity;

    #[test]
    fn a_text_is_a_persons_unless_its_name_says_otherwise() {
        assert_eq!(sensitivity("nickName"), "personal");
        assert_eq!(sensitivity("lampId"), "'no'");
        assert_eq!(sensitivity("access_token"), "secret");
    }
}
