//! How the IP of a connection is assigned, a code.

isp_core::open_enum! {
    /// How the IP of a connection is assigned (`ipType`). The vendor's sample shows 2 with its label; 0, 1
    /// and 3 exist, and their labels are unknown: see `ip_type_as_text` of the same row.
    pub enum IpType {
        /// 2, Pelo CE.
        PeloCe = "2",
    }
}
