//! The sources as these tests see them: without comments and tests, as paths and functions with their lines.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, FnArg, Item, Pat, Type};

/// A file of `src` without its tests.
pub struct Source {
    /// Its place below `src`, such as `engine/mod.rs`.
    pub place: String,
    /// How many lines it has.
    pub lines: usize,
    /// Whether it opens with a sentence about itself.
    pub has_header: bool,
    /// Every path and every single word of its code.
    pub paths: Vec<Named>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A path of the code, as its words.
pub struct Named {
    pub line: usize,
    pub words: Vec<String>,
}

/// A function: how long it is, and how many things it is given, each member of a tuple by itself and `self` left out.
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
    pub parameters: usize,
}

/// The folder that holds everything.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// All files of `src`.
pub fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let folder = root().join("src");
        let found: Vec<Source> = files(&folder).iter().map(|path| read(&folder, path)).collect();
        assert!(found.len() > 20, "the sources were not found");
        found
    })
}

/// What breaks a rule, as a line of its list, and where it is.
pub type Faults = BTreeMap<String, String>;

/// Fails unless what breaks a rule is what the list of known faults says; `advice` says how to mend a new one.
pub fn compare(list: &str, found: &Faults, advice: &str) {
    let list = format!("tests/house/known/{list}");
    let known = fs::read_to_string(root().join(&list)).unwrap();
    let known: BTreeSet<&str> = known.lines().collect();
    let is_new = |(line, _): &(&String, &String)| !known.contains(line.as_str());
    let mut faults: Vec<String> = Vec::new();
    for (line, place) in found.iter().filter(is_new) {
        faults.push(format!("new: {line}\n    {place}\n    {advice}"));
    }
    for line in known.iter().filter(|line| !found.contains_key(**line)) {
        faults.push(format!("mended: {line}\n    delete this line in {list}"));
    }
    assert!(faults.is_empty(), "\n{list} may only shrink\n{}\n", faults.join("\n"));
}

fn read(folder: &Path, path: &Path) -> Source {
    let place = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    parse(place, &fs::read_to_string(path).unwrap())
}

/// Reads the text of a file.
pub fn parse(place: String, text: &str) -> Source {
    let mut file = syn::parse_file(text).unwrap_or_else(|error| panic!("{place}: {error}"));
    let (tests, items): (Vec<Item>, Vec<Item>) = file.items.drain(..).partition(is_test);
    let lines_of_tests: usize = tests.iter().map(lines).sum();
    file.items = items;
    let mut functions = Functions::default();
    functions.visit_file(&file);
    let mut paths = Vec::new();
    for item in &file.items {
        add_paths(item.to_token_stream(), &[], &mut paths);
    }
    Source {
        place,
        lines: text.lines().count() - lines_of_tests,
        has_header: text.starts_with("//! "),
        paths,
        functions: functions.0,
    }
}

fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|only| only.is_ident("test"))
    })
}

fn lines(item: &Item) -> usize {
    let span = item.span();
    span.end().line - span.start().line + 1
}

/// Adds every path in the tokens; the braces of a `use` are written out, so `a::{b, c::d}` is `a::b` and `a::c::d`.
fn add_paths(tokens: TokenStream, before: &[String], found: &mut Vec<Named>) {
    let mut words: Vec<String> = Vec::new();
    let mut colons = 0;
    let mut is_renamed = false;
    for token in tokens {
        let line = token.span().start().line;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Ident(word) if word == "as" => is_renamed = true,
            TokenTree::Ident(_) if is_renamed => is_renamed = false,
            TokenTree::Ident(word) => {
                if colons == 2 && !words.is_empty() {
                    found.pop();
                } else {
                    words = before.to_vec();
                }
                words.push(word.to_string());
                found.push(Named { line, words: words.clone() });
                colons = 0;
            }
            TokenTree::Group(group) => {
                let is_tree = colons == 2 && !words.is_empty();
                if is_tree {
                    found.pop();
                }
                add_paths(group.stream(), if is_tree { &words } else { &[] }, found);
                words.clear();
                colons = 0;
            }
            _ => {
                words.clear();
                colons = 0;
            }
        }
    }
}

#[derive(Default)]
struct Functions(Vec<Function>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let (first, last) = (signature.span().start().line, body.span().end().line);
        self.0.push(Function {
            name: signature.ident.to_string(),
            line: first,
            lines: last - first + 1,
            parameters: signature.inputs.iter().map(members).sum(),
        });
    }
}

impl<'f> Visit<'f> for Functions {
    fn visit_item_fn(&mut self, function: &'f syn::ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'f syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

/// How many things a parameter is: a tuple is as many as it has members.
fn members(parameter: &FnArg) -> usize {
    let FnArg::Typed(parameter) = parameter else { return 0 };
    let named = match &*parameter.pat {
        Pat::Tuple(tuple) => tuple.elems.len(),
        _ => 1,
    };
    named.max(of_type(&parameter.ty))
}

fn of_type(given: &Type) -> usize {
    match given {
        Type::Tuple(tuple) => tuple.elems.len(),
        Type::Reference(reference) => of_type(&reference.elem),
        _ => 1,
    }
}
