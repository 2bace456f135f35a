//! Open invoices with a due date in a window.

use isp_core::http::RowsOperation;
use isp_core::record;
use isp_core::wire::RowList;
use isp_core::{Error, Money};
use serde::{Deserialize, Serialize};

use super::{DataVencimento, FormatoData};
use crate::operation::operation;

operation! {
    /// Open invoices with a due date in a window.
    ///
    /// The manual writes the dates as `AAAA/MM/DD`, which is the default here; clients of real servers
    /// send `DD/MM/AAAA` or `AAAA-MM-DD`: [`formato_data`](WSMKFaturasAbertas::formato_data) chooses.
    ///
    /// The rows have no due date (ask for single days to know it), and an invoice may occur up to
    /// three times: read [`FaturasAbertas::sem_repeticoes`]. Two weeks may be thousands of rows:
    /// [`rows`](crate::Call::rows) gives them while they arrive, with the repetitions.
    WSMKFaturasAbertas, fn faturas_abertas -> FaturasAbertas {
        since: "72",
        effect: Read,
        evidence: Observed,
        required: {
            /// First due date.
            dt_venc_inicio: DataVencimento(Date),
            /// Last due date.
            dt_venc_fim: DataVencimento(Date),
        }
        optional: {
            /// Customer code. Not in the manual, but in newer documentation; the server silently ignores
            /// other spellings of the name.
            cd_pessoa: u64 since "74",
        }
        check: WSMKFaturasAbertas::has_a_window,
    }
}

impl WSMKFaturasAbertas {
    /// How the two dates are written, by default as in the manual.
    pub fn formato_data(mut self, format: FormatoData) -> Self {
        self.dt_venc_inicio.format = format;
        self.dt_venc_fim.format = format;
        self
    }

    fn has_a_window(&self) -> Result<(), Error> {
        let (first, last) = (self.dt_venc_inicio.day, self.dt_venc_fim.day);
        if first > last {
            return Err(Error::invalid_input("dt_venc_inicio is after dt_venc_fim"));
        }
        Ok(())
    }
}

impl Call<WSMKFaturasAbertas> {
    /// How the two dates are written, by default as in the manual.
    pub fn formato_data(mut self, format: FormatoData) -> Self {
        self.0.operation = self.0.operation.formato_data(format);
        self
    }
}

impl RowsOperation for WSMKFaturasAbertas {
    type Row = FaturaAberta;

    const LIST: RowList = RowList::under("ListaFaturas");
}

/// Open invoices.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturasAbertas {
    /// The rows as they came, with repetitions.
    #[serde(rename = "ListaFaturas")]
    pub lista_faturas: Vec<FaturaAberta>,
    /// `"OK"`.
    pub status: Option<String>,
}

impl FaturasAbertas {
    /// Every invoice once, in the order of its first row.
    pub fn sem_repeticoes(&self) -> Vec<&FaturaAberta> {
        let mut seen = std::collections::HashSet::new();
        self.lista_faturas.iter().filter(|fatura| seen.insert(fatura.cd_fatura)).collect()
    }
}

/// An open invoice.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturaAberta {
    /// Invoice code, `codfatura` elsewhere.
    pub cd_fatura: u64,
    /// Customer code.
    pub codpessoa: Option<u64>,
    /// Name.
    pub nome: Option<String>,
    /// State of the contract or customer (`"Ativo"`, `"Cancelado"`, `"Suspenso"`), **not** of the payment.
    pub status: Option<String>,
    /// Amount in BRL.
    pub valor: Money,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn operation() -> WSMKFaturasAbertas {
        WSMKFaturasAbertas::new(date(2026, 9, 1), date(2026, 9, 10))
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKFaturasAbertas.rule?sys=MK0&token=TOKEN\
                    &dt_venc_inicio=2026%2F09%2F01&dt_venc_fim=2026%2F09%2F10";
        assert_eq!(request(&operation()), path, "the manual's form");
        assert_eq!(request(&operation().cd_pessoa(10_123)), format!("{path}&cd_pessoa=10123"));
    }

    #[test]
    fn the_dates_are_written_in_the_form_that_is_chosen() {
        for (format, first, last) in [
            (FormatoData::AnoMesDia, "2026%2F09%2F01", "2026%2F09%2F10"),
            (FormatoData::DiaMesAno, "01%2F09%2F2026", "10%2F09%2F2026"),
            (FormatoData::Iso, "2026-09-01", "2026-09-10"),
        ] {
            let sent = request(&operation().formato_data(format));
            let dates = format!("&dt_venc_inicio={first}&dt_venc_fim={last}");
            assert!(sent.ends_with(&dates), "{sent}");
        }
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_refused() {
        let reversed = WSMKFaturasAbertas::new(date(2026, 9, 2), date(2026, 9, 1));
        assert!(refusal(&reversed).contains("dt_venc_inicio"));
    }

    #[test]
    fn an_invoice_that_stands_twice_counts_once() {
        let answer = decoded(&operation(), "WSMKFaturasAbertas.ok.json");
        assert_eq!(answer.lista_faturas.len(), 4);
        let codes: Vec<_> = answer.sem_repeticoes().iter().map(|fatura| fatura.cd_fatura).collect();
        assert_eq!(codes, [900_101, 900_102, 900_777]);
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded(&operation(), "WSMKFaturasAbertas.vazio.json").lista_faturas.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("ListaFaturas"));
    }
}
