//! Lines of a CSV file, as spreadsheets in Brazil read it: with semicolons.

/// A line without its end.
pub fn line(fields: &[&str]) -> String {
    fields.iter().map(|text| field(text)).collect::<Vec<_>>().join(";")
}

/// A spreadsheet would run a text that begins like a formula, so it gets an apostrophe.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let apostrophe = if is_formula { "'" } else { "" };
    if text.contains([';', '"', '\n', '\r']) {
        format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{apostrophe}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stays_one_field_and_is_no_formula() {
        assert_eq!(line(&["MK", "MARIA DA CONCEIÇÃO", ""]), "MK;MARIA DA CONCEIÇÃO;");
        assert_eq!(field("ÁGUIA; \"ÇA\""), "\"ÁGUIA; \"\"ÇA\"\"\"");
        assert_eq!(field("duas\nlinhas"), "\"duas\nlinhas\"");
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("=A;B"), "\"'=A;B\"");
    }
}
