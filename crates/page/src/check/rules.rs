//! The rules as data.

use super::{
    Level::{self, Error, Note, Warning},
    against,
    sink::Sink,
    view::View,
    within,
};

/// A rule of the check.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// Stable kebab-case name.
    pub id: &'static str,
    /// How much a finding of it matters.
    pub level: Level,
    /// What would be right.
    pub advice: &'static str,
    pub(super) see: See,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.id, self.level, self.advice)
    }
}

/// How a rule looks.
#[derive(Clone, Copy)]
pub(super) enum See {
    /// At a page.
    Page(fn(&View<'_>, &mut Sink<'_>)),
    /// At all pages at once: what one of them has is not missing.
    All(fn(&[View<'_>], &mut Sink<'_>)),
    /// At the deviations: nothing to do before these are known.
    Deviations,
}

const fn rule(id: &'static str, level: Level, see: See, advice: &'static str) -> Rule {
    Rule {
        id,
        level,
        advice,
        see,
    }
}

use See::{All, Page};

/// All rules: page against document, page against itself, and the deviations.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("operation-not-in-document", Error, Page(against::operations::not_in_document), "an operation for it in the document, or none on the page"),
    rule("operation-not-on-page", Error, All(against::operations::not_on_page), "the operation on the page, or none in the document"),
    rule("path-parameter-differs", Error, Page(against::operations::parameter_differs), "one name for the parameter, on the page and in the document"),
    rule("parameter-not-in-document", Error, Page(against::operations::parameter_unknown), "the parameter in the document"),
    rule("field-not-in-document", Error, Page(against::fields::not_in_document), "a property or parameter for it in the document"),
    rule("field-written-otherwise", Error, Page(against::fields::spelled_otherwise), "one spelling, on the page and in the document"),
    rule("field-not-on-page", Error, All(against::examples::field_not_on_page), "the field in a table or example of the page, or none in the document"),
    rule("type-differs", Error, Page(against::fields::type_differs), "one type, on the page and in the document"),
    rule("required-differs", Error, Page(against::fields::required_differs), "the field in or out of `required`, as the page says"),
    rule("example-field-not-in-document", Error, Page(against::examples::undocumented), "a property for it in the document"),
    rule("example-type-not-in-document", Error, Page(against::examples::type_differs), "a type in the document that the example has"),
    rule("example-lacks-required", Error, Page(against::examples::lacks_required), "the field out of `required`, or in the example"),
    rule("error-not-in-document", Error, Page(against::examples::error_unknown), "an error body in the document that the example fits"),
    rule("status-not-in-document", Error, Page(against::statuses::not_in_document), "a response for it in the document"),
    rule("status-not-on-page", Error, All(against::statuses::not_on_page), "the status in a table of the page, or none in the document"),
    rule("base-url-not-in-document", Error, Page(against::addresses::base_not_in_document), "a server for it in the document"),
    rule("base-url-not-on-page", Error, All(against::addresses::base_not_on_page), "the base address on the page, or no such server"),
    rule("base-url-slash", Note, Page(against::addresses::base_slash), "addresses that end alike"),
    rule("authentication-differs", Error, Page(against::addresses::authentication), "the scheme that the page shows, in `securitySchemes`"),
    rule("request-media-type-differs", Error, Page(against::addresses::request_media_type), "the media type that samples send, in `requestBody`"),
    rule("request-line-contradicted", Warning, Page(within::addresses::conflicts), "samples that send the method and path of the request line"),
    rule("plain-http", Warning, Page(within::addresses::plain_http), "https:// in every address"),
    rule("one-environment", Note, Page(within::addresses::one_environment), "addresses of requests without a host, or for each environment"),
    rule("unknown-host", Warning, Page(within::addresses::undocumented_host), "a host that the page lists among its base addresses"),
    rule("sample-without-authentication", Warning, Page(within::samples::without_authentication), "the header in every sample, or a sentence that it is not needed"),
    rule("sample-languages-differ", Warning, Page(within::samples::languages_differ), "the same headers in every language"),
    rule("sample-headers-uneven", Note, Page(within::samples::headers_uneven), "the same headers in every sample"),
    rule("accept-contradicts-answer", Warning, Page(within::samples::accept_without_answer), "an `Accept` that the answer fits"),
    rule("sample-languages-missing", Note, Page(within::samples::languages_missing), "each operation in each language"),
    rule("language-without-samples", Note, Page(within::samples::language_without_samples), "samples in each language that the page offers"),
    rule("authentication-scheme-case", Warning, Page(within::samples::scheme_case), "one way to write the scheme"),
    rule("token-placeholders-differ", Note, Page(within::samples::placeholder_styles), "one placeholder for the token"),
    rule("sample-dangling-backslash", Warning, Page(within::shell::dangling_backslash), "no backslash after the last option"),
    rule("sample-breaks-off", Warning, Page(within::shell::missing_continuation), "a backslash before each new line"),
    rule("sample-quotes", Warning, Page(within::shell::quotes), "single quotes around JSON"),
    rule("sample-placeholder-unquoted", Warning, Page(within::shell::unquoted_placeholder), "placeholders within quotes"),
    rule("sample-follows-redirects", Note, Page(within::shell::redirects), "no redirects, or a status that says them"),
    rule("sample-without-timeout", Note, Page(within::shell::timeout), "a timeout"),
    rule("sample-explicit-get", Note, Page(within::shell::explicit_get), "no method where GET is sent anyway"),
    rule("sample-path-placeholders", Note, Page(within::shell::path_placeholders), "values, or a sentence on how to replace the names"),
    rule("sample-without-address", Warning, Page(within::shell::no_address), "an address"),
    rule("example-field-not-in-table", Warning, Page(within::tables_examples::example_not_in_table), "a row for it"),
    rule("table-field-not-in-example", Warning, Page(within::tables_examples::table_not_in_example), "the field in the example, or no row for it"),
    rule("field-level-differs", Warning, Page(within::tables_examples::level_differs), "the row beneath the object that the example has it in"),
    rule("example-contradicts-type", Warning, Page(within::tables_examples::example_type), "an example of the type that the table gives"),
    rule("table-mixes-path-and-body", Note, Page(within::tables::mixed), "a table for the path, another for the body"),
    rule("path-parameter-in-no-table", Note, Page(within::tables::parameter_in_no_table), "a row for it"),
    rule("required-unsaid", Note, Page(within::tables::required_unsaid), "a column that says it"),
    rule("type-names-differ", Note, Page(within::wording::notations), "one name for each type"),
    rule("field-types-differ", Warning, Page(within::wording::types_differ), "one type for a name"),
    rule("time-descriptions-differ", Note, Page(within::wording::time_descriptions), "one description for a name"),
    rule("object-without-keys", Note, Page(within::tables_examples::unknown_keys), "the keys of the object"),
    rule("response-table-missing", Note, Page(within::tables::missing_table), "a table of the answer"),
    rule("table-hides-list", Note, Page(within::tables::array_unsaid), "a sentence that the answer is a list"),
    rule("parameter-in-path-and-body", Warning, Page(within::tables::in_path_and_body), "the value in one place"),
    rule("sent-time-not-answered", Warning, Page(within::tables_examples::time_not_answered), "the field in the answer, or not in the request"),
    rule("created-lacks-fields", Warning, Page(within::tables_examples::created_lacks), "the same fields in both answers"),
    rule("description-misspelt", Note, Page(within::wording::description_slip), "the spelling of the field"),
    rule("description-letter-case", Note, Page(within::wording::description_case), "one capital"),
    rule("double-full-stop", Note, Page(within::wording::double_stop), "one full stop"),
    rule("name-letter-case", Warning, Page(within::names::letter_case), "one way to write a name"),
    rule("name-misspelt", Warning, Page(within::names::slips), "one spelling in table and example"),
    rule("product-name-misspelt", Note, Page(within::names::product), "the name as the document's title has it"),
    rule("name-style-differs", Note, Page(within::names::letter_style), "one style of names"),
    rule("two-titles", Note, Page(within::titles::doubled), "one title for an operation"),
    rule("title-contradicts-path", Warning, Page(within::titles::noun_differs), "one word for the thing, in title and path"),
    rule("titles-alike", Note, Page(within::titles::list_and_item), "titles that tell list and item apart"),
    rule("operation-without-description", Note, Page(within::titles::without_description), "a sentence on what it does"),
    rule("description-repeated", Warning, Page(within::titles::repeated_description), "a description of its own for each operation"),
    rule("description-misplaced", Note, Page(within::titles::misplaced_description), "the description where the others stand"),
    rule("answer-labels-differ", Note, Page(within::answers::labels_differ), "one label"),
    rule("example-before-line", Note, Page(within::answers::before_line), "the request line first"),
    rule("answer-not-json", Warning, Page(within::answers::not_json), "an answer as it is sent"),
    rule("example-unreadable", Warning, Page(within::answers::broken), "JSON by RFC 8259"),
    rule("answers-identical", Warning, Page(within::answers::identical), "an example of its own for each step"),
    rule("state-unmoved", Warning, Page(within::answers::state_unmoved), "the state after the step"),
    rule("example-fillers", Note, Page(within::examples::fillers), "values as the server sends them"),
    rule("example-identifiers-equal", Note, Page(within::examples::equal_identifiers), "an identifier of its own for each item"),
    rule("example-years-differ", Note, Page(within::examples::years), "dates from one source"),
    rule("time-fractions-differ", Warning, Page(within::examples::fractions), "times of one precision"),
    rule("time-not-rfc3339", Warning, Page(within::examples::odd_times), "a time by RFC 3339"),
    rule("example-emails-differ", Note, Page(within::examples::email_forms), "an address in every example"),
    rule("example-codes-differ", Note, Page(within::examples::codes), "a code in every example"),
    rule("negative-unexplained", Note, Page(within::examples::negative), "a row that explains the sign"),
    rule("error-status-unsaid", Note, Page(within::errors::status_unsaid), "the status beside each error"),
    rule("error-operation-unsaid", Note, Page(within::errors::operation_unsaid), "the operations that may answer it"),
    rule("errors-unalike", Warning, Page(within::errors::unalike), "one form for errors"),
    rule("error-without-table", Note, Page(within::errors::without_table), "a table of the fields"),
    rule("error-path-foreign", Warning, Page(within::errors::foreign_path), "a path of this API"),
    rule("error-status-in-body", Note, Page(within::errors::status_in_body), "the status in all bodies, or in none"),
    rule("media-type-unsaid", Note, Page(within::silence::media_type), "the media type of answers"),
    rule("response-headers-unsaid", Note, Page(within::silence::response_headers), "the headers of answers"),
    rule("statuses-by-operation-unsaid", Note, Page(within::silence::statuses_by_operation), "the statuses of each operation"),
    rule("example-status-unsaid", Note, Page(within::silence::example_status), "the status beside each example"),
    rule("idempotency-unsaid", Note, Page(within::silence::idempotency), "how the key is sent"),
    rule("version-unsaid", Note, Page(within::silence::version), "the version of the API"),
    rule("methods-few", Note, Page(within::silence::methods), "whether other methods exist"),
    rule("identifier-form-unsaid", Note, Page(within::silence::identifier_form), "the form of identifiers"),
    rule("paging-unsaid", Note, Page(within::silence::paging), "how long lists are read"),
    rule("form-encoding-contradicted", Warning, Page(within::silence::form_encoded), "one media type, in text and samples"),
    rule("resource-incomplete", Note, Page(within::silence::resources), "the operations that are missing, or a sentence that there are none"),
    rule("deviation-stale", Error, See::Deviations, "the deviation without `visible_on_page`, or none; and a look at what the document decided"),
    rule("deviation-claim-changed", Error, See::Deviations, "a look at the decision, then the new claim, written by `--write-claims`"),
];

/// A rule by its name.
pub(super) fn named(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
