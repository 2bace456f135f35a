//! A place on the map, as the vendor writes it.

use isp_core::http::{Parameter, ParameterSpec, Slot};
use isp_core::{Error, GeoPoint};

/// A place: `lat` and `lon`, which only go together, in degrees with a decimal point. Never stored,
/// since it may be somebody's home.
#[derive(Clone, Copy)]
pub(super) struct Coordenadas(GeoPoint);

impl From<GeoPoint> for Coordenadas {
    fn from(place: GeoPoint) -> Self {
        Self(place)
    }
}

impl Parameter for Coordenadas {
    const PARTS: &'static [ParameterSpec] =
        &[ParameterSpec::required("lat"), ParameterSpec::required("lon")];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        slot.redact(self.0.latitude.to_string());
        slot.redact(self.0.longitude.to_string());
        slot.beside("lat").number(self.0.latitude)?;
        slot.beside("lon").number(self.0.longitude)
    }
}
