//! An open enum has a variant for each value that the spec names and one that keeps any other text.

use quote::quote;
use syn::{File, Ident, ImplItemFn, Item, ItemEnum, Variant, parse_quote};

use specwright_rust::attribute::serde_rename;

use super::parts::{self, ident, marker, self_name, trait_name};
use crate::lower::Facts;

/// What typify implements for a closed enum and an open one has in another form.
const REPLACED: [&str; 3] = ["Display", "FromStr", "TryFrom"];

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let items = parts::module(&mut file.items, "types")?;
    let mut found = Vec::new();
    let mut output = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        match item {
            Item::Enum(closed) => match marker(&closed.attrs, facts.open_enums.keys()) {
                Some(marker) => {
                    output.extend(open(&closed, facts.open_enums[&marker].ignore_case)?);
                    found.push((closed.ident, marker));
                }
                None => output.push(Item::Enum(closed)),
            },
            other => output.push(other),
        }
    }
    output.retain(|item| !replaced(item, &found));
    *items = output;
    match facts.open_enums.iter().find(|(marker, _)| !found.iter().any(|(_, other)| other == *marker)) {
        Some((_, open)) => Err(format!("the open enum at {} did not become a Rust enum", open.pointer)),
        None => Ok(()),
    }
}

fn replaced(item: &Item, open: &[(Ident, String)]) -> bool {
    let Item::Impl(block) = item else { return false };
    let ours = block.attrs.iter().any(|attribute| attribute.path().is_ident("automatically_derived"));
    !ours
        && self_name(block).is_some_and(|name| open.iter().any(|(other, _)| other == name))
        && trait_name(block).is_some_and(|name| REPLACED.contains(&name.as_str()))
}

fn open(closed: &ItemEnum, ignore_case: bool) -> Result<Vec<Item>, String> {
    let name = &closed.ident;
    let docs = closed.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let variants: Vec<(&Ident, String)> =
        closed.variants.iter().map(|variant| (&variant.ident, wire(variant))).collect();
    let unknown = fallback(&variants)?;
    let (idents, texts): (Vec<&Ident>, Vec<&String>) =
        variants.iter().map(|(ident, text)| (*ident, text)).unzip();
    let value_docs = texts.iter().map(|text| format!("`{text}`"));
    let unknown_doc = "A value that this version of the client has no name for, kept as it came.";
    let known_doc = "The values that this version of the client has names for.";
    let text_doc = "The value as it stands on the wire.";
    let known = known(&idents, &texts, ignore_case);
    let tokens = quote! {
        #(#docs)*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum #name {
            #(#[doc = #value_docs] #idents,)*
            #[doc = #unknown_doc]
            #unknown(::support::UnknownValue),
        }
        impl #name {
            #[doc = #known_doc]
            pub const KNOWN: &'static [Self] = &[#(Self::#idents),*];

            #[doc = #text_doc]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #texts,)*
                    Self::#unknown(value) => value.as_str(),
                }
            }

            #known
        }
        #[automatically_derived]
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        #[automatically_derived]
        impl ::std::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        #[automatically_derived]
        impl ::std::convert::From<&str> for #name {
            fn from(text: &str) -> Self {
                match Self::known(text) {
                    Some(value) => value,
                    None => Self::#unknown(::support::UnknownValue::new(text.to_owned())),
                }
            }
        }
        #[automatically_derived]
        impl ::std::convert::From<::std::string::String> for #name {
            fn from(text: ::std::string::String) -> Self {
                match Self::known(&text) {
                    Some(value) => value,
                    None => Self::#unknown(::support::UnknownValue::new(text)),
                }
            }
        }
        #[automatically_derived]
        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
        #[automatically_derived]
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        #[automatically_derived]
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::support::open_enum(deserializer)
            }
        }
    };
    let file: File = parse_quote!(#tokens);
    Ok(file.items)
}

/// The variant that a text names.
fn known(idents: &[&Ident], texts: &[&String], ignore_case: bool) -> ImplItemFn {
    if ignore_case {
        parse_quote! {
            fn known(text: &str) -> ::std::option::Option<Self> {
                Self::KNOWN.iter().find(|known| known.as_str().eq_ignore_ascii_case(text)).cloned()
            }
        }
    } else {
        parse_quote! {
            fn known(text: &str) -> ::std::option::Option<Self> {
                match text {
                    #(#texts => Some(Self::#idents),)*
                    _ => None,
                }
            }
        }
    }
}

fn wire(variant: &Variant) -> String {
    serde_rename(&variant.attrs).unwrap_or_else(|| variant.ident.to_string())
}

/// The name of the variant for other texts: one that the spec does not use for a value.
fn fallback(variants: &[(&Ident, String)]) -> Result<Ident, String> {
    ["Unknown", "Other", "Unlisted"]
        .into_iter()
        .find(|name| !variants.iter().any(|(ident, _)| ident == name))
        .map(ident)
        .ok_or_else(|| "an open enum uses up every name for its unknown values".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::OpenEnum;
    use crate::refine::sample::{sample, text};

    #[test]
    fn an_enum_gets_a_variant_for_all_other_texts() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        let text = text(&file);
        assert!(text.contains("Unknown(::support::UnknownValue)"));
        assert!(text.contains(r#""on" => Some(Self::On)"#) && text.contains(r#"Self::Off => "off""#));
        assert!(!text.contains("for LampState {\n        type Err = self::error::ConversionError"));
        assert_eq!(text.matches("impl ::std::fmt::Display for LampState").count(), 1);
    }

    #[test]
    fn an_enum_that_is_not_found_is_an_error() {
        let (mut file, mut facts) = sample();
        let pointer = specwright_document::Pointer::root().child("elsewhere");
        facts.open_enums.insert("elsewhere".to_owned(), OpenEnum { pointer, ignore_case: false });
        let error = pass(&mut file, &facts).unwrap_err();
        assert_eq!(error, "the open enum at /elsewhere did not become a Rust enum");
    }
}
