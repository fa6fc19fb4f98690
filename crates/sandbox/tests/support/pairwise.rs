//! A few rows in which every two values of every two columns meet.

use std::collections::BTreeSet;

/// Two columns by their place, each with a value by its place; the lower column first.
pub type Pair = ((usize, usize), (usize, usize));

fn pair(a: (usize, usize), b: (usize, usize)) -> Pair {
    (a.min(b), a.max(b))
}

/// All pairs of values of columns that have so many of them.
pub fn all_pairs(columns: &[usize]) -> BTreeSet<Pair> {
    let values = |column: usize| (0..columns[column]).map(move |value| (column, value));
    let mut pairs = BTreeSet::new();
    for a in 0..columns.len() {
        for b in a + 1..columns.len() {
            let both = values(a).flat_map(|x| values(b).map(move |y| (x, y)));
            pairs.extend(both);
        }
    }
    pairs
}

/// Each row begins with a pair that is missing and takes, column by column, the value that brings most other missing pairs.
pub fn rows(columns: &[usize]) -> Vec<Vec<usize>> {
    let mut missing = all_pairs(columns);
    let mut rows = Vec::new();
    while let Some((a, b)) = missing.first().copied() {
        let mut chosen = vec![a, b];
        for (column, values) in columns.iter().enumerate() {
            if column == a.0 || column == b.0 {
                continue;
            }
            let gain = |value: usize| {
                let met = chosen
                    .iter()
                    .filter(|one| missing.contains(&pair(**one, (column, value))));
                met.count()
            };
            let best = (0..*values).max_by_key(|value| gain(*value));
            chosen.push((column, best.unwrap()));
        }
        for one in &chosen {
            for other in &chosen {
                missing.remove(&pair(*one, *other));
            }
        }
        chosen.sort_unstable();
        rows.push(chosen.into_iter().map(|(_, value)| value).collect());
    }
    rows
}
