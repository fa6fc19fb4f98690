//! From the located tree of a file of verdicts to its rows; nothing is guessed, nothing is passed over.

use std::cell::RefCell;

use pazemo_openapi::{Finding, Node, Pointer, Position, Value};

use super::{
    Attempt, BASES, CLASSES, DELIVERIES, KINDS, OUTCOMES, Place, Repetition, STATUS, STATUSES,
    Verdicts,
};

/// The keys of each object, and whether they have to be there.
const TOP: &[(&str, bool)] = &[("attempts", true), ("repeats", true)];
const ATTEMPT: &[(&str, bool)] = &[
    ("id", true),
    ("outcome", true),
    ("operations", false),
    ("statuses", false),
    ("delivery", true),
    ("basis", true),
    ("undocumented-body", false),
    ("text", true),
];
const REPEAT: &[(&str, bool)] = &[
    ("class", true),
    ("operations", false),
    ("not-sent", true),
    ("too-many-requests", true),
    ("unauthorized", true),
    ("lost", true),
];

/// The keys that only a row with `outcome: status` has.
const OF_STATUSES: [&str; 2] = ["statuses", "undocumented-body"];

/// The rows of the file, or everything that is wrong with them.
pub(super) fn read(file: &str, root: &Node) -> Result<Verdicts, Vec<Finding>> {
    let reader = Reader {
        file,
        findings: RefCell::default(),
    };
    let top = reader.object(root, Pointer::root(), TOP);
    let attempts: Vec<_> = rows(&top, "attempts", ATTEMPT)
        .filter_map(|row| attempt(&row))
        .collect();
    let repeats: Vec<_> = rows(&top, "repeats", REPEAT)
        .filter_map(|row| repetition(&row))
        .collect();
    for (index, row) in attempts.iter().enumerate() {
        if attempts[..index].iter().any(|other| other.id == row.id) {
            let message = format!("there is a row `{}` already", row.id);
            let advice = "an id that no other row has";
            reader.note(
                "verdict-id",
                &row.place.pointer,
                row.place.position,
                message,
                advice,
            );
        }
    }
    let findings = reader.findings.into_inner();
    if findings.is_empty() {
        Ok(Verdicts { attempts, repeats })
    } else {
        Err(findings)
    }
}

fn rows<'r>(
    top: &Object<'r>,
    key: &'static str,
    keys: &'static [(&'static str, bool)],
) -> impl Iterator<Item = Object<'r>> {
    let (reader, pointer) = (top.reader, top.pointer.key(key));
    let items = top.list(key).unwrap_or_default().iter().enumerate();
    items.map(move |(index, row)| reader.object(row, pointer.key(index), keys))
}

fn attempt(row: &Object<'_>) -> Option<Attempt> {
    let outcome = row.word("outcome", OUTCOMES);
    let statuses = match outcome {
        Some(STATUS) => statuses(row),
        Some(other) => {
            for key in OF_STATUSES {
                if let Some(entry) = row.node.entry(key) {
                    let message = format!("`{key}` in a row of the outcome `{other}`");
                    let advice = "`statuses` and `undocumented-body` with `outcome: status` only";
                    row.note(
                        "verdict-key",
                        &row.pointer.key(key),
                        entry.key_position,
                        message,
                        advice,
                    );
                }
            }
            Some(Vec::new())
        }
        None => None,
    };
    let undocumented_body = match row.node.get("undocumented-body") {
        Some(_) => row.word("undocumented-body", BASES).map(Some),
        None => Some(None),
    };
    // Everything is read before anything is missed: one run of the generator shows all findings.
    let (id, operations, delivery) = (id(row), operations(row), row.word("delivery", DELIVERIES));
    let (basis, text) = (row.word("basis", BASES), row.text("text"));
    Some(Attempt {
        id: id?,
        outcome: outcome?,
        operations: operations?,
        statuses: statuses?,
        delivery: delivery?,
        basis: basis?,
        undocumented_body: undocumented_body?,
        text: text?.to_owned(),
        place: row.place(),
    })
}

fn repetition(row: &Object<'_>) -> Option<Repetition> {
    let (class, operations) = (row.word("class", CLASSES), operations(row));
    let not_sent = row.word("not-sent", &["repeat", "no"]);
    let too_many_requests = row.word("too-many-requests", &["repeat", "if-opted-in", "no"]);
    let unauthorized = row.word("unauthorized", &["renew", "no"]);
    let lost = row.word("lost", &["repeat", "same-key", "no"]);
    Some(Repetition {
        class: class?,
        operations: operations?,
        not_sent: not_sent?,
        too_many_requests: too_many_requests?,
        unauthorized: unauthorized?,
        lost: lost?,
        place: row.place(),
    })
}

fn id(row: &Object<'_>) -> Option<String> {
    let id = row.text("id")?;
    let is_kebab = id.split('-').all(|word| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        !word.is_empty() && word.chars().all(plain)
    });
    if !is_kebab {
        let message = format!("`{id}` is not in kebab-case");
        let advice = "lower-case words joined by `-`";
        row.note_at_value("verdict-id", "id", message, advice);
    }
    is_kebab.then(|| id.to_owned())
}

