//! The quirks of the simulators, by the names of the options.

use std::time::Duration;

use examples::command_line::CommandLine;
use examples::spelling;
use isp_core::jiff::civil::Date;
use mk_webservices::simulator::Quirks as MkQuirks;
use voalle_global::simulator::Quirks as GlobalQuirks;
use voalle_portal::simulator::Quirks as PortalQuirks;

/// Those without a value.
pub(crate) const SWITCHES: [&str; 9] = [
    "--clean-utf8",
    "--numbers-as-text",
    "--single-use-tokens",
    "--older-release",
    "--clientes-wrapper",
    "--agendas-variant",
    "--no-repeated-invoices",
    "--no-core-api",
    "--proxy-login",
];

/// Those with a value.
pub(crate) const OPTIONS: [&str; 6] = [
    "--token-lifetime",
    "--limite-uso",
    "--services",
    "--operator-days",
    "--page-size",
    "--largest-page",
];

/// Those that may be given several times.
pub(crate) const REPEATED: [&str; 2] = ["--not-licensed", "--missing"];

/// What each installation is like.
#[derive(Debug)]
pub(crate) struct AllQuirks {
    pub(crate) mk: MkQuirks,
    pub(crate) portal: PortalQuirks,
    pub(crate) global: GlobalQuirks,
}

impl AllQuirks {
    /// The quirks that these arguments name; what they do not name is as by default.
    pub(crate) fn read(line: &CommandLine) -> Result<Self, String> {
        let mut mk = MkQuirks::new()
            .clean_utf8(line.has("--clean-utf8"))
            .numbers_as_text(line.has("--numbers-as-text"))
            .single_use_tokens(line.has("--single-use-tokens"))
            .older_release(line.has("--older-release"))
            .clientes_wrapper(line.has("--clientes-wrapper"))
            .agendas_variant(line.has("--agendas-variant"))
            .repeated_invoices(!line.has("--no-repeated-invoices"))
            .core_api(!line.has("--no-core-api"))
            .proxy_login(line.has("--proxy-login"))
            .not_licensed(rules(line, "--not-licensed")?)
            .missing(rules(line, "--missing")?);
        let mut portal = PortalQuirks::new();
        let mut global = GlobalQuirks::new();
        if let Some(seconds) = line.number("--token-lifetime")? {
            let lifetime = Duration::from_secs(seconds);
            mk = mk.token_lifetime(lifetime);
            portal = portal.token_lifetime(lifetime);
            global = global.token_lifetime(lifetime);
        }
        if let Some(calls) = line.number("--limite-uso")? {
            mk = mk.limite_uso(calls);
        }
        if let Some(text) = line.value("--services") {
            let codes = text.split(',').map(str::parse).collect::<Result<Vec<_>, _>>();
            mk = mk.services(codes.map_err(|_| format!("--services needs codes, not {text}"))?);
        }
        if let Some(text) = line.value("--operator-days") {
            let (first, last) = days(text)
                .ok_or_else(|| format!("--operator-days needs FIRST..LAST, not {text}"))?;
            mk = mk.operator_days(first, last);
        }
        if let Some(rows) = rows(line, "--page-size")? {
            portal = portal.page_size(rows);
        }
        if let Some(rows) = rows(line, "--largest-page")? {
            global = global.largest_page(rows);
        }
        Ok(Self { mk, portal, global })
    }
}

/// A page without rows would never end.
fn rows(line: &CommandLine, option: &str) -> Result<Option<usize>, String> {
    match line.number(option)?.map(usize::try_from) {
        None => Ok(None),
        Some(Ok(rows)) if rows > 0 => Ok(Some(rows)),
        Some(_) => Err(format!("{option} needs at least one row")),
    }
}

fn days(text: &str) -> Option<(Date, Date)> {
    let (first, last) = text.split_once("..")?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((first, last))
}

