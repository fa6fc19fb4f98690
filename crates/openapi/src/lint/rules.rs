//! The rules as data. `passing` is a piece of `example.yaml`, which keeps every rule; with `failing` in its place, the rule is broken.

use super::{Hit, Rule, Walk, names, operations, references, schemas, structure};
use crate::finding::Severity::{self, Error, Warning};

/// Keeps the table below to one line of data after another.
const fn rule(
    id: &'static str,
    level: Severity,
    check: Option<fn(&Walk<'_>) -> Vec<Hit>>,
    advice: &'static str,
    passing: &'static str,
    failing: &'static str,
) -> Rule {
    Rule {
        id,
        level,
        advice,
        passing,
        failing,
        check,
    }
}

/// All rules: the parser's first, then the lint's.
pub const RULES: &[Rule] = &[
    rule(
        "yaml-syntax",
        Error,
        None,
        "YAML 1.2 or JSON",
        "tags: [things]\n      operationId: listThings",
        "tags: [things\n      operationId: listThings",
    ),
    rule(
        "yaml-depth",
        Error,
        None,
        "a flatter document",
        "title: Example",
        "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ),
    rule(
        "yaml-anchor",
        Error,
        None,
        "a `$ref` to a component, which every OpenAPI tool reads",
        "title: Example",
        "title: &title Example",
    ),
    rule(
        "yaml-tag",
        Error,
        None,
        "the plain value; quote it if it must be a string",
        "title: Example",
        "title: !!str Example",
    ),
    rule(
        "yaml-key",
        Error,
        None,
        "a string as key; no merge keys, anchors, tags or nested keys",
        "  title: Example",
        "  <<: {title: Example}",
    ),
    rule(
        "duplicate-key",
        Error,
        None,
        "each key once; remove or rename one",
        "  title: Example",
        "  title: Example\n  title: Sample",
    ),
    rule(
        "openapi-version",
        Error,
        Some(structure::openapi_version),
        "`openapi: 3.0.3`; the 3.1 copy is exported from it",
        "openapi: 3.0.3",
        "openapi: 3.1.0",
    ),
    rule(
        "wrong-type",
        Error,
        Some(structure::wrong_type),
        "the type that OpenAPI 3.0.3 gives this key",
        "description: Lists things.",
        "description: [Lists things.]",
    ),
    rule(
        "missing-key",
        Error,
        Some(structure::missing_key),
        "the key that OpenAPI 3.0.3, or the generator, asks for",
        "      operationId: listThings\n",
        "",
    ),
    rule(
        "unknown-key",
        Error,
        Some(structure::unknown_key),
        "a key of OpenAPI 3.0.3; extensions begin with `x-`",
        "description: Lists things.",
        "descripton: Lists things.",
    ),
    rule(
        "unknown-extension",
        Error,
        Some(structure::unknown_extension),
        "one of the project's extensions, on an object it is made for",
        "x-value: amount",
        "x-valeu: amount",
    ),
    rule(
        "extension-value",
        Error,
        Some(structure::extension_value),
        "one of the words of this extension, or for `x-evidence` a list of them",
        "x-retry: safe",
        "x-retry: sometimes",
    ),
    rule(
        "server-url",
        Error,
        Some(structure::server_url),
        "an `https://` URL without variables, query or slash at the end",
        "url: https://api.example.com",
        "url: http://api.example.com/",
    ),
    rule(
        "server-environment",
        Error,
        Some(structure::server_environment),
        "`x-environment` with a name of its own, in lower case",
        "    x-environment: live\n",
        "",
    ),
    rule(
        "missing-description",
        Warning,
        Some(structure::missing_description),
        "a `description` in our own words: it becomes the documentation",
        "          description: Its name.\n",
        "",
    ),
    rule(
        "unused-component",
        Warning,
        Some(structure::unused_component),
        "a reference to it, or its removal",
        "        '404':\n          $ref: '#/components/responses/NotFound'\n",
        "",
    ),
    rule(
        "ref-siblings",
        Error,
        Some(references::ref_siblings),
        "`allOf: [{$ref: …}]` with the siblings beside `allOf`",
        "          $ref: '#/components/responses/NotFound'",
        "          $ref: '#/components/responses/NotFound'\n          description: Gone.",
    ),
    rule(
        "ref-dangling",
        Error,
        Some(references::ref_dangling),
        "a reference to a component of this file and of the right kind",
        "$ref: '#/components/responses/NotFound'",
        "$ref: '#/components/responses/NotFuond'",
    ),
    rule(
        "ref-cycle",
        Error,
        Some(references::ref_cycle),
        "a component that is not made of itself; put a property in between",
        "    Amount:\n      type: number\n      x-value: amount",
        "    Amount:\n      allOf: [{$ref: '#/components/schemas/Amount'}]",
    ),
    rule(
        "property-ref",
        Error,
        Some(references::bare_property_ref),
        "`allOf: [{$ref: …}]` with `description` and `x-evidence` beside it",
        "          allOf:\n            - $ref: '#/components/schemas/Colour'\n          description: Its colour.\n          x-evidence: example",
        "          $ref: '#/components/schemas/Colour'",
    ),
    rule(
        "path-form",
        Error,
        Some(operations::path_form),
        "a path of plain words and `{parameters}` that no other path can be taken for",
        "  /owners/{ownerId}/things:",
        "  /owners/{ownerId}/things/:",
    ),
    rule(
        "path-empty",
        Error,
        Some(operations::path_item_key),
        "at least one operation under each path",
        "paths:\n",
        "paths:\n  /nothing: {}\n",
    ),
    rule(
        "path-parameters",
        Error,
        Some(operations::path_parameters),
        "one `in: path` parameter for each name in the path, and no other",
        "      - name: ownerId",
        "      - name: owner",
    ),
    rule(
        "parameter-place",
        Error,
        Some(operations::parameter_place),
        "`in: path` with `required: true`, `in: query` or `in: header`",
        "        in: path",
        "        in: cookie",
    ),
    rule(
        "missing-retry",
        Error,
        Some(operations::missing_retry),
        "`x-retry: safe`, `keyed` or `never`; `never` for whatever may move money",
        "      x-retry: safe\n",
        "",
    ),
    rule(
        "retry-method",
        Error,
        Some(operations::retry_method),
        "`x-retry: safe` only with GET, HEAD, OPTIONS and TRACE; `never` or `keyed` with every other method",
        "      operationId: createThing\n      description: Creates a thing.\n      x-retry: never",
        "      operationId: createThing\n      description: Creates a thing.\n      x-retry: safe",
    ),
    rule(
        "operation-id",
        Error,
        Some(operations::operation_id),
        "an operationId in camelCase that no other operation has",
        "operationId: createThing",
        "operationId: listThings",
    ),
    rule(
        "operation-tag",
        Error,
        Some(operations::operation_tag),
        "exactly one tag",
        "tags: [things]\n      operationId: listThings",
        "tags: []\n      operationId: listThings",
    ),
    rule(
        "undeclared-tag",
        Warning,
        Some(operations::undeclared_tag),
        "the tag under the document's `tags`, with a description",
        "tags: [things]\n      operationId: listThings",
        "tags: [wares]\n      operationId: listThings",
    ),
    rule(
        "method-clash",
        Error,
        Some(operations::method_clash),
        "another operationId, or an `x-method-name`",
        "operationId: createThing",
        "operationId: listThing",
    ),
    rule(
        "request-body",
        Error,
        Some(operations::request_body),
        "`required: true` and one media type without `encoding`",
        "        required: true\n        content",
        "        content",
    ),
    rule(
        "response-status",
        Error,
        Some(operations::response_status),
        "a status code in quotes; neither `default` (it would count as success) nor a range",
        "        '404':",
        "        default:",
    ),
    rule(
        "success-response",
        Error,
        Some(operations::success_response),
        "exactly one 2xx status with at most one media type",
        "        '404':",
        "        '204':",
    ),
    rule(
        "missing-evidence",
        Error,
        Some(schemas::missing_evidence),
        "`x-evidence` with one or several of table, example, sample, prose, inferred, contradicted, borrowed",
        "          description: Its name.\n          x-evidence: inferred\n",
        "          description: Its name.\n",
    ),
    rule(
        "missing-sensitive",
        Error,
        Some(schemas::missing_sensitive),
        "`x-sensitive: secret`, `personal` or `'no'` on each string and free-form object",
        "          x-evidence: inferred\n          x-sensitive: personal\n",
        "          x-evidence: inferred\n",
    ),
    rule(
        "float",
        Error,
        Some(schemas::float),
        "a reference to the amount component (`x-value: amount`), or `type: integer`",
        "          type: integer\n",
        "          type: number\n          format: double\n",
    ),
    rule(
        "closed-enum",
        Error,
        Some(schemas::closed_enum),
        "a component of `type: string` with `x-extensible-enum`, which keeps unknown values",
        "          type: integer\n",
        "          type: integer\n          enum: [1, 2]\n",
    ),
    rule(
        "extensible-enum",
        Error,
        Some(schemas::extensible_enum),
        "a component of `type: string` whose `x-extensible-enum` lists different strings",
        "x-extensible-enum: [red, green]",
        "x-extensible-enum: [red, red]",
    ),
    rule(
        "value-type",
        Error,
        Some(schemas::value_type),
        "`x-value` on a component: amount on number, identifier on string or integer, timestamp and secret on string, json-object on object",
        "      x-value: identifier",
        "      x-value: amount",
    ),
    rule(
        "required-unknown",
        Error,
        Some(schemas::required_unknown),
        "names of properties of the same schema",
        "required: [price]",
        "required: [pirce]",
    ),
    rule(
        "schema-type",
        Error,
        Some(schemas::schema_type),
        "one of OpenAPI's six types; `items` with every array",
        "          type: integer\n",
        "          type: int\n",
    ),
    rule(
        "composition",
        Error,
        Some(schemas::composition),
        "`allOf` with one reference, described but not changed; `oneOf` and `anyOf` only in value components and error responses",
        "                type: array\n                items:\n                  $ref: '#/components/schemas/Thing'",
        "                oneOf:\n                  - $ref: '#/components/schemas/Thing'",
    ),
    rule(
        "unsupported-key",
        Error,
        Some(schemas::unsupported_key),
        "a schema without it; say it in the description",
        "          type: integer\n",
        "          type: integer\n          readOnly: true\n",
    ),
    rule(
        "open-object",
        Error,
        Some(schemas::open_object),
        "a component with `x-value: json-object`, which keeps every digit; unknown fields are kept anyway",
        "      required: [price]\n",
        "      required: [price]\n      additionalProperties: true\n",
    ),
    rule(
        "schema-name",
        Error,
        Some(names::schema_name),
        "a name in PascalCase with a lower-case letter after each capital, which neither Rust nor the client has",
        "    Colour:\n",
        "    COLOUR:\n",
    ),
    rule(
        "field-name",
        Error,
        Some(names::field_name),
        "properties whose names differ in more than case and punctuation, none of them `extra_fields`",
        "        name:\n          type: string",
        "        Colour:\n          type: string",
    ),
    rule(
        "tag-name",
        Error,
        Some(names::tag_name),
        "a tag of letters that no other tag, Rust or the client has as a name",
        "tags: [things]\n      operationId: listThings",
        "tags: [runtime]\n      operationId: listThings",
    ),
    rule(
        "operation-name",
        Error,
        Some(names::operation_name),
        "an operationId that neither Rust nor the client has as a name; an `x-method-name` in lower case",
        "operationId: listThings",
        "operationId: exec",
    ),
    rule(
        "parameter-name",
        Error,
        Some(names::parameter_name),
        "a parameter whose name begins with a letter and is not one that generated code uses",
        "      - name: ownerId",
        "      - name: body",
    ),
    rule(
        "parameter-schema",
        Error,
        Some(names::parameter_schema),
        "a string, integer, boolean, open enum, identifier, timestamp or amount; in a query also a list of one of these",
        "        description: Whose things.\n        schema:\n          $ref: '#/components/schemas/OwnerId'",
        "        description: Whose things.\n        schema:\n          $ref: '#/components/schemas/Details'",
    ),
    rule(
        "component-form",
        Error,
        Some(schemas::component_form),
        "an object with properties, `x-value` or `x-extensible-enum`; write anything else where it is used",
        "      x-sensitive: 'no'\n      x-extensible-enum: [red, green]",
        "      x-sensitive: 'no'",
    ),
    rule(
        "required-nullable",
        Error,
        Some(schemas::required_nullable),
        "a property that is not required, or never null",
        "      required: [price]\n      properties:\n",
        "      required: [price, size]\n      properties:\n        size:\n          type: integer\n          nullable: true\n          x-evidence: table\n          description: s\n",
    ),
    rule(
        "security",
        Error,
        Some(structure::security),
        "a list of requirements, each with the name of a scheme under `components` and a list of scopes",
        "security:\n  - bearerAuth: []",
        "security:\n  - bearerAuht: []",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("example.yaml");

    fn found(text: &str) -> Vec<&'static str> {
        match crate::parse("example.yaml", text) {
            Err(finding) => vec![finding.rule],
            Ok(root) => super::super::lint("example.yaml", &root)
                .into_iter()
                .map(|finding| finding.rule)
                .collect(),
        }
    }

    #[test]
    fn the_number_of_rules_is_known() {
        assert_eq!(RULES.len(), 53);
    }

    #[test]
    fn rules_have_names_of_their_own_and_advice() {
        let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RULES.len());
        for rule in RULES {
            assert!(
                rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                rule.id
            );
            assert!(!rule.advice.is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn the_example_keeps_every_rule() {
        assert_eq!(found(EXAMPLE), Vec::<&str>::new());
    }

    #[test]
    fn each_failing_example_breaks_its_rule() {
        for rule in RULES {
            assert!(
                EXAMPLE.contains(rule.passing),
                "{}: `passing` is not in the example",
                rule.id
            );
            let broken = EXAMPLE.replacen(rule.passing, rule.failing, 1);
            let found = found(&broken);
            assert!(found.contains(&rule.id), "{}: found {found:?}", rule.id);
        }
    }
}
