//! Kind of the customer's equipment, a code.

isp_core::open_enum! {
    /// Kind of the customer's equipment (`equipmentType`). The vendor's sample shows 0 with its label. Others
    /// exist, with labels that each provider chooses: see `equipment_type_as_text` of the same row.
    pub enum EquipmentType {
        /// 0, Não Informado.
        NaoInformado = "0",
    }
}
