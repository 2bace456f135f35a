//! The members of an object for which its type has no field.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::decode::{DecodeError, DecodeErrorKind};
use super::json::{Json, Node, Object, TextEncoding};
use super::label::label;

/// The members of an object for which its type has no field: name and value, as the ERP sent them.
///
/// Every record of the API crates has one, by `extra()`: a column that a new release of the ERP adds can
/// be read at once. The [drift](super::Drift) of the answer names it too. It is serialised with the
/// fields. Once the type has a field of that name, the member is there and no longer here.
///
/// `Debug` shows names only, since any value may be personal or secret. Any two are equal, so that records
/// are compared by their fields; compare [`to_map`](Self::to_map) where these members matter. An empty one
/// takes no memory but a pointer, others about as much as their text.
///
/// ```
/// use isp_core::{record, wire};
/// use serde::{Deserialize, Serialize};
///
/// #[record]
/// #[derive(Debug, Serialize, Deserialize)]
/// struct Fatura {
///     codfatura: u64,
/// }
///
/// let body = br#"{"codfatura": 77, "Multa": "2,00", "banco": {"codigo": 341}}"#;
/// let fatura = wire::decode::<Fatura>(&wire::parse_utf8(body)?)?.value;
/// assert_eq!(fatura.extra().get("multa").and_then(|fine| fine.as_str()), Some("2,00"));
///
/// #[derive(Deserialize)]
/// struct Banco {
///     codigo: u32,
/// }
/// let banco = fatura.extra().get("banco").unwrap();
/// assert_eq!(wire::decode::<Banco>(banco)?.value.codigo, 341);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Json>>);

impl Extra {
    /// The members of the object in `text`.
    pub(super) fn of_object(text: String) -> Result<Self, DecodeError> {
        let json = Json::parse(text.into_bytes(), TextEncoding::Utf8);
        let too_large = |_| DecodeError { path: "$".to_owned(), kind: DecodeErrorKind::TooLarge };
        Ok(Self(Some(Box::new(json.map_err(too_large)?))))
    }

    /// The value of `name`: of exactly this key, else of the first one with the same
    /// [normal form](super::key::normalise).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Node<'_>> {
        self.object()?.get(name)
    }

    /// Names and values, in the order of the answer. A name that the answer repeats is repeated here.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Node<'_>)> {
        self.object().into_iter().flatten()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.object().map_or(0, Object::len)
    }

    /// Whether the type has a field for every member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An owned copy. A name that the answer repeats gets a colon added for each repetition.
    #[must_use]
    pub fn to_map(&self) -> Map<String, Value> {
        self.object().map(Object::to_map).unwrap_or_default()
    }

    fn object(&self) -> Option<Object<'_>> {
        self.0.as_deref().and_then(|json| json.root().as_object())
    }
}

