//! How names are compared.

/// The letters and digits of a name, in lower case.
pub(super) fn letters(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two words differ in one letter: one more, one less, another one, or two that are swapped. Short words differ too easily, and a plural is no slip.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = if one.chars().count() <= other.chars().count() {
        (one.chars().collect(), other.chars().collect())
    } else {
        (other.chars().collect(), one.chars().collect())
    };
    if short.len() < 5 || long.len() - short.len() > 1 || short == long {
        return false;
    }
    let same = short
        .iter()
        .zip(&long)
        .take_while(|(one, other)| one == other)
        .count();
    if long.len() > short.len() {
        return same < short.len() && short.get(same..) == long.get(same + 1..);
    }
    let rest = |letters: &[char], skip: usize| letters.get(same + skip..).map(<[char]>::to_vec);
    rest(&short, 1) == rest(&long, 1)
        || (rest(&short, 2) == rest(&long, 2)
            && short.get(same) == long.get(same + 1)
            && short.get(same + 1) == long.get(same))
}

/// The words of a name: `userId`, `user_id` and `User ID` have the same.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for character in name.chars() {
        if !character.is_alphanumeric() {
            last = ' ';
            continue;
        }
        let begins = !last.is_alphanumeric() || (last.is_lowercase() && character.is_uppercase());
        if begins || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        last = character;
    }
    words
}

/// A word without the ending of a plural.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    word.strip_suffix('s')
        .filter(|stem| !stem.ends_with('s'))
        .unwrap_or(word)
        .to_owned()
}