/// The kinds of operations a row is for; all, if it does not say.
fn operations(row: &Object<'_>) -> Option<Vec<&'static str>> {
    if row.node.get("operations").is_none() {
        return Some(KINDS.to_vec());
    }
    let items = row.list("operations")?.iter().enumerate();
    let found: Option<Vec<_>> = items
        .map(|(index, item)| row.word_at(item, &row.pointer.key("operations").key(index), KINDS))
        .collect();
    let found = found?;
    if (1..found.len()).any(|index| found[..index].contains(&found[index])) {
        let message = "a kind of operations stands here twice".to_owned();
        row.note_at_value("verdict-word", "operations", message, "each kind once");
        return None;
    }
    Some(found)
}

fn statuses(row: &Object<'_>) -> Option<Vec<(u16, u16)>> {
    let items = row.list("statuses")?.iter().enumerate();
    let ranges: Vec<Option<(u16, u16)>> = items
        .map(|(index, item)| {
            let at = row.pointer.key("statuses").key(index);
            let range = range(item);
            if range.is_none() {
                let found = match &item.value {
                    Value::Number(text) | Value::String(text) => format!("`{text}`"),
                    _ => item.kind().to_owned(),
                };
                let message = format!("{found} is neither a status nor a range of them");
                let advice = "a number from 100 to 999, or two joined by `-`, the lower one first";
                row.note("verdict-status", &at, item.position, message, advice);
            }
            range
        })
        .collect();
    let ranges: Vec<_> = ranges.into_iter().collect::<Option<_>>()?;
    for (index, (from, to)) in ranges.iter().enumerate() {
        let mut before = ranges[..index].iter();
        if let Some((other, _)) = before.find(|(a, b)| a <= to && from <= b) {
            let message = format!("status {} stands here twice", other.max(from));
            row.note_at_value("verdict-status", "statuses", message, "each status once");
            return None;
        }
    }
    Some(ranges)
}

fn range(item: &Node) -> Option<(u16, u16)> {
    // Three digits and nothing else: a plus sign or a fraction would pass a number's own parser.
    let status = |text: &str| {
        let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let status = text.parse().ok().filter(|_| digits)?;
        STATUSES.contains(&status).then_some(status)
    };
    let (from, to) = match &item.value {
        Value::Number(text) => (status(text)?, status(text)?),
        Value::String(text) => {
            let (from, to) = text.split_once('-')?;
            (status(from)?, status(to)?)
        }
        _ => return None,
    };
    (from <= to).then_some((from, to))
}

/// Reads objects of one file and keeps what is wrong with them.
struct Reader<'r> {
    file: &'r str,
    findings: RefCell<Vec<Finding>>,
}

impl Reader<'_> {
    fn note(
        &self,
        rule: &'static str,
        pointer: &Pointer,
        position: Position,
        message: String,
        advice: &str,
    ) {
        let finding = Finding::new(rule, self.file, message, advice.to_owned());
        self.findings
            .borrow_mut()
            .push(finding.at(pointer, position));
    }

    /// An object, its keys checked.
    fn object<'r>(&'r self, node: &'r Node, pointer: Pointer, keys: &[(&str, bool)]) -> Object<'r> {
        let known: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
        let advice = format!("an object with the keys {}", known.join(", "));
        if matches!(node.value, Value::Mapping(_)) {
            for entry in node.entries() {
                if !known.contains(&entry.key.as_str()) {
                    let at = pointer.key(&entry.key);
                    let message = format!("unknown key `{}`", entry.key);
                    self.note("verdict-key", &at, entry.key_position, message, &advice);
                }
            }
            let is_status = node.str("outcome") == Some(STATUS);
            for (key, required) in keys {
                let required = *required || (*key == "statuses" && is_status);
                if required && node.get(key).is_none() {
                    let message = format!("the key `{key}` is missing");
                    self.note("verdict-key", &pointer, node.position, message, &advice);
                }
            }
        } else {
            let message = format!("{} stands where an object belongs", node.kind());
            self.note("verdict-type", &pointer, node.position, message, &advice);
        }
        Object {
            reader: self,
            node,
            pointer,
        }
    }
}

/// An object of the file. A key that is missing has been noted already; each value is noted where it is read.
struct Object<'r> {
    reader: &'r Reader<'r>,
    node: &'r Node,
    pointer: Pointer,
}

impl<'r> Object<'r> {
    fn place(&self) -> Place {
        Place {
            pointer: self.pointer.clone(),
            position: self.node.position,
        }
    }

    fn note(
        &self,
        rule: &'static str,
        pointer: &Pointer,
        position: Position,
        message: String,
        advice: &str,
    ) {
        self.reader.note(rule, pointer, position, message, advice);
    }

    fn note_at_value(&self, rule: &'static str, key: &str, message: String, advice: &str) {
        let position = self.node.get(key).unwrap_or(self.node).position;
        self.note(rule, &self.pointer.key(key), position, message, advice);
    }

    /// A list that is not empty.
    fn list(&self, key: &str) -> Option<&'r [Node]> {
        let node = self.node.get(key)?;
        if node.items().is_empty() {
            let message = format!("`{key}` is no list with something in it");
            self.note_at_value(
                "verdict-type",
                key,
                message,
                "a list with at least one item",
            );
            return None;
        }
        Some(node.items())
    }

    /// A line of text.
    fn text(&self, key: &str) -> Option<&'r str> {
        let text = self.node.get(key)?.as_str();
        let text = text.filter(|text| !text.trim().is_empty() && !text.contains('\n'));
        if text.is_none() {
            let message = format!("`{key}` is no line of text");
            self.note_at_value("verdict-type", key, message, "one line that says something");
        }
        text
    }

    fn word(&self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        self.word_at(self.node.get(key)?, &self.pointer.key(key), words)
    }

    fn word_at(
        &self,
        node: &Node,
        pointer: &Pointer,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let found = node.as_str();
        let word = words.iter().find(|word| Some(**word) == found).copied();
        if word.is_none() {
            let found = found.map_or(node.kind().to_owned(), |text| format!("`{text}`"));
            let message = format!("{found} is none of the words that may stand here");
            let advice = format!("one of {}", words.join(", "));
            self.note("verdict-word", pointer, node.position, message, &advice);
        }
        word
    }
}
