//! An item of a service order.

use isp_core::{Money, open_enum};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

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
    /// Price of one, in BRL.
    pub valor_unitario: Option<Money>,
    /// Code of the stock sector that it comes from.
    pub setor: Option<u64>,
    /// Price of all, in BRL. Null in the vendor's example.
    pub sub_total: Option<Money>,
    /// Why it is there.
    pub tipo_item: Option<TipoItem>,
    /// On what terms it leaves the stock.
    pub tipo_saida: Option<TipoSaida>,
    /// Null in the vendor's example; of unknown meaning.
    pub categoria: Option<u64>,
    /// Null in the vendor's example; of unknown meaning.
    pub cod0_item: Option<u64>,
}

impl ItemOs {
    /// An item of which only the code is known.
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

impl From<ItemOs> for Value {
    fn from(item: ItemOs) -> Self {
        json!(item)
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

/// Why an item is on a service order (`tipoItem`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TipoItem {
    /// In addition.
    Adicional,
    /// Part of the package.
    Pacote,
    /// Extra.
    Extra,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl TipoItem {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Adicional => 1,
            Self::Pacote => 2,
            Self::Extra => 3,
            Self::Unknown(code) => code,
        }
    }
}

impl Serialize for TipoItem {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self.codigo())
    }
}

/// On what terms an item leaves the stock (`tipoSaida`). **Not** `TipoItem` of
/// [`WSMKCriarOrdemServico`](super::WSMKCriarOrdemServico), which counts otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TipoSaida {
    /// Sale.
    Venda,
    /// Lending.
    Comodato,
    /// Loan.
    Emprestimo,
    /// Demonstration.
    Demonstracao,
    /// Rental.
    Locacao,
    /// Service.
    Servico,
    /// Fixed asset.
    Imobilizado,
    /// Consumption.
    Consumo,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl TipoSaida {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Venda => 1,
            Self::Comodato => 2,
            Self::Emprestimo => 3,
            Self::Demonstracao => 4,
            Self::Locacao => 5,
            Self::Servico => 9,
            Self::Imobilizado => 101,
            Self::Consumo => 102,
            Self::Unknown(code) => code,
        }
    }
}

impl Serialize for TipoSaida {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self.codigo())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_the_vendors_code() {
        use {TipoItem as I, TipoSaida as S};
        let ways = [S::Venda, S::Comodato, S::Emprestimo, S::Demonstracao, S::Locacao, S::Servico];
        assert_eq!(ways.map(S::codigo), [1, 2, 3, 4, 5, 9]);
        assert_eq!([S::Imobilizado, S::Consumo, S::Unknown(7)].map(S::codigo), [101, 102, 7]);
        let kinds = [I::Adicional, I::Pacote, I::Extra, I::Unknown(4)];
        assert_eq!(kinds.map(I::codigo), [1, 2, 3, 4]);
    }

    #[test]
    fn amounts_are_numbers_and_what_is_not_known_is_null() {
        let mut item = ItemOs::new(2001);
        item.valor_unitario = Some(Money::from_centavos(1050));
        item.prod_serv = Some(ProdServ::Servico);
        let sent = Value::from(item);
        assert_eq!((&sent["valorUnitario"], &sent["prodServ"]), (&json!(10.5), &json!("S")));
        assert_eq!((&sent["cod0Item"], &sent["item"]), (&Value::Null, &json!(2001)));
    }
}
