//! What several tests of the portal share.

use voalle_portal::operations::tickets::CreateSolicitationParameters;

/// A ticket of that title about this description.
pub(crate) fn ticket(
    person_id: u64,
    title: &str,
    description: &str,
) -> CreateSolicitationParameters {
    CreateSolicitationParameters {
        person_id,
        company_place_id: 1,
        incident_type_id: 1011,
        service_level_agreement_id: 11,
        title: title.into(),
        description: description.into(),
    }
}
