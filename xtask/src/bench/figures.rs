//! Figures from several measurements.

use std::fmt;

/// The middle of several measurements, and the quarters around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quartiles {
    first: f64,
    median: f64,
    third: f64,
}

impl fmt::Display for Quartiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            first,
            median,
            third,
        } = self;
        write!(f, "{median:.2} [{first:.2} .. {third:.2}]")
    }
}

pub(super) fn quartiles(values: impl Iterator<Item = f64>) -> Quartiles {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |quarters: usize| {
        // Between two measurements lies what lies between them.
        let place = values.len().saturating_sub(1) * quarters;
        let below = values.get(place / 4).copied().unwrap_or(f64::NAN);
        let above = values.get((place / 4) + 1).copied().unwrap_or(below);
        below + (above - below) * (place % 4) as f64 / 4.0
    };
    Quartiles {
        first: at(1),
        median: at(2),
        third: at(3),
    }
}

pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    quartiles(values).median
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_divide_the_measurements_in_four() {
        let quartiles = quartiles([5.0, 1.0, 3.0, 2.0, 4.0].into_iter());
        assert_eq!(quartiles.to_string(), "3.00 [2.00 .. 4.00]");
        assert_eq!(median([1.0, 2.0].into_iter()), 1.5);
        assert_eq!(median([7.0].into_iter()), 7.0);
        assert!(median(std::iter::empty()).is_nan());
    }
}
