//! I call the ERP by URL today. What is that call here?
//!
//! Each API crate has a page that puts both side by side: the same program twice, what your code no
//! longer needs, the most common requests, and a table of every request that the crate knows. A test
//! holds the table to the code.
//!
//! | you call | page |
//! |---|---|
//! | `http://…/mk/WSMK….rule?sys=MK0&token=…`, `…/core-api/…` | `mk_webservices::from_raw_calls` |
//! | `…/portal_authentication?…`, `…/api/…` with `Verify-Token` | `voalle_portal::from_raw_calls` |
//! | `…:45700/connect/token`, `…:45715/external/…` | `voalle_global::from_raw_calls` |
//!
//! In a clone of the repository these are the files `CALLS.md`. `OPERATIONS.md` beside each says what a
//! repetition of a request would do, who has shown its answer, and which service it needs.
//!
//! # What people ask an ERP, and where it is
//!
//! | question | MK | Voalle portal | Voalle, provider-wide | [`Isp`](crate::Isp) |
//! |---|---|---|---|---|
//! | who has this CPF or CNPJ? | `WSMKConsultaDoc` | `person_users/whoami` | `people/txid/{txId}` | [`customers_by_document`](crate::Isp::customers_by_document) |
//! | who has this code? | `WSMKConsultaClientes` | `person_users/whoami` | `getclient` | [`customer`](crate::Isp::customer) |
//! | who are all customers? | `WSMKConsultaClientes`, by windows of codes | no list | `getclient` | [`all_customers`](crate::IspExt::all_customers) |
//! | is this login right? | `WSMKUserSenhaSAC` | `portal_authentication` | no | [`authenticate_subscriber`](crate::Isp::authenticate_subscriber) |
//! | which contracts? | `WSMKContratosPorClienteV2` | `contract_service_tags`, `people/{id}/contracts` | `contract/getpaged` | [`contracts`](crate::Isp::contracts) |
//! | which connections, blocked or not? | `WSMKConexoesPorCliente` | `people/{id}/authentications` | `connection/by/userdata` | [`connections`](crate::Isp::connections) |
//! | what is owed? | `WSMKFaturasPendentes` | `portal_financial_receivable_titles` | `getopentitlesbytxid` | [`unpaid_invoices`](crate::IspExt::unpaid_invoices) |
//! | what was paid? | `WSMKFaturas` | `portal_financial_receivable_titles` | `gettitlesbytxid` | [`invoices`](crate::Isp::invoices) |
//! | who is overdue? | `WSMKFaturasAbertas` | no list | no list that anybody has shown | [`overdue_of_all`](crate::IspExt::overdue_of_all) |
//! | how is it paid? | `WSMKSegundaViaCobranca`, `WSMKRetornarCopieColaPix`, `WSMKLDViaSMS` | `financial/billet/{hash}` | `GetBillet/{titleId}`, and the title itself | [`payment`](crate::Isp::payment) |
//! | which tickets? | `WSMKAtendimentos` | `portal_solicitations` | `solicitationlist/{personId}` | [`tickets`](crate::Isp::tickets) |
//! | open a ticket | `WSMKNovoAtendimento` | `people/{id}/solicitations` | `opendetailedsolicitation` | [`open_ticket`](crate::Isp::open_ticket) |
//! | trust unlock | `WSMKAutoDesbloqueioV2` | `contracts/{id}/unblock` | `contracts/unlock/{contractNumber}` | [`trust_unlock`](crate::Isp::trust_unlock) |
