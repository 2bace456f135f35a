//! `OPERATIONS.md` is generated from the code by
//! `UPDATE_OPERATIONS=1 cargo test --test operations_md`.

#![allow(missing_docs)]

use std::path::Path;

use isp_core::http::vendor::operations_table;
use isp_core::vendor_tests::contract;
use mk_webservices::operations;

const HEAD: &str = "\
# Operations of MK Webservices

Generated from the code by `tests/operations_md.rs`; do not edit. *Effect* decides whether a call is
repeated after a failure. *Evidence* is the source of the answer's form: several clients
(observed), the manual or one client (manual), or none (assumed: the answer is untyped). *Proof* is
the part of an answer that proves a write was done; without it the call is perhaps done.
*Service* is the permission that an administrator enables in a web-service profile: the code of
`WSAutenticacao` and the vendor's name. *Release* is the first one of MK that has the operation, or a
parameter of it. An empty cell means that no source names it.

";

/// What the vendor names and no source shows well enough for a type.
const TAIL: &str = "
## Known and not built

The vendor's documents name these. Rules are called by their name, with `rule_that_reads` or
`rule_that_writes`; their answer comes back as it is. Where the last column says so, that is not enough:
write an operation of your own (`isp_core::http::Operation`).

| name | what sources show | a call by name |
|---|---|---|
| `WSLiberarPortaV4` | an answer | works |
| `WSMKAlterarCartao` | the name, the parameter `recorencia` | works |
| `WSMKCadastroDeTecnico`, `WSMKCadastroDeUsuario` | an answer | not enough: the token's parameter is `Token`, which an operation declares |
| `WSMKConsultaDeUsuario` | the name | works |
| `WSMKConsultaMotivoCancelamento`, `WSMKConsultaMotivoSuspensao` | the name | works |
| `WSMKConsultaProdutos` | the parameters `codigo_produto`, `data_alteracao`, `ativo` | works |
| `WSMKCriarAssinanteMvno` | a JSON body and an answer | not enough: it has no body |
| `WSMKListaContratosPlano` | the name | works |
| `WSMKListarCondominios` | the name, perhaps another spelling of `WSMKListaCondominios` | works |
| `WSMKPerfilCartaoCreditoNovo` | the name | works |
| `WSMKProvisionarEquipamentoV4CaixaPortas`, `WSMKProvisionarEquipamentoV4Caixas`, `WSMKProvisionarEquipamentoV4Scripts` | answers | works |
| `WSObterModeloEquipamentoV4` | a part of the answer | works |
| `WSProvisionarEquipamentoV3` | the name | works |
| `GET core-api/pessoas/inventory` | the parameter `id`; an empty answer | not enough: it is no rule |
| `POST core-api/planos-acessos` | the parameters | not enough: it is no rule |
";

#[test]
fn operations_md_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md");
    let current = format!("{HEAD}{}{TAIL}", operations_table(operations::all()));
    contract::file_is_current(&file, &current);
}
