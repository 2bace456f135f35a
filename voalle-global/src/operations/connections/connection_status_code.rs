//! State of a connection, a code.

isp_core::open_enum! {
    /// State of a connection, after two sources.
    pub enum ConnectionStatusCode {
        /// 1, normal.
        Normal = "1",
        /// 2, blocked.
        Blocked = "2",
        /// 3, a warning that it will be blocked.
        BlockWarning = "3",
        /// 4, a warning of maintenance.
        MaintenanceWarning = "4",
    }
}
