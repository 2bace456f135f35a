//! Every mutation of an answer.

use super::node::Node;
use crate::wire::fold;

/// An answer with one mutation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Twin {
    /// Place and mutation, such as `$.Conexoes[0].bloqueada: null`.
    pub name: String,
    /// The mutation alone, such as `null`.
    pub mutation: String,
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// What the judge must know of it.
    pub touch: Touch,
}

/// What a mutation means, as far as it decides which statements are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Touch {
    /// A value was changed: the same facts, fewer, or an error.
    Value,
    /// An item of a list was removed. Exactly the row whose texts and numbers these are may be
    /// missing.
    RowRemoved(Vec<String>),
    /// An undocumented word or form, or a sign of failure: rows may still be reported, but
    /// nothing is empty, not there or done.
    Contradiction,
    /// A form in which the vendor is known to refuse: a write was then not done.
    Refusal,
    /// The form in which the vendor is known to say that there is no such registration.
    NotFound,
    /// This HTTP status, 300 or above: an error, whatever the body says.
    HttpStatus(u16),
}

/// A member that an answer gains.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailureMember {
    key: String,
    value: Node,
    contradicts: bool,
}

impl FailureMember {
    /// A sign of failure: beside it nothing is empty, not there or done.
    pub fn sign(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), value, contradicts: true }
    }

    /// A member that the vendor is known to write beside a success as well.
    pub fn harmless(key: impl Into<String>, value: Node) -> Self {
        Self { contradicts: false, ..Self::sign(key, value) }
    }

    /// Its key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// A body in the place of the whole answer, with HTTP 200.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WholeBody {
    name: String,
    body: Vec<u8>,
    touch: Touch,
}

impl WholeBody {
    /// A body and what it means.
    pub fn new(name: impl Into<String>, body: impl Into<Vec<u8>>, touch: Touch) -> Self {
        Self { name: name.into(), body: body.into(), touch }
    }
}

/// What is known of a vendor's manner, and so decides what a mutation means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mutator {
    /// Words of the root's `status` by which the vendor says that all is well.
    pub success_words: Vec<String>,
    /// Words of the root's `status` by which the vendor refuses.
    pub refusal_words: Vec<String>,
    /// Members added to each object.
    pub failure_members: Vec<FailureMember>,
    /// The vendor's own error, as JSON: nested, in lists, and under every HTTP status.
    pub error_envelope: String,
    /// What that error means with a good HTTP status.
    pub error_touch: Touch,
    /// Bodies in the place of the whole answer, beside those that every vendor gets.
    pub whole_bodies: Vec<WholeBody>,
}

/// The member by which an answer says whether all is well.
const STATUS: &str = "status";

const HTTP_STATUSES: &[u16] = &[
    201, 202, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 422,
    423, 429, 451, 500, 501, 502, 503, 504,
];

const GATEWAY_ERROR: &str = r#"{"status":"error","message":"upstream request timeout"}"#;
const HTML: &str = "<!DOCTYPE html><html><body><h1>Login</h1></body></html>";

fn status_words() -> Vec<Node> {
    let words = [
        "OK",
        "ok",
        "Ok",
        " OK ",
        "OK.",
        "OK!",
        "OKAY",
        "SUCESSO",
        "sucesso",
        "success",
        "true",
        "Sim",
        "200",
        "1",
        "ERRO",
        "erro",
        "ERROR",
        "error",
        "ERRO:",
        "ERRO.",
        "ERRO - 500",
        "ERRO 003",
        "ERROS",
        "FALHA",
        "Falha",
        "FAIL",
        "NOK",
        "NAO",
        "Não",
        "Erro interno",
        "PENDENTE",
        "PROCESSANDO",
        "INVALIDO",
        "false",
        "500",
        "0",
        "",
        " ",
        "-",
    ];
    let mut words: Vec<_> = words.into_iter().map(Node::text).collect();
    let numbers = [0, 1, 200, 404, 500].map(Node::number);
    words.extend([Node::Bool(false), Node::Bool(true), Node::Null, Node::List(Vec::new())]);
    words.extend(numbers);
    words
}

