//! Lists that are too large for one call, window by window.
//!
//! MK has no pages, but some lists can be requested by a window of codes or of days. Each window is
//! one page of [`Pages`]; [`Items`] returns their items one by one. Windows keep their order, even
//! if several are requested at once. The first error ends the stream; its `cursor()` then says
//! where to continue, and `resume(cursor)` of a new stream of the same list continues there, even
//! later or in another process.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use isp_core::testing::World;
//! # let erp = mk_webservices::simulator::Simulator::start(World::example()).await?;
//! # let mk = mk_webservices::Client::builder(erp.base_url())
//! #     .credentials(erp.user_token(), erp.profile_password())
//! #     .allow_plaintext_http()
//! #     .build()?;
//! let mut clientes = mk.clientes_em_janelas(10_000..=12_000).at_once(2).items();
//! while let Some(cliente) = clientes.next().await {
//!     match cliente {
//!         Ok(cliente) => println!("{}", cliente.codigo_pessoa),
//!         Err(error) => {
//!             println!("{error}; continue at {:?}", clientes.cursor());
//!             break;
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod clientes;
mod faturas_abertas;

use std::time::Duration;

use isp_core::http::Operation;
pub use isp_core::stream::{Items, Pages};

use crate::Call;

pub use clientes::{ClientesEmJanelas, CodeCursor};
pub(crate) use clientes::{EMPTY_WINDOWS, WIDEST, limits, nobody_found};
pub use faturas_abertas::{DayCursor, FaturaAbertaNaJanela, FaturasAbertasEmJanelas};

/// The content of one window.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T, C> {
    /// Its items; empty if there is a gap.
    pub items: Vec<T>,
    /// Where a later stream continues after this window.
    pub cursor: C,
}

/// The call for one window, with the window's own time limit.
pub(crate) fn limited<O: Operation>(call: Call<O>, timeout: Option<Duration>) -> Call<O> {
    match timeout {
        Some(limit) => call.with_timeout(limit).with_attempt_timeout(limit),
        None => call,
    }
}
