//! The front matter of a Slate page: a few keys in YAML, of which only the plainest form is used.

/// What front matter says that is of use here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Front {
    pub(in crate::read) title: Option<String>,
    pub(in crate::read) languages: Vec<String>,
    /// The included files, each with its line.
    pub(in crate::read) includes: Vec<(String, usize)>,
}

/// No front matter has more lines; what looks like more is a page that begins with a rule.
const MOST_LINES: usize = 500;

/// The included files that a text names, each with its line.
pub(in crate::read) fn includes(text: &str) -> Vec<(String, usize)> {
    let text = super::unix(text);
    split(&text)
        .0
        .map(|front| front.includes)
        .unwrap_or_default()
}

/// Front matter, the text behind it, and the line on which that begins.
pub(in crate::read) fn split(text: &str) -> (Option<Front>, &str, usize) {
    let none = (None, text, 1);
    let mut lines = text.split_inclusive('\n');
    let mut offset = 0;
    let mut number = 1;
    // A blank line or two before it is a slip of the hand.
    let mut first = lines.next();
    while let Some(line) = first
        && line.trim().is_empty()
    {
        offset += line.len();
        number += 1;
        first = lines.next();
    }
    let Some(first) = first.filter(|line| line.trim_end() == "---") else {
        return none;
    };
    offset += first.len();
    number += 1;
    let mut front = Front::default();
    let mut key = String::new();
    for line in lines.take(MOST_LINES) {
        offset += line.len();
        number += 1;
        if matches!(line.trim_end(), "---" | "...") {
            let rest = text.get(offset..).unwrap_or("");
            return (Some(front), rest, number);
        }
        entry(&mut front, &mut key, line.trim_end(), number - 1);
    }
    none
}

fn entry(front: &mut Front, key: &mut String, line: &str, number: usize) {
    let content = line.trim();
    if content.starts_with('#') {
        return;
    }
    if let Some(item) = content.strip_prefix("- ") {
        let item = value(item);
        match key.as_str() {
            "language_tabs" => front.languages.extend(language(item)),
            "includes" if !item.is_empty() => front.includes.push((item.to_owned(), number)),
            _ => {}
        }
        return;
    }
    let Some((name, rest)) = content.split_once(':') else {
        return;
    };
    if line.starts_with([' ', '\t']) {
        if key == "language_tabs" {
            front.languages.extend(language(name));
        }
        return;
    }
    name.trim().clone_into(key);
    let rest = value(rest);
    if key == "title" && !rest.is_empty() {
        front.title = Some(rest.to_owned());
    }
    // `includes: [errors, users]`
    let listed = rest
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    for item in listed.into_iter().flat_map(|list| list.split(',')) {
        match key.as_str() {
            "language_tabs" => front.languages.extend(language(item)),
            "includes" if !value(item).is_empty() => {
                front.includes.push((value(item).to_owned(), number));
            }
            _ => {}
        }
    }
}

/// A scalar without its quotes or a comment behind it.
fn value(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or(rest).trim();
        }
    }
    text.split(" #").next().unwrap_or(text).trim()
}

/// `shell: cURL` is the language `shell`.
fn language(item: &str) -> Option<String> {
    let name = value(item.split(':').next().unwrap_or(item));
    (!name.is_empty()).then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_languages_and_includes_are_read_and_stripped() {
        let text = "---\ntitle: 'Harbour API'\n\nlanguage_tabs: # must be one of the known\n  - shell: cURL\n  - php\n\ntoc_footers:\n  - <a href='#'>Sign up</a>\n\nincludes:\n  - errors\n  - more/tides\n---\n\n# Hello\n";
        let (front, rest, line) = split(text);
        assert_eq!(
            front,
            Some(Front {
                title: Some("Harbour API".to_owned()),
                languages: vec!["shell".to_owned(), "php".to_owned()],
                includes: vec![("errors".to_owned(), 12), ("more/tides".to_owned(), 13)],
            })
        );
        assert_eq!(rest, "\n# Hello\n");
        assert_eq!(line, 15);
    }

    #[test]
    fn a_rule_at_the_beginning_is_no_front_matter() {
        let text = "---\n\n# Hello\n\ntext\n";
        assert_eq!(split(text), (None, text, 1));
    }

    #[test]
    fn lists_in_brackets_are_read() {
        let (front, ..) = split("---\nlanguage_tabs: [shell, ruby]\nincludes: [errors]\n---\n");
        let front = front.unwrap();
        assert_eq!(front.languages, ["shell", "ruby"]);
        assert_eq!(front.includes, [("errors".to_owned(), 3)]);
    }
}
