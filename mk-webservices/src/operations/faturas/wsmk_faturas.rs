//! Invoices of a customer, paid ones too.

use isp_core::record;
use isp_core::wire::{self, DocumentText};
use isp_core::{Error, Money, open_enum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Invoices of a customer, paid ones too.
    ///
    /// With digitable line, accounts and contracts. Licensed separately.
    ///
    /// **Without [`quantidade_meses`](WSMKFaturas::quantidade_meses) the server silently limits
    /// itself to ONE month and omits most invoices**: always set it. For the amount that a customer
    /// owes, use [`WSMKFaturasPendentes`](super::WSMKFaturasPendentes), which has no such limit.
    ///
    /// If no invoice matches, the error is [`ErrorKind::NotFound`](isp_core::ErrorKind); some
    /// releases may answer with an empty list.
    WSMKFaturas, fn faturas -> Vec<Fatura> {
        service: 22,
        effect: Read,
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            codigo_cliente: u64,
        }
        optional: {
            /// Whether only paid ones; `false` for only unpaid ones.
            liquidado: SimNao(bool),
            /// One invoice (`codfatura`).
            codigo_fatura: u64,
            /// First invoice code of a window.
            codigo_fatura_inicio: u64,
            /// Last invoice code of a window.
            codigo_fatura_fim: u64,
            /// Code of the fiscal document.
            codigo_documento: Text(&str),
            /// Kind of the fiscal document, `tipo_documento` of a [`ContaFatura`].
            tipo_documento: Text(&str),
            /// Day of issue. All dates are assumed to have the format of the answer.
            data_emissao: IsoDate(Date),
            /// Current due date.
            data_vencimento: IsoDate(Date),
            /// Original due date.
            data_vencimento_original: IsoDate(Date),
            /// Day of payment.
            data_pagamento: IsoDate(Date),
            /// Contract code.
            codigo_contrato: u64,
            /// Number of months to look at. **The default of 1 omits most invoices.**
            quantidade_meses: u64,
        }
        check: WSMKFaturas::has_a_window,
    }
}

impl WSMKFaturas {
    fn has_a_window(&self) -> Result<(), Error> {
        if let (Some(first), Some(last)) = (self.codigo_fatura_inicio, self.codigo_fatura_fim)
            && first > last
        {
            return Err(Error::invalid_input("codigo_fatura_inicio is after codigo_fatura_fim"));
        }
        if self.quantidade_meses == Some(0) {
            return Err(Error::invalid_input("quantidade_meses is 0"));
        }
        Ok(())
    }
}

open_enum! {
    /// State of an invoice's payment.
    pub enum StatusFatura {
        /// Not paid.
        Aberta = "Aberta",
        /// Paid.
        Pago = "Pago",
    }
}

/// An invoice with its accounts and contracts.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fatura {
    /// Invoice code, `cd_fatura` elsewhere.
    pub codfatura: u64,
    /// State of the payment.
    pub status: StatusFatura,
    /// Amount in BRL.
    pub valor_total_faturas: Money,
    /// Amount paid in BRL; zero while it is open.
    pub valor_pago: Option<Money>,
    /// Current due date.
    #[serde(with = "wire::date")]
    pub data_vencimento: Date,
    /// Original due date.
    #[serde(default, with = "wire::date::option")]
    pub data_vencimento_original: Option<Date>,
    /// When it was made.
    #[serde(default, with = "wire::date::option")]
    pub data_lancamento: Option<Date>,
    /// When it was paid; `None` while it is open.
    #[serde(default, with = "wire::date::option")]
    pub data_liquidacao: Option<Date>,
    /// What it is for.
    pub descricao: Option<String>,
    /// How it is to be paid, such as `"Boleto"`.
    pub forma_pagamento: Option<String>,
    /// Digitable line, with punctuation; `None` for a paid one.
    pub linha_digitavel_boleto: Option<String>,
    /// The bank's own number of the slip.
    pub nosso_numero: Option<String>,
    /// Code of the bank account; not the bank's number.
    pub banco: Option<String>,
    /// Code of the payment profile.
    pub codigo_profile: Option<String>,
    /// Kind of the fiscal document in words, such as `"Nota 21"`.
    pub tipo_documento_descricao: Option<String>,
    /// Name or company name of the customer.
    pub nome_razaosocial: Option<String>,
    /// CPF or CNPJ of the customer, with punctuation.
    pub cpf_cnpj: Option<DocumentText>,
    /// State tax registration of the customer.
    pub inscricao_estadual: Option<String>,
    /// City tax registration of the customer.
    pub inscricao_municipal: Option<String>,
    /// The accounts that it bills.
    pub contas: Option<Vec<ContaFatura>>,
    /// The contracts that it bills, one row for each **tax rule**: read
    /// [`Fatura::codigos_de_contrato`].
    pub contratos: Option<Vec<ContratoFatura>>,
}

