//! What may I show to a payer?
//!
//! [`Isp::payment`](crate::Isp::payment) gives the means of paying one invoice, as many as the ERP
//! gives: the digitable line, the PIX text, the PDF, the updated amount. A wrong one costs a subscriber
//! money, so compare it with the invoice first:
//!
//! ```
//! # use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Isp, IspExt};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! # let mut shown = 0;
//! for invoice in isp.unpaid_invoices(&10_123.into()).await? {
//!     let payment = isp.payment(&invoice.id).await?;
//!     if let Some(line) = payment.line_for(&invoice) {
//!         println!("linha digitável: {line}");
//! #       shown += 1;
//!     }
//!     if let Some(pix) = payment.pix_for(&invoice) {
//!         println!("PIX copia e cola: {pix}");
//!     }
//!     for problem in payment.problems_with(&invoice) {
//!         eprintln!("invoice {}: {problem}", invoice.id);       // for an operator, not for the payer
//!     }
//! }
//! # assert_eq!(shown, 3, "one is a fee without boleto");
//! # Ok(())
//! # }
//! ```
//!
//! # What is checked
//!
//! | checked | against |
//! |---|---|
//! | the line's check digits, the PIX checksum | themselves |
//! | line | the barcode that came beside it |
//! | amount in the line and in the PIX text | the invoice's amount, or the updated one |
//! | due date in the line | the invoice's, or that of the copy |
//! | the invoice that the answer is about | the one that was asked for |
//! | state of the invoice | only one that the ERP says is open may be paid |
//!
//! [`line_for`](crate::PaymentMeans::line_for) and [`pix_for`](crate::PaymentMeans::pix_for) give
//! nothing if a check of theirs fails; a mismatch of the line does not hide the PIX text.
//! [`problems_with`](crate::PaymentMeans::problems_with) lists what is missing or does not fit.
//!
//! The line of a settled invoice is still taken at the bank. So an invoice that is not known to be open
//! has neither line nor PIX text to show.
//!
//! # What each ERP gives
//!
//! | | MK | Voalle portal | Voalle, provider-wide |
//! |---|---|---|---|
//! | digitable line | only on request: `with_line_by_sms_rule()`, because that rule may text the customer | yes | yes |
//! | PIX | yes | no | where the title has one; `with_pix_registration()` registers one otherwise |
//! | PDF | a link; [`pdf`](crate::Isp::pdf) fetches the file | the file | the file |
//! | updated amount | yes | no | yes |
//!
//! # Formats
//!
//! - The line: [`PaymentLine`](crate::brazil::PaymentLine) is a boleto (47 digits, 44 in the barcode) or
//!   a collection slip (`arrecadação`, 48 digits). `Display` writes it as printed, with separators;
//!   [`line()`](crate::brazil::PaymentLine::line) gives the digits alone, to be copied into a bank's app.
//! - PIX: [`PixCode`](crate::brazil::PixCode) is the text `copia e cola`, and the content of the QR code
//!   that a bank's app scans; the example `second_copy` draws one.
//! - PDF: [`Pdf`](crate::Pdf) is a link or the file; [`Isp::pdf`](crate::Isp::pdf) gives the file of either.
//!   A link is personal: fetch it at once, do not log it.
//! - Money: [`Money`](crate::Money) is whole centavos. There is no floating point.
//!
//! ```
//! use isp_core::Money;
//! use isp_core::brazil::{Boleto, PixCode};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let boleto: Boleto = "99991.23459 67890.123457 67890.123457 6 15650000012990".parse()?;
//! assert_eq!(boleto.amount(), Some(Money::from_centavos(12_990)));
//!
//! let pix = PixCode::for_key("maria@example.com", "PROVEDOR", "CIDADE")
//!     .amount(Money::from_centavos(12_990))
//!     .build()?;
//! let read: PixCode = pix.to_string().parse()?;
//! assert_eq!(read.amount(), Some(Money::from_centavos(12_990)));
//!
//! // One wrong digit is an error, not another boleto.
//! assert!("99991.23459 67890.123457 67890.123457 6 15650000012991".parse::<Boleto>().is_err());
//! # Ok(())
//! # }
//! ```
//!
//! # Overdue
//!
//! *Overdue* is no state of an invoice but a comparison with a day that you give:
//! [`is_overdue(today)`](crate::Invoice::is_overdue). Take the day at the provider, not that of the
//! machine, which in a container is that of UTC: after 21:00 in São Paulo it is already tomorrow there.
//!
//! ```
//! use isp_core::jiff::Zoned;
//! use isp_core::wire::sao_paulo;
//!
//! let today = Zoned::now().with_time_zone(sao_paulo()).date();
//! # let _ = today;
//! ```
//!
//! Next: [`many_subscribers`](super::many_subscribers).
