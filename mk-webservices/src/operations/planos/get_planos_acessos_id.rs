//! Plans by code or kind.

use isp_core::Error;
use isp_core::wire::Untyped;

use super::TipoPlano;
use crate::operation::core_operation;

core_operation! {
    /// Plans by code or kind.
    ///
    /// At least one of the two: the manual describes this path with the parameters of
    /// [`WSMKListaPlanoAcesso`](super::WSMKListaPlanoAcesso), and does not say which counts. The shape of
    /// the answer is undocumented.
    GetPlanosAcessosId = GET "planos-acessos/id", fn planos_acessos_id -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Plan code.
            id: u64,
            /// Kind of the plans.
            "TipoPlano" tipo_plano: TipoPlano,
        }
        check: GetPlanosAcessosId::has_a_filter,
    }
}

impl GetPlanosAcessosId {
    fn has_a_filter(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("planos-acessos/id needs `id` or `TipoPlano`"));
        }
        Ok(())
    }
}