/// Always: records are compared by their fields. A new column must not turn a row that an ERP repeats into
/// two rows that contradict each other.
impl PartialEq for Extra {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Extra {}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(name, _)| label(name))).finish()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.to_map().serialize(to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{from_value, json, to_value};

    use super::*;
    use crate::wire::{Drift, decode, decode_value, parse_utf8};

    #[crate::record]
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Person {
        customer_id: u64,
        address: Option<Address>,
        #[serde(default)]
        invoices: Vec<Invoice>,
    }

    #[crate::record]
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    struct Address {
        city: Option<String>,
    }

    #[crate::record(partial)]
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    struct Invoice {
        code: u64,
    }

    fn read(body: &str) -> (Person, Drift) {
        let decoded = decode(&parse_utf8(body.as_bytes()).unwrap()).unwrap();
        (decoded.value, decoded.drift)
    }

    #[test]
    fn a_member_without_a_field_keeps_its_value_wherever_it_stands() {
        let (customer, drift) = read(
            r#"{"Novo": [1, {"a": null}], "customerId": 1, "address": {"city": "X", "uf": "PR"},
                "invoices": [{"code": 7, "fine": 2.50}, {"code": 8}]}"#,
        );
        let new = customer.extra().get("novo").unwrap();
        assert_eq!(new.to_value(), json!([1, {"a": null}]));
        let address = customer.address.unwrap();
        assert_eq!(address.extra().get("uf").and_then(Node::as_str), Some("PR"));
        let fine = customer.invoices[0].extra().get("fine").unwrap();
        assert_eq!(fine.as_number().unwrap().as_str(), "2.50");
        assert!(customer.invoices[1].extra().is_empty());
        assert_eq!(drift.to_string(), "$.Novo: unknown field; $.address.uf: unknown field");
    }

    #[test]
    fn other_spellings_of_a_field_stay_the_field() {
        let (customer, drift) = read(r#"{"CustomerID:": "1", "other": true, "Address": {}}"#);
        assert_eq!(customer.customer_id, 1);
        assert_eq!(customer.extra().iter().map(|(name, _)| name).collect::<Vec<_>>(), ["other"]);
        assert_eq!(drift.len(), 4, "{drift}");
    }

    #[test]
    fn a_name_that_comes_twice_is_there_twice() {
        let (customer, _) = read(r#"{"customerId": 1, "x": 1, "x": 2, "x:": 3}"#);
        assert_eq!(customer.extra().len(), 3);
        assert_eq!(Value::Object(customer.extra().to_map()), json!({"x": 1, "x:": 2, "x::": 3}));
    }

    #[test]
    fn the_only_row_of_a_list_and_a_list_with_gaps_keep_theirs_too() {
        let (customer, _) = read(
            r#"{"customerId": 1, "address": [{"uf": "PR"}], "invoices": {"3": {"code": 1, "a": 5}}}"#,
        );
        assert_eq!(customer.address.unwrap().extra().len(), 1);
        assert_eq!(customer.invoices[0].extra().len(), 1);
    }

    #[test]
    fn debug_shows_names_and_hides_what_they_hold() {
        let (customer, _) =
            read(r#"{"customerId": 1, "senha": "s3cret", "52998224725": 1, "a": {"b": "MARIA"}}"#);
        let shown = format!("{customer:?}");
        assert!(shown.contains(r#"extra: {"senha", "***********", "a"}"#), "{shown}");
        assert!(!shown.contains("s3cret") && !shown.contains("MARIA"), "{shown}");
    }

    #[test]
    fn a_record_without_other_members_is_serialised_as_before() {
        let plain = json!({"customerId": 1, "address": null, "invoices": []});
        let customer: Person = decode_value(&plain).unwrap().value;
        assert_eq!(to_value(&customer).unwrap(), plain);
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }

    #[test]
    fn a_missing_field_is_an_error_although_there_are_other_members() {
        let body = parse_utf8(br#"{"customerId": 1, "invoices": [{"codigo": 7}]}"#).unwrap();
        let error = decode::<Person>(&body).unwrap_err();
        assert_eq!(error.to_string(), "at $.invoices[0].code: the field is missing");
    }

    #[test]
    fn an_optional_record_that_cannot_be_read_is_dropped_with_its_members() {
        #[crate::record]
        #[derive(Debug, Deserialize)]
        struct Outer {
            invoice: Option<Invoice>,
        }
        let body = parse_utf8(br#"{"invoice": {"code": "x", "fine": 1}, "new": 2}"#).unwrap();
        let decoded = decode::<Outer>(&body).unwrap();
        assert_eq!(decoded.value.invoice, None);
        assert_eq!(decoded.value.extra().len(), 1);
        assert!(decoded.drift.to_string().contains("$.invoice: dropped"), "{}", decoded.drift);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_filter("JSON", |number| number.is_finite()).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// By the tolerant reader and by plain serde alike.
        #[test]
        fn whatever_a_record_does_not_know_comes_out_as_it_came_in(
            names in prop::collection::vec("[x-z][a-z\"\\\\é ]{0,9}", 0..140),
            value in any_json(),
        ) {
            let mut members: Map<String, Value> =
                names.into_iter().map(|name| (name, value.clone())).collect();
            let unknown = members.clone();
            members.insert("customerId".into(), 1.into());
            members.insert("address".into(), Value::Null);
            members.insert("invoices".into(), json!([]));
            let body = Value::Object(members);
            for customer in
                [decode_value::<Person>(&body).unwrap().value, from_value(body.clone()).unwrap()]
            {
                prop_assert_eq!(&customer.extra().to_map(), &unknown);
                prop_assert_eq!(&to_value(&customer).unwrap(), &body);
            }
        }
    }
}
