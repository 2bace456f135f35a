#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::needless_pass_by_value
)]

use std::collections::BTreeMap;

use jiff::{Timestamp, civil, civil::Date, civil::DateTime};
use proptest::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::*;
use crate::{
    brazil::Money,
    wire::{DeviationKind, Untyped, WireDateTime, YesNo, repair_torn_latin1},
};

/// The value and the drift as text.
fn read<T: DeserializeOwned>(value: Value) -> (T, String) {
    match decode_value::<T>(&value) {
        Ok(decoded) => (decoded.value, decoded.drift.to_string()),
        Err(error) => panic!("{error}"),
    }
}

/// The value, foreseen in every way.
fn clean<T: DeserializeOwned>(value: Value) -> T {
    let (value, drift) = read(value);
    assert_eq!(drift, "");
    value
}

fn error<T: DeserializeOwned>(value: Value) -> String {
    match decode_value::<T>(&value) {
        Ok(_) => panic!("decoded {value}"),
        Err(error) => error.to_string(),
    }
}

crate::open_enum! {
    /// How a connection is made.
    enum Technology {
        /// Fibre.
        Fibre = "Ftth" | "Fibra",
        /// Radio.
        Radio = "Rádio",
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Connection {
    codconexao: i64,
    #[serde(rename = "Técnico")]
    tecnico: Option<String>,
    bloqueada: Option<YesNo>,
    tecnologia: Option<Technology>,
    contrato: Option<u32>,
    valor: Option<Money>,
    #[serde(default, with = "crate::wire::date::option")]
    cadastro: Option<Date>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    codigo_pessoa: i64,
    nome: String,
    conexoes: Vec<Connection>,
    principal: Option<Connection>,
}

fn connection(changes: &Value) -> Value {
    let mut connection = json!({"codconexao": 1});
    for (key, value) in changes.as_object().unwrap() {
        connection[key] = value.clone();
    }
    connection
}

fn answer(changes: &Value) -> Value {
    json!({"CodigoPessoa": 7, "Nome": "X", "Conexoes": [{"codconexao": 1}, connection(changes)]})
}

mod keys {
    use super::*;

    #[test]
    fn another_spelling_is_taken_and_reported() {
        let (row, drift) = read::<Connection>(json!({"CodConexao: ": 1, "TECNICO": "Ana"}));
        assert_eq!(row.codconexao, 1);
        assert_eq!(row.tecnico.as_deref(), Some("Ana"));
        assert_eq!(
            drift,
            "$[\"CodConexao: \"]: key spelled \"CodConexao: \" instead of \"codconexao\"; \
             $.TECNICO: key spelled \"TECNICO\" instead of \"Técnico\""
        );
    }

    #[test]
    fn another_spelling_that_says_the_same_is_reported() {
        let (row, drift) = read::<Connection>(json!({"CODCONEXAO": 1, "codconexao": 1}));
        assert_eq!(row.codconexao, 1);
        assert_eq!(drift, "$.CODCONEXAO: another spelling of a field that is already present");
    }

    #[test]
    fn an_unknown_key_is_reported_with_its_place() {
        let (_, drift) = read::<Answer>(answer(&json!({"novo campo": 1})));
        assert_eq!(drift, "$.Conexoes[1][\"novo campo\"]: unknown field");
    }

    #[test]
    fn a_new_field_in_a_long_list_does_not_flood_the_report() {
        let rows: Vec<Value> = (0..1000).map(|_| connection(&json!({"novo": 1}))).collect();
        let drift = decode_value::<Vec<Connection>>(&Value::Array(rows)).unwrap().drift;
        assert_eq!((drift.len(), drift.suppressed()), (100, 900));
    }

    #[test]
    fn a_missing_field_is_named_with_its_place() {
        let failed = decode_value::<Answer>(&json!({
            "CodigoPessoa": 7, "Nome": "X", "Conexoes": [{"codconexao": 1}, {}]
        }))
        .unwrap_err();
        assert_eq!(failed.path, "$.Conexoes[1].codconexao");
        assert_eq!(failed.kind, DecodeErrorKind::MissingField);
        assert_eq!(failed.to_string(), "at $.Conexoes[1].codconexao: the field is missing");
    }

    #[test]
    fn an_absent_optional_field_is_not_drift() {
        assert_eq!(clean::<Connection>(json!({"codconexao": 1})).contrato, None);
    }
}

mod optional {
    use super::*;

    #[test]
    fn null_and_blank_text_are_none() {
        for unset in [json!(null), json!(""), json!("  ")] {
            let row: Connection = clean(connection(&json!({
                "Técnico": unset, "bloqueada": unset, "tecnologia": unset,
                "contrato": unset, "valor": unset, "cadastro": unset
            })));
            assert_eq!(row, clean(json!({"codconexao": 1})));
        }
    }

    #[test]
    fn the_zero_date_is_none() {
        for zero in [json!("0000-00-00"), json!("00/00/0000"), json!(0)] {
            assert_eq!(clean::<Connection>(connection(&json!({"cadastro": zero}))).cadastro, None);
        }
    }

    #[test]
    fn a_value_that_cannot_be_taken_is_dropped_and_reported() {
        let (found, drift) =
            read::<Answer>(answer(&json!({"contrato": "s/n", "cadastro": "ontem", "novo": 1})));
        assert_eq!(found.conexoes[1], clean(json!({"codconexao": 1})));
        assert_eq!(
            drift,
            "$.Conexoes[1].novo: unknown field; \
             $.Conexoes[1].cadastro: dropped: expected a date, found text; \
             $.Conexoes[1].contrato: dropped: expected an integer, found text"
        );
    }

    #[test]
    fn a_bad_object_is_dropped_whole() {
        for (bad, reason) in [
            (json!({"codconexao": "?"}), "expected an integer, found text"),
            (json!({}), "the field is missing"),
            (json!("indisponível"), "expected an object, found text"),
            (json!([]), "the field is missing"),
        ] {
            let (found, drift) = read::<Answer>(
                json!({"CodigoPessoa": 7, "Nome": "X", "Conexoes": [], "Principal": bad}),
            );
            assert_eq!(found.principal, None);
            assert_eq!(drift, format!("$.Principal: dropped: {reason}"));
        }
    }

    #[test]
    fn the_nearest_optional_field_is_dropped_and_no_more() {
        let (found, drift) = read::<Answer>(json!({
            "CodigoPessoa": 7, "Nome": "X", "Conexoes": [],
            "Principal": {"codconexao": 5, "contrato": {"a": 1}}
        }));
        assert_eq!(found.principal.unwrap().codconexao, 5);
        assert_eq!(drift, "$.Principal.contrato: dropped: expected an integer, found object");
    }

    #[test]
    fn a_column_that_is_bad_in_every_row_does_not_fail_the_answer() {
        let rows: Vec<Value> = (0..500)
            .map(|index| match index % 3 {
                0 => connection(&json!({"cadastro": "2031-02-10", "contrato": 5})),
                1 => connection(&json!({"cadastro": "10 de fevereiro"})),
                _ => connection(&json!({"contrato": -1, "Técnico": {}})),
            })
            .collect();
        let decoded = decode_value::<Vec<Connection>>(&Value::Array(rows)).unwrap();
        let good = decoded.value.iter().filter(|row| row.cadastro.is_some());
        assert_eq!(good.count(), 167);
        let good = decoded.value.iter().filter(|row| row.contrato == Some(5));
        assert_eq!(good.count(), 167);
        assert_eq!(decoded.drift.len() + decoded.drift.suppressed(), 167 + 2 * 166);
    }

    #[test]
    fn objects_bad_in_every_row_do_not_fail_the_answer() {
        #[derive(Debug, Deserialize)]
        struct Place {
            city: i64,
        }
        #[derive(Debug, Deserialize)]
        struct Row {
            place: Option<Place>,
        }
        let rows: Vec<Value> = (0..200)
            .map(|index| match index % 3 {
                0 => json!({"place": {"city": "x"}}),
                1 => json!({"place": {}}),
                _ => json!({"place": {"city": index}}),
            })
            .collect();
        let rows = decode_value::<Vec<Row>>(&Value::Array(rows)).unwrap().value;
        let cities: i64 = rows.iter().filter_map(|row| row.place.as_ref()).map(|p| p.city).sum();
        assert_eq!(cities, (0..200).filter(|index| index % 3 == 2).sum::<i64>());
    }

    #[test]
    fn an_answer_of_another_shape_altogether_is_an_error_in_bounded_time() {
        #[derive(Debug, Deserialize)]
        #[serde(try_from = "i64")]
        struct Even;
        impl TryFrom<i64> for Even {
            type Error = String;
            fn try_from(number: i64) -> Result<Self, String> {
                if number % 2 == 0 { Ok(Self) } else { Err(format!("{number} is odd")) }
            }
        }
        #[derive(Debug, Deserialize)]
        struct Row {
            even: Option<Even>,
        }
        let (row, drift) = read::<Row>(json!({"even": 3}));
        assert!(row.even.is_none());
        assert_eq!(drift, "$.even: dropped: the value was refused by its type");
        let rows: Vec<Value> = (0..100).map(|_| json!({"even": 3})).collect();
        assert_eq!(
            error::<Vec<Row>>(Value::Array(rows)),
            "at $[32].even: the value was refused by its type"
        );
    }

    #[test]
    fn drift_of_a_failed_pass_is_not_reported_twice() {
        let (_, drift) = read::<Connection>(connection(&json!({"aaa": 1, "contrato": "s/n"})));
        assert_eq!(
            drift,
            "$.aaa: unknown field; $.contrato: dropped: expected an integer, found text"
        );
    }

    #[test]
    fn an_answer_that_is_optional_as_a_whole_does_not_vanish() {
        assert_eq!(
            error::<Option<Connection>>(json!("manutenção")),
            "at $: expected an object, found text"
        );
        assert_eq!(clean::<Option<Connection>>(json!(null)), None);
    }
}

mod lists {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Optional {
        rows: Option<Vec<Connection>>,
    }

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[allow(dead_code)]
        inner: Option<Optional>,
    }

    #[test]
    fn a_single_object_is_a_list_of_one() {
        let (found, drift) =
            read::<Answer>(json!({"CodigoPessoa": 7, "Nome": "X", "Conexoes": {"codconexao": 9}}));
        assert_eq!(found.conexoes[0].codconexao, 9);
        assert_eq!(drift, "$.Conexoes: object instead of list");
    }

    #[test]
    fn nothing_else_passes_for_a_list() {
        for (other, name) in [
            (json!(null), "null"),
            (json!(""), "blank text"),
            (json!("Nenhum"), "text"),
            (json!(0), "number"),
            (json!(false), "boolean"),
        ] {
            assert_eq!(
                error::<Answer>(json!({"CodigoPessoa": 7, "Nome": "X", "Conexoes": other})),
                format!("at $.Conexoes: expected a list, found {name}")
            );
        }
        assert_eq!(
            error::<Answer>(json!({"CodigoPessoa": 7, "Nome": "X"})),
            "at $.Conexoes: the field is missing"
        );
    }

    #[test]
    fn an_optional_list_may_be_null_but_not_junk() {
        assert!(clean::<Optional>(json!({"rows": null})).rows.is_none());
        assert!(clean::<Optional>(json!({})).rows.is_none());
        assert_eq!(clean::<Optional>(json!({"rows": []})).rows.unwrap().len(), 0);
        assert_eq!(
            error::<Optional>(json!({"rows": "erro"})),
            "at $.rows: expected a list, found text"
        );
        assert_eq!(
            error::<Outer>(json!({"inner": {"rows": "erro"}})),
            "at $.inner.rows: expected a list, found text"
        );
    }

    #[test]
    fn a_bad_row_does_not_make_rows_disappear() {
        let bad = json!([{"codconexao": 1}, {"codconexao": "?"}]);
        assert_eq!(
            error::<Optional>(json!({"rows": bad})),
            "at $.rows[1].codconexao: expected an integer, found text"
        );
        assert_eq!(
            error::<Outer>(json!({"inner": {"rows": bad}})),
            "at $.inner.rows[1].codconexao: expected an integer, found text"
        );
        assert_eq!(
            error::<Optional>(json!({"rows": [1]})),
            "at $.rows[0]: expected an object, found number"
        );
        assert_eq!(
            error::<Optional>(json!({"rows": {"codconexao": "?"}})),
            "at $.rows.codconexao: expected an integer, found text"
        );
    }

    #[test]
    fn an_optional_row_is_still_a_row() {
        #[derive(Debug, Deserialize)]
        struct Rows {
            rows: Vec<Option<Connection>>,
        }
        let found: Rows = clean(json!({"rows": [null, {"codconexao": 1}]}));
        assert_eq!(found.rows.len(), 2);
        let (found, drift) = read::<Rows>(json!({"rows": [{"codconexao": "?"}]}));
        assert_eq!(found.rows, [None]);
        assert_eq!(drift, "$.rows[0]: dropped: expected an integer, found text");
    }

    #[test]
    fn a_list_is_not_dropped_where_one_thing_was_expected() {
        assert_eq!(
            error::<Answer>(json!({
                "CodigoPessoa": 7, "Nome": "X", "Conexoes": [],
                "Principal": [{"codconexao": 1}, {"codconexao": 2}]
            })),
            "at $.Principal: expected an object, found list"
        );
        assert_eq!(
            error::<Connection>(connection(&json!({"contrato": [1, 2]}))),
            "at $.contrato: expected an integer, found list"
        );
    }

    #[test]
    fn a_list_of_one_object_is_that_object() {
        let (found, drift) = read::<Answer>(json!({
            "CodigoPessoa": 7, "Nome": "X", "Conexoes": [], "Principal": [{"codconexao": 3}]
        }));
        assert_eq!(found.principal.unwrap().codconexao, 3);
        assert_eq!(drift, "$.Principal: list instead of object");
        assert_eq!(
            error::<Answer>(json!({
                "CodigoPessoa": 7, "Nome": "X", "Conexoes": [], "Principal": [{}]
            })),
            "at $.Principal[0].codconexao: the field is missing"
        );
    }

    #[test]
    fn php_writes_an_object_without_members_as_an_empty_list() {
        #[derive(Debug, Deserialize)]
        struct AllOptional {
            a: Option<i64>,
        }
        let (found, drift) = read::<AllOptional>(json!([]));
        assert_eq!(found.a, None);
        assert_eq!(drift, "$: list instead of object");
        let (found, _) = read::<BTreeMap<String, i64>>(json!([]));
        assert!(found.is_empty());
    }

    #[test]
    fn tuples_must_have_their_length() {
        assert_eq!(clean::<(i64, String)>(json!([1, "a"])), (1, "a".to_owned()));
        assert!(decode_value::<(i64, String)>(&json!([1, "a", 2])).is_err());
        assert!(decode_value::<(i64, String)>(&json!([1])).is_err());
        assert!(decode_value::<[i64; 2]>(&json!({"a": 1})).is_err());
    }
}

mod scalars {
    use super::*;

    #[test]
    fn integers_are_taken_from_text_and_whole_decimals() {
        assert_eq!(clean::<i64>(json!(10_123)), 10_123);
        assert_eq!(clean::<u64>(json!(u64::MAX)), u64::MAX);
        assert_eq!(clean::<i64>(json!(i64::MIN)), i64::MIN);
        assert_eq!(read::<i64>(json!(" 10123 ")), (10_123, "$: text instead of number".to_owned()));
        assert_eq!(
            read::<u32>(json!(10_123.0)),
            (10_123, "$: decimal instead of integer".to_owned())
        );
        assert_eq!(read::<i8>(json!("-5")).0, -5);
        assert_eq!(read::<i128>(json!("-5")).0, -5);
    }

    #[test]
    fn integers_are_never_truncated() {
        for bad in [
            json!(1.5),
            json!("1.5"),
            json!("1.234"),
            json!("12a"),
            json!(1e300),
            json!(true),
            json!(null),
            json!(""),
            json!([1]),
        ] {
            assert!(decode_value::<i64>(&bad).is_err(), "{bad}");
        }
        assert!(decode_value::<u8>(&json!(256)).is_err());
        assert!(decode_value::<u8>(&json!("256")).is_err());
        assert!(decode_value::<u32>(&json!(-1)).is_err());
        assert!(decode_value::<i64>(&json!(u64::MAX)).is_err());
    }

    #[test]
    #[allow(clippy::float_cmp, reason = "these decimals are exact")]
    fn decimals_are_taken_from_text_with_point_or_comma() {
        assert_eq!(clean::<f64>(json!(-11)), -11.0);
        assert_eq!(clean::<f32>(json!(0.5)), 0.5);
        assert_eq!(read::<f64>(json!(" -23,5 ")), (-23.5, "$: text instead of number".to_owned()));
        assert_eq!(read::<f64>(json!("0.25")).0, 0.25);
        for bad in
            [json!("1.234,5"), json!("NaN"), json!("inf"), json!("1e5"), json!(""), json!("-")]
        {
            assert!(decode_value::<f64>(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn text_is_taken_from_numbers_and_booleans() {
        assert_eq!(clean::<String>(json!("")), "");
        assert_eq!(clean::<String>(json!(" a ")), " a ");
        assert_eq!(
            read::<String>(json!(17)),
            ("17".to_owned(), "$: number instead of text".to_owned())
        );
        assert_eq!(
            read::<String>(json!(true)),
            ("true".to_owned(), "$: boolean instead of text".to_owned())
        );
        for bad in [json!(null), json!([]), json!({})] {
            assert!(decode_value::<String>(&bad).is_err(), "{bad}");
        }
        assert_eq!(clean::<char>(json!("é")), 'é');
    }

    #[test]
    fn flags_are_taken_from_all_their_spellings_without_drift() {
        for yes in [
            json!(true),
            json!(1),
            json!("1"),
            json!("TRUE"),
            json!("Sim"),
            json!("s"),
            json!("yes"),
        ] {
            assert!(clean::<bool>(yes));
        }
        for no in [
            json!(false),
            json!(0),
            json!("0"),
            json!("False"),
            json!("Não"),
            json!("NAO"),
            json!("N"),
        ] {
            assert!(!clean::<bool>(no));
        }
        for bad in [json!(2), json!("talvez"), json!(""), json!(null), json!([])] {
            assert!(decode_value::<bool>(&bad).is_err(), "{bad}");
        }
        assert_eq!(error::<bool>(json!("x")), "at $: expected yes or no, found text");
    }

    #[test]
    fn null_is_unit_and_nothing_else_is() {
        clean::<()>(json!(null));
        assert!(decode_value::<()>(&json!(0)).is_err());
    }

    #[test]
    fn a_newtype_is_what_it_holds() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct InvoiceId(u64);
        assert_eq!(read::<InvoiceId>(json!("5")).0, InvoiceId(5));
    }

    #[test]
    fn raw_json_stays_as_it_is() {
        let value = json!({"a": [1, "x", null, 2.5, true, {"b": ""}], "": u64::MAX});
        assert_eq!(clean::<Value>(value.clone()), value);
        assert_eq!(clean::<Untyped>(value.clone()).into_value(), value);
        assert_eq!(Value::Object(clean::<Map<String, Value>>(value.clone())), value);
    }

    #[test]
    fn maps_may_have_numbers_for_keys() {
        let map = read::<BTreeMap<u32, i64>>(json!({"12": 1, "13": "2"})).0;
        assert_eq!(map, BTreeMap::from([(12, 1), (13, 2)]));
        assert!(decode_value::<BTreeMap<u32, i64>>(&json!({"-1": 1})).is_err());
        assert!(decode_value::<BTreeMap<u32, i64>>(&json!({"x": 1})).is_err());
    }
}

mod own_types {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Invoice {
        valor: Money,
        multa: Option<Money>,
        #[serde(with = "crate::wire::date")]
        vencimento: Date,
        #[serde(default, with = "crate::wire::datetime::option")]
        aberta: Option<DateTime>,
        #[serde(default, with = "crate::wire::instant::option")]
        caiu: Option<Timestamp>,
        created: Option<WireDateTime>,
    }

    fn invoice(changes: &Value) -> Value {
        let mut invoice = json!({"valor": 146.52, "vencimento": "10/02/2031"});
        for (key, value) in changes.as_object().unwrap() {
            invoice[key] = value.clone();
        }
        invoice
    }

    #[test]
    fn every_form_of_money_is_taken_without_drift() {
        for form in [json!(146.52), json!("R$ 146,52"), json!("146.52"), json!("146,52")] {
            let found: Invoice = clean(invoice(&json!({"valor": form, "multa": form})));
            assert_eq!(found.valor, Money::from_centavos(14_652));
            assert_eq!(found.multa, Some(found.valor));
        }
        assert_eq!(clean::<Invoice>(invoice(&json!({"multa": ""}))).multa, None);
    }

    #[test]
    fn a_wrong_amount_never_looks_absent() {
        for bad in [json!("grátis"), json!(0.125), json!(true), json!({}), json!([])] {
            let failed = decode_value::<Invoice>(&invoice(&json!({"multa": bad}))).unwrap_err();
            assert_eq!(failed.path, "$.multa");
            assert!(
                failed.to_string().starts_with(
                    "at $.multa: expected an amount of money in whole centavos, found "
                ),
                "{failed}"
            );
        }
        assert!(decode_value::<Invoice>(&invoice(&json!({"valor": ""}))).is_err());
    }

    #[test]
    fn a_wrong_amount_is_not_hidden_by_an_optional_object_around_it() {
        #[derive(Debug, Deserialize)]
        struct Outer {
            #[allow(dead_code)]
            invoice: Option<Invoice>,
            #[serde(flatten)]
            #[allow(dead_code)]
            rest: Option<Rest>,
        }
        #[derive(Debug, Deserialize)]
        struct Rest {
            #[allow(dead_code)]
            total: Option<Money>,
        }
        #[derive(Debug, Deserialize)]
        struct Flat {
            #[allow(dead_code)]
            inner: Option<Flattened>,
        }
        #[derive(Debug, Deserialize)]
        struct Flattened {
            #[serde(flatten)]
            #[allow(dead_code)]
            rest: Rest,
        }
        assert_eq!(
            error::<Outer>(json!({"invoice": invoice(&json!({"valor": "?"}))})),
            "at $.invoice.valor: expected an amount of money in whole centavos, found text"
        );
        assert_eq!(
            error::<Flat>(json!({"inner": {"total": "?"}})),
            "at $.inner: expected an amount of money in whole centavos, found another value"
        );
        assert!(decode_value::<Flat>(&json!({"inner": {"total": {}}})).is_err());
    }

    #[test]
    fn every_form_of_a_date_is_taken_without_drift() {
        let day = civil::date(2031, 2, 10);
        for form in [
            json!("10/02/2031"),
            json!("10-02-2031"),
            json!("2031-02-10"),
            json!("2031/02/10"),
            json!("20310210"),
            json!(20_310_210),
            json!("2031-02-10T00:00:00.000Z"),
            json!(1_928_448_000_000_i64),
        ] {
            assert_eq!(clean::<Invoice>(invoice(&json!({"vencimento": form}))).vencimento, day);
        }
    }

    #[test]
    fn a_date_that_must_be_there_may_not_be_empty() {
        for (bad, found) in [
            (json!(""), "blank text"),
            (json!("0000-00-00"), "text"),
            (json!(null), "null"),
            (json!("02/25/2031"), "text"),
        ] {
            assert_eq!(
                error::<Invoice>(invoice(&json!({"vencimento": bad}))),
                format!("at $.vencimento: expected a date, found {found}")
            );
        }
    }

    #[test]
    fn times_and_instants_are_distinguished() {
        let found: Invoice = clean(invoice(&json!({
            "aberta": "10/02/2031 08:07:09", "caiu": "2026-01-13T10:09:20+00:00"
        })));
        assert_eq!(found.aberta, Some(civil::date(2031, 2, 10).at(8, 7, 9, 0)));
        assert_eq!(found.caiu, "2026-01-13T10:09:20Z".parse().ok());
        let (found, drift) = read::<Invoice>(invoice(&json!({
            "aberta": "2026-01-13T10:09:20Z", "caiu": "2026-01-13 10:09:20"
        })));
        assert_eq!((found.aberta, found.caiu), (None, None));
        assert_eq!(
            drift,
            "$.aberta: dropped: expected a date and time without zone, found text; \
             $.caiu: dropped: expected an instant with its zone, found text"
        );
    }

    #[test]
    fn a_time_may_be_text_or_a_php_dump() {
        let dump = json!({"timestamp": 1_710_076_334, "lastErrors": false, "offset": -10800});
        for form in [json!("2024-03-10 10:12:14"), json!("0000-00-00 00:00:00"), dump] {
            let found: Invoice = clean(invoice(&json!({"created": form})));
            assert_eq!(serde_json::to_value(found.created).unwrap(), form);
        }
        let (found, drift) = read::<Invoice>(invoice(&json!({"created": "ontem"})));
        assert_eq!(found.created, Some(WireDateTime::Text("ontem".to_owned())));
        assert_eq!(drift, "$.created: unknown value");
        let (found, drift) = read::<Invoice>(invoice(&json!({"created": {}})));
        assert_eq!(found.created, None);
        assert_eq!(
            drift,
            "$.created: dropped: expected a PHP date with its timestamp, found another value"
        );
        let (_, drift) = read::<Invoice>(invoice(&json!({"created": 17})));
        assert!(drift.starts_with("$.created: dropped"), "{drift}");
    }

    #[test]
    fn unknown_words_are_kept_and_reported() {
        let (row, drift) = read::<Connection>(connection(
            &json!({"bloqueada": "Parcial", "tecnologia": "Satélite"}),
        ));
        assert_eq!(row.bloqueada, Some(YesNo::Unknown("Parcial".to_owned())));
        assert_eq!(row.tecnologia, Some(Technology::from("Satélite")));
        assert_eq!(drift, "$.bloqueada: unknown value; $.tecnologia: unknown value");
    }

    #[test]
    fn known_words_are_taken_in_any_spelling_without_drift() {
        for (word, technology) in [
            ("FTTH", Technology::Fibre),
            ("fibra", Technology::Fibre),
            ("RADIO", Technology::Radio),
        ] {
            let row: Connection = clean(connection(&json!({"tecnologia": word, "bloqueada": 1})));
            assert_eq!(row.tecnologia, Some(technology));
            assert_eq!(row.bloqueada, Some(YesNo::Yes));
        }
    }

    #[test]
    fn plain_serde_json_reads_what_was_written() {
        let found: Invoice = clean(invoice(&json!({
            "multa": "R$ 1,50", "aberta": "10/02/2031 08:07:09",
            "caiu": "2026-01-13T10:09:20Z", "created": {"timestamp": 1}
        })));
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Invoice>(&text).unwrap(), found);
        assert_eq!(
            text,
            r#"{"valor":146.52,"multa":1.5,"vencimento":"2031-02-10","aberta":"2031-02-10T08:07:09","caiu":"2026-01-13T10:09:20Z","created":{"timestamp":1}}"#
        );
    }

    #[test]
    fn plain_serde_json_knows_the_wire_forms_too() {
        let found: Invoice = serde_json::from_value(invoice(&json!({
            "valor": "R$ 146,52", "vencimento": 20_310_210, "aberta": "", "caiu": null
        })))
        .unwrap();
        assert_eq!(found, clean(invoice(&json!({}))));
        for bad in [
            json!({"valor": "?"}),
            json!({"vencimento": "?"}),
            json!({"vencimento": ""}),
            json!({"vencimento": []}),
            json!({"multa": []}),
        ] {
            assert!(serde_json::from_value::<Invoice>(invoice(&bad)).is_err(), "{bad}");
        }
    }
}

mod enumerations {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    enum Status {
        #[serde(rename = "Aberta")]
        Open,
        #[serde(rename = "1")]
        Numbered,
        #[serde(other)]
        Other,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    enum Shape {
        Unit,
        New(i64),
        Tuple(i64, i64),
        Struct { a: i64 },
    }

    #[test]
    fn unit_variants_are_words() {
        assert_eq!(clean::<Status>(json!("Aberta")), Status::Open);
        assert_eq!(clean::<Status>(json!("ABERTA")), Status::Open);
        assert_eq!(clean::<Status>(json!(1)), Status::Numbered);
        assert_eq!(
            read::<Status>(json!("Renegociada")),
            (Status::Other, "$: unknown value".to_owned())
        );
        assert!(decode_value::<Status>(&json!([])).is_err());
    }

    #[test]
    fn a_word_that_is_not_known_is_not_quoted() {
        let shown = error::<Shape>(json!("52998224725"));
        assert_eq!(shown, "at $: expected a known word, found another word");
    }

    #[test]
    fn other_variants_are_objects_of_one_member() {
        assert_eq!(clean::<Shape>(json!("Unit")), Shape::Unit);
        assert_eq!(clean::<Shape>(json!({"Unit": null})), Shape::Unit);
        assert_eq!(clean::<Shape>(json!({"New": 1})), Shape::New(1));
        assert_eq!(clean::<Shape>(json!({"Tuple": [1, 2]})), Shape::Tuple(1, 2));
        assert_eq!(read::<Shape>(json!({"Struct": {"A": "1"}})).0, Shape::Struct { a: 1 });
        assert_eq!(
            error::<Shape>(json!({"New": "x"})),
            "at $.New: expected an integer, found text"
        );
        assert!(decode_value::<Shape>(&json!({})).is_err());
    }

    #[test]
    fn untagged_and_flattened_types_are_read_as_serde_reads_them() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(i64),
            Text(String),
        }
        #[derive(Debug, PartialEq, Deserialize)]
        struct Flat {
            known: i64,
            #[serde(flatten)]
            rest: Map<String, Value>,
        }
        assert_eq!(clean::<Either>(json!("5")), Either::Text("5".to_owned()));
        assert_eq!(clean::<Either>(json!(5)), Either::Number(5));
        let (flat, drift) = read::<Flat>(json!({"known": "1", "Other:": [null]}));
        assert_eq!(flat.known, 1);
        assert_eq!(flat.rest.get("Other:"), Some(&json!([null])));
        assert_eq!(drift, "$.known: text instead of number");
    }
}

mod secrecy {
    use super::*;

    #[test]
    fn neither_errors_nor_drift_quote_a_value() {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code)]
        struct Strict {
            #[serde(deserialize_with = "quoting")]
            cpf: Option<String>,
        }
        fn quoting<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
            let text = String::deserialize(from)?;
            Err(serde::de::Error::custom(format!("bad document {text}")))
        }
        let secret = "52998224725";
        let mut shown = vec![
            error::<Strict>(json!({"cpf": secret})),
            error::<i64>(json!(format!("x{secret}"))),
            error::<Vec<i64>>(json!(secret)),
            error::<Money>(json!(format!("R$ {secret},123"))),
            error::<std::net::IpAddr>(json!(secret)),
        ];
        shown.push(read::<Connection>(connection(&json!({"cadastro": secret, secret: 1}))).1);
        for text in shown {
            assert!(!text.contains("529"), "{text}");
            assert!(!text.contains('\n'), "{text}");
        }
    }

    #[test]
    fn a_key_cannot_break_the_line() {
        let (_, drift) = read::<Connection>(connection(&json!({"a\r\nb\u{2028}": 1})));
        assert_eq!(drift, "$[\"a\\r\\nb\\u{2028}\"]: unknown field");
    }
}

