//! The client's constructors, its `Debug`, and what it adds to each request: no panic, no followed redirect, no doubled
//! slash, no header printed, and a credential without an HTTP client made for it.

use syn::{File, ImplItem, Item, ItemImpl, parse_quote};

use super::parts::{self_name, trait_name};

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    let structure = file.items.iter_mut().find_map(|item| match item {
        Item::Struct(structure) if structure.ident == "Client" => Some(structure),
        _ => None,
    });
    let structure = structure.ok_or("the struct `Client` is not there")?;
    for attribute in structure.attrs.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        *attribute = parse_quote!(#[derive(Clone)]);
    }
    let syn::Fields::Named(fields) = &mut structure.fields else {
        return Err("the struct `Client` has no named fields".to_owned());
    };
    fields.named.push(parse_quote!(pub(crate) headers: reqwest::header::HeaderMap));
    fields.named.push(parse_quote! {
        pub(crate) hook: ::std::option::Option<::support::Hook>
    });
    let place = file.items.iter().position(is_constructors).ok_or("`Client::new` is not there")?;
    file.items.splice(place..=place, constructors());
    let hooks = file.items.iter().position(is_hooks).ok_or("the hooks of `&Client` are not there")?;
    file.items[hooks] = before_each_request();
    Ok(())
}

fn is_hooks(item: &Item) -> bool {
    matches!(item, Item::Impl(block) if trait_name(block).is_some_and(|name| name == "ClientHooks"))
}

fn before_each_request() -> Item {
    parse_quote! {
        impl ClientHooks<()> for &Client {
            async fn pre<E>(
                &self,
                request: &mut reqwest::Request,
                _: &OperationInfo,
            ) -> ::std::result::Result<(), Error<E>> {
                request.headers_mut().extend(self.headers.clone());
                if let Some(hook) = &self.hook {
                    hook(request);
                }
                Ok(())
            }
        }
    }
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
    let with_header = [
        "This client with a header that goes with each request, such as `Authorization`. A header of the same name",
        "is replaced, also one that the HTTP client would add.",
        "",
        "Mark a value that is secret as sensitive, so that no library on the way prints it.",
    ];
    let with_hook = [
        "This client with a function that sees each request before it is sent, and may change it. It replaces one that",
        "was given before.",
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
                Self {
                    baseurl: baseurl.trim_end_matches('/').to_owned(),
                    client,
                    headers: reqwest::header::HeaderMap::new(),
                    hook: None,
                }
            }

            #(#[doc = #with_header])*
            #[must_use]
            pub fn with_header(
                mut self,
                name: reqwest::header::HeaderName,
                value: reqwest::header::HeaderValue,
            ) -> Self {
                self.headers.insert(name, value);
                self
            }

            #(#[doc = #with_hook])*
            #[must_use]
            pub fn with_hook(
                mut self,
                hook: impl Fn(&mut reqwest::Request) + Send + Sync + 'static,
            ) -> Self {
                self.hook = Some(::std::sync::Arc::new(hook));
                self
            }
        }
    };
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

    #[test]
    fn the_headers_of_the_client_go_with_each_request_and_the_hook_sees_it() {
        let (mut file, _) = sample();
        file.items.retain(|item| !is_hooks(item));
        assert_eq!(pass(&mut file).unwrap_err(), "the hooks of `&Client` are not there");
        let (mut file, _) = sample();
        pass(&mut file).unwrap();
        let text = text(&file);
        let headers = text.find("request.headers_mut().extend(self.headers.clone())").unwrap();
        assert!(text.find("hook(request)").is_some_and(|hook| hook > headers));
    }
}
