//! Every fixture is read by a test.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use mk_webservices::Client;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn every_fixture_is_used_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String = files(&root.join("src"))
        .into_iter()
        .chain(files(&root.join("tests")))
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let unclaimed: Vec<_> = files(&root.join("tests/fixtures"))
        .into_iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|name| !sources.contains(&format!("{name}\"")) && is_beyond(name).is_none())
        .collect();
    assert_eq!(unclaimed, Vec::<String>::new());
}

/// Rules without a type, called by name: their answers are never read as errors and are returned
/// unchanged.
const BEYOND: [&str; 7] = [
    "WSLiberarPortaV4",
    "WSMKCadastroDeTecnico",
    "WSMKCadastroDeUsuario",
    "WSMKCriarAssinanteMvno",
    "WSMKProvisionarEquipamentoV4CaixaPortas",
    "WSMKProvisionarEquipamentoV4Caixas",
    "WSMKProvisionarEquipamentoV4Scripts",
];
const PARTLY_KNOWN: &str = "WSObterModeloEquipamentoV4";

fn is_beyond(file: &str) -> Option<&str> {
    let rule = file.split('.').next()?;
    (BEYOND.contains(&rule) || rule == PARTLY_KNOWN).then_some(rule)
}

#[tokio::test]
async fn answers_of_untyped_rules_are_returned_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut read = 0;
    for file in files(&folder) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let Some(rule) = is_beyond(&name) else { continue };
        let body = fs::read(&file).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&body).unwrap();
        read += 1;
        if name.contains(".corpo") {
            assert!(expected.is_object(), "{name} is a request body");
            continue;
        }
        let server = MockServer::start().await;
        let login = r#"{"Token":"T","status":"OK"}"#;
        Mock::given(path("/mk/WSAutenticacao.rule"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(login, "text/plain"))
            .mount(&server)
            .await;
        Mock::given(path(format!("/mk/{rule}.rule")))
            .respond_with(ResponseTemplate::new(200).set_body_raw(body, "text/plain"))
            .mount(&server)
            .await;
        let mk = Client::builder(server.uri())
            .credentials("token-do-usuario", "contra-senha")
            .allow_plaintext_http()
            .build()
            .unwrap();
        let answer =
            mk.rule_that_writes(rule).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(*answer.answer().value(), expected, "{name}");
    }
    assert!(read >= 10, "only {read}");
}

/// The expected values of the byte fixtures.
#[test]
fn torn_and_clean_bytes_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/_codificacao");
    for (bytes, expected) in [
        ("WSMKConsultaDoc.ok.bytes-mk.bin", "WSMKConsultaDoc.ok.esperado.json"),
        ("erro-token-invalido.bytes-mk.bin", "erro-token-invalido.esperado.json"),
        ("utf8-limpo.bin", "utf8-limpo.esperado.json"),
    ] {
        let read =
            isp_core::wire::repair_torn_latin1(&fs::read(folder.join(bytes)).unwrap()).unwrap();
        let expected = fs::read_to_string(folder.join(expected)).unwrap();
        assert_eq!(
            read.root().to_value(),
            serde_json::from_str::<serde_json::Value>(&expected).unwrap(),
            "{bytes}"
        );
    }
}
