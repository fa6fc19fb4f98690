//! Medians and how far the values lie from them. No means: one preempted call would decide them.

use std::fmt;

/// A sample's quantiles.
pub(crate) struct Spread {
    pub(crate) median: f64,
    quartiles: (f64, f64),
    /// Where the true median lies with a confidence of 95 %, if the values are independent.
    pub(crate) confidence: (f64, f64),
}

impl Spread {
    /// Of at least one value.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let last = (sorted.len() - 1) as f64;
        let at = |quantile: f64| sorted[(last * quantile).round() as usize];
        // The order statistics around the median, by the normal approximation of the binomial distribution.
        let half = 0.98 / (sorted.len() as f64).sqrt();
        Self {
            median: at(0.5),
            quartiles: (at(0.25), at(0.75)),
            confidence: (at((0.5 - half).max(0.0)), at((0.5 + half).min(1.0))),
        }
    }
}

/// `median [first quartile .. third quartile]`
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(1);
        let (low, high) = self.quartiles;
        write!(
            f,
            "{:.digits$} [{low:.digits$} .. {high:.digits$}]",
            self.median
        )
    }
}