mod fixtures {
    use super::*;

    #[test]
    fn torn_answers_become_models() {
        #[derive(Debug, Deserialize)]
        struct Person {
            #[serde(rename = "CodigoPessoa")]
            code: i64,
            #[serde(rename = "Nome")]
            name: String,
            #[serde(rename = "Latitude")]
            latitude: Option<f64>,
            #[serde(rename = "Outros")]
            others: Vec<Value>,
        }
        let body = include_bytes!("../fixtures/WSMKConsultaDoc.ok.bytes-mk.bin");
        let decoded = decode::<Person>(&repair_torn_latin1(body).unwrap()).unwrap();
        assert_eq!(decoded.value.code, 10_123);
        assert_eq!(decoded.value.name, "MARIA DA CONCEIÇÃO ÚRSULA D’ÁVILA");
        assert_eq!(decoded.value.latitude, None);
        assert!(decoded.value.others.is_empty());
        let unforeseen = decoded.drift.iter().all(|d| d.kind == DeviationKind::UnknownField);
        assert!(unforeseen, "{}", decoded.drift);
    }

    #[test]
    fn clean_answers_become_models() {
        let body = include_bytes!("../fixtures/utf8-limpo.bin");
        let found = decode::<Answer>(&repair_torn_latin1(body).unwrap()).unwrap().value;
        assert_eq!(found.codigo_pessoa, 10_123);
        assert_eq!(found.nome, "JOÃO ÍTALO EXEMPLO");
        let row = &found.conexoes[0];
        assert_eq!(row.bloqueada, Some(YesNo::No));
        assert_eq!(row.tecnologia, Some(Technology::Fibre));
        assert_eq!(row.contrato, Some(20_567));
        assert_eq!(row.cadastro, Some(civil::date(2023, 5, 25)));
    }
}

