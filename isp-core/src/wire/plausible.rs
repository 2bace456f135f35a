//! Whether a text can be what its field is for. ERPs fill mandatory fields with `N/A`, `-` or zeros,
//! and a placeholder must not become a fact about a customer.
//!
//! Each function gives the text as the ERP writes it, without outer spaces, or `None`.

use super::fold::fold;

/// What people and programs write where they have nothing to write, in folded form.
const PLACEHOLDERS: [&str; 20] = [
    "n/a",
    "n.a",
    "n.a.",
    "n/d",
    "n/i",
    "null",
    "none",
    "nil",
    "nan",
    "undefined",
    "unknown",
    "nenhum",
    "nenhuma",
    "vazio",
    "nao informado",
    "nao informada",
    "nao possui",
    "nao consta",
    "sem informacao",
    "desconhecido",
];

/// A text that says something: no placeholder, and not punctuation alone.
///
/// ```
/// use isp_core::wire::plausible;
///
/// assert_eq!(plausible::text(" CENTRO "), Some("CENTRO"));
/// assert_eq!(plausible::text("Não informado"), None);
/// assert_eq!(plausible::text("---"), None);
/// ```
#[must_use]
pub fn text(text: &str) -> Option<&str> {
    let text = text.trim();
    let says_something = text.chars().any(char::is_alphanumeric);
    (says_something && !PLACEHOLDERS.contains(&fold(text).as_str())).then_some(text)
}

/// An e-mail address by its form: one `@`, a domain with a dot, no spaces.
#[must_use]
pub fn email(address: &str) -> Option<&str> {
    let address = text(address)?;
    let (local, domain) = address.split_once('@')?;
    let separates = |c: char| c.is_whitespace() || c.is_control() || ",;<>()[]\"".contains(c);
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_address = !local.is_empty()
        && !local.contains(separates)
        && domain.contains('.')
        && domain.split('.').all(is_label);
    is_address.then_some(address)
}

/// A telephone number by its form: at least eight digits, and besides only what people write between
/// them. Whether it is one of a Brazilian network, [`Phone`](crate::brazil::Phone) tells.
#[must_use]
pub fn phone(number: &str) -> Option<&str> {
    let number = number.trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_number = number.chars().all(|c| c.is_ascii_digit() || "()+-./ ".contains(c));
    (digits >= 8 && is_number).then_some(number)
}

/// A MAC address: twelve hexadecimal digits, with or without `:`, `-`, `.` or spaces between them, and
/// not all of them zero.
#[must_use]
pub fn mac_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let mut digits = address.chars().filter(|c| !":-. ".contains(*c));
    let count = digits.clone().count();
    let is_address =
        count == 12 && digits.clone().all(|c| c.is_ascii_hexdigit()) && digits.any(|c| c != '0');
    is_address.then_some(address)
}

/// A link to a file or page: `http://` or `https://`, a host, no spaces.
#[must_use]
pub fn link(address: &str) -> Option<&str> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_link = (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
        && host.chars().next().is_some_and(char::is_alphanumeric)
        && !address.contains(|c: char| c.is_whitespace() || c.is_control());
    is_link.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_says_nothing() {
        for nothing in
            ["", " ", "N/A", "n/a ", "NULL", "-", "***", "Não Informado", "NAO INFORMADA", "--/--"]
        {
            assert_eq!(text(nothing), None, "{nothing:?}");
        }
        for something in ["S/N", "0", "Nada", "NÃO", "Rua N/A", "Ávila"] {
            assert_eq!(text(something), Some(something));
        }
    }

    #[test]
    fn an_email_has_the_form_of_one() {
        for good in ["maria@example.com", "a.b+c@mail.example.com.br", "joão@exemplo.com"] {
            assert_eq!(email(good), Some(good));
        }
        assert_eq!(email(" maria@example.com "), Some("maria@example.com"));
        for bad in [
            "",
            "N/A",
            "maria",
            "maria@",
            "@example.com",
            "maria@example",
            "maria@.com",
            "maria@example.com.",
            "maria@@example.com",
            "maria silva@example.com",
            "a@example.com;b@example.com",
            "maria@exa mple.com",
        ] {
            assert_eq!(email(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_phone_has_eight_digits_at_the_least() {
        for good in ["5511900000001", "(11) 4000-0002", "+55 11 90000.0001", "40000002"] {
            assert_eq!(phone(good), Some(good));
        }
        for bad in ["", "N/A", "0", "123-4567", "não tem", "11900000001 (Maria)", "abcdefgh"] {
            assert_eq!(phone(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_mac_address_has_twelve_hexadecimal_digits() {
        for good in ["00:00:5E:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301", "00005E005301"] {
            assert_eq!(mac_address(good), Some(good));
        }
        for bad in ["", "N/A", "00:00:00:00:00:00", "00:00:5E:00:53", "00:00:5E:00:53:0G", "FACADE"]
        {
            assert_eq!(mac_address(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_link_has_scheme_and_host() {
        for good in ["https://erp.example.com/a.pdf", "HTTP://192.0.2.1:8080/x?y=1"] {
            assert_eq!(link(good), Some(good));
        }
        for bad in
            ["", "N/A", "a.pdf", "ftp://example.com/", "https://", "https:///a", "https://a b/c"]
        {
            assert_eq!(link(bad), None, "{bad:?}");
        }
    }
}
