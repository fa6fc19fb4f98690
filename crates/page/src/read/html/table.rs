//! Tables, with those within them.

use ego_tree::NodeRef;
use scraper::Node;

use super::{element, is_skipped, parse::Document, text::Text};
use crate::block::{Cell, Row, Table};

/// Tables that are deeper are text.
const MOST_DEPTH: usize = 8;

/// The rows of a table, those of its parts included.
fn rows<'a>(
    table: NodeRef<'a, Node>,
    within_head: bool,
    found: &mut Vec<(bool, NodeRef<'a, Node>)>,
) {
    for child in table.children() {
        let Some(element) = element(&child) else {
            continue;
        };
        match element.name() {
            "tr" => found.push((within_head, child)),
            "thead" => rows(child, true, found),
            "tbody" | "tfoot" => rows(child, false, found),
            _ => {}
        }
    }
}

pub(super) fn read(document: &Document, table: NodeRef<'_, Node>, depth: usize) -> Table {
    let mut found = Vec::new();
    rows(table, false, &mut found);
    let mut all = Table::default();
    // Cells that reach down into later rows: column, rows left.
    let mut reaching: Vec<(usize, usize)> = Vec::new();
    let has_head = found.first().is_some_and(|(head, _)| *head);
    for (at, (_, row)) in found.into_iter().enumerate() {
        let mut cells = Vec::new();
        let mut titles = 0;
        for child in row.children() {
            let Some(element) =
                element(&child).filter(|element| matches!(element.name(), "td" | "th"))
            else {
                continue;
            };
            fill(&mut cells, &mut reaching);
            titles += usize::from(element.name() == "th");
            let down = span(element.attr("rowspan"));
            if down > 1 {
                reaching.push((cells.len(), down));
            }
            cells.push(cell(document, child, depth));
            for _ in 1..span(element.attr("colspan")) {
                cells.push(Cell::default());
            }
        }
        fill(&mut cells, &mut reaching);
        for (_, left) in &mut reaching {
            *left -= 1;
        }
        reaching.retain(|(_, left)| *left > 0);
        let is_head = at == 0 && !cells.is_empty() && (has_head || titles == cells.len());
        if is_head {
            all.header = cells;
        } else if !cells.is_empty() {
            all.rows.push(Row {
                line: document.line(row.id()),
                cells,
            });
        }
    }
    all
}

/// Puts an empty cell where one reaches down from above.
fn fill(cells: &mut Vec<Cell>, reaching: &mut [(usize, usize)]) {
    while reaching.iter().any(|(column, _)| *column == cells.len()) {
        cells.push(Cell::default());
    }
}

fn span(attribute: Option<&str>) -> usize {
    attribute
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1)
        .clamp(1, 24)
}

fn cell(document: &Document, node: NodeRef<'_, Node>, depth: usize) -> Cell {
    let mut text = Text::default();
    let mut tables = Vec::new();
    contents(document, node, depth, 0, &mut text, &mut tables);
    Cell {
        text: text.one(),
        tables,
    }
}

fn contents(
    document: &Document,
    node: NodeRef<'_, Node>,
    depth: usize,
    within: usize,
    text: &mut Text,
    tables: &mut Vec<Table>,
) {
    for child in node.children() {
        match element(&child) {
            Some(element) if is_skipped(element) => {}
            Some(element) if element.name() == "table" && depth < MOST_DEPTH => {
                tables.push(read(document, child, depth + 1));
            }
            Some(element) if is_container(element.name()) && within < 250 => {
                contents(document, child, depth, within + 1, text, tables);
                text.add(" ");
            }
            _ => text.node(child, 0),
        }
    }
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "p"
            | "ul"
            | "ol"
            | "li"
            | "details"
            | "summary"
            | "section"
            | "article"
            | "blockquote"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "pre"
            | "figure"
            | "tbody"
            | "tr"
            | "td"
            | "table"
    )
}
