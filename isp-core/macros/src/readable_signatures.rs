//! The documentation of each `async fn` of a trait begins with its signature as it was written.

use proc_macro::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};

/// The trait, which itself stays as it is.
pub(crate) fn documented(item: TokenStream) -> TokenStream {
    let with_methods = |token| match token {
        TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
            let mut documented = Group::new(Delimiter::Brace, methods(body.stream()));
            documented.set_span(body.span());
            documented.into()
        }
        other => other,
    };
    item.into_iter().map(with_methods).collect()
}

fn methods(body: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    // Of the method that is being read.
    let mut attributes = TokenStream::new();
    let mut signature: Vec<TokenTree> = Vec::new();
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && signature.is_empty() => {
                attributes.extend([token].into_iter().chain(tokens.next()));
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                end(&mut output, &mut attributes, &mut signature, token);
            }
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                end(&mut output, &mut attributes, &mut signature, token);
            }
            _ => signature.push(token),
        }
    }
    output.extend(attributes);
    output.extend(signature);
    output
}

/// Writes a method whose body or semicolon has been reached.
fn end(
    output: &mut TokenStream,
    attributes: &mut TokenStream,
    signature: &mut Vec<TokenTree>,
    end: TokenTree,
) {
    if signature.first().is_some_and(|word| word.to_string() == "async") {
        output.extend(documentation(&text(signature)));
    }
    output.extend(std::mem::take(attributes));
    output.extend(std::mem::take(signature));
    output.extend([end]);
}

/// As it was written, in one line.
fn text(signature: &[TokenTree]) -> String {
    let tokens: TokenStream = signature.iter().cloned().collect();
    let line = tokens.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    let closer = [("( ", "("), (" )", ")"), (",)", ")"), (" < ", "<"), (" >", ">")];
    closer.iter().fold(line, |line, (from, to)| line.replace(from, to))
}

/// A line before the method's own documentation, in the same paragraph: pages of types that implement
/// the trait show the first paragraph alone.
fn documentation(signature: &str) -> TokenStream {
    let line = Literal::string(&format!(" `{signature}`\\"));
    let mut doc: TokenStream = "doc =".parse().unwrap_or_default();
    doc.extend([TokenTree::from(line)]);
    [
        TokenTree::from(Punct::new('#', Spacing::Alone)),
        TokenTree::from(Group::new(Delimiter::Bracket, doc)),
    ]
    .into_iter()
    .collect()
}
