//! From blocks to what they claim about an API.

use crate::{
    block::Block,
    model::{Page, Warning},
    source::Form,
};

pub(crate) fn page(form: Form, blocks: &[Block], warnings: Vec<Warning>) -> Page {
    let _ = blocks;
    Page {
        form,
        title: None,
        base_urls: Vec::new(),
        authentication: Vec::new(),
        statuses: Vec::new(),
        error_examples: Vec::new(),
        objects: Vec::new(),
        operations: Vec::new(),
        sections: Vec::new(),
        warnings,
    }
}
