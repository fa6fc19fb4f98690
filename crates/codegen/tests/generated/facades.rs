//! The blocking facade has what the async one has, and does nothing but wait for it.

use std::{collections::BTreeMap, fs, path::Path};

use pazemo_codegen::Sources;
use quote::ToTokens;

/// The curated document, with an optional parameter added, because it has none.
fn source() -> syn::File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/pazemo.yaml");
    let text = fs::read_to_string(path).unwrap();
    let list = "      operationId: listAccounts\n      x-retry: safe\n      parameters:\n";
    assert!(text.contains(list));
    let more = format!(
        "{list}        - name: pageSize\n          in: query\n          description: How many.\n          schema:\n            type: integer\n"
    );
    let generated = pazemo_codegen::generate(&Sources {
        document: ("openapi/pazemo.yaml", &text.replacen(list, &more, 1)),
        verdicts: None,
        module: pazemo_codegen::Module::new("", "pazemo"),
    });
    syn::parse_file(&generated.unwrap().source).unwrap()
}

/// The public methods of a module, by their type and name. Types of the options have none here: both facades share them.
fn methods(file: &syn::File, module: &str) -> BTreeMap<String, syn::ImplItemFn> {
    let modules = file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(found) if found.ident == module => found.content.as_ref(),
        _ => None,
    });
    let mut methods = BTreeMap::new();
    for item in modules.flat_map(|(_, items)| items) {
        let syn::Item::Impl(block) = item else {
            continue;
        };
        let ty = block.self_ty.to_token_stream().to_string();
        if ty.ends_with("Options") {
            continue;
        }
        for item in &block.items {
            if let syn::ImplItem::Fn(method) = item {
                // The clients have different paths.
                let ty = ty.rsplit("::").next().unwrap().trim();
                methods.insert(format!("{ty}::{}", method.sig.ident), method.clone());
            }
        }
    }
    methods
}

/// Tokens as text, however long their line was.
fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(" ,)", ")")
}

#[test]
fn both_facades_have_the_same_methods_with_the_same_types() {
    let file = source();
    let (waited, blocking) = (
        methods(&file, "resources"),
        methods(&file, "blocking_resources"),
    );
    for name in [
        "Client::users",
        "Users < '_ >::me",
        "Users < '_ >::with",
        "Accounts < '_ >::list_with",
        "Withdraws < '_ >::confirm_with_code",
    ] {
        assert!(waited.contains_key(name), "{name} of {:?}", waited.keys());
    }
    let signature = |method: &syn::ImplItemFn| {
        let mut signature = method.sig.clone();
        signature.asyncness = None;
        text(&signature).replace("mut self", "self")
    };
    let signatures = |methods: &BTreeMap<String, syn::ImplItemFn>| -> BTreeMap<String, String> {
        let pairs = methods.iter();
        pairs
            .map(|(name, method)| (name.clone(), signature(method)))
            .collect()
    };
    assert_eq!(signatures(&waited), signatures(&blocking));
    let is_async = |(_, method): &(&String, &syn::ImplItemFn)| method.sig.asyncness.is_some();
    assert_eq!(blocking.iter().filter(is_async).count(), 0);
}

#[test]
fn a_blocking_method_is_one_call_of_the_async_method_of_the_same_name() {
    let file = source();
    let waited = methods(&file, "resources");
    let mut calls = 0;
    for (name, method) in methods(&file, "blocking_resources") {
        if waited[&name].sig.asyncness.is_none() {
            continue;
        }
        calls += 1;
        let arguments = method.sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&typed.pat),
            syn::FnArg::Receiver(_) => None,
        });
        let own = &method.sig.ident;
        let call: syn::Expr = syn::parse_quote!(self.0.#own(#(#arguments),*));
        let [syn::Stmt::Expr(syn::Expr::Call(wait), None)] = &*method.block.stmts else {
            panic!("{name} is more than a call");
        };
        let function = wait.func.to_token_stream().to_string();
        assert_eq!(function, "crate :: blocking :: wait", "{name}");
        assert_eq!(text(&wait.args[1]), text(&call), "{name}");
        // And it is the same operation that errors will name.
        let operation = wait.args[0].to_token_stream().to_string();
        let operation = operation.trim_start_matches("& super :: ");
        let body = waited[&name].block.to_token_stream().to_string();
        assert!(body.contains(operation), "{name}: {operation}");
    }
    assert_eq!(calls, 15, "12 operations, 1 with options, 2 with a code");
}

#[test]
fn every_method_of_both_facades_has_an_example_in_its_own_form() {
    let file = source();
    for (module, wait, function) in [
        ("resources", ".await?;", "async fn example"),
        ("blocking_resources", ")?;", "# fn example"),
    ] {
        for (name, method) in methods(&file, module) {
            let docs = method.attrs.iter();
            let docs: String = docs.map(|d| d.to_token_stream().to_string()).collect();
            assert!(!docs.is_empty(), "{name}");
            if !method
                .sig
                .output
                .to_token_stream()
                .to_string()
                .contains("Result")
            {
                continue;
            }
            let call = format!(".{}(", method.sig.ident);
            for part in [wait, function, &call] {
                assert!(docs.contains(part), "{module} {name}: {part} in {docs}");
            }
            assert_eq!(
                docs.contains("AsyncContext"),
                module == "blocking_resources"
            );
        }
    }
}

#[test]
fn every_operation_can_be_called_by_its_name_with_its_optional_parameters() {
    let file = source();
    let dynamic = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(found) if found.ident == "dynamic" => found.content.as_ref(),
        _ => None,
    });
    let (_, items) = dynamic.unwrap();
    let function = |name: &str| {
        let found = items.iter().find_map(|item| match item {
            syn::Item::Fn(function) if function.sig.ident == name => Some(text(&function.block)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no function {name}"))
    };
    let call = function("call");
    for operation in ["createWithdraw", "listAccounts", "ping"] {
        assert!(call.contains(&format!("{operation:?} =>")), "{call}");
    }
    let list = function("list_accounts");
    for part in [
        "caller . expect (& [\"pageSize\" , \"userId\"] , false) ?",
        "options . page_size = caller . optional (\"pageSize\") ?",
        "options . page_size)",
    ] {
        assert!(list.contains(part), "{part}: {list}");
    }
}

#[test]
fn a_call_by_name_takes_the_steps_of_the_method() {
    let file = source();
    let methods = methods(&file, "resources");
    let dynamic = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(found) if found.ident == "dynamic" => found.content.as_ref(),
        _ => None,
    });
    let mut compared = 0;
    for item in &dynamic.unwrap().1 {
        let syn::Item::Fn(function) = item else {
            continue;
        };
        let by_name = text(&function.block);
        // All from the making of the call on; what ends it gives another value.
        let steps = |body: &str| {
            let (_, steps) = body.split_once("let call = ")?;
            let (_, steps) = steps.split_once(';')?;
            let (steps, comparison) = steps.rsplit_once("call . conclude")?;
            let statements = comparison
                .split_once('{')
                .map(|(_, inner)| inner.to_owned());
            let statements = statements.filter(|inner| inner.contains("mismatches ."));
            Some((steps.to_owned(), statements))
        };
        let Some(found) = steps(&by_name) else {
            assert_eq!(function.sig.ident, "call");
            continue;
        };
        let has_twin = methods
            .values()
            .any(|method| steps(&text(&method.block)) == Some(found.clone()));
        assert!(has_twin, "{}: {found:?}", function.sig.ident);
        compared += 1;
    }
    assert_eq!(compared, 12);
}
