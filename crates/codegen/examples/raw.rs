//! x
fn main(){ println!("{}", pazemo_codegen::raw(&std::fs::read_to_string("openapi/pazemo.yaml").unwrap())); }
