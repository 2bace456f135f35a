//! All customers, and everybody's open invoices.

use std::ops::RangeInclusive;

use isp_core::{CustomerCursor, CustomerPage, Error, Invoice, Native, NextPage};
use jiff::civil::Date;

use super::{MkIsp, customer_of_cliente, distinct, not_understood};
use crate::dialect::MkDialect;
use crate::operations::faturas::FaturaAberta;
use crate::streams::{CodeCursor, EMPTY_WINDOWS, WIDEST, limited, nobody_found};

const CUSTOMERS: &str = "WSMKConsultaClientes";
const OPEN_INVOICES: &str = "WSMKFaturasAbertas";

impl MkIsp {
    /// The customers of one window of codes.
    pub(super) async fn window_of_customers(
        &self,
        after: Option<&CustomerCursor>,
    ) -> Result<CustomerPage, Error> {
        let (first, last) = self.customer_codes;
        let from = match after {
            Some(cursor) => code_cursor(cursor)?,
            None => CodeCursor::at(first),
        };
        let windows = match last {
            Some(last) => self.client.clientes_em_janelas(first..=last),
            None => self.client.clientes_em_janelas(first..),
        };
        let windows = match self.list_timeout {
            Some(limit) => windows.with_timeout(limit),
            None => windows,
        };
        let mut pages = windows.pages().resume(from);
        let rows = match pages.next().await {
            Some(page) => page?.items,
            None => Vec::new(),
        };
        let customers = distinct(rows, |row| row.codigo_pessoa, CUSTOMERS)?
            .into_iter()
            .map(customer_of_cliente)
            .collect();
        let next = next_page(pages.cursor(), (first, last))?;
        Ok(CustomerPage::new(customers, next))
    }

