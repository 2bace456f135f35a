//! Invoices: unpaid ones by `WSMKFaturasPendentes`, paid ones by `WSMKFaturas`.

use std::collections::HashSet;

use isp_core::{
    CustomerId, Error, Invoice, InvoiceId, InvoiceQuery, InvoiceSelection, InvoiceStatus, Money,
    Native,
};

use super::{MkIsp, distinct, is_about, not_understood, number, reports_success};
use crate::dialect::MkDialect;
use crate::operations::faturas::{Fatura, FaturaPendente, StatusFatura};

const PENDING: &str = "WSMKFaturasPendentes";
const OF_ALL_STATES: &str = "WSMKFaturas";

/// How many months `WSMKFaturas` is asked for; more if the period begins earlier. By default it looks
/// at one.
const MONTHS: u64 = 120;

impl MkIsp {
    pub(super) async fn invoices_by_query(
        &self,
        query: &InvoiceQuery,
    ) -> Result<Vec<Invoice>, Error> {
        query.check().map_err(|error| error.with_system(MkDialect::SYSTEM))?;
        let code = number(query.customer.as_str(), query.customer.to_number())?;
        let mut found = match query.selection {
            InvoiceSelection::Unpaid => self.unpaid(code, &query.customer).await?,
            InvoiceSelection::Paid => self.paid(code, query).await?,
            InvoiceSelection::All => self.of_every_state(code, query).await?,
            _ => {
                let error = Error::unsupported("invoices", "MK has no such selection");
                return Err(error.with_system(MkDialect::SYSTEM));
            }
        };
        found.retain(|invoice| query.matches(invoice));
        Ok(found)
    }

    /// What the customer owes. An error if MK does not know the customer.
    pub(super) async fn unpaid(
        &self,
        code: u64,
        customer: &CustomerId,
    ) -> Result<Vec<Invoice>, Error> {
        let answer = self.client.faturas_pendentes(code).await?;
        is_about(code, answer.codigo_pessoa.as_ref(), PENDING)?;
        let rows =
            distinct(answer.faturas_pendentes, |row: &FaturaPendente| row.codfatura, PENDING)?;
        Ok(rows.into_iter().map(|row| unpaid_invoice(row, customer)).collect())
    }

    async fn paid(&self, code: u64, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let rows = self.faturas(code, query, Some(true)).await?;
        if rows.is_empty() {
            self.exists(code).await?;
        }
        Ok(rows.into_iter().map(|row| invoice(row, &query.customer)).collect())
    }

    /// An error unless MK knows the customer: `WSMKFaturas` answers to an unknown one as to one who has
    /// paid nothing.
    async fn exists(&self, code: u64) -> Result<(), Error> {
        let reply = self.client.faturas_pendentes(code).send().await?;
        let answer = &reply.value;
        is_about(code, answer.codigo_pessoa.as_ref(), PENDING)?;
        if answer.codigo_pessoa.is_none()
            || !reports_success(answer.status.as_deref(), reply.drift())
        {
            let what = "the answer does not prove that the customer exists";
            return Err(not_understood(what).with_operation(PENDING));
        }
        Ok(())
    }

    /// The invoices of both rules. Unpaid ones are read from the rule that has no limit of months; one
    /// on which the rules do not agree is in an unknown state.
    async fn of_every_state(&self, code: u64, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let rows = self.faturas(code, query, None).await?;
        let mut invoices = self.unpaid(code, &query.customer).await?;
        let pending: HashSet<InvoiceId> = invoices.iter().map(|known| known.id.clone()).collect();
        for row in rows {
            let word = row.status.as_str().to_owned();
            let mut found = invoice(row, &query.customer);
            let agree = match (pending.contains(&found.id), &found.status) {
                (true, status) => *status != InvoiceStatus::Paid,
                (false, status) => *status != InvoiceStatus::Open,
            };
            if !agree {
                found = doubtful(found, word);
            }
            match invoices.iter_mut().find(|known| known.id == found.id) {
                None => invoices.push(found),
                Some(known) if !agree => *known = found,
                Some(_) => {}
            }
        }
        Ok(invoices)
    }

    /// The rows of `WSMKFaturas`, which do not name the customer.
    async fn faturas(
        &self,
        code: u64,
        query: &InvoiceQuery,
        paid: Option<bool>,
    ) -> Result<Vec<Fatura>, Error> {
        let mut call = self.client.faturas(code).quantidade_meses(self.months(query));
        if let Some(paid) = paid {
            call = call.liquidado(paid);
        }
        let rows = match call.await {
            Ok(rows) => rows,
            Err(error) if error.is_not_found() => Vec::new(),
            Err(error) => return Err(error),
        };
        let rows = distinct(rows, |row: &Fatura| row.codfatura, OF_ALL_STATES)?;
        let mut documents = rows.iter().filter_map(|row| row.cpf_cnpj.as_ref());
        let first = documents.next();
        if documents.any(|other| Some(other) != first) {
            let what = "the answer has invoices of several customers";
            return Err(not_understood(what).with_operation(OF_ALL_STATES));
        }
        Ok(rows)
    }

    fn months(&self, query: &InvoiceQuery) -> u64 {
        let today = self.client.today();
        let since = query.due.map_or(today, |(first, _)| first);
        let months = |day: jiff::civil::Date| i64::from(day.year()) * 12 + i64::from(day.month());
        // Whether MK counts by due date or by day of issue is not documented.
        let needed = months(today).saturating_sub(months(since)).saturating_add(12);
        u64::try_from(needed).unwrap_or_default().max(MONTHS)
    }
}

fn unpaid_invoice(found: FaturaPendente, customer: &CustomerId) -> Invoice {
    let mut invoice =
        Invoice::new(found.codfatura, customer.clone(), found.data_vencimento, found.valor_total);
    let contracts = found.contratos.known();
    invoice.contracts = contracts.map(|codes| codes.iter().map(|code| (*code).into()).collect());
    invoice.description.clone_from(&found.descricao);
    invoice.native = Native::of(found);
    invoice
}

fn invoice(found: Fatura, customer: &CustomerId) -> Invoice {
    let due = found.data_vencimento;
    let mut invoice =
        Invoice::new(found.codfatura, customer.clone(), due, found.valor_total_faturas);
    invoice.status = status(&found);
    if invoice.status == InvoiceStatus::Paid {
        (invoice.paid_on, invoice.paid_amount) = (found.data_liquidacao, found.valor_pago);
    }
    // Nobody has shown how this list looks for a fee outside any contract.
    let contracts = found.codigos_de_contrato();
    let known = !contracts.is_empty() && contracts.iter().all(|code| *code > 0);
    invoice.contracts = known.then(|| contracts.into_iter().map(Into::into).collect());
    invoice.description.clone_from(&found.descricao);
    invoice.native = Native::of(found);
    invoice
}

/// MK's word, unless the day or amount of the payment says something else.
fn status(found: &Fatura) -> InvoiceStatus {
    let nothing_paid = found.valor_pago.is_some_and(|paid| paid <= Money::ZERO)
        && found.valor_total_faturas > Money::ZERO;
    match &found.status {
        StatusFatura::Aberta if found.data_liquidacao.is_none() => InvoiceStatus::Open,
        StatusFatura::Pago if !nothing_paid => InvoiceStatus::Paid,
        word => InvoiceStatus::Unknown(word.as_str().to_owned()),
    }
}

/// The invoice in an unknown state.
fn doubtful(mut invoice: Invoice, word: String) -> Invoice {
    invoice.status = InvoiceStatus::Unknown(word);
    (invoice.paid_on, invoice.paid_amount) = (None, None);
    invoice
}
