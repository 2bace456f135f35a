//! A call that does nothing until awaited.

isp_core::call_type! {
    /// An operation ready to be sent by its [`Subscriber`](crate::Subscriber).
    ///
    /// `.await` gives the answer; [`send`](Call::send) gives it with status, headers, attempts and
    /// drift. Optional parameters are methods with the parameter's name, options of the call begin
    /// with `with_`.
    pub struct Call;
}
