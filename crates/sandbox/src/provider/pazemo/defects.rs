//! Planted bugs that concern the answer alone; the others are the world's.

use bytes::Bytes;
use pazemo_contract::parse_json;
use pazemo_openapi::{Node, Value};

use crate::{
    defect::Defect,
    http::{Answer, ApiOperation},
};

const AMOUNTS: [&str; 4] = ["amount", "feeAmount", "balance", "locked"];

/// A successful answer with a bug in it.
pub(super) fn plant(mut answer: Answer, defect: Defect, operation: &ApiOperation) -> Answer {
    match defect {
        Defect::UndocumentedStatus if !operation.safe => return answer.with_status(202),
        Defect::WrongType | Defect::MissingField | Defect::RoundedAmount => {}
        _ => return answer,
    }
    let body = std::str::from_utf8(&answer.body).ok();
    let Some(mut node) = body.and_then(|text| parse_json(text).ok()) else {
        return answer;
    };
    spoil(&mut node, defect);
    if let Ok(written) = serde_json::to_vec(&node) {
        answer.body = Bytes::from(written);
    }
    answer
}

fn spoil(node: &mut Node, defect: Defect) {
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(|item| spoil(item, defect)),
        Value::Mapping(fields) => {
            if defect == Defect::MissingField {
                fields.retain(|field| field.key != "updatedTime");
            }
            for field in fields {
                let is_amount = AMOUNTS.contains(&field.key.as_str());
                if let (true, Value::Number(digits)) = (is_amount, &mut field.node.value) {
                    let digits = std::mem::take(digits);
                    field.node.value = match defect {
                        Defect::WrongType => Value::String(digits),
                        Defect::RoundedAmount => {
                            let whole = digits.split('.').next().unwrap_or_default();
                            Value::Number(whole.to_owned())
                        }
                        _ => Value::Number(digits),
                    };
                }
            }
        }
        _ => {}
    }
}