mod properties {
    use super::*;

    fn any_json() -> impl Strategy<Value = Value> {
        let key = prop_oneof![
            Just("codconexao".to_owned()),
            Just("CodConexao:".to_owned()),
            Just("Conexoes".to_owned()),
            Just("CodigoPessoa".to_owned()),
            Just("Nome".to_owned()),
            Just("Principal".to_owned()),
            Just("contrato".to_owned()),
            Just("cadastro".to_owned()),
            Just("valor".to_owned()),
            any::<String>(),
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[0-9/ :-]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 8, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// An answer that is nearly right.
    fn nearly_an_answer() -> impl Strategy<Value = Value> {
        (any_json(), any_json(), any_json()).prop_map(|(a, b, c)| {
            json!({
                "CodigoPessoa": 1, "Nome": "X",
                "Conexoes": [{"codconexao": 1, "contrato": a, "cadastro": b}],
                "Principal": c
            })
        })
    }

    proptest! {
        #[test]
        fn no_json_causes_a_panic(value in any_json()) {
            let _ = decode_value::<Answer>(&value);
            let _ = decode_value::<Vec<Connection>>(&value);
            let _ = decode_value::<WireDateTime>(&value);
            let _ = decode_value::<BTreeMap<i32, Option<f64>>>(&value);
            let untyped = Untyped::from(value);
            let _ = format!("{untyped:?} {:?} {:?}", untyped.rows(), untyped.rows_under("nome"));
        }

        #[test]
        fn no_row_is_ever_lost(value in nearly_an_answer()) {
            if let Ok(decoded) = decode_value::<Answer>(&value) {
                prop_assert_eq!(decoded.value.conexoes.len(), 1);
            }
        }

        #[test]
        fn raw_json_survives(value in any_json()) {
            prop_assert_eq!(decode_value::<Value>(&value).unwrap().value, value);
        }

        #[test]
        fn what_was_decoded_survives_writing_and_reading(value in nearly_an_answer()) {
            if let Ok(decoded) = decode_value::<Answer>(&value) {
                let written = serde_json::to_value(&decoded.value).unwrap();
                let again = decode_value::<Answer>(&written).unwrap();
                prop_assert_eq!(&again.value, &decoded.value);
                prop_assert_eq!(&serde_json::from_value::<Answer>(written).unwrap(), &decoded.value);
            }
        }

        #[test]
        fn messages_are_one_line(value in any_json()) {
            let message = match decode_value::<Answer>(&value) {
                Ok(decoded) => decoded.drift.to_string(),
                Err(error) => error.to_string(),
            };
            prop_assert!(!message.contains(['\n', '\r']), "{}", message);
        }
    }
}

#[test]
fn two_different_values_for_one_field_are_an_error_where_something_could_be_hidden() {
    #[derive(Debug, Deserialize)]
    struct Owed {
        #[serde(rename = "Faturas")]
        faturas: Vec<u64>,
        total: Option<crate::brazil::Money>,
        nome: Option<String>,
        codigo: u64,
    }
    let decoded = |body: &str| {
        let json = crate::wire::parse_utf8(body.as_bytes()).unwrap();
        decode::<Owed>(&json)
    };
    for (body, place) in [
        (r#"{"Faturas":[1],"Faturas":[],"codigo":1}"#, "$.Faturas"),
        (r#"{"Faturas":[],"FATURAS:":[1],"codigo":1}"#, "$.Faturas"),
        (r#"{"Faturas":[1],"faturas":null,"codigo":1}"#, "$.Faturas"),
        (r#"{"Faturas":[],"codigo":1,"total":1,"Total":2}"#, "$.total"),
        (r#"{"Faturas":[],"codigo":1,"codigo":2}"#, "$.codigo"),
    ] {
        let error = decoded(body).unwrap_err();
        assert_eq!(
            (error.path.as_str(), error.kind),
            (place, DecodeErrorKind::TwoValues),
            "{body}"
        );
    }
    let dropped = decoded(r#"{"Faturas":[],"codigo":1,"nome":"ANA","Nome":"EVA"}"#).unwrap();
    assert_eq!(dropped.value.nome, None);
    assert!(dropped.drift.to_string().contains("dropped: the field has two different values"));

    let same = decoded(r#"{"Faturas":[7],"Faturas":[7],"codigo":1,"CODIGO":1}"#).unwrap();
    assert_eq!((same.value.faturas, same.value.codigo), (vec![7], 1));
    assert_eq!(same.drift.len(), 2);
    assert_eq!(same.value.total, None);
}

#[test]
fn rows_under_numeric_keys_are_a_list_in_the_order_of_the_numbers() {
    #[derive(Debug, Deserialize)]
    struct Row {
        id: u64,
    }
    let body = json!({"10": {"id": 3}, "2": {"id": 2}, "0": {"id": 1}});
    let decoded = decode_value::<Vec<Row>>(&body).unwrap();
    assert_eq!(decoded.value.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(decoded.drift.to_string(), "$: object instead of list");
    let error = decode_value::<Vec<Row>>(&json!({"0": {"id": 1}, "1": {"x": 1}})).unwrap_err();
    assert_eq!(error.path, "$.1.id");
}

#[test]
fn odd_forms_of_a_date_an_amount_and_a_code_are_taken_and_reported() {
    crate::open_enum! {
        enum State {
            Blocked = "6",
        }
    }
    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(with = "crate::wire::date")]
        due: jiff::civil::Date,
        amount: crate::brazil::Money,
        state: State,
    }
    let body = json!({
        "due": {"offset": -10800, "timestamp": 1_715_050_800, "timezone": {"name": "America/Sao_Paulo"}},
        "amount": 146.519_999_999_999_98,
        "state": 6.0,
    });
    let decoded = decode_value::<Row>(&body).unwrap();
    assert_eq!(decoded.value.due, jiff::civil::date(2024, 5, 7));
    assert_eq!(decoded.value.amount.centavos(), 14_652);
    assert_eq!(decoded.value.state, State::Blocked);
    assert_eq!(decoded.drift.len(), 2, "{}", decoded.drift);
    let error =
        decode_value::<Row>(&json!({"due": {"date": "x"}, "amount": 1, "state": 6})).unwrap_err();
    assert_eq!(error.path, "$.due");
}

#[test]
fn rows_that_take_far_more_memory_than_their_text_are_an_error() {
    #[derive(Debug, serde::Deserialize)]
    struct Wide {
        _fields: Option<[u64; 32]>,
    }
    let list = |rows: usize| format!("[{}{{}}]", "{},".repeat(rows - 1));
    let read = |text: String| {
        let json = crate::wire::parse_utf8(text.as_bytes()).unwrap();
        decode::<Vec<Wide>>(&json).map(|decoded| decoded.value.len())
    };
    assert_eq!(read(list(1_000)), Ok(1_000));
    assert_eq!(read(list(100_000)).unwrap_err().kind, DecodeErrorKind::TooLarge);
}

#[test]
fn an_untyped_answer_of_very_many_objects_is_an_error() {
    let read = |rows: usize| {
        let text = format!("[{}{{}}]", r#"{"a":0},"#.repeat(rows - 1));
        let json = crate::wire::parse_utf8(text.as_bytes()).unwrap();
        decode::<Untyped>(&json).map(|decoded| decoded.value.rows().len())
    };
    assert_eq!(read(50_000), Ok(50_000));
    assert_eq!(read(100_000).unwrap_err().kind, DecodeErrorKind::TooLarge);
}
