//! How an example begins and ends: its arguments and its exit code.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::process::ExitCode;

use isp_core::Document;

/// A customer of the simulators' world.
const MARIA: &str = "529.982.247-25";

/// The arguments of an example: options with a value, and switches without one.
#[derive(Default)]
pub struct CommandLine {
    values: BTreeMap<&'static str, String>,
    switches: BTreeSet<&'static str>,
}

impl CommandLine {
    /// Reads the arguments of this process; `None` if help is asked for.
    ///
    /// # Errors
    ///
    /// If an argument is not one of these, is given twice or has no value: the text names it.
    pub fn read(
        options: &[&'static str],
        switches: &[&'static str],
    ) -> Result<Option<Self>, String> {
        Self::of(std::env::args().skip(1), options, switches)
    }

    fn of(
        mut words: impl Iterator<Item = String>,
        options: &[&'static str],
        switches: &[&'static str],
    ) -> Result<Option<Self>, String> {
        let mut found = Self::default();
        while let Some(word) = words.next() {
            if word == "--help" || word == "-h" {
                return Ok(None);
            }
            let is_first = if let Some(switch) = switches.iter().find(|known| **known == word) {
                found.switches.insert(switch)
            } else if let Some(option) = options.iter().find(|known| **known == word) {
                let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
                found.values.insert(option, value).is_none()
            } else {
                return Err(format!("unknown argument: {word}"));
            };
            if !is_first {
                return Err(format!("{word} is given twice"));
            }
        }
        Ok(Some(found))
    }

    /// Whether this switch is given.
    pub fn has(&self, switch: &str) -> bool {
        self.switches.contains(switch)
    }

    /// The value of this option, if it is given.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.values.get(option).map(String::as_str)
    }

    /// `--document`, else `EXAMPLE_DOCUMENT`, else a customer of the simulators.
    ///
    /// # Errors
    ///
    /// If it is neither a CPF nor a CNPJ. The text does not repeat it.
    pub fn document(&self) -> Result<Document, String> {
        let text = match self.value("--document") {
            Some(text) => text.to_owned(),
            None => std::env::var("EXAMPLE_DOCUMENT").unwrap_or_else(|_| MARIA.to_owned()),
        };
        text.parse().map_err(|reason| format!("--document is not a CPF or CNPJ: {reason}"))
    }
}

/// The arguments, or the exit code of an example that was asked for help or cannot read them. Help,
/// and what is wrong, are printed.
pub fn arguments_or_exit<A>(
    arguments: Result<Option<A>, String>,
    usage: &str,
) -> Result<A, ExitCode> {
    match arguments {
        Ok(Some(arguments)) => Ok(arguments),
        Ok(None) => {
            println!("{usage}");
            Err(ExitCode::SUCCESS)
        }
        Err(what) => {
            eprintln!("{what}\n{usage}");
            Err(ExitCode::from(2))
        }
    }
}

/// The exit code of an example that says whether all went well. An error is printed.
pub fn exit_code(all_went_well: Result<bool, Box<dyn Error>>) -> ExitCode {
    match all_went_well {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Option<CommandLine>, String> {
        let words = words.split_whitespace().map(str::to_owned);
        CommandLine::of(words, &["--kind", "--document"], &["--write"])
    }

    #[test]
    fn options_have_values_and_switches_have_none() {
        let found = read("--write --kind suporte").unwrap().unwrap();
        assert!(found.has("--write"));
        assert_eq!(found.value("--kind"), Some("suporte"));
        assert_eq!(found.value("--document"), None);
        assert!(read("--kind suporte --help").unwrap().is_none());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (words, what) in [
            ("--wirte", "unknown argument: --wirte"),
            ("suporte", "unknown argument: suporte"),
            ("--kind", "--kind needs a value"),
            ("--write --write", "--write is given twice"),
            ("--kind a --kind b", "--kind is given twice"),
        ] {
            assert_eq!(read(words).err().as_deref(), Some(what), "{words}");
        }
    }

    #[test]
    fn a_wrong_document_is_refused_without_repeating_it() {
        let found = read("--document 529.982.247-26").unwrap().unwrap();
        let error = found.document().unwrap_err();
        assert!(error.starts_with("--document is not a CPF or CNPJ"), "{error}");
        assert!(!error.contains("529"), "{error}");
    }
}