impl Default for Mutator {
    /// A vendor of whom nothing is known but `status`, `OK` and `ERRO`.
    fn default() -> Self {
        let failure = Node::text("database is locked");
        Self {
            success_words: vec!["OK".into()],
            refusal_words: vec!["ERRO".into()],
            failure_members: vec![
                FailureMember::sign("erro", failure.clone()),
                FailureMember::sign("erro", Node::Bool(true)),
                FailureMember::sign("error", failure.clone()),
                FailureMember::sign(
                    "error",
                    Node::Object(vec![("code".into(), Node::number(500))]),
                ),
                FailureMember::sign("errors", Node::List(vec![failure.clone()])),
                FailureMember::sign("message", failure.clone()),
                FailureMember::sign("Mensagem", failure.clone()),
                FailureMember::sign("success", Node::Bool(false)),
                FailureMember::sign("sucesso", Node::text("Não")),
                FailureMember::sign("exception", failure),
            ],
            error_envelope: r#"{"mensagem":"Erro interno.","status":"ERRO"}"#.into(),
            error_touch: Touch::Refusal,
            whole_bodies: Vec::new(),
        }
    }
}

/// A node of the answer.
struct Place {
    steps: Vec<usize>,
    path: String,
    node: Node,
    /// The key, where it is a member of an object.
    key: Option<String>,
    /// Where it is an item of a list.
    is_item: bool,
}

impl Place {
    /// Whether it is the root or what the root's `data` holds: there a sign of failure is about the
    /// whole answer.
    fn is_envelope(&self) -> bool {
        self.path == "$" || self.path == "$.data"
    }
}

fn places(root: &Node) -> Vec<Place> {
    let mut found = Vec::new();
    let root_place = Place {
        steps: Vec::new(),
        path: "$".into(),
        node: root.clone(),
        key: None,
        is_item: false,
    };
    let mut waiting = vec![root_place];
    while let Some(place) = waiting.pop() {
        let keys: Vec<_> = match &place.node {
            Node::Object(members) => members.iter().map(|(key, _)| Some(key.clone())).collect(),
            _ => vec![None; place.node.children().len()],
        };
        let below: Vec<_> = place.node.children().into_iter().zip(keys).enumerate().collect();
        for (at, (child, key)) in below.into_iter().rev() {
            let mut steps = place.steps.clone();
            steps.push(at);
            let path = match &key {
                Some(key) => format!("{}.{key}", place.path),
                None => format!("{}[{at}]", place.path),
            };
            let is_item = key.is_none();
            waiting.push(Place { steps, path, node: child.clone(), key, is_item });
        }
        found.push(place);
    }
    found
}

impl Mutator {
    /// Every twin of an answer with HTTP 200 and this body, made one after the other. A body that is
    /// no JSON has only the twins of the whole body.
    pub fn twins_of(&self, body: &[u8]) -> impl Iterator<Item = Twin> {
        let root = Node::parse(body);
        let places = root.as_ref().map(places).unwrap_or_default();
        let refused = root.as_ref().is_some_and(|root| self.is_refusal(root));
        let base =
            root.as_ref().map_or_else(|| body.to_vec(), |root| root.to_string().into_bytes());
        let whole = self.whole(root.as_ref(), &base).into_iter();
        let parts = places.into_iter().flat_map(move |place| {
            root.as_ref().map(|root| self.at(root, &place, refused)).unwrap_or_default()
        });
        parts.chain(whole).filter(move |twin| twin.status != 200 || twin.body != base)
    }

    /// Whether the answer is a refusal in a known form already.
    fn is_refusal(&self, root: &Node) -> bool {
        matches!(root.member(STATUS), Some(Node::Text(word)) if knows(&self.refusal_words, word))
    }

