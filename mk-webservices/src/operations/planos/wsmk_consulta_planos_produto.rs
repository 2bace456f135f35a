//! Access plans by CRM product.

use isp_core::Error;
use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans by CRM product.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// The rule is that of [`WSMKConsultaPlanos`](super::WSMKConsultaPlanos); the server
    /// distinguishes the two by their parameters. So at least one that only this operation has must
    /// be given: a code, a limit of the window, or a name.
    WSMKConsultaPlanosProduto = "WSMKConsultaPlanos", fn consulta_planos_produto -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Changed on this day or later. The date format is an assumption: the manual shows none.
            data_alteracao: IsoDate(Date),
            /// One code.
            codigo_produto: u64,
            /// First code of a window.
            codigo_produto_inicio: u64,
            /// Last code of a window.
            codigo_produto_fim: u64,
            /// Whether only active products, or only inactive ones; sent as `S` or `N`.
            ativo: SimNao(bool),
            /// Name.
            nome_produto: Text(&str),
        }
        check: WSMKConsultaPlanosProduto::names_a_product,
    }
}

impl WSMKConsultaPlanosProduto {
    fn names_a_product(&self) -> Result<(), Error> {
        let none = self.codigo_produto.is_none()
            && self.codigo_produto_inicio.is_none()
            && self.codigo_produto_fim.is_none()
            && self.nome_produto.is_none();
        if none {
            return Err(Error::invalid_input(
                "WSMKConsultaPlanos by product needs a product's code, window or name",
            ));
        }
        Ok(())
    }
}
