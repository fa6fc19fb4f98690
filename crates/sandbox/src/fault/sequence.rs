//! Faults one after another, as a line of text.

use std::{fmt, str::FromStr};

use super::{Fault, InvalidFault, queue::known};
use crate::provider;

/// Faults for the next requests of an operation, or of whichever comes.
///
/// It is written `OPERATION: FAULT xTIMES, FAULT, …`: the operation's id or `*` for any, then the faults in the order in which they strike.
/// `none` lets a request pass.
///
/// ```
/// use pazemo_sandbox::FaultSequence;
///
/// let sequence: FaultSequence = "createWithdraw: drop;when=after x2, none, status=503".parse()?;
/// assert_eq!(sequence.operation(), Some("createWithdraw"));
/// assert_eq!(sequence.faults().len(), 3);
/// assert_eq!(sequence.to_string(), "createWithdraw: drop;when=after x2, none, status=503");
/// assert_eq!("* : hang".parse::<FaultSequence>()?.operation(), None);
/// let error = "getMoney: drop".parse::<FaultSequence>().unwrap_err();
/// assert!(error.to_string().contains("createWithdraw"));
/// # Ok::<(), pazemo_sandbox::InvalidFault>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultSequence {
    operation: Option<&'static str>,
    faults: Vec<(Fault, u32)>,
}

impl FaultSequence {
    /// Faults for an operation, or for whichever comes, each with how often it strikes.
    ///
    /// # Errors
    ///
    /// [`InvalidFault`] if there is no such operation.
    ///
    /// ```
    /// use pazemo_sandbox::{Fault, FaultSequence};
    ///
    /// let sequence = FaultSequence::new(Some("confirmWithdraw"), [(Fault::reset().after(), 1)])?;
    /// assert_eq!(sequence.to_string(), "confirmWithdraw: reset;when=after");
    /// # Ok::<(), pazemo_sandbox::InvalidFault>(())
    /// ```
    pub fn new(
        operation: Option<&str>,
        faults: impl IntoIterator<Item = (Fault, u32)>,
    ) -> Result<Self, InvalidFault> {
        Ok(Self {
            operation: operation
                .map(|name| known(&provider::all_operations(), name))
                .transpose()?,
            faults: faults.into_iter().collect(),
        })
    }

    /// Which operation they are for, by its id; `None`: whichever comes.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The faults in their order, each with how often it strikes.
    pub fn faults(&self) -> &[(Fault, u32)] {
        &self.faults
    }
}

impl FromStr for FaultSequence {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        let (operation, faults) = text.split_once(':').ok_or_else(|| {
            InvalidFault::new(
                "an operation comes first, as in `createWithdraw: drop`, or `*: drop`",
            )
        })?;
        let operation = match operation.trim() {
            "*" => None,
            operation => Some(operation),
        };
        let faults: Result<Vec<(Fault, u32)>, InvalidFault> = faults.split(',').map(item).collect();
        Self::new(operation, faults?)
    }
}

/// One fault, with how often it strikes.
fn item(text: &str) -> Result<(Fault, u32), InvalidFault> {
    let text = text.trim();
    let is_count = |count: &str| {
        let digits = count.strip_prefix('x').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    match text.rsplit_once(char::is_whitespace) {
        Some((fault, count)) if is_count(count) => match count[1..].parse() {
            Ok(times @ 1..=10_000) => Ok((fault.trim().parse()?, times)),
            _ => Err(InvalidFault::new(
                "a fault strikes 1 to 10000 times, as in `drop x2`",
            )),
        },
        _ => Ok((text.parse()?, 1)),
    }
}

impl fmt::Display for FaultSequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.operation.unwrap_or("*"))?;
        for (index, (fault, times)) in self.faults.iter().enumerate() {
            write!(f, "{}{fault}", if index == 0 { " " } else { ", " })?;
            if *times != 1 {
                write!(f, " x{times}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sequence_is_refused_with_what_would_be_right() {
        for (text, right) in [
            ("", "createWithdraw: drop"),
            ("drop", "createWithdraw: drop"),
            ("createWithdraw:", "`drop`"),
            ("createWithdraw: drop,", "`drop`"),
            ("createWithdraw: drop x0", "1 to 10000"),
            ("createWithdraw: drop x10001", "1 to 10000"),
            ("createWithdraw: drop x99999999999", "1 to 10000"),
            ("createWithdraw: drop x-1", "stands alone"),
            ("createWithdraw: drop 2", "stands alone"),
            ("createwithdraw: drop", "createWithdraw"),
        ] {
            let error = text.parse::<FaultSequence>().unwrap_err().to_string();
            assert!(
                error.contains(right) || error.contains("a fault is"),
                "{text:?}: {error}"
            );
        }
    }

    #[test]
    fn spaces_do_not_matter_and_a_count_of_one_need_not_be_written() {
        let same = |a: &str, b: &str| {
            assert_eq!(
                a.parse::<FaultSequence>().unwrap(),
                b.parse::<FaultSequence>().unwrap()
            );
        };
        same("ping:drop", " ping : drop  x1 ");
        same(
            "*:content-type=a/b; c=d x2,hang",
            "*: content-type=a/b; c=d   x2 , hang",
        );
    }
}
