//! What a change of plan or of CRM product has in common.

use isp_core::http::Slot;
use isp_core::{Error, Money, Secret};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::ContaDoContrato;
use super::conta_do_contrato::can_be_changed;

/// A change of a contract's plan or CRM product. The vendor's example has all members: what is `None`
/// is sent as null, which no source shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MudancaDePlano {
    /// The postings that change, as they were read for this change.
    pub contas: Vec<ContaDoContrato>,
    /// New monthly amount in BRL, sent as text without the decimals of whole reais: `"100"`.
    pub novo_valor: Money,
    /// Day until which the customer is bound.
    pub data_base_fidelidade: Option<Date>,
    /// Whether to create the postings that are left.
    pub gerar_restante: bool,
    /// Whether to bill the part of the month until the change.
    pub gerar_proporcional: bool,
    /// Code of the discount table.
    pub tabela_desconto: Option<u64>,
    /// Remark; may be empty.
    pub obs_adicionais: String,
}

impl MudancaDePlano {
    /// A change of these postings to another amount, with neither a proportional bill nor anything
    /// else that is optional.
    pub const fn new(contas: Vec<ContaDoContrato>, novo_valor: Money) -> Self {
        Self {
            contas,
            novo_valor,
            data_base_fidelidade: None,
            gerar_restante: false,
            gerar_proporcional: false,
            tabela_desconto: None,
            obs_adicionais: String::new(),
        }
    }

    /// Writes the change with `further` members as the only item of a list.
    pub(super) fn write(&self, mut slot: Slot<'_>, further: &[(&str, u64)]) -> Result<(), Error> {
        can_be_changed(&self.contas)?;
        if self.novo_valor.is_negative() {
            return Err(slot.refuse("has a negative `novoValor`"));
        }
        let mut rows = Vec::new();
        for conta in &self.contas {
            let hash = conta.hash.as_ref().map_or("", Secret::expose);
            rows.push(json!({
                "cd_conta": conta.cd_conta,
                "cd_fatura": conta.cd_fatura,
                "codigo": conta.codigo,
                "data_vencimento": conta.data_vencimento,
                "descricao": conta.descricao,
                "hash": hash,
                "ok": conta.ok,
            }));
            slot.redact(hash);
        }
        if !self.obs_adicionais.trim().is_empty() {
            slot.redact(self.obs_adicionais.as_str());
        }
        let amount = self.novo_valor.to_decimal_text();
        let mut change: Map<String, Value> =
            further.iter().map(|(name, code)| ((*name).to_owned(), json!(code))).collect();
        let switch = |on: bool| if on { "S" } else { "N" };
        for (name, value) in [
            ("Contas", Value::Array(rows)),
            ("novoValor", json!(amount.strip_suffix(".00").unwrap_or(&amount))),
            ("dataBaseFidelidade", json!(self.data_base_fidelidade)),
            ("gerarRestante", json!(switch(self.gerar_restante))),
            ("gerarProporcional", json!(switch(self.gerar_proporcional))),
            ("tabelaDesconto", json!(self.tabela_desconto)),
            ("obsAdicionais", json!(self.obs_adicionais)),
        ] {
            change.insert(name.to_owned(), value);
        }
        slot.json(json!([change]))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;

    /// The change of the vendor's example.
    pub(in super::super) fn example(contas: Vec<ContaDoContrato>) -> MudancaDePlano {
        let mut change = MudancaDePlano::new(contas, Money::from_centavos(10_000));
        change.data_base_fidelidade = Some(date(2027, 7, 1));
        change.gerar_proporcional = true;
        change.tabela_desconto = Some(5);
        change.obs_adicionais = "exemplo".into();
        change
    }
}