    /// Everybody's open invoices, day by day: MK does not send the due dates.
    pub(super) async fn open_invoices(
        &self,
        due: RangeInclusive<Date>,
    ) -> Result<Vec<Invoice>, Error> {
        let (first, last) = due.into_inner();
        if first > last {
            let what = "the period of due dates is empty";
            return Err(Error::invalid_input(what).with_system(MkDialect::SYSTEM));
        }
        let mut all = Vec::new();
        let mut day = Some(first);
        while let Some(due) = day.filter(|day| *day <= last) {
            let answer = self.client.faturas_abertas(due, due).formato_data(self.due_date_format);
            let rows = limited(answer, self.list_timeout).await?.lista_faturas;
            for row in one_row_each(rows)? {
                all.push(invoice(row, due)?);
            }
            day = due.tomorrow().ok();
        }
        let found = all.len();
        let mut ids: Vec<_> = all.iter().map(|invoice: &Invoice| &invoice.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() == found {
            return Ok(all);
        }
        Err(not_understood("an invoice is listed with two due dates").with_operation(OPEN_INVOICES))
    }
}

/// How the list goes on after a window.
fn next_page(now: CodeCursor, (first, last): (u64, Option<u64>)) -> Result<NextPage, Error> {
    if let Some(last) = last {
        let is_over = now.next_code > last;
        return Ok(if is_over { NextPage::End } else { NextPage::After(cursor(now)) });
    }
    if now.empty_windows < EMPTY_WINDOWS {
        return Ok(NextPage::After(cursor(now)));
    }
    let windows = u64::from(now.empty_windows);
    let searched = now.next_code.saturating_sub(1);
    let reason = format!("no customer in the last {windows} windows of codes, up to {searched}");
    // All windows so far were empty.
    if now.next_code <= first.saturating_add(windows.saturating_mul(WIDEST)) {
        return Err(
            nobody_found(first, now).with_advice("name the codes in use by with_customer_codes(…)")
        );
    }
    Ok(NextPage::Unproven { cursor: cursor(CodeCursor::at(now.next_code)), reason: reason.into() })
}

fn cursor(at: CodeCursor) -> CustomerCursor {
    CustomerCursor::new(format!("mk-code:{}:{}", at.next_code, at.empty_windows))
}

fn code_cursor(cursor: &CustomerCursor) -> Result<CodeCursor, Error> {
    let numbers = cursor.as_str().strip_prefix("mk-code:").and_then(|text| text.split_once(':'));
    let read = numbers.and_then(|(code, windows)| {
        let mut at = CodeCursor::at(code.parse().ok()?);
        at.empty_windows = windows.parse().ok()?;
        Some(at)
    });
    let error = || Error::invalid_input("not a cursor of customers of MK");
    read.ok_or_else(|| error().with_system(MkDialect::SYSTEM))
}

/// Every invoice once. MK repeats a row, perhaps for each contract: then only what it says of the
/// contract may differ.
fn one_row_each(rows: Vec<FaturaAberta>) -> Result<Vec<FaturaAberta>, Error> {
    let facts = |row: &FaturaAberta| (row.cd_fatura, row.codpessoa, row.valor);
    let mut distinct_facts =
        distinct(rows.iter().map(facts).collect(), |row| row.0, OPEN_INVOICES)?
            .into_iter()
            .peekable();
    let mut first_rows = rows;
    // The distinct facts are in the order of their first rows.
    first_rows.retain(|row| distinct_facts.next_if(|known| known.0 == row.cd_fatura).is_some());
    Ok(first_rows)
}

fn invoice(row: FaturaAberta, due: Date) -> Result<Invoice, Error> {
    let Some(customer) = row.codpessoa.filter(|code| *code > 0) else {
        return Err(not_understood("an invoice does not say which customer it belongs to")
            .with_operation(OPEN_INVOICES));
    };
    let mut invoice = Invoice::new(row.cd_fatura, customer, due, row.valor);
    invoice.native = Native::of::<FaturaAberta>(row);
    Ok(invoice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cd_fatura: u64, codpessoa: u64, centavos: i64, status: &str) -> FaturaAberta {
        let valor = isp_core::Money::from_centavos(centavos);
        let row = serde_json::json!({
            "cd_fatura": cd_fatura, "codpessoa": codpessoa, "valor": valor, "status": status,
        });
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn a_row_repeated_for_another_contract_counts_once_and_a_contradiction_is_an_error() {
        let rows = vec![
            row(1, 7, 100, "Ativo"),
            row(1, 7, 100, "Suspenso"),
            row(2, 7, 100, "Ativo"),
            row(1, 7, 100, "Ativo"),
        ];
        let codes: Vec<_> = one_row_each(rows).unwrap().iter().map(|row| row.cd_fatura).collect();
        assert_eq!(codes, [1, 2]);
        for other in [row(1, 8, 100, "Ativo"), row(1, 7, 101, "Ativo"), row(0, 7, 1, "Ativo")] {
            assert!(one_row_each(vec![row(1, 7, 100, "Ativo"), other]).is_err());
        }
    }

    #[test]
    fn an_invoice_of_nobody_is_an_error() {
        let day = jiff::civil::date(2026, 9, 1);
        assert!(invoice(row(1, 0, 100, "Ativo"), day).is_err());
        assert_eq!(invoice(row(1, 7, 100, "Cancelado"), day).unwrap().due, day);
    }

    #[test]
    fn the_end_is_proved_by_a_last_code_alone() {
        let at = |next_code, empty_windows| CodeCursor { next_code, empty_windows };
        let open = (1, None);
        assert_eq!(next_page(at(501, 0), (1, Some(500))).unwrap(), NextPage::End);
        assert!(matches!(next_page(at(501, 0), open).unwrap(), NextPage::After(_)));
        let gap = next_page(at(10_501, 20), open).unwrap();
        let NextPage::Unproven { cursor, reason } = gap else { panic!("{gap:?}") };
        assert!(reason.contains("10500"), "{reason}");
        assert_eq!(code_cursor(&cursor).unwrap(), at(10_501, 0), "the search goes on there");

        let nothing = next_page(at(10_001, 20), open).unwrap_err();
        assert!(nothing.to_string().contains("from 1 to 10000"), "{nothing}");
        assert!(nothing.advice().contains("with_customer_codes"));
    }

    #[test]
    fn another_cursor_is_refused() {
        for text in ["", "501", "mk-code:501", "mk-code:x:0", "mk-code:1:0:0"] {
            assert!(code_cursor(&CustomerCursor::new(text)).is_err(), "{text}");
        }
        let saved = cursor(CodeCursor { next_code: 501, empty_windows: 3 });
        assert_eq!(code_cursor(&saved).unwrap().empty_windows, 3);
    }
}
