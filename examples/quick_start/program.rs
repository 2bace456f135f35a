use std::sync::Arc;

use isp_core::{Document, Isp, IspExt, jiff::Zoned, testing::World, wire::sao_paulo};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Simulated ERPs, so that the program runs as it is.
    let erp = mk_webservices::simulator::Simulator::start(World::example()).await?;
    let voalle = voalle_portal::simulator::Simulator::start(World::example()).await?;

    let mk = mk_webservices::Client::builder(erp.base_url()) // "https://erp.example.com.br"
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http() // not with a real ERP
        .build()?;
    let portal = voalle_portal::Client::builder(voalle.base_url())
        .credentials(voalle.verify_token(), voalle.client_id(), voalle.client_secret())
        .allow_plaintext_http()
        .build()?;
    let maria = portal.subscriber("52998224725", "senha-da-maria");
    let isps: [Arc<dyn Isp>; 2] = [Arc::new(mk.isp()), Arc::new(maria.isp())];

    let document: Document = "529.982.247-25".parse()?;
    let today = Zoned::now().with_time_zone(sao_paulo()).date();
    for isp in isps {
        for customer in isp.customers_by_document(&document).await? {
            println!("{}: {}", isp.system(), customer.name);
            for invoice in isp.unpaid_invoices(&customer.id).await? {
                let late = if invoice.is_overdue(today) { ", overdue" } else { "" };
                println!("  {} {}{late}", invoice.due, invoice.amount);
                let payment = isp.payment(&invoice.id).await?;
                if let Some(line) = payment.line_for(&invoice) {
                    println!("    line {line}");
                }
                if let Some(pix) = payment.pix_for(&invoice) {
                    println!("    PIX  {pix}");
                }
                for problem in payment.problems_with(&invoice) {
                    println!("    {problem}"); // what is missing, or does not fit
                }
            }
        }
    }
    Ok(())
}
