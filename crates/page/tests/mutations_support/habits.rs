//! The habits of real pages of the family.

use super::render::{
    Fields, Habit, Line,
    Shown::{
        BoldName, BothBelow, CodeName, Default, Name, Required, RequiredBelow, RequiredText,
        SaidName, StarName, Text, Type, TypedName,
    },
};

const SLATE: Habit = Habit {
    name: "slate",
    line: Line::Span,
    fields: Fields::Table,
    request: (
        "Query Parameters",
        &[
            ("Parameter", Name),
            ("Default", Default),
            ("Description", Text),
        ],
    ),
    response: (
        "Response",
        &[("Field", Name), ("Type", Type), ("Description", Text)],
    ),
    parameter: '<',
    split: None,
    bases: "table",
    statuses: ("Errors", &["Error Code", "Meaning"]),
    examples_first: true,
    levels: (1, 2, 3),
    sample: "ruby",
};

/// All of them.
pub(crate) fn all() -> Vec<Habit> {
    vec![
        SLATE,
        Habit {
            name: "piped",
            fields: Fields::Piped,
            line: Line::SpanPath,
            request: (
                "Request Body",
                &[
                    ("Parameter", CodeName),
                    ("Type", Type),
                    ("Required", Required("Yes", "No")),
                    ("Description", Text),
                ],
            ),
            response: (
                "Response Attributes",
                &[
                    ("Attribute", CodeName),
                    ("Type", Type),
                    ("Description", Text),
                ],
            ),
            parameter: '{',
            bases: "sentence",
            statuses: ("HTTP Status Codes", &["Code", "Meaning"]),
            examples_first: false,
            ..SLATE
        },
        Habit {
            name: "required arguments",
            line: Line::Bold,
            request: ("", &[("Argument", Name), ("Type", Type), ("Details", Text)]),
            response: (
                "RETURNS",
                &[("Attribute", Name), ("Type", Type), ("Details", Text)],
            ),
            split: Some(("REQUIRED ARGUMENTS", "OPTIONAL ARGUMENTS")),
            parameter: ':',
            bases: "calls",
            sample: "",
            ..SLATE
        },
        Habit {
            name: "required parameters",
            line: Line::Span,
            request: ("", &[("Name", Name), ("Description", Text)]),
            response: ("Response fields", &[("Name", Name), ("Description", Text)]),
            split: Some(("Required Parameters", "Optional parameters")),
            parameter: ':',
            bases: "list",
            levels: (0, 1, 2),
            ..SLATE
        },
        Habit {
            name: "heading",
            line: Line::Heading,
            fields: Fields::Piped,
            request: (
                "Parameters",
                &[
                    ("Name", Name),
                    ("Type", Type),
                    ("Mandatory", Required("YES", "NO")),
                    ("Description", Text),
                ],
            ),
            response: (
                "Response",
                &[("Name", Name), ("Type", Type), ("Description", Text)],
            ),
            parameter: '{',
            statuses: ("Error codes", &["HTTP Status", "Name", "Description"]),
            ..SLATE
        },
        Habit {
            name: "typed names",
            line: Line::Fence,
            request: (
                "Body Parameters",
                &[
                    ("Parameter", TypedName),
                    ("Required", Required("required", "optional")),
                    ("Description", Text),
                ],
            ),
            response: (
                "Response Body",
                &[("Field", TypedName), ("Description", Text)],
            ),
            parameter: ':',
            bases: "sentence",
            ..SLATE
        },
        Habit {
            name: "required below",
            fields: Fields::Piped,
            line: Line::Label,
            request: (
                "Arguments",
                &[("Argument", RequiredBelow), ("Description", Text)],
            ),
            response: (
                "Returned fields",
                &[("Field", BoldName), ("Description", Text)],
            ),
            parameter: '{',
            statuses: ("Status Codes", &[]),
            ..SLATE
        },
        Habit {
            name: "both below",
            fields: Fields::Piped,
            line: Line::SpanPath,
            request: (
                "Request parameters",
                &[("Name", BothBelow), ("Description", Text)],
            ),
            response: (
                "Response parameters",
                &[("Name", BothBelow), ("Description", Text)],
            ),
            parameter: '{',
            ..SLATE
        },
        Habit {
            name: "star",
            line: Line::Span,
            request: (
                "Request Fields",
                &[("Field", StarName), ("Format", Type), ("Description", Text)],
            ),
            response: (
                "Response Fields",
                &[("Field", Name), ("Format", Type), ("Description", Text)],
            ),
            parameter: '{',
            bases: "list",
            ..SLATE
        },
        Habit {
            name: "said",
            line: Line::Span,
            request: (
                "URL Parameters",
                &[("Parameter", SaidName), ("Description", Text)],
            ),
            response: ("Response", &[("Parameter", Name), ("Description", Text)]),
            ..SLATE
        },
        Habit {
            name: "required text",
            line: Line::SpanPath,
            request: (
                "Parameters",
                &[
                    ("Parameter", Name),
                    ("Type", Type),
                    ("Description", RequiredText),
                ],
            ),
            response: (
                "Returns",
                &[("Key", Name), ("Type", Type), ("Description", Text)],
            ),
            parameter: ':',
            ..SLATE
        },
        Habit {
            name: "html tables",
            fields: Fields::Html,
            line: Line::Html,
            request: (
                "Request",
                &[
                    ("Field", Name),
                    ("Type", Type),
                    ("Required?", Required("Y", "N")),
                    ("Notes", Text),
                ],
            ),
            response: (
                "Response",
                &[("Field", Name), ("Type", Type), ("Notes", Text)],
            ),
            parameter: '{',
            ..SLATE
        },
        Habit {
            name: "list",
            fields: Fields::List,
            line: Line::Span,
            request: ("Parameters", &[]),
            response: ("Response", &[]),
            parameter: '{',
            ..SLATE
        },
        Habit {
            name: "bold list",
            fields: Fields::BoldList,
            line: Line::SpanPath,
            request: ("Request body", &[]),
            response: ("Response body", &[]),
            parameter: ':',
            ..SLATE
        },
        Habit {
            name: "french",
            line: Line::Span,
            request: (
                "Paramètres",
                &[
                    ("Paramètre", Name),
                    ("Type", Type),
                    ("Obligatoire", Required("oui", "non")),
                    ("Description", Text),
                ],
            ),
            response: (
                "Réponse",
                &[("Champ", Name), ("Type", Type), ("Description", Text)],
            ),
            ..SLATE
        },
        Habit {
            name: "spanish",
            fields: Fields::Piped,
            line: Line::SpanPath,
            request: (
                "Parámetros",
                &[
                    ("Campo", Name),
                    ("Tipo", Type),
                    ("Requerido", Required("Sí", "No")),
                    ("Descripción", Text),
                ],
            ),
            response: (
                "Respuesta",
                &[("Campo", Name), ("Tipo", Type), ("Descripción", Text)],
            ),
            parameter: '{',
            ..SLATE
        },
        Habit {
            name: "german",
            line: Line::Label,
            request: (
                "Anfrage",
                &[
                    ("Feld", Name),
                    ("Beschreibung", Text),
                    ("Typ", Type),
                    ("Pflicht", Required("ja", "nein")),
                ],
            ),
            response: (
                "Antwort",
                &[("Feld", Name), ("Beschreibung", Text), ("Typ", Type)],
            ),
            parameter: ':',
            ..SLATE
        },
        Habit {
            name: "chinese",
            fields: Fields::Piped,
            line: Line::SpanPath,
            request: (
                "请求参数",
                &[
                    ("参数", Name),
                    ("类型", Type),
                    ("必填", Required("是", "否")),
                    ("描述", Text),
                ],
            ),
            response: (
                "响应参数",
                &[("字段", Name), ("类型", Type), ("描述", Text)],
            ),
            parameter: '{',
            ..SLATE
        },
        Habit {
            name: "untyped",
            line: Line::Fence,
            request: (
                "Query Parameters",
                &[("Parameter", CodeName), ("Description", Text)],
            ),
            response: ("Response", &[("Field", CodeName), ("Description", Text)]),
            parameter: '{',
            examples_first: false,
            statuses: ("Errors", &["Status", "Meaning"]),
            ..SLATE
        },
    ]
}