impl Fatura {
    /// Every contract once, in the order of its first row.
    pub fn codigos_de_contrato(&self) -> Vec<u64> {
        let mut seen = std::collections::HashSet::new();
        let rows = self.contratos.iter().flatten().map(|contrato| contrato.codigo_contrato);
        rows.filter(|code| seen.insert(*code)).collect()
    }
}

/// An account of an invoice.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContaFatura {
    /// Account code.
    pub codconta: u64,
    /// What it is for.
    pub descricao_conta: Option<String>,
    /// Amount in BRL.
    pub valor_lancamento: Option<Money>,
    /// First day that it bills; milliseconds since 1970 on the wire.
    #[serde(default, with = "wire::date::option")]
    pub data_referencia_inicial: Option<Date>,
    /// Last day that it bills; milliseconds since 1970 on the wire.
    #[serde(default, with = "wire::date::option")]
    pub data_referencia_final: Option<Date>,
    /// Short name for other systems, such as `"CNT"`.
    pub nomenclatura_integracao: Option<String>,
    /// Kind of the fiscal document, such as `"21"`.
    pub tipo_documento: Option<String>,
}

/// A contract of an invoice under one tax rule.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContratoFatura {
    /// Contract code.
    pub codigo_contrato: u64,
    /// When it was made; milliseconds since 1970 on the wire.
    #[serde(default, with = "wire::date::option")]
    pub adesao: Option<Date>,
    /// First day that the invoice bills.
    #[serde(default, with = "wire::date::option")]
    pub data_referencia_inicial: Option<Date>,
    /// Last day that the invoice bills.
    #[serde(default, with = "wire::date::option")]
    pub data_referencia_final: Option<Date>,
    /// Plan.
    pub plano: Option<String>,
    /// Code of the kind of plan.
    pub tipo_plano: Option<u64>,
    /// What the service is used for, such as `"Provimento de acesso à internet"`.
    pub tipo_utilizacao_servico: Option<String>,
    /// Tax rule, such as `"Isentar integralmente"`.
    pub tributacao: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fault, refusal, request,
    };
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSMKFaturas {
        WSMKFaturas::new(301)
    }

    fn row(changed: &str) -> String {
        format!(
            r#"[{{"codfatura":1,"status":"Aberta","data_vencimento":"2026-02-10",
                "valor_total_faturas":"140.55",{changed}}}]"#
        )
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKFaturas.rule?sys=MK0&token=TOKEN&codigo_cliente=301";
        assert_eq!(request(&operation()), path);
        let all = operation()
            .liquidado(true)
            .codigo_fatura(2000)
            .codigo_fatura_inicio(1)
            .codigo_fatura_fim(3000)
            .codigo_documento("77")
            .tipo_documento("21")
            .data_emissao(date(2025, 11, 23))
            .data_vencimento(date(2026, 2, 10))
            .data_vencimento_original(date(2026, 2, 11))
            .data_pagamento(date(2026, 1, 9))
            .codigo_contrato(5001)
            .quantidade_meses(12);
        assert_eq!(
            request(&all),
            format!(
                "{path}&liquidado=S&codigo_fatura=2000&codigo_fatura_inicio=1\
                 &codigo_fatura_fim=3000&codigo_documento=77&tipo_documento=21\
                 &data_emissao=2025-11-23&data_vencimento=2026-02-10\
                 &data_vencimento_original=2026-02-11&data_pagamento=2026-01-09\
                 &codigo_contrato=5001&quantidade_meses=12"
            )
        );
        assert!(request(&operation().liquidado(false)).ends_with("&liquidado=N"));
    }

    #[test]
    fn a_window_that_holds_nothing_is_refused() {
        let reversed = operation().codigo_fatura_inicio(2).codigo_fatura_fim(1);
        assert!(refusal(&reversed).contains("codigo_fatura_inicio"));
        assert!(refusal(&operation().quantidade_meses(0)).contains("quantidade_meses"));
        assert!(refusal(&operation().tipo_documento(" ")).contains("tipo_documento"));
    }

    #[test]
    fn it_reads_open_and_paid_invoices_exactly() {
        let invoices = decoded(&operation(), "WSMKFaturas.ok.json");
        let [open, paid] = &invoices[..] else { panic!("{}", invoices.len()) };
        assert_eq!((open.codfatura, &open.status), (2001, &StatusFatura::Aberta));
        assert_eq!(open.valor_total_faturas, Money::from_centavos(14_055));
        assert_eq!((open.valor_pago, open.data_liquidacao), (Some(Money::ZERO), None));
        assert_eq!(open.data_vencimento, date(2026, 2, 10));
        assert!(open.linha_digitavel_boleto.is_some());
        assert_eq!(paid.status, StatusFatura::Pago);
        assert_eq!(paid.valor_pago, Some(Money::from_centavos(14_055)));
        assert_eq!(paid.data_liquidacao, Some(date(2026, 1, 9)));
        assert_eq!(paid.linha_digitavel_boleto, None);
    }

    #[test]
    fn milliseconds_and_texts_are_the_same_days() {
        let invoice = decoded(&operation(), "WSMKFaturas.ok.json").remove(0);
        let account = &invoice.contas.as_ref().unwrap()[0];
        let contract = &invoice.contratos.as_ref().unwrap()[0];
        assert_eq!(account.data_referencia_inicial, Some(date(2026, 1, 10)));
        assert_eq!(account.data_referencia_final, Some(date(2026, 2, 9)));
        assert_eq!(contract.data_referencia_inicial, account.data_referencia_inicial);
        assert_eq!(contract.adesao, Some(date(2025, 11, 23)));
        assert_eq!(account.valor_lancamento, Some(Money::from_centavos(14_055)));
    }

    #[test]
    fn a_contract_under_two_tax_rules_is_one_contract() {
        let paid = decoded(&operation(), "WSMKFaturas.ok.json").remove(1);
        assert_eq!(paid.contratos.as_ref().unwrap().len(), 2);
        assert_eq!(paid.codigos_de_contrato(), [5001]);
    }

    #[test]
    fn an_error_is_an_object_where_success_is_a_bare_list() {
        assert_eq!(fault(&operation(), "WSMKFaturas.erro.json").kind, ErrorKind::NotFound);
        assert!(decoded_from(&operation(), "[]").is_empty());
        for body in ["null", "{}", r#"{"status":"OK"}"#] {
            decode_error(&operation(), body);
        }
    }

    #[test]
    fn what_cannot_be_read_fails_and_names_its_path_and_a_new_state_is_kept() {
        let broken = |changed| decode_error(&operation(), &row(changed));
        assert!(broken(r#""valor_pago":"140.555""#).contains("valor_pago"));
        assert!(broken(r#""contas":"70001""#).contains("contas"));
        assert!(broken(r#""contratos":[{"plano":"X"}]"#).contains("codigo_contrato"));
        let body = row(r#""contratos":null"#).replace("Aberta", "Renegociada");
        let invoice = decoded_from(&operation(), &body).remove(0);
        assert_eq!(invoice.status, StatusFatura::Unknown("Renegociada".into()));
        assert!(invoice.codigos_de_contrato().is_empty());
    }

    #[test]
    fn debug_masks_the_document() {
        let invoices = decoded(&operation(), "WSMKFaturas.ok.json");
        assert!(!format!("{invoices:?}").contains("529.982.247-25"));
    }
}