    fn at(&self, root: &Node, place: &Place, refused: bool) -> Vec<Twin> {
        let mut twins = Twins { root, place, made: Vec::new() };
        let is_root = place.steps.is_empty();
        let is_status = place.path == format!("$.{STATUS}");
        let touch = if is_root { Touch::Contradiction } else { Touch::Value };
        for (mutation, node) in values(&place.node) {
            let touch = if is_status { self.touch_of_word(&node, refused) } else { touch.clone() };
            twins.replace(mutation, node, touch);
        }
        if is_status {
            self.change_status(&mut twins, refused);
        } else if place.key.as_deref().is_some_and(is_like_status) && is_word(&place.node) {
            for word in status_words().into_iter().filter(|word| !is_flag_like(word)) {
                twins.replace(format!("status word {word}"), word, Touch::Value);
            }
        }
        if place.is_item {
            twins.remove(Touch::RowRemoved(place.node.scalars()));
            twins.double();
        }
        if let Some(key) = &place.key {
            twins.remove(Touch::Value);
            twins.rename_and_repeat(key);
        }
        if let Node::Object(members) = &place.node {
            let envelope = place.is_envelope() && !refused;
            for member in &self.failure_members {
                if members.iter().all(|(key, _)| *key != member.key) {
                    let touch = if envelope && member.contradicts {
                        Touch::Contradiction
                    } else {
                        Touch::Value
                    };
                    twins.add(&member.key, &member.value, touch);
                }
            }
            if members.iter().all(|(key, _)| key != STATUS) {
                for word in ["ERRO", "error", "FALHA", "Invalid credentials."] {
                    let touch = match (is_root, place.is_envelope()) {
                        (true, _) if knows(&self.refusal_words, word) => Touch::Refusal,
                        (_, true) => Touch::Contradiction,
                        _ => Touch::Value,
                    };
                    twins.add(STATUS, &Node::text(word), touch);
                }
            }
        }
        twins.made
    }

    fn change_status(&self, twins: &mut Twins<'_>, refused: bool) {
        for word in status_words() {
            // The word of a success makes another answer of a refusal, and a legitimate one.
            let says_success =
                matches!(&word, Node::Text(text) if knows(&self.success_words, text));
            if refused && says_success {
                continue;
            }
            let touch = self.touch_of_word(&word, refused);
            twins.replace(format!("status word {word}"), word, touch);
        }
    }

    fn touch_of_word(&self, word: &Node, refused: bool) -> Touch {
        match word {
            Node::Text(text) if knows(&self.success_words, text) => Touch::Value,
            Node::Text(text) if knows(&self.refusal_words, text) && refused => Touch::Value,
            Node::Text(text) if knows(&self.refusal_words, text) => Touch::Refusal,
            // Without a word nothing is contradicted.
            Node::Null if refused => Touch::Value,
            _ => Touch::Contradiction,
        }
    }