/// The rules of MK that this option names.
fn rules(line: &CommandLine, option: &str) -> Result<Vec<String>, String> {
    let known = || {
        let rules = mk_webservices::operations::all().map(|spec| spec.name);
        rules.filter(|name| name.starts_with("WS"))
    };
    for name in line.values(option) {
        if !known().any(|rule| rule == name) {
            let meant = spelling::nearest(name, known());
            let meant = meant.map(|rule| format!(" (perhaps {rule})")).unwrap_or_default();
            return Err(format!("{option}: MK has no rule {name}{meant}; --list has them all"));
        }
    }
    Ok(line.values(option).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<AllQuirks, String> {
        let words = words.split_whitespace().map(str::to_owned);
        AllQuirks::read(&CommandLine::of(words, &OPTIONS, &REPEATED, &SWITCHES)?.unwrap())
    }

    #[test]
    fn without_an_argument_everything_is_as_by_default() {
        let quirks = read("").unwrap();
        assert_eq!(quirks.mk, MkQuirks::new());
        assert_eq!(quirks.portal, PortalQuirks::new());
        assert_eq!(quirks.global, GlobalQuirks::new());
    }

    #[test]
    fn each_switch_changes_something() {
        for switch in SWITCHES {
            assert_ne!(read(switch).unwrap().mk, MkQuirks::new(), "{switch}");
        }
    }

    #[test]
    fn values_reach_the_simulators() {
        let quirks = read(
            "--token-lifetime 60 --limite-uso 3 --services 4,7 --operator-days \
             2026-09-01..2026-09-30 --missing WSMKFaturas --missing WSMKConsultaDoc \
             --not-licensed WSMKNovoAtendimento --page-size 20 --largest-page 30",
        )
        .unwrap();
        let minute = Duration::from_secs(60);
        let first = "2026-09-01".parse().unwrap();
        let mk = MkQuirks::new()
            .token_lifetime(minute)
            .limite_uso(3)
            .services([4, 7])
            .operator_days(first, "2026-09-30".parse().unwrap())
            .missing(["WSMKFaturas", "WSMKConsultaDoc"])
            .not_licensed(["WSMKNovoAtendimento"]);
        assert_eq!(quirks.mk, mk);
        assert_eq!(quirks.portal, PortalQuirks::new().token_lifetime(minute).page_size(20));
        assert_eq!(quirks.global, GlobalQuirks::new().token_lifetime(minute).largest_page(30));
    }

    #[test]
    fn what_is_no_value_is_refused_by_the_option() {
        for words in [
            "--limite-uso many",
            "--services 4;7",
            "--operator-days 2026-09-30..2026-09-01",
            "--page-size 0",
            "--missing WSMKFaturasPendente",
        ] {
            let option = words.split_whitespace().next().unwrap();
            let error = read(words).unwrap_err();
            assert!(error.starts_with(option), "{error}");
        }
        let error = read("--missing WSMKFaturasPendente").unwrap_err();
        assert!(error.contains("perhaps WSMKFaturasPendentes"), "{error}");
    }

    /// A quirk that a simulator has and no option sets would be found by nobody.
    #[test]
    fn every_quirk_of_every_simulator_has_an_option_that_the_help_explains() {
        let of_mk = format!("{:#?}", MkQuirks::new());
        let of_portal = format!("{:#?}", PortalQuirks::new());
        let of_global = format!("{:#?}", GlobalQuirks::new());
        let fields = [of_mk, of_portal, of_global].concat();
        let fields = fields.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(": "));
        let mut count = 0;
        for (field, _) in fields.filter(|(field, _)| !field.starts_with(' ')) {
            let name = field.replace('_', "-");
            let options = [format!("--{name}"), format!("--no-{name}")];
            let known = || SWITCHES.iter().chain(&OPTIONS).chain(&REPEATED);
            let option = known().find(|known| options.iter().any(|option| option == **known));
            let option = option.unwrap_or_else(|| panic!("no option sets {field}"));
            assert!(crate::USAGE.contains(&format!("\n  {option} ")), "{option}");
            count += 1;
        }
        // The lifetime of a token is a field of all three.
        assert_eq!(count - 2, SWITCHES.len() + OPTIONS.len() + REPEATED.len());
    }
}
