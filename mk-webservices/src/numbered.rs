//! Enumerations that the vendor numbers.

/// Declares an enumeration by names and numbers: a [parameter](isp_core::http::Parameter), written
/// as its `codigo()`, that can also hold undocumented numbers.
macro_rules! numbered {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$doc:meta])* $variant:ident = $code:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$doc])* $variant, )+
            /// A code that is not in the vendor's list.
            Unknown(u32),
        }

        impl $name {
            #[cfg(test)]
            pub(crate) const LISTED: &[Self] = &[$(Self::$variant),+];

            /// The vendor's code.
            pub const fn codigo(self) -> u32 {
                match self {
                    $( Self::$variant => $code, )+
                    Self::Unknown(code) => code,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.codigo())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_u32(self.codigo())
            }
        }

        impl isp_core::http::Parameter for $name {
            fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
                slot.number(self.codigo())
            }
        }
    };
}
pub(crate) use numbered;

#[cfg(test)]
mod tests {
    use crate::operations::atendimentos::{OperacaoResgate, OrigemContato, TipoComentario};
    use crate::operations::ordens_servico::{CategoriaOs, LocalManutencao, TipoItem, TipoSaida};
    use crate::operations::pessoas::TipoCadastro;
    use crate::operations::planos::TipoPlano;

    macro_rules! codes {
        ($name:ident) => {
            $name::LISTED.iter().map(|known| known.codigo()).collect::<Vec<u32>>()
        };
    }

    #[test]
    fn each_enumeration_has_the_vendors_codes() {
        assert_eq!(codes!(TipoPlano), [1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 20]);
        assert_eq!(codes!(TipoCadastro), [1, 2, 3]);
        assert_eq!(codes!(OrigemContato), (1..=15).collect::<Vec<u32>>());
        assert_eq!(codes!(TipoComentario), [1, 2]);
        assert_eq!(codes!(OperacaoResgate), [1, 2]);
        assert_eq!(codes!(CategoriaOs), [1, 2]);
        assert_eq!(codes!(LocalManutencao), [1, 2, 3, 4, 5, 6, 7, 99]);
        assert_eq!(codes!(TipoItem), [1, 2, 3]);
        assert_eq!(codes!(TipoSaida), [1, 2, 3, 4, 5, 9, 101, 102]);
    }

    #[test]
    fn a_name_or_an_unlisted_code_is_written_as_its_number() {
        assert_eq!(
            (TipoPlano::Mvno.to_string(), TipoPlano::Unknown(13).codigo()),
            ("20".into(), 13)
        );
        assert_eq!(serde_json::to_string(&TipoSaida::Consumo).unwrap(), "102");
        assert_eq!(serde_json::to_string(&TipoSaida::Unknown(7)).unwrap(), "7");
    }
}
