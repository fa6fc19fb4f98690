//! The list of presets and switches.

use std::fmt::Write as _;

use anstyle::Style;
use pazemo_sandbox::Profiles;

use super::arguments::Format;
use crate::Unusable;

pub(super) fn text(profiles: &Profiles, format: Format) -> Result<String, Unusable> {
    match format {
        Format::Human => Ok(human(profiles)),
        Format::Json => serde_json::to_string_pretty(profiles)
            .map(|json| json + "\n")
            .map_err(|error| Unusable(format!("the list cannot be written as JSON: {error}"))),
    }
}

fn human(profiles: &Profiles) -> String {
    let bold = Style::new().bold();
    let mut text = format!("{bold}Presets{bold:#}, for --preset\n");
    for preset in &profiles.presets {
        let _ = writeln!(text, "\n{bold}{}{bold:#}: {}", preset.name, preset.meaning);
        for (name, value) in &preset.switches {
            let _ = writeln!(text, "  {name}={value}");
        }
    }
    let _ = writeln!(
        text,
        "\n{bold}Switches{bold:#}, for --switch NAME=VALUE: what the provider's page leaves open"
    );
    for switch in &profiles.switches {
        let _ = writeln!(
            text,
            "\n{bold}{}{bold:#}={}\n  {}",
            switch.name, switch.default, switch.question
        );
        let width = switch.values.iter().map(|value| value.name.len()).max();
        let width = width.unwrap_or_default();
        for value in &switch.values {
            let _ = writeln!(text, "    {:<width$}  {}", value.name, value.meaning);
        }
        if let Some(form) = switch.form {
            let _ = writeln!(text, "    {form}");
        }
    }
    text
}
