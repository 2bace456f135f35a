//! The states of Brazil.

use std::fmt;
use std::str::FromStr;

macro_rules! states {
    ($(#[$meta:meta])* pub enum State { $($letters:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[doc(alias("uf", "estado"))]
        pub enum State { $($letters,)+ }

        impl State {
            /// All 27, in the order of their IBGE codes.
            pub const ALL: [Self; 27] = [$(Self::$letters),+];

            /// The IBGE code, from 11 to 53. ERPs often number states in a way of their own.
            #[must_use]
            pub const fn ibge_code(self) -> u8 {
                match self { $(Self::$letters => $code),+ }
            }

            /// The two letters, such as `SP`.
            #[must_use]
            pub const fn letters(self) -> &'static str {
                match self { $(Self::$letters => stringify!($letters)),+ }
            }
        }
    };
}

states! {
    /// A state of Brazil or the Federal District, by its two letters (UF).
    ///
    /// Parsing takes the two letters in either case; spaces around them are ignored. `Display` writes
    /// them in capitals.
    ///
    /// ```
    /// use isp_core::brazil::State;
    /// let state: State = "sp".parse()?;
    /// assert_eq!(state, State::SP);
    /// assert_eq!((state.to_string(), state.ibge_code()), ("SP".to_owned(), 35));
    /// # Ok::<(), isp_core::brazil::StateError>(())
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[allow(missing_docs, reason = "the variants are the official abbreviations")]
    pub enum State {
        RO = 11,
        AC = 12,
        AM = 13,
        RR = 14,
        PA = 15,
        AP = 16,
        TO = 17,
        MA = 21,
        PI = 22,
        CE = 23,
        RN = 24,
        PB = 25,
        PE = 26,
        AL = 27,
        SE = 28,
        BA = 29,
        MG = 31,
        ES = 32,
        RJ = 33,
        SP = 35,
        PR = 41,
        SC = 42,
        RS = 43,
        MS = 50,
        MT = 51,
        GO = 52,
        DF = 53,
    }
}

impl State {
    /// The state with this IBGE code, the first two digits of its cities' codes.
    #[must_use]
    pub fn from_ibge_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.ibge_code() == code)
    }
}

impl FromStr for State {
    type Err = StateError;

    fn from_str(text: &str) -> Result<Self, StateError> {
        let text = text.trim_matches(' ');
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.letters().eq_ignore_ascii_case(text)).ok_or(StateError)
    }
}

/// The two letters in capitals.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.letters())
    }
}

/// The text is not the two letters of a state. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StateError;

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the state is not one of the 27, given by two letters")
    }
}

impl std::error::Error for StateError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_27_states_by_letters_and_by_code() {
        let codes = State::ALL.map(State::ibge_code);
        let ranges = [11..=17, 21..=29, 31..=33, 35..=35, 41..=43, 50..=53];
        assert_eq!(codes.to_vec(), ranges.into_iter().flatten().collect::<Vec<u8>>());
        for state in State::ALL {
            assert_eq!(state.letters().parse(), Ok(state));
            assert_eq!(state.letters(), format!("{state:?}"));
            assert_eq!(State::from_ibge_code(state.ibge_code()), Some(state));
        }
        assert_eq!([0, 34, 54, 99].map(State::from_ibge_code), [None; 4]);
    }

    #[test]
    fn letters_are_read_in_either_case_and_nothing_else_is() {
        assert_eq!(" pr ".parse(), Ok(State::PR));
        for text in ["", "P", "XX", "PRX", "Paraná", "P R"] {
            assert_eq!(text.parse::<State>(), Err(StateError), "{text}");
        }
        assert!(!StateError.to_string().is_empty());
    }
}
