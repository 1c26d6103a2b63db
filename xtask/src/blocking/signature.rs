//! The types of a signature: which names they mention, and how a counterpart goes in or comes out.

use syn::{GenericArgument, ImplItemFn, PathArguments, ReturnType, Type, TypeParamBound};

use super::{names::names, surface::Surface};

/// How what a method gives becomes what its counterpart gives.
pub(super) enum Given {
    /// As it is.
    Same,
    /// A type with a counterpart.
    Wrapped(String),
    /// A `Result` of one.
    ResultOf(String),
}

/// A closure among the arguments that takes or gives types with counterparts.
pub(super) struct Closure {
    /// The counterpart of each argument, where it has one.
    pub(super) takes: Vec<Option<String>>,
    pub(super) gives: bool,
}

/// Whether a type mentions one with a counterpart, or the type itself.
pub(super) fn mentions(surface: &Surface, kind: &Type) -> bool {
    names(kind).iter().any(|name| name == "Self" || surface.kinds.contains_key(name))
}

pub(super) fn given(surface: &Surface, method: &ImplItemFn) -> Result<Given, String> {
    let ReturnType::Type(_, kind) = &method.sig.output else { return Ok(Given::Same) };
    if matches!(kind.as_ref(), Type::ImplTrait(_)) {
        return Err("it gives a type without a name, which may be a future".to_owned());
    }
    if let Some(name) = wrapped(surface, kind) {
        return Ok(Given::Wrapped(name));
    }
    if let Some((outer, [first, ..])) = generic(kind).as_ref().map(|(name, all)| (name.as_str(), &all[..]))
        && outer == "Result"
        && let Some(name) = wrapped(surface, first)
    {
        return Ok(Given::ResultOf(name));
    }
    if mentions(surface, kind) {
        return Err("it gives a type with a counterpart inside another type than `Result`".to_owned());
    }
    Ok(Given::Same)
}

/// The closure that an argument is, when it is about types with counterparts; nothing when it is about none.
pub(super) fn closure(surface: &Surface, kind: &Type) -> Result<Option<Closure>, String> {
    if !mentions(surface, kind) {
        return Ok(None);
    }
    let refused = || "it takes a type with a counterpart otherwise than in a closure".to_owned();
    let Type::ImplTrait(kind) = kind else { return Err(refused()) };
    for bound in &kind.bounds {
        if let TypeParamBound::Trait(bound) = bound
            && let Some(segment) = bound.path.segments.last()
            && segment.ident == "Fn"
            && let PathArguments::Parenthesized(inside) = &segment.arguments
        {
            let mut takes = Vec::new();
            for argument in &inside.inputs {
                let name = wrapped(surface, &argument.ty);
                if name.is_none() && mentions(surface, &argument.ty) {
                    return Err(refused());
                }
                takes.push(name);
            }
            let gives = match &inside.output {
                ReturnType::Default => false,
                ReturnType::Type(_, output) => {
                    let gives = wrapped(surface, output).is_some();
                    if !gives && mentions(surface, output) {
                        return Err(refused());
                    }
                    gives
                }
            };
            return Ok(Some(Closure { takes, gives }));
        }
    }
    Err(refused())
}

/// The name of a type with a counterpart; `Self` stays `Self`.
fn wrapped(surface: &Surface, kind: &Type) -> Option<String> {
    let Type::Path(path) = kind else { return None };
    let segment = path.path.segments.first().filter(|_| path.path.segments.len() == 1)?;
    let name = segment.ident.to_string();
    (name == "Self" || surface.kinds.contains_key(&name)).then_some(name)
}

fn generic(kind: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = kind else { return None };
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let inside = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(kind) => Some(kind),
        _ => None,
    });
    Some((segment.ident.to_string(), inside.collect()))
}
