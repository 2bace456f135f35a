//! The names of the environment variables, so that a misspelt one is refused: without that, an example
//! would use simulators, or leave out an option, in silence.

use isp_core::Error;

use crate::spelling;

/// All variables that the examples read.
const KNOWN: &[&str] = &[
    "ALLOW_PLAINTEXT_HTTP",
    "BOT_SERVICE_TOKEN",
    "EXAMPLE_DOCUMENT",
    "MK_BASE_URL",
    "MK_LAST_CUSTOMER_CODE",
    "MK_PROFILE_PASSWORD",
    "MK_TICKET_CLASSIFICATION",
    "MK_TICKET_PROCESS",
    "MK_USER_TOKEN",
    "VOALLE_BASE_URL",
    "VOALLE_CLIENT_ID",
    "VOALLE_CLIENT_SECRET",
    "VOALLE_GLOBAL_AUTHENTICATION_URL",
    "VOALLE_GLOBAL_BASE_URL",
    "VOALLE_GLOBAL_CLIENT_ID",
    "VOALLE_GLOBAL_CLIENT_SECRET",
    "VOALLE_GLOBAL_SYNDATA",
    "VOALLE_PASSWORD",
    "VOALLE_TICKET_COMPANY_PLACE",
    "VOALLE_TICKET_INCIDENT_TYPE",
    "VOALLE_TICKET_SERVICE_LEVEL",
    "VOALLE_USERNAME",
    "VOALLE_VERIFY_TOKEN",
];

/// A variable with such a beginning is meant for the examples.
const PREFIXES: [&str; 2] = ["MK_", "VOALLE_"];

/// Refuses the environment if a variable is meant for the examples, but is none of theirs, and none of
/// `own`: the names that the user's own file gives.
///
/// # Errors
///
/// If there is such a variable: the text names it.
pub fn refuse_misspelt_except(own: &[String]) -> Result<(), Error> {
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    check(names.filter(|name| !own.contains(name)))
}

fn check(names: impl Iterator<Item = String>) -> Result<(), Error> {
    let mut misspelt: Vec<_> = names
        .filter_map(|name| meant(&name).map(|known| format!("{name} (perhaps {known})")))
        .collect();
    if misspelt.is_empty() {
        return Ok(());
    }
    misspelt.sort_unstable();
    let what = format!("the examples have no such environment variable: {}", misspelt.join(", "));
    Err(Error::invalid_input(what).with_advice("correct or unset it; the README lists them"))
}

/// The variable that a misspelt name probably means; `None` for a right name and for those of other
/// programs.
fn meant(name: &str) -> Option<&'static str> {
    if KNOWN.contains(&name) {
        return None;
    }
    let upper = name.to_uppercase();
    let known = KNOWN.iter().copied();
    if PREFIXES.iter().any(|prefix| upper.starts_with(prefix)) {
        return known.min_by_key(|known| spelling::distance(&upper, known));
    }
    spelling::nearest(&upper, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(names: &[&str]) -> String {
        let error = check(names.iter().map(|name| (*name).to_owned())).unwrap_err();
        error.to_string()
    }

    #[test]
    fn a_misspelt_variable_is_named_with_the_one_that_was_meant() {
        for (wrong, meant) in [
            ("MK_BASEURL", "MK_BASE_URL"),
            ("MK_TOKEN", "MK_USER_TOKEN"),
            ("mk_base_url", "MK_BASE_URL"),
            ("VOALE_BASE_URL", "VOALLE_BASE_URL"),
            ("VOALLE_CLIENT_SECERT", "VOALLE_CLIENT_SECRET"),
            ("ALLOW_PLAIN_TEXT_HTTP", "ALLOW_PLAINTEXT_HTTP"),
        ] {
            let text = refused(&["PATH", wrong, "MK_USER_TOKEN"]);
            assert!(text.contains(&format!("{wrong} (perhaps {meant})")), "{text}");
        }
        let both = refused(&["MK_URL", "MK_BASEURL"]);
        assert!(both.contains("MK_BASEURL") && both.contains("MK_URL"), "{both}");
    }

    #[test]
    fn right_names_and_those_of_other_programs_are_accepted() {
        let others = ["PATH", "HOME", "BASE_URL", "CLIENT_SECRET", "MKDIR", "LANG"];
        let names = KNOWN.iter().chain(&others).map(|name| (*name).to_owned());
        assert!(check(names).is_ok());
    }

    /// What the README lists, and nothing else.
    #[test]
    fn the_readme_lists_every_variable() {
        let readme = include_str!("../../README.md");
        let (_, section) = readme.split_once("## Real credentials").unwrap();
        for known in KNOWN {
            assert!(section.contains(&format!("`{known}`")), "{known}");
        }
    }
}
