//! The client's constructors and its `Debug`: no panic, no followed redirect, no doubled slash, no header printed.

use quote::quote;
use syn::{File, ImplItem, Item, ItemImpl, parse_quote};

use super::parts::self_name;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    let structure = file.items.iter_mut().find_map(|item| match item {
        Item::Struct(structure) if structure.ident == "Client" => Some(structure),
        _ => None,
    });
    let structure = structure.ok_or("the struct `Client` is not there")?;
    for attribute in structure.attrs.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        *attribute = parse_quote!(#[derive(Clone)]);
    }
    let place = file.items.iter().position(is_constructors).ok_or("`Client::new` is not there")?;
    file.items.splice(place..=place, constructors());
    Ok(())
}

fn is_constructors(item: &Item) -> bool {
    let Item::Impl(ItemImpl { trait_: None, items, .. }) = item else { return false };
    let Item::Impl(block) = item else { return false };
    self_name(block).is_some_and(|name| name == "Client")
        && items.iter().any(|member| matches!(member, ImplItem::Fn(method) if method.sig.ident == "new"))
}

fn constructors() -> Vec<Item> {
    let new = [
        "A client for the server at `baseurl`, which sends no credentials.",
        "",
        "`baseurl` has a scheme and a host, and a port and a path where the server has them; slashes at its end are",
        "dropped. Connecting may take 15 seconds and a whole call 60. Redirects are not followed: they are errors",
        "with the status 3xx.",
        "",
        "# Errors",
        "",
        "The TLS library cannot be set up.",
    ];
    let with_client = [
        "A client that sends through an HTTP client of your own, with its credentials, timeouts and proxies.",
        "",
        "Build that one with `redirect(Policy::none())`: a followed redirect turns POST into GET, and can carry a",
        "DELETE to another path. Mark a header that holds a credential as sensitive.",
    ];
    let file: File = parse_quote! {
        impl ::std::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Client").field("baseurl", &self.baseurl).finish_non_exhaustive()
            }
        }
        impl Client {
            #(#[doc = #new])*
            pub fn new(baseurl: &str) -> ::std::result::Result<Self, reqwest::Error> {
                Ok(Self::new_with_client(baseurl, ::support::http_client()?))
            }

            #(#[doc = #with_client])*
            #[must_use]
            pub fn new_with_client(baseurl: &str, client: reqwest::Client) -> Self {
                Self { baseurl: baseurl.trim_end_matches('/').to_owned(), client }
            }
        }
    };
    let _ = quote!();
    file.items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn the_client_prints_no_header_and_has_no_panic() {
        let (mut file, _) = sample();
        pass(&mut file).unwrap();
        let text = text(&file);
        let client = &text[text.find("pub struct Client").unwrap()..text.find("impl ClientInfo").unwrap()];
        assert!(!client.contains("unwrap") && client.contains("::support::http_client()?"));
        assert!(client.contains("trim_end_matches('/')") && client.contains("finish_non_exhaustive"));
        assert!(text.contains("#[derive(Clone)]\n/**Client for Lamps"));
    }

    #[test]
    fn a_client_without_constructors_is_an_error() {
        let (mut file, _) = sample();
        file.items.retain(|item| !is_constructors(item));
        assert_eq!(pass(&mut file).unwrap_err(), "`Client::new` is not there");
    }
}
