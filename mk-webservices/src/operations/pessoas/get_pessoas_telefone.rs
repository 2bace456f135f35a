//! People by mobile number.

use isp_core::Error;
use isp_core::brazil::Phone;
use isp_core::http::{Parameter, ParameterSpec, Slot};
use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// People by mobile number.
    ///
    /// The shape of the answer is undocumented; probably rows as in
    /// [`GetPessoasNome`](super::GetPessoasNome).
    GetPessoasTelefone = GET "pessoas/telefone", fn pessoas_telefone -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Mobile number, sent as area code (`ddd`) and the rest (`fone`).
            telefone: DddFone(Phone),
        }
    }
}

/// A phone number as area code and the rest.
#[derive(Clone, Copy)]
struct DddFone(Phone);

impl From<Phone> for DddFone {
    fn from(phone: Phone) -> Self {
        Self(phone)
    }
}

impl Parameter for DddFone {
    const PARTS: &'static [ParameterSpec] =
        &[ParameterSpec::required("ddd"), ParameterSpec::required("fone")];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        slot.redact(self.0.subscriber());
        slot.beside("ddd").text(self.0.area_code())?;
        slot.beside("fone").text(self.0.subscriber())
    }
}
