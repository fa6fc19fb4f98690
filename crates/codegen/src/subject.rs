//! What a call is about: the identifier that the caller chooses, and what of the answer has to agree with the request.

use pazemo_openapi::{Document, Node, Operation, ParameterPlace, Pointer};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names;

/// What an operation's request and answer have in common.
#[derive(Default)]
pub(crate) struct Subject<'d> {
    /// Before the call is made: gives the body an identifier if it has none.
    pub(crate) identify: TokenStream,
    /// The identifier, as `Option<&_>`; nothing if the call is about none.
    pub(crate) about: Option<TokenStream>,
    /// What of the answer has to agree with the request.
    pub(crate) agreements: Vec<Agreement<'d>>,
}

/// A value that request and answer both have.
pub(crate) struct Agreement<'d> {
    name: &'d str,
    kind: Kind,
    sent: Sent,
    /// Of what type it is sent, if by a component.
    component: Option<&'d str>,
    answered: Property<'d>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The identifier that the call is about.
    Subject,
    /// Another identifier.
    Identifier,
    Amount,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    InPath,
    InBody { required: bool },
}

/// A property of an object, as the comparison needs it.
#[derive(Clone, Copy)]
struct Property<'d> {
    name: &'d str,
    component: Option<&'d str>,
    value: Option<&'d str>,
    required: bool,
    is_client_id: bool,
}