    fn whole(&self, root: Option<&Node>, base: &[u8]) -> Vec<Twin> {
        let mut made = Vec::new();
        let mut add = |mutation: String, status: u16, body: &[u8], touch: Touch| {
            let name = format!("$: {mutation}");
            made.push(Twin { name, mutation, status, body: body.to_vec(), touch });
        };
        let bodies = [
            ("the same body", base),
            ("an empty body", b"".as_slice()),
            ("a gateway's error", GATEWAY_ERROR.as_bytes()),
            ("the vendor's error", self.error_envelope.as_bytes()),
        ];
        for status in HTTP_STATUSES {
            for (what, body) in bodies {
                let touch = match status {
                    200..=299 if body == base => Touch::Value,
                    200..=299 if body == self.error_envelope.as_bytes() => self.error_touch.clone(),
                    200..=299 => Touch::Contradiction,
                    _ => Touch::HttpStatus(*status),
                };
                add(format!("HTTP {status} with {what}"), *status, body, touch);
            }
        }
        let list = matches!(root, Some(Node::List(_)));
        let others = [
            "",
            " \r\n",
            "{}",
            "[]",
            "null",
            "0",
            "true",
            "\"\"",
            "\"OK\"",
            "\"Service unavailable\"",
            "Service unavailable",
            "OK",
            r#"{"success":false}"#,
            r#"{"success":true}"#,
            r#"{"error":"database is locked"}"#,
            r#"{"status":null}"#,
            r#"{"data":null}"#,
            "[null]",
            "[[]]",
            "[{}]",
            GATEWAY_ERROR,
            HTML,
        ];
        // For an answer that is a list, an empty list means that there is none.
        for body in others.into_iter().filter(|body| !(list && *body == "[]")) {
            add(format!("the body {body}"), 200, body.as_bytes(), Touch::Contradiction);
        }
        add(
            "the vendor's error".into(),
            200,
            self.error_envelope.as_bytes(),
            self.error_touch.clone(),
        );
        for WholeBody { name, body, touch } in &self.whole_bodies {
            add(format!("the body {name}"), 200, body, touch.clone());
        }
        for cut in
            [base.len() / 4, base.len() / 2, base.len() * 3 / 4, base.len().saturating_sub(1)]
        {
            let body = base.get(..cut).unwrap_or_default();
            add(format!("cut after {cut} bytes"), 200, body, Touch::Contradiction);
        }
        let envelope = &self.error_envelope;
        add(
            "the vendor's error as an item".into(),
            200,
            format!("[{envelope}]").as_bytes(),
            Touch::Contradiction,
        );
        if let Some(root) = root {
            for text in [
                format!("[{root}]"),
                format!(r#"{{"response":{root}}}"#),
                format!(r#"{{"data":{root}}}"#),
                format!(r#"{{"status":"OK","x":{envelope}}}"#),
                format!(r#"{{"status":"OK","data":{envelope}}}"#),
                format!(r#"{{"x":{root},"y":{envelope}}}"#),
                format!("{root}{root}"),
                format!("{root}<html></html>"),
            ] {
                let shape = text.replace(&root.to_string(), "…");
                add(format!("the body {shape}"), 200, text.as_bytes(), Touch::Contradiction);
            }
        }
        made
    }
}

fn knows(words: &[String], word: &str) -> bool {
    let word = fold(word.trim());
    words.iter().any(|known| fold(known) == word)
}

/// Names of members whose value is a word about a state.
fn is_like_status(key: &str) -> bool {
    let key = fold(key);
    ["status", "situa"].iter().any(|part| key.contains(part))
}

fn is_word(node: &Node) -> bool {
    matches!(node, Node::Text(_) | Node::Null)
}

/// What may be a code or the other answer of a flag: another statement in a known form.
fn is_flag_like(word: &Node) -> bool {
    match word {
        Node::Text(text) => is_flag(text) || text.trim().parse::<f64>().is_ok(),
        Node::Bool(_) | Node::Number(_) => true,
        _ => false,
    }
}

fn is_flag(text: &str) -> bool {
    matches!(fold(text.trim()).as_str(), "sim" | "s" | "nao" | "n" | "true" | "false")
}

/// The replacement of a node. Never another value of the same kind, which would be another
/// legitimate statement.
fn values(node: &Node) -> Vec<(String, Node)> {
    let mut found: Vec<(String, Node)> = Vec::new();
    let mut add = |mutation: &str, node: Node| found.push((mutation.to_owned(), node));
    add("null", Node::Null);
    add("blank text", Node::text(""));
    add("a blank", Node::text(" "));
    add("N/A", Node::text("N/A"));
    add("unknown word", Node::text("TALVEZ"));
    let flag = match node {
        Node::Text(text) => is_flag(text),
        Node::Bool(_) => true,
        _ => false,
    };
    if !flag {
        add("true", Node::Bool(true));
        add("false", Node::Bool(false));
    }
    if !matches!(node, Node::List(_)) {
        add("[]", Node::List(Vec::new()));
    }
    add("{}", Node::Object(Vec::new()));
    add("[null]", Node::List(vec![Node::Null]));
    add("[{}]", Node::List(vec![Node::Object(Vec::new())]));
    match node {
        Node::Null => {}
        Node::Bool(bool) => {
            add("as text", Node::text(bool.to_string()));
            add("in a list", Node::List(vec![node.clone()]));
        }
        Node::Number(text) => number_forms(text, &mut add),
        Node::Text(text) => text_forms(text, &mut add),
        Node::List(items) => {
            // Of a longer list, one item would be another answer and not another form of this one.
            if let [only] = items.as_slice() {
                add("only item bare", only.clone());
            }
            let numbered =
                items.iter().enumerate().map(|(at, item)| (at.to_string(), item.clone()));
            add("rows under numeric keys", Node::Object(numbered.collect()));
            add("as text", Node::text(node.to_string()));
            add("in a list", Node::List(vec![node.clone()]));
            let mut with_null = items.clone();
            with_null.push(Node::Null);
            add("with a null row", Node::List(with_null));
            let mut with_word = items.clone();
            with_word.push(Node::text("TALVEZ"));
            add("with a word as row", Node::List(with_word));
            if !items.is_empty() {
                let mut with_empty = items.clone();
                with_empty.push(Node::Object(Vec::new()));
                add("with an empty row", Node::List(with_empty));
            }
        }
        Node::Object(_) => {
            add("in a list", Node::List(vec![node.clone()]));
            add("as text", Node::text(node.to_string()));
        }
    }
    found
}

fn number_forms(text: &str, add: &mut impl FnMut(&str, Node)) {
    add("as text", Node::text(text));
    add("as text with blanks", Node::text(format!(" {text} ")));
    add("in a list", Node::List(vec![Node::Number(text.to_owned())]));
    add("text with suffix", Node::text(format!("{text} - FIBRA 500 MEGA")));
    add("text with prefix", Node::text(format!("Nº {text}")));
    match text.split_once('.') {
        None => {
            add("with .0", Node::number(format!("{text}.0")));
            add("with .0 as text", Node::text(format!("{text}.0")));
            add("with thousands point", Node::text(with_thousands_point(text)));
            add("between dashes", Node::text(format!("-{text}-")));
        }
        Some((whole, fraction)) => {
            add("comma as text", Node::text(format!("{whole},{fraction}")));
            add("with R$", Node::text(format!("R$ {whole},{fraction}")));
            // Zero has no binary neighbours of both signs.
            if let Some(number) = text.parse::<f64>().ok().filter(|number| *number != 0.0) {
                add("binary noise", Node::number(f64::from_bits(number.to_bits() - 1)));
                add("binary noise upwards", Node::number(f64::from_bits(number.to_bits() + 1)));
            }
            add("with a third decimal", Node::number(format!("{whole}.{fraction:0<2}5")));
        }
    }
}

fn text_forms(text: &str, add: &mut impl FnMut(&str, Node)) {
    add("in a list", Node::List(vec![Node::text(text)]));
    add("with blanks", Node::text(format!("  {text} ")));
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole {
        add("with suffix", Node::text(format!("{text} - FIBRA 500 MEGA")));
        add("with thousands point", Node::text(with_thousands_point(text)));
        // JSON has no numbers with leading zeros.
        if text.len() < 18 && !(text.len() > 1 && text.starts_with('0')) {
            add("as number", Node::number(text));
            add("as number with .0", Node::number(format!("{text}.0")));
        }
    } else if is_decimal(text) {
        add("as number", Node::number(text));
    } else if !is_flag(text) && !text.starts_with("R$") && text.chars().any(char::is_alphabetic) {
        add("a number", Node::number(7));
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, rest)| {
        digits(whole) && digits(rest) && !(whole.len() > 1 && whole.starts_with('0'))
    })
}

/// `20567` as `20.567`; below a thousand with a point at the end, which is no number either.
fn with_thousands_point(digits: &str) -> String {
    match digits.len().checked_sub(3).filter(|at| *at > 0) {
        Some(at) => {
            let (thousands, rest) = digits.split_at_checked(at).unwrap_or((digits, ""));
            format!("{thousands}.{rest}")
        }
        None => format!("{digits}."),
    }
}

/// The twins of one place.
struct Twins<'a> {
    root: &'a Node,
    place: &'a Place,
    made: Vec<Twin>,
}

impl Twins<'_> {
    fn push(&mut self, mutation: String, root: &Node, touch: Touch) {
        let name = format!("{}: {mutation}", self.place.path);
        let body = root.to_string().into_bytes();
        self.made.push(Twin { name, mutation, status: 200, body, touch });
    }

    fn replace(&mut self, mutation: impl Into<String>, node: Node, touch: Touch) {
        let mut root = self.root.clone();
        if let Some(at) = root.at_mut(&self.place.steps) {
            *at = node;
        }
        self.push(mutation.into(), &root, touch);
    }

    /// A change of the list or object that contains the node.
    fn change_parent(
        &mut self,
        mutation: impl Into<String>,
        touch: Touch,
        change: impl FnOnce(&mut Node, usize),
    ) {
        let Some((at, above)) = self.place.steps.split_last() else { return };
        let mut root = self.root.clone();
        if let Some(parent) = root.at_mut(above) {
            change(parent, *at);
        }
        self.push(mutation.into(), &root, touch);
    }

    fn remove(&mut self, touch: Touch) {
        self.change_parent("removed", touch, |parent, at| match parent {
            Node::List(items) => drop(items.remove(at)),
            Node::Object(members) => drop(members.remove(at)),
            _ => {}
        });
    }

    fn double(&mut self) {
        let node = self.place.node.clone();
        self.change_parent("twice", Touch::Value, |parent, at| {
            if let Node::List(items) = parent {
                items.insert(at, node);
            }
        });
    }

    fn insert(&mut self, mutation: String, offset: usize, key: &str, value: &Node) {
        self.change_parent(mutation, Touch::Value, |parent, at| {
            if let Node::Object(members) = parent {
                members.insert(at + offset, (key.to_owned(), value.clone()));
            }
        });
    }

    fn rename_and_repeat(&mut self, key: &str) {
        let others = [
            Node::Null,
            Node::List(Vec::new()),
            Node::text("TALVEZ"),
            Node::number(0),
            Node::text(""),
        ];
        for other in &others {
            self.insert(format!("key again before, {other}"), 0, key, other);
            self.insert(format!("key again after, {other}"), 1, key, other);
        }
        let own = self.place.node.clone();
        self.insert("key again after, the same".into(), 1, key, &own);
        let upper = key.to_uppercase();
        let other_case = if upper == key { key.to_lowercase() } else { upper };
        for (spelling, spelled) in
            [("other case", other_case), ("colon", format!("{key}:")), ("blank", format!(" {key}"))]
        {
            for other in others.iter().take(3) {
                self.insert(format!("key in {spelling} before, {other}"), 0, &spelled, other);
                self.insert(format!("key in {spelling} after, {other}"), 1, &spelled, other);
            }
            self.change_parent(format!("key only in {spelling}"), Touch::Value, |parent, at| {
                if let Node::Object(members) = parent
                    && let Some((key, _)) = members.get_mut(at)
                {
                    *key = spelled;
                }
            });
        }
    }

    /// A new member of the object.
    fn add(&mut self, key: &str, value: &Node, touch: Touch) {
        let mut root = self.root.clone();
        if let Some(Node::Object(members)) = root.at_mut(&self.place.steps) {
            members.push((key.to_owned(), value.clone()));
        }
        self.push(format!("with {key}: {value}"), &root, touch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const BASE: &str = r#"{"Rows":[{"id":20567,"amount":146.52,"flag":"Não","due":"10/02/2031"},{"id":8,"amount":1,"flag":"Sim","due":null}],"status":"OK"}"#;

    fn twins() -> Vec<Twin> {
        Mutator::default().twins_of(BASE.as_bytes()).collect()
    }

    fn twin(name: &str) -> Twin {
        twins().into_iter().find(|twin| twin.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn body(name: &str) -> String {
        String::from_utf8(twin(name).body).unwrap()
    }

    #[test]
    fn every_twin_differs_from_the_answer_and_has_a_name_of_its_own() {
        let mut names = HashSet::new();
        for twin in twins() {
            assert!(twin.status != 200 || twin.body != BASE.as_bytes(), "{}", twin.name);
            assert!(names.insert(twin.name.clone()), "{} twice", twin.name);
        }
        assert!(names.len() > 400, "{}", names.len());
    }

    #[test]
    fn every_node_is_removed_and_made_null() {
        for path in ["$.Rows", "$.Rows[0]", "$.Rows[1].flag", "$.status"] {
            assert!(!body(&format!("{path}: removed")).is_empty());
            assert!(body(&format!("{path}: null")).contains("null"));
        }
    }

    #[test]
    fn repeated_keys_are_really_written_before_and_after() {
        assert!(
            body("$.Rows[0].id: key again before, 0")
                .starts_with(r#"{"Rows":[{"id":0,"id":20567,"#)
        );
        assert!(body("$.Rows: key again after, null").ends_with(r#"],"Rows":null,"status":"OK"}"#));
        assert!(body("$.Rows: key in colon after, []").contains(r#""Rows:":[]"#));
        assert!(body("$.status: key only in other case").ends_with(r#""STATUS":"OK"}"#));
    }

    #[test]
    fn numbers_take_other_forms_and_never_another_value() {
        for (mutation, form) in [
            ("as text", r#""id":"20567""#),
            ("with .0", r#""id":20567.0"#),
            ("with thousands point", r#""id":"20.567""#),
            ("text with suffix", r#""id":"20567 - FIBRA 500 MEGA""#),
        ] {
            assert!(body(&format!("$.Rows[0].id: {mutation}")).contains(form), "{mutation}");
        }
        assert!(body("$.Rows[0].amount: binary noise").contains("146.51999999999998"));
        assert!(twins().iter().all(|twin| twin.name != "$.Rows[0].flag: true"));
    }

    #[test]
    fn a_removed_row_tells_what_was_in_it() {
        let texts = ["20567", "146.52", "Não", "10/02/2031"].map(str::to_owned).to_vec();
        assert_eq!(twin("$.Rows[0]: removed").touch, Touch::RowRemoved(texts));
        assert_eq!(twin("$.Rows[0]: null").touch, Touch::Value);
    }

    #[test]
    fn words_of_the_status_mean_what_the_vendor_is_known_to_mean() {
        for (word, touch) in [
            ("\"ok\"", Touch::Value),
            ("\"ERRO\"", Touch::Refusal),
            ("\"ERRO:\"", Touch::Contradiction),
            ("\"sucesso\"", Touch::Contradiction),
            ("false", Touch::Contradiction),
        ] {
            assert_eq!(twin(&format!("$.status: status word {word}")).touch, touch, "{word}");
        }
        assert_eq!(twin("$: with success: false").touch, Touch::Contradiction);
        assert_eq!(twin("$.Rows[0]: with success: false").touch, Touch::Value);
    }

    #[test]
    fn a_refusal_stays_one_whatever_is_added_and_is_not_made_a_success() {
        let refusal = br#"{"mensagem":"x","status":"ERRO"}"#;
        let twins: Vec<_> = Mutator::default().twins_of(refusal).collect();
        let touch = |name: &str| twins.iter().find(|t| t.name == name).map(|t| t.touch.clone());
        assert_eq!(touch("$: with error: \"database is locked\""), Some(Touch::Value));
        assert_eq!(touch("$.status: status word \"OK\""), None);
        assert_eq!(touch("$.status: status word \"OKAY\""), Some(Touch::Contradiction));
    }

    #[test]
    fn every_http_status_comes_with_four_bodies() {
        let twins = twins();
        for status in HTTP_STATUSES {
            assert_eq!(twins.iter().filter(|twin| twin.status == *status).count(), 4, "{status}");
        }
        assert_eq!(twin("$: HTTP 503 with the same body").touch, Touch::HttpStatus(503));
        assert_eq!(twin("$: HTTP 201 with the same body").touch, Touch::Value);
    }

    #[test]
    fn an_answer_that_is_a_list_may_be_an_empty_one() {
        let twins: Vec<_> = Mutator::default().twins_of(br#"[{"id":1}]"#).collect();
        assert!(twins.iter().all(|twin| twin.body != b"[]" || twin.touch != Touch::Contradiction));
        assert!(twins.iter().any(|twin| twin.body == b"[null]"));
    }

    #[test]
    fn a_body_that_is_no_json_has_twins_of_the_whole_body() {
        let twins: Vec<_> = Mutator::default().twins_of(b"%PDF-1.4\n").collect();
        assert!(twins.len() > 100);
        assert!(twins.iter().all(|twin| twin.name.starts_with("$: ")));
    }
}
