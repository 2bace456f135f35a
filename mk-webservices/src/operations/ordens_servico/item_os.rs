//! An item of a service order.

use isp_core::http::{Parameter, Slot};
use isp_core::{Error, Money, open_enum};
use serde::Serialize;
use serde_json::json;

use crate::numbered::numbered;

/// An item that a service order uses up or hands over; a list of them is `items` of
/// [`PutOs`](super::PutOs). What is `None` is sent as null, as in the vendor's example.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ItemOs {
    /// Code of the product or service.
    pub item: u64,
    /// Serial number.
    pub serial: Option<String>,
    /// Product or service.
    pub prod_serv: Option<ProdServ>,
    /// Quantity.
    pub quantidade: Option<f64>,
    /// Unit price in BRL.
    pub valor_unitario: Option<Money>,
    /// Code of the stock sector that it comes from.
    pub setor: Option<u64>,
    /// Total price in BRL. Null in the vendor's example.
    pub sub_total: Option<Money>,
    /// Why it is on the service order.
    pub tipo_item: Option<TipoItem>,
    /// On what terms it leaves the stock.
    pub tipo_saida: Option<TipoSaida>,
    /// Null in the vendor's example; its meaning is unknown.
    pub categoria: Option<u64>,
    /// Null in the vendor's example; its meaning is unknown.
    pub cod0_item: Option<u64>,
}

impl ItemOs {
    /// An item with a code only.
    pub const fn new(item: u64) -> Self {
        Self {
            item,
            serial: None,
            prod_serv: None,
            quantidade: None,
            valor_unitario: None,
            setor: None,
            sub_total: None,
            tipo_item: None,
            tipo_saida: None,
            categoria: None,
            cod0_item: None,
        }
    }
}

/// The items of a service order: a list, only in a JSON body.
#[derive(Clone)]
pub(super) struct Itens(Vec<ItemOs>);

impl From<Vec<ItemOs>> for Itens {
    fn from(items: Vec<ItemOs>) -> Self {
        Self(items)
    }
}

impl Parameter for Itens {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.json(json!(self.0))
    }
}

open_enum! {
    /// Product or service (`prodServ`).
    pub enum ProdServ {
        /// Product.
        Produto = "P",
        /// Service.
        Servico = "S",
    }
}

numbered! {
    /// Why an item is on a service order (`tipoItem`).
    pub enum TipoItem {
        /// In addition.
        Adicional = 1,
        /// Part of the package.
        Pacote = 2,
        /// Extra.
        Extra = 3,
    }
}

numbered! {
    /// On what terms an item leaves the stock (`tipoSaida`). **Not** `TipoItem` of
    /// [`WSMKCriarOrdemServico`](super::WSMKCriarOrdemServico), which has other numbers.
    pub enum TipoSaida {
        /// Sale.
        Venda = 1,
        /// Lending.
        Comodato = 2,
        /// Loan.
        Emprestimo = 3,
        /// Demonstration.
        Demonstracao = 4,
        /// Rental.
        Locacao = 5,
        /// Service.
        Servico = 9,
        /// Fixed asset.
        Imobilizado = 101,
        /// Consumption.
        Consumo = 102,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn amounts_are_numbers_and_what_is_not_known_is_null() {
        let mut item = ItemOs::new(2001);
        item.valor_unitario = Some(Money::from_centavos(1050));
        item.prod_serv = Some(ProdServ::Servico);
        let sent = json!(item);
        assert_eq!((&sent["valorUnitario"], &sent["prodServ"]), (&json!(10.5), &json!("S")));
        assert_eq!((&sent["cod0Item"], &sent["item"]), (&Value::Null, &json!(2001)));
    }
}
