//! How a switch is written down: its name, its values, and what each of them means.

/// What one value of a switch means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValueDescription {
    /// As it is written on the command line and in files.
    pub name: &'static str,
    /// What the sandbox then does.
    pub meaning: &'static str,
}

/// A switch, as `pazemo sandbox --profiles` lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SwitchDescription {
    /// As it is written on the command line and in files.
    pub name: &'static str,
    /// The question that the page leaves open.
    pub question: &'static str,
    /// Its values; none if it takes a number or a text.
    pub values: &'static [ValueDescription],
    /// What is right, for a switch that takes a number or a text.
    pub form: Option<&'static str>,
}

/// Defines switches with named values: an enum for each, and one structure of all of them.
macro_rules! switches {
    (
        named {$(
            $(#[doc = $question:literal])+
            $field:ident $switch:ident $name:literal = $default:ident {$(
                $(#[doc = $meaning:literal])+
                $value:ident $text:literal
            ),+ $(,)?}
        )+}
        free {$(
            $(#[doc = $free_question:literal])+
            $free_field:ident $free_name:literal: $free_type:ty = $free_default:expr, $form:literal
        )+}
    ) => {
        $(
            $(#[doc = $question])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[allow(clippy::enum_variant_names)]
            pub enum $switch {
                $($(#[doc = $meaning])+ $value,)+
            }

            impl $switch {
                /// Every value, in the order of the list.
                pub const ALL: &'static [Self] = &[$(Self::$value),+];

                /// As it is written on the command line and in files.
                pub const fn name(self) -> &'static str {
                    match self { $(Self::$value => $text),+ }
                }
            }

            impl Switch<Switches> for $switch {
                fn set(self, switches: &mut Switches) {
                    switches.$field = self;
                }
            }
        )+

        /// What the sandbox decides where the page is silent. Each field is a switch; the names on the command line are those of
        /// [`SWITCHES`].
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Switches {
            $($(#[doc = $question])+ pub $field: $switch,)+
            $($(#[doc = $free_question])+ pub $free_field: $free_type,)+
        }

        impl Default for Switches {
            fn default() -> Self {
                Self {
                    $($field: $switch::$default,)+
                    $($free_field: $free_default,)+
                }
            }
        }

        /// All switches, in the order in which they are listed.
        pub const SWITCHES: &[SwitchDescription] = &[
            $(SwitchDescription {
                name: $name,
                question: concat!($($question),+).trim_ascii(),
                values: &[$(ValueDescription { name: $text, meaning: concat!($($meaning),+).trim_ascii() }),+],
                form: None,
            },)+
            $(SwitchDescription {
                name: $free_name,
                question: concat!($($free_question),+).trim_ascii(),
                values: &[],
                form: Some($form),
            },)+
        ];

        impl Switches {
            /// The value of a switch as text; `None` if there is no such switch.
            #[must_use]
            pub fn get(&self, name: &str) -> Option<String> {
                match name {
                    $($name => Some(self.$field.name().to_owned()),)+
                    $($free_name => Some(self.$free_field.to_string()),)+
                    _ => None,
                }
            }

            /// Sets a switch by its name: what is wrong, and what would be right, if there is no such switch, or if it has no such value.
            fn assign(&mut self, name: &str, value: &str) -> Result<(), InvalidSwitch> {
                match name {
                    $($name => match $switch::ALL.iter().find(|one| one.name() == value) {
                        Some(found) => self.$field = *found,
                        None => return Err(InvalidSwitch::value(SWITCHES, name, value)),
                    },)+
                    $($free_name => match value.parse() {
                        Ok(parsed) => self.$free_field = parsed,
                        Err(_) => return Err(InvalidSwitch::value(SWITCHES, name, value)),
                    },)+
                    _ => return Err(InvalidSwitch::unknown(SWITCHES, name)),
                }
                Ok(())
            }
        }
    };
}

pub(crate) use switches;
