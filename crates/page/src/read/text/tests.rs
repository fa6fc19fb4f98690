use super::*;
use crate::block::Table;

fn read(text: &str) -> Vec<Block> {
    blocks(text).0
}

fn short(text: &str) -> Vec<String> {
    read(text).iter().map(one).collect()
}

fn one(block: &Block) -> String {
    match &block.kind {
        BlockKind::Front { languages, .. } => format!("front {languages:?}"),
        BlockKind::Heading { text, .. } => format!("h {}", text.text),
        BlockKind::Paragraph(text) => format!("p {}", text.text),
        BlockKind::Quote(inner) => format!(
            "quote {}",
            inner.iter().map(one).collect::<Vec<_>>().join(", ")
        ),
        BlockKind::Code { language, text } => {
            format!("code {} {text}", language.as_deref().unwrap_or("-"))
        }
        BlockKind::Table(table) => format!("table {}", grid(table)),
        BlockKind::List(items) => format!(
            "list {}",
            items
                .iter()
                .flatten()
                .map(one)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

fn grid(table: &Table) -> String {
    let cells = |cells: &[crate::block::Cell]| {
        cells
            .iter()
            .map(|cell| cell.text.text.as_str())
            .collect::<Vec<_>>()
            .join("|")
    };
    std::iter::once(cells(&table.header))
        .chain(table.rows.iter().map(|row| cells(&row.cells)))
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn the_top_of_a_page_is_no_text() {
    assert_eq!(
        short("NAV\ncURL PHP JS\n\nShips\n\nAll of them float.\n"),
        [
            "front [\"curl\", \"php\", \"js\"]",
            "h Ships",
            "p All of them float."
        ]
    );
}

#[test]
fn headings_are_short_and_have_no_end() {
    assert_eq!(
        short("Ships\nGet one ship\nShows a ship.\nNote that ships\nare big, as a rule.\n"),
        [
            "h Ships",
            "h Get one ship",
            "p Shows a ship.",
            "p Note that ships are big, as a rule."
        ]
    );
}

#[test]
fn the_sentence_below_a_heading_is_none() {
    assert_eq!(
        short("Get Ship by ID\n\nGet one ship out of your fleet\n\nNotes\n\nText.\n")[..2],
        ["h Get Ship by ID", "p Get one ship out of your fleet"]
    );
}

#[test]
fn json_without_indentation_ends_at_its_bracket() {
    assert_eq!(
        short("Example Response:\n{\n\"a\": \"}\",\n\"b\": [\n1\n]\n}\nRequest\n"),
        [
            "quote p Example Response:",
            "code json {\n\"a\": \"}\",\n\"b\": [\n1\n]\n}",
            "h Request"
        ]
    );
}

#[test]
fn broken_json_ends_before_what_cannot_be_json() {
    assert_eq!(
        short("{\n\"a\": {\n\"b\": 1,\n}\nRequest\nGET /ships\n"),
        [
            "code json {\n\"a\": {\n\"b\": 1,\n}",
            "h Request",
            "p GET /ships"
        ]
    );
    assert_eq!(
        short("[\n{\n\"a\": 1,\n},\n]\nText is here.\n"),
        ["code json [\n{\n\"a\": 1,\n},\n]", "p Text is here."]
    );
}

#[test]
fn brackets_in_text_are_no_json() {
    assert_eq!(
        short("{userId} is a part of the path.\n"),
        ["p {userId} is a part of the path."]
    );
    assert_eq!(short("[1] See the notes.\n"), ["p [1] See the notes."]);
}

#[test]
fn a_command_has_its_options_and_its_body() {
    let command =
        "curl -X POST \"http://x.example/a\" \\\n-H \"Accept: text\"\n-d '{\n\"a\": {}\n}'";
    assert_eq!(
        short(&format!("{command}\nExample Response:\n")),
        [
            format!("code shell {command}"),
            "p Example Response:".to_owned()
        ]
    );
    let quoted = "curl \"http://x.example/a\" -d \"{\n  \"a\": 1\n}\"";
    assert_eq!(
        short(&format!("{quoted}\n\nText is here.\n")),
        [format!("code shell {quoted}"), "p Text is here.".to_owned()]
    );
}

#[test]
fn a_backslash_does_not_take_the_label_behind_it() {
    assert_eq!(
        short("curl \"http://x.example/a\" \\\nExample Response:\n{\n\"a\": 1\n}\n"),
        [
            "code shell curl \"http://x.example/a\" \\",
            "quote p Example Response:",
            "code json {\n\"a\": 1\n}"
        ]
    );
}

#[test]
fn programs_go_on_behind_empty_lines() {
    let program = "<?php\n\n$curl = curl_init();\n\ncurl_setopt_array($curl, array(\n  CURLOPT_URL => 'http://x.example',\n));\n\necho $response;";
    assert_eq!(
        short(&format!("{program}\n\nExample Response:\n\nAll is well\n")),
        [
            format!("code php {program}"),
            "p Example Response:".to_owned(),
            "code - All is well".to_owned()
        ]
    );
}

#[test]
fn a_session_keeps_what_it_prints() {
    assert_eq!(
        short("$ cat a.json\n{\n\"a\": 1\n}\n\nText is here.\n"),
        ["code shell $ cat a.json\n{\n\"a\": 1\n}", "p Text is here."]
    );
}

#[test]
fn an_example_that_is_seen_again_is_no_heading() {
    assert_eq!(
        short("Example Response:\n\nAll is well\n\nResponse\n\nAll is well\n\nShips\n"),
        [
            "p Example Response:",
            "code - All is well",
            "h Response",
            "p All is well",
            "h Ships"
        ]
    );
}

#[test]
fn pipe_tables_keep_their_empty_cells() {
    assert_eq!(
        short(
            "Field | Description | Format |\n---|---|---|\nid | Ship ID | string |\nShip email | ||\nText. | ||\n"
        ),
        ["table Field|Description|Format / id|Ship ID|string / Ship email|| / Text.||"]
    );
}

#[test]
fn words_are_told_apart_by_what_they_are() {
    assert_eq!(
        short(
            "Field Description Format\nid Ship ID string\nbuiltOn Day it was built \"yyyy-mm-dd\".\ndocks Where it was array of strings\nurl URL date-time\n"
        ),
        [
            "table Field|Description|Format / id|Ship ID|string / builtOn|Day it was built|\"yyyy-mm-dd\". / docks|Where it was|array of strings / url|URL|date-time"
        ]
    );
    assert_eq!(
        short(
            "Parameter Type Required Description\nname string yes What it is called\nsize integer no How big it is\n"
        ),
        [
            "table Parameter|Type|Required|Description / name|string|yes|What it is called / size|integer|no|How big it is"
        ]
    );
    assert_eq!(
        short("Parameter Default Description\npage 1 The page\n"),
        ["table Parameter|Default|Description / page|1|The page"]
    );
    assert_eq!(
        short("Error Code Meaning\n404 Not Found -- No ship.\n"),
        ["table Error Code|Meaning / 404|Not Found -- No ship."]
    );
    assert_eq!(
        short("SERVER Base URL\nLIVE API https://x.example/\n"),
        ["table SERVER|Base URL / LIVE API|https://x.example/"]
    );
}

#[test]
fn types_that_are_not_known_end_before_what_follows_them() {
    assert_eq!(
        short(
            "Attribute Type Required Description\nid string yes Names it\nowner Keeper no Who pays\nlines list of Lamp no What is paid\n"
        ),
        [
            "table Attribute|Type|Required|Description / id|string|yes|Names it / owner|Keeper|no|Who pays / lines|list of Lamp|no|What is paid"
        ]
    );
    assert_eq!(
        short("Attribute Type Description\nid string Names it\nlamps array of Lamp What is lent\n"),
        [
            "table Attribute|Type|Description / id|string|Names it / lamps|array of Lamp|What is lent"
        ]
    );
}

#[test]
fn a_row_that_ends_early_has_fewer_cells() {
    let (found, warnings) = blocks(
        "Field Description Format\nid Ship ID string\nname Name of Ship\nsize Size number\n",
    );
    assert_eq!(
        one(&found[0]),
        "table Field|Description|Format / id|Ship ID|string / name|Name of Ship / size|Size|number"
    );
    assert_eq!(warnings[0].kind, "cells-uncertain");
    assert_eq!(warnings[0].line, 3);
}

#[test]
fn titles_without_rows_are_text() {
    assert_eq!(
        short("Code Example\n\nText is here.\n")[0],
        "h Code Example"
    );
    assert_eq!(
        short("Name Description\n\nText is here.\n")[0],
        "h Name Description"
    );
}

#[test]
fn tabs_part_cells() {
    assert_eq!(
        short("Field\tType\tDescription\nid\tstring\tShip ID\nname\t\tIts name\n"),
        ["table Field|Type|Description / id|string|Ship ID / name||Its name"]
    );
}

#[test]
fn lists_have_their_marks() {
    assert_eq!(
        short("Note:\n- one\n- two\nShips\n"),
        ["p Note:", "list p one, p two", "h Ships"]
    );
}

#[test]
fn a_list_that_was_lost_is_said() {
    let (_, warnings) = blocks(
        "Ships\n\nDo this instead:\n\nLimit who may see them\n\nText is here, and it is quite long.\n",
    );
    assert_eq!(
        warnings
            .iter()
            .map(|warning| (warning.kind, warning.line))
            .collect::<Vec<_>>(),
        [("list-lost", 3)]
    );
}

#[test]
fn messages_of_http_are_code() {
    let message = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  \"a\": 1\n}";
    assert_eq!(short(message), [format!("code http {message}")]);
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(text in "(\\{|\\[|\\}|\"a\": 1,|curl -X GET |-d '|'|\"|\\\\|\n|\n\n|<\\?php|\\$a = 1;|a \\| b|---\\|---|Field Description Format|id User string|Example Response:|Ships|GET /a|- | |é|# x|\t){0,60}") {
        let lines = text.matches('\n').count() + 1;
        for block in read(&text) {
            proptest::prop_assert!((1..=lines).contains(&block.line), "{} of {lines}", block.line);
        }
    }
}
