//! Lists that are too large for one call, window by window.
//!
//! MK has no pages. What it has are lists that can be asked for by a window of codes or of days; a walk
//! over such windows is a stream of [`Items`] or of [`Pages`], one page for each window. Windows keep
//! their order, however many are asked for at once. The first error ends the stream, and its cursor
//! stays at hand: hand it to a new walk, tomorrow or in another process, and nothing is missing and
//! nothing comes twice.
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
//!             println!("{error}; go on at {:?}", clientes.cursor());
//!             break;
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod clientes;
mod faturas_abertas;
mod pages;

pub use clientes::{ClientesEmJanelas, CodeCursor};
pub use faturas_abertas::{DayCursor, FaturaAbertaNaJanela, FaturasAbertasEmJanelas};
pub use pages::{Items, Page, Pages};
