//! The calls: progenitor's methods, led to the runtime.

use heck::ToSnakeCase;
use pazemo_openapi::{Document, Finding, Operation, ParameterPlace};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    FnArg, GenericArgument, ImplItemFn, Pat, PathArguments, ReturnType, Stmt, Type,
    visit_mut::{self, VisitMut},
};

use crate::names;

/// The calls of all operations and what the facade and the tables need to know about them.
pub(crate) struct Calls {
    pub(crate) tokens: TokenStream,
    pub(crate) signatures: Vec<Signature>,
}

/// The signature of a call, read from progenitor's method.
pub(crate) struct Signature {
    pub(crate) operation_id: String,
    pub(crate) method: syn::Ident,
    pub(crate) arguments: Vec<Argument>,
    /// What the call returns on success.
    pub(crate) answer: Type,
}

pub(crate) struct Argument {
    pub(crate) ident: syn::Ident,
    /// The type, without its lifetime and, if optional, without `Option`.
    pub(crate) ty: Type,
    pub(crate) optional: bool,
}

impl Calls {
    pub(crate) fn signature(&self, operation: &Operation<'_>) -> Option<&Signature> {
        self.signatures
            .iter()
            .find(|s| s.operation_id == operation.id)
    }
}

pub(crate) fn generate(
    document: &Document,
    methods: Vec<ImplItemFn>,
) -> Result<Calls, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut signatures = Vec::new();
    let mut polished = Vec::new();
    for operation in document.operations() {
        let name = operation.id.to_snake_case();
        let Some(mut method) = methods.iter().find(|m| m.sig.ident == name).cloned() else {
            findings.push(document.finding(
                "generator",
                &operation.pointer,
                format!("progenitor made no method for `{}`", operation.id),
                "an operation the generator can express".to_owned(),
            ));
            continue;
        };
        match signature(&operation, &method) {
            Some(signature) => signatures.push(signature),
            None => findings.push(
                document.finding(
                    "generator",
                    &operation.pointer,
                    format!(
                        "the signature of `{}` is not what was expected",
                        operation.id
                    ),
                    "a plain JSON or text body; multipart and binary bodies are not supported"
                        .to_owned(),
                ),
            ),
        }
        method.attrs.clear();
        method.vis = syn::parse_quote!(pub(crate));
        ToRuntime.visit_impl_item_fn_mut(&mut method);
        polished.push(method);
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Calls {
        tokens: quote! {
            use crate::runtime::generated_support::{self, OperationInfo, ResponseValue, encode_path};

            /// One call of an operation, on its way to the runtime.
            pub(crate) type Calls<'c> = generated_support::Calls<'c>;

            impl Calls<'_> {
                #(#polished)*
            }
        },
        signatures,
    })
}

/// Leads progenitor's code to the runtime: no reqwest, no foreign error, no header that the API did not ask for.
struct ToRuntime;

impl VisitMut for ToRuntime {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let first = path
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        match first.as_deref() {
            Some("reqwest" | "progenitor_client") => {
                path.leading_colon = None;
                path.segments[0].ident = quote::format_ident!("generated_support");
            }
            Some("Error") => {
                // `Error<()>` the type, `Error::UnexpectedResponse` the constructor.
                *path = match path.segments.last() {
                    Some(last) if last.ident == "UnexpectedResponse" => {
                        syn::parse_quote!(generated_support::unexpected_response)
                    }
                    _ => syn::parse_quote!(crate::Error),
                };
            }
            _ => {}
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        // A body that is not JSON is looked at before it counts: `Ok(ResponseValue::stream(…))` becomes `ResponseValue::text(…)`.
        let text = quote!(#expression).to_string();
        if let (syn::Expr::Call(call), true) = (
            &*expression,
            text.starts_with("Ok (ResponseValue :: stream"),
        ) && let Some(syn::Expr::Call(inner)) = call.args.first()
        {
            let arguments = &inner.args;
            *expression = syn::parse_quote!(ResponseValue::text(#arguments));
        }
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        // progenitor sends the document's version as a header; the API knows nothing of it.
        block
            .stmts
            .retain(|statement: &Stmt| !quote!(#statement).to_string().contains("\"api-version\""));
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Some(inlined) = inlined(ty) {
            *ty = inlined;
        }
    }
}

/// Replaced value types live in `types`, where progenitor does not look for them.
fn inlined(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let single = path.path.get_ident()?;
    if single == "ByteStream" {
        // A body that is not JSON is read as text.
        return Some(syn::parse_quote!(String));
    }
    let is_generated = single
        .to_string()
        .starts_with(|c: char| c.is_ascii_uppercase())
        && !["Self", "String", "Result", "Option", "Vec"].contains(&single.to_string().as_str());
    is_generated.then(|| syn::parse_quote!(types::#single))
}

fn signature(operation: &Operation<'_>, method: &ImplItemFn) -> Option<Signature> {
    let mut arguments = Vec::new();
    for input in method.sig.inputs.iter().skip(1) {
        let FnArg::Typed(typed) = input else {
            return None;
        };
        let Pat::Ident(pattern) = &*typed.pat else {
            return None;
        };
        let (ty, optional) = match generic_argument(&typed.ty, "Option") {
            Some(inner) => (inner, true),
            None => ((*typed.ty).clone(), false),
        };
        arguments.push(Argument {
            ident: pattern.ident.clone(),
            ty: without_lifetime(ty),
            optional,
        });
    }
    // Without its argument, a path parameter could not be checked before it is sent.
    let is_argument = |name: &str| {
        arguments
            .iter()
            .any(|a| a.ident == names::snake_ident(name) && !a.optional)
    };
    let mut path = operation
        .parameters
        .iter()
        .filter(|p| p.place == ParameterPlace::Path);
    if !path.all(|parameter| is_argument(parameter.name)) {
        return None;
    }
    let ReturnType::Type(_, output) = &method.sig.output else {
        return None;
    };
    let mut answer = generic_argument(&generic_argument(output, "Result")?, "ResponseValue")?;
    if !method
        .sig
        .generics
        .type_params()
        .collect::<Vec<_>>()
        .is_empty()
    {
        return None;
    }
    ToRuntime.visit_type_mut(&mut answer);
    Some(Signature {
        operation_id: operation.id.to_owned(),
        method: method.sig.ident.clone(),
        arguments,
        answer,
    })
}

fn without_lifetime(mut ty: Type) -> Type {
    if let Type::Reference(reference) = &mut ty {
        reference.lifetime = None;
    }
    ToRuntime.visit_type_mut(&mut ty);
    ty
}

/// The first type argument of `name<…>`.
pub(crate) fn generic_argument(ty: &Type, name: &str) -> Option<Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}