pub(crate) fn of<'d>(document: &'d Document, operation: &'d Operation<'_>) -> Subject<'d> {
    let request = operation.request.first().and_then(|body| body.schema);
    let answer = operation
        .success()
        .and_then(|success| success.bodies.first());
    let request = properties(document, request);
    let answer = properties(document, answer.and_then(|body| body.schema));
    let in_answer = |name: &str| {
        answer
            .iter()
            .copied()
            .find(|answered| answered.name == name)
    };
    let path: Vec<(&'d str, Option<&'d str>)> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == ParameterPlace::Path)
        .map(|parameter| (parameter.name, parameter.schema.and_then(component)))
        .collect();
    if let Some(chosen) = request.iter().find(|property| property.is_client_id) {
        let in_body = |property: &Property<'d>, kind, answered| Agreement {
            name: property.name,
            kind,
            sent: Sent::InBody {
                required: property.required,
            },
            component: property.component,
            answered,
        };
        let subject = in_answer(chosen.name).map(|a| in_body(chosen, Kind::Subject, a));
        let in_path = path.iter().filter_map(|(name, component)| {
            Some(Agreement {
                name,
                kind: Kind::Identifier,
                sent: Sent::InPath,
                component: *component,
                answered: in_answer(name).filter(|a| a.value == Some("identifier"))?,
            })
        });
        let others = request.iter().filter(|property| !property.is_client_id);
        let others = others.filter_map(|property| {
            let answered = in_answer(property.name).filter(|a| a.value == property.value)?;
            let kind = match property.value? {
                "amount" => Kind::Amount,
                "identifier" => Kind::Identifier,
                _ => return None,
            };
            Some(in_body(property, kind, answered))
        });
        return Subject {
            identify: identify(chosen),
            about: Some(field_of(quote!(body), chosen.name, chosen.required)),
            agreements: subject.into_iter().chain(in_path).chain(others).collect(),
        };
    }
    let chosen = client_id_components(document);
    for (name, component) in path {
        if component.is_some_and(|component| chosen.contains(&component)) {
            let ident = names::snake_ident(name);
            let answered = in_answer(name).filter(|answered| answered.component == component);
            let agreement = answered.map(|answered| Agreement {
                name,
                kind: Kind::Subject,
                sent: Sent::InPath,
                component,
                answered,
            });
            return Subject {
                identify: TokenStream::new(),
                about: Some(quote!(Some(#ident))),
                agreements: agreement.into_iter().collect(),
            };
        }
    }
    Subject::default()
}

/// Gives the body an identifier if it may have none.
fn identify(chosen: &Property<'_>) -> TokenStream {
    if chosen.required {
        return TokenStream::new();
    }
    let field = names::snake_ident(chosen.name);
    quote! {
        let identified;
        let body = if body.#field.is_some() {
            body
        } else {
            let mut own = body.clone();
            own.#field = crate::runtime::generated_support::new_client_id();
            identified = own;
            &identified
        };
    }
}

impl Agreement<'_> {
    /// A statement that compares `answer` with the arguments of the call.
    pub(crate) fn compare(&self) -> TokenStream {
        let name = self.name;
        let sent = match self.sent {
            Sent::InPath => {
                let ident = names::snake_ident(name);
                quote!(Some(#ident))
            }
            Sent::InBody { required } => field_of(quote!(body), name, required),
        };
        let answered = field_of(quote!(answer), self.answered.name, self.answered.required);
        match self.kind {
            Kind::Subject => quote!(mismatches.subject(#name, #sent, #answered);),
            Kind::Amount => quote!(mismatches.amount(#name, #sent, #answered);),
            Kind::Identifier => quote! {
                mismatches.identifier(#name, #sent.map(|id| id.as_str()), #answered.map(|id| id.as_str()));
            },
        }
    }

    /// Whether the value stands in the body of the request.
    pub(crate) fn is_in_body(&self) -> bool {
        matches!(self.sent, Sent::InBody { .. })
    }

    /// A statement that gives `answer` what was sent: in the path of a `request` of the test server, or in its `body`, which is
    /// owned. Amounts only if `extent` has them.
    pub(crate) fn take_over(&self) -> TokenStream {
        let field = names::snake_ident(self.name);
        let put = |value: TokenStream| {
            if self.answered.required {
                quote!(answer.#field = #value;)
            } else {
                quote!(answer.#field = Some(#value);)
            }
        };
        let put_if_any = |sent: TokenStream| {
            let put = put(quote!(sent));
            quote!(if let Some(sent) = #sent { #put })
        };
        let is_same_type = self.component == self.answered.component || self.kind == Kind::Amount;
        let taken = match self.sent {
            Sent::InPath => {
                let name = self.name;
                put_if_any(quote!(request.path_parameter(#name).and_then(|id| id.parse().ok())))
            }
            Sent::InBody { required } if !is_same_type => {
                let sent = field_of(quote!(body), self.name, required);
                put_if_any(quote!(#sent.and_then(|id| id.as_str().parse().ok())))
            }
            Sent::InBody { required: true } => put(quote!(body.#field)),
            Sent::InBody { required: false } => put_if_any(quote!(body.#field)),
        };
        match self.kind {
            Kind::Amount => quote!(if extent == Extent::AmountsToo { #taken }),
            Kind::Subject | Kind::Identifier => taken,
        }
    }
}

/// A field as `Option<&_>`.
fn field_of(holder: TokenStream, name: &str, required: bool) -> TokenStream {
    let field = names::snake_ident(name);
    if required {
        quote!(Some(&#holder.#field))
    } else {
        quote!(#holder.#field.as_ref())
    }
}

/// A look at each identifier in the body of the request, which `caller` refuses if it could not be made from a text.
pub(crate) fn identifiers_of_body(
    document: &Document,
    operation: &Operation<'_>,
) -> Vec<TokenStream> {
    let request = operation.request.first().and_then(|body| body.schema);
    let identifiers = properties(document, request)
        .into_iter()
        .filter(|property| property.value == Some("identifier"));
    identifiers
        .map(|property| {
            let name = property.name;
            let sent = field_of(quote!(body), name, property.required);
            quote!(caller.check(#name, #sent.map(|id| id.as_str()))?;)
        })
        .collect()
}

/// The components of all identifiers that callers choose.
fn client_id_components(document: &Document) -> Vec<&str> {
    document
        .schemas()
        .filter_map(|(_, schema)| schema.get("properties"))
        .flat_map(Node::entries)
        .filter(|property| property.node.get("x-client-id").is_some())
        .filter_map(|property| component(&property.node))
        .collect()
}

fn properties<'d>(document: &'d Document, schema: Option<&'d Node>) -> Vec<Property<'d>> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    let (schema, _) = document.resolve(schema, Pointer::root());
    let required: Vec<&str> = schema
        .get("required")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let entries = schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| Property {
            name: &entry.key,
            component: component(&entry.node),
            value: value_of(document, &entry.node),
            required: required.contains(&entry.key.as_str()),
            is_client_id: entry.node.get("x-client-id").is_some(),
        })
        .collect()
}

/// The kind of value (`x-value`) that a property stands for, itself or by the component it refers to.
pub(crate) fn value_of<'d>(document: &'d Document, property: &'d Node) -> Option<&'d str> {
    let target = reference(property).unwrap_or(property);
    let (target, _) = document.resolve(target, Pointer::root());
    target.str("x-value")
}

/// The node that refers to a component: the schema itself, or the one part of its `allOf`.
fn reference(schema: &Node) -> Option<&Node> {
    match schema.get("allOf") {
        Some(all) => all.items().first(),
        None => Some(schema),
    }
}

fn component(schema: &Node) -> Option<&str> {
    reference(schema)?
        .str("$ref")?
        .strip_prefix("#/components/schemas/")
}
