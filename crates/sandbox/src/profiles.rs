//! Presets and switches as a list that can be serialised: what `pazemo sandbox --profiles` prints.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::switches::{SwitchSet, Switches};

/// All presets and all switches.
///
/// ```
/// let json = serde_json::to_value(pazemo_sandbox::Profiles::all())?;
/// assert_eq!(json["presets"][1]["name"], "harsh");
/// assert_eq!(json["presets"][1]["switches"]["balance"], "net");
/// assert_eq!(json["switches"][0]["name"], "sent-id");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Profiles {
    /// Sets of switches with a name; the first is the default.
    pub presets: Vec<PresetProfile>,
    /// What the page leaves open, in the order in which it is listed.
    pub switches: Vec<SwitchProfile>,
}

/// A preset.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PresetProfile {
    /// As it is written on the command line.
    pub name: &'static str,
    /// What kind of server it is.
    pub meaning: &'static str,
    /// The switches that it sets otherwise than the default.
    pub switches: BTreeMap<&'static str, String>,
}

/// A switch.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SwitchProfile {
    /// As it is written on the command line.
    pub name: &'static str,
    /// The question that the page leaves open.
    pub question: &'static str,
    /// What it is unless somebody says otherwise.
    pub default: String,
    /// Its values; none if it takes a number or a text.
    pub values: Vec<ValueProfile>,
    /// What is right, for a switch that takes a number or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
}

/// A value of a switch.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ValueProfile {
    /// As it is written on the command line.
    pub name: &'static str,
    /// What the sandbox then does.
    pub meaning: &'static str,
}

impl Profiles {
    /// The list of Pazemo's sandbox.
    pub fn all() -> Self {
        Self::of::<Switches>()
    }

    /// The list of one provider's sandbox.
    pub(crate) fn of<S: SwitchSet>() -> Self {
        let plain = S::default();
        let default = |name| plain.value(name).unwrap_or_default();
        let presets = S::PRESETS.iter().map(|preset| {
            let switches = preset.switches();
            let others = S::SWITCHES.iter().filter_map(|switch| {
                let value = switches.value(switch.name)?;
                (value != default(switch.name)).then_some((switch.name, value))
            });
            PresetProfile {
                name: preset.name,
                meaning: preset.meaning,
                switches: others.collect(),
            }
        });
        let switches = S::SWITCHES.iter().map(|switch| SwitchProfile {
            name: switch.name,
            question: switch.question,
            default: default(switch.name),
            values: switch
                .values
                .iter()
                .map(|value| ValueProfile {
                    name: value.name,
                    meaning: value.meaning,
                })
                .collect(),
            form: switch.form,
        });
        Self {
            presets: presets.collect(),
            switches: switches.collect(),
        }
    }
}
