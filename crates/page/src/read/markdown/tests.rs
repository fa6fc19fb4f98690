use super::*;
use crate::block::{Inline, SpanKind};

#[test]
fn compiles() {
    let (blocks, warnings) = super::blocks("# Hello\n\nText `GET /x`\nA | B\n--|--\nid | x\n");
    assert_eq!(warnings.len(), 1);
    assert_eq!(blocks.len(), 3);
    let _ = (Inline::default(), SpanKind::Code);
}
