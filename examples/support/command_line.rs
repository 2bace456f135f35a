//! How an example begins and ends: its arguments and its exit code.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::process::ExitCode;

use isp_core::Document;

use crate::{spelling, variables};

/// A customer of the simulators' world.
const MARIA: &str = "529.982.247-25";

/// The arguments of an example: options with a value, and switches without one.
#[derive(Default)]
pub struct CommandLine {
    values: BTreeMap<&'static str, Vec<String>>,
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
        Self::read_with_repeated(options, &[], switches)
    }

    /// The same with options that may be given several times.
    ///
    /// # Errors
    ///
    /// As of [`read`](Self::read).
    pub fn read_with_repeated(
        options: &[&'static str],
        repeated: &[&'static str],
        switches: &[&'static str],
    ) -> Result<Option<Self>, String> {
        Self::of(std::env::args().skip(1), options, repeated, switches)
    }

    /// The same of these words.
    ///
    /// # Errors
    ///
    /// As of [`read`](Self::read).
    pub fn of(
        mut words: impl Iterator<Item = String>,
        options: &[&'static str],
        repeated: &[&'static str],
        switches: &[&'static str],
    ) -> Result<Option<Self>, String> {
        let mut found = Self::default();
        while let Some(word) = words.next() {
            if word == "--help" || word == "-h" {
                return Ok(None);
            }
            let is_first = if let Some(switch) = switches.iter().find(|known| **known == word) {
                found.switches.insert(switch)
            } else if let Some(option) =
                options.iter().chain(repeated).find(|known| **known == word)
            {
                let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
                let values = found.values.entry(option).or_default();
                values.push(value);
                values.len() == 1
            } else {
                let known = options.iter().chain(repeated).chain(switches).copied();
                let meant = spelling::nearest(&word, known);
                let meant = meant.map(|known| format!(" (perhaps {known})")).unwrap_or_default();
                return Err(format!("unknown argument: {word}{meant}"));
            };
            if !is_first && !repeated.contains(&word.as_str()) {
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
        self.values(option).first().map(String::as_str)
    }

    /// Every value of this option, in order.
    pub fn values(&self, option: &str) -> &[String] {
        self.values.get(option).map(Vec::as_slice).unwrap_or_default()
    }

    /// The number that this option has, if it is given.
    ///
    /// # Errors
    ///
    /// If it is not a whole number.
    pub fn number(&self, option: &str) -> Result<Option<u64>, String> {
        let Some(text) = self.value(option) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| format!("{option} needs a number, not {text}"))
    }

    /// `--document`, else `EXAMPLE_DOCUMENT`, else a customer of the simulators.
    ///
    /// # Errors
    ///
    /// If it is neither a CPF nor a CNPJ. The text does not repeat it.
    pub fn document(&self) -> Result<Document, String> {
        let variable = std::env::var("EXAMPLE_DOCUMENT").ok().filter(|value| !value.is_empty());
        document(self.value("--document"), variable.as_deref())
    }
}

fn document(option: Option<&str>, variable: Option<&str>) -> Result<Document, String> {
    let (name, text) = match (option, variable) {
        (Some(text), _) => ("--document", text),
        (None, Some(text)) => ("EXAMPLE_DOCUMENT", text),
        (None, None) => ("", MARIA),
    };
    text.parse().map_err(|reason| format!("{name} is not a CPF or CNPJ: {reason}"))
}

/// The arguments, or the exit code of an example that was asked for help, cannot read them, or has a
/// misspelt environment variable. Help, and what is wrong, are printed.
pub fn arguments_or_exit<A>(
    arguments: Result<Option<A>, String>,
    usage: &str,
) -> Result<A, ExitCode> {
    let arguments = arguments_with_own_variables_or_exit(arguments, usage)?;
    match variables::refuse_misspelt_except(&[]) {
        Ok(()) => Ok(arguments),
        Err(error) => {
            eprintln!("{error}");
            Err(ExitCode::from(2))
        }
    }
}

/// The same for an example whose variables are named by its user, and which refuses others itself.
pub fn arguments_with_own_variables_or_exit<A>(
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

/// [`arguments_or_exit`] of an example that has no arguments.
pub fn help_or_exit(usage: &str) -> Result<(), ExitCode> {
    arguments_or_exit(CommandLine::read(&[], &[]), usage).map(|_| ())
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
        CommandLine::of(words, &["--kind", "--document"], &["--missing"], &["--write"])
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
    fn only_an_option_that_is_made_for_it_may_be_repeated() {
        let found = read("--missing a --kind suporte --missing b").unwrap().unwrap();
        assert_eq!(found.values("--missing"), ["a", "b"]);
        assert!(found.values("--document").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (words, what) in [
            ("--wirte", "unknown argument: --wirte (perhaps --write)"),
            ("--unknown", "unknown argument: --unknown"),
            ("suporte", "unknown argument: suporte"),
            ("--kind", "--kind needs a value"),
            ("--write --write", "--write is given twice"),
            ("--kind a --kind b", "--kind is given twice"),
        ] {
            assert_eq!(read(words).err().as_deref(), Some(what), "{words}");
        }
    }

    #[test]
    fn a_number_is_read_or_refused_by_its_option() {
        let found = read("--kind 12 --document -1").unwrap().unwrap();
        assert_eq!(found.number("--kind"), Ok(Some(12)));
        assert_eq!(found.number("--missing"), Ok(None));
        assert_eq!(found.number("--document"), Err("--document needs a number, not -1".into()));
    }

    #[test]
    fn a_wrong_document_is_refused_without_repeating_it() {
        let found = read("--document 529.982.247-26").unwrap().unwrap();
        let error = found.document().unwrap_err();
        assert!(error.starts_with("--document is not a CPF or CNPJ"), "{error}");
        assert!(!error.contains("529"), "{error}");
        let error = document(None, Some("529.982.247-26")).unwrap_err();
        assert!(error.starts_with("EXAMPLE_DOCUMENT is not a CPF or CNPJ"), "{error}");
    }
}
