//! One method of the async client as a method of its counterpart.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, FnArg, Ident, ImplItemFn, Pat, Receiver, ReceiverKind, ReturnType, parse_quote};

use super::{
    docs::Docs,
    signature::{Given, closure, given, mentions},
    surface::{Kind, Surface},
};

/// What a method says of the panic that all with async inside share.
const PANICS: [&str; 4] =
    ["", " # Panics", "", " When it is called in async code: see [the module](crate::blocking#panics)."];

/// The attributes that a counterpart keeps.
const KEPT: [&str; 3] = ["cfg", "doc", "must_use"];

pub(super) fn counterpart(
    surface: &Surface,
    kind: &Kind,
    method: &ImplItemFn,
    docs: &mut Docs,
) -> Result<ImplItemFn, String> {
    let mut made = method.clone();
    made.attrs = docs.attributes(surface, &method.attrs)?;
    if let Some(other) = made.attrs.iter().find(|attribute| !is_kept(attribute)) {
        let name = other.path().segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        return Err(format!("its attribute `{name}` is none of {}", KEPT.join(", ")));
    }
    if method.sig.constness.is_some() || method.sig.abi.is_some() || method.sig.variadic.is_some() {
        return Err("it is more than a plain or async method".to_owned());
    }
    let is_async = method.sig.asyncness.is_some();
    made.sig.asyncness = None;
    let receiver = method.sig.receiver();
    if is_async && (receiver.is_none() || !kind.has_runtime) {
        return Err("it is async, and nothing at hand has a runtime".to_owned());
    }
    let (generics, clause) = (&method.sig.generics, &method.sig.generics.where_clause);
    if quote!(#generics #clause).to_string().contains("Future") {
        return Err("it is generic over a future".to_owned());
    }
    for argument in &mut made.sig.inputs {
        match argument {
            FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Value) => {
                receiver.mutability = None;
            }
            FnArg::Receiver(_) => {}
            FnArg::Typed(argument) => {
                if let Pat::Ident(pattern) = argument.pat.as_mut() {
                    pattern.mutability = None;
                }
            }
        }
    }
    let call = call(surface, kind, method)?;
    let call = if is_async { quote!(self.runtime.block_on(#call)) } else { call };
    let body = match given(surface, method)? {
        Given::Same if !is_async && matches!(method.sig.output, ReturnType::Default) => quote!(#call;),
        Given::Same => call,
        Given::Wrapped(name) => {
            let new = new(surface, kind, &name, &call, receiver, false)?;
            quote!(#new)
        }
        Given::ResultOf(name) => {
            let new = new(surface, kind, &name, &quote!(#call?), receiver, true)?;
            quote!(Ok(#new))
        }
    };
    if is_async {
        let documented = made.attrs.iter().rposition(|attribute| attribute.path().is_ident("doc"));
        let end = documented.map_or(0, |last| last + 1);
        made.attrs.splice(end..end, PANICS.map(|line| -> Attribute { parse_quote!(#[doc = #line]) }));
    }
    made.block = parse_quote!({ #body });
    Ok(made)
}

pub(super) fn is_kept(attribute: &Attribute) -> bool {
    KEPT.iter().any(|name| attribute.path().is_ident(name))
}

/// The call of the async method.
fn call(surface: &Surface, kind: &Kind, method: &ImplItemFn) -> Result<TokenStream, String> {
    let name = &method.sig.ident;
    let mut arguments = Vec::new();
    for argument in &method.sig.inputs {
        let FnArg::Typed(argument) = argument else { continue };
        let Pat::Ident(pattern) = argument.pat.as_ref() else {
            return Err("it takes an argument apart in its signature".to_owned());
        };
        arguments.push(match closure(surface, &argument.ty)? {
            None => {
                let ident = &pattern.ident;
                quote!(#ident)
            }
            Some(closure) => {
                if method.sig.receiver().is_none() || !kind.has_runtime {
                    return Err(
                        "its closure takes a counterpart, and nothing at hand has a runtime".to_owned()
                    );
                }
                wrapping(surface, &pattern.ident, &closure.takes, closure.gives)?
            }
        });
    }
    for parameter in method.sig.generics.type_params() {
        let bounds = &parameter.bounds;
        if mentions(surface, &parse_quote!(dyn #bounds)) && !bounds.is_empty() {
            return Err("it is generic over a type with a counterpart".to_owned());
        }
    }
    if method.sig.receiver().is_some() {
        return Ok(quote!(self.inner.#name(#(#arguments),*)));
    }
    let owner = &kind.item.ident;
    Ok(quote!(crate::#owner::#name(#(#arguments),*)))
}

/// A closure over async types that calls one over their counterparts.
fn wrapping(
    surface: &Surface,
    closure: &Ident,
    takes: &[Option<String>],
    gives: bool,
) -> Result<TokenStream, String> {
    let names: Vec<Ident> = (0..takes.len()).map(|number| format_ident!("argument_{number}")).collect();
    let mut passed = Vec::new();
    for (name, kind) in names.iter().zip(takes) {
        passed.push(match kind.as_deref() {
            None => quote!(#name),
            Some(kind) if surface.kinds.get(kind).is_some_and(|kind| kind.has_runtime) => {
                let kind = format_ident!("{kind}");
                quote!(#kind::new(#name, runtime.clone()))
            }
            Some(_) => return Err("its closure takes `Self`, or a counterpart without a runtime".to_owned()),
        });
    }
    let inner = gives.then(|| quote!(.inner));
    Ok(quote!({
        let runtime = self.runtime.clone();
        move |#(#names),*| #closure(#(#passed),*) #inner
    }))
}

/// The counterpart made of an async value.
fn new(
    surface: &Surface,
    kind: &Kind,
    name: &str,
    value: &TokenStream,
    receiver: Option<&Receiver>,
    may_fail: bool,
) -> Result<TokenStream, String> {
    let target = if name == "Self" { Some(kind) } else { surface.kinds.get(name) };
    let ident = format_ident!("{name}");
    if !target.is_some_and(|target| target.has_runtime) {
        return Ok(quote!(#ident::new(#value)));
    }
    let runtime = match receiver.filter(|_| kind.has_runtime).map(|receiver| &receiver.kind) {
        Some(ReceiverKind::Value) => quote!(self.runtime),
        Some(ReceiverKind::Reference(..)) => quote!(self.runtime.clone()),
        Some(_) => return Err("its receiver is neither `self` nor a reference".to_owned()),
        None if may_fail => quote!(Runtime::new()?),
        None => return Err("it makes a runtime, which can fail, and gives no `Result`".to_owned()),
    };
    Ok(quote!(#ident::new(#value, #runtime)))
}
