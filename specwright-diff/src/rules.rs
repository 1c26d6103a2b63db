//! What each kind of change means on the wire: one table, and nothing elsewhere decides it.
//!
//! A row reads: id, the row that swapping the two documents gives, the verdict where callers send the thing, the
//! verdict where they receive it, what happened, and why it has that verdict. What belongs to an operation as a whole
//! has the same verdict twice. A thing that no operation uses is `Ok`, whatever its row says.

use super::verdict::Wire::{self, Breaking, Documentation, Ok, Warning};

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab case.
    pub id: &'static str,
    /// The rule that the same change gives when it is taken back.
    pub mirror: &'static str,
    /// The verdict in what callers send.
    pub request: Wire,
    /// The verdict in what callers receive.
    pub response: Wire,
    /// What happened.
    pub says: &'static str,
    /// Why it has these verdicts.
    pub why: &'static str,
}

const fn row(
    id: &'static str,
    mirror: &'static str,
    request: Wire,
    response: Wire,
    says: &'static str,
    why: &'static str,
) -> Rule {
    Rule { id, mirror, request, response, says, why }
}

/// The rule of that name.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// A difference that no other row describes.
pub const UNCLASSIFIED: &str = "unclassified";

/// The table.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // Operations.
    row("operation-added", "operation-removed", Ok, Ok,
        "operation added", "nobody calls it yet"),
    row("operation-removed", "operation-added", Breaking, Breaking,
        "operation removed", "whoever calls it gets an error"),
    row("deprecated-operation-added", "deprecated-operation-removed", Ok, Ok,
        "operation added, deprecated from the start", "nobody calls it yet"),
    row("deprecated-operation-removed", "deprecated-operation-added", Ok, Ok,
        "deprecated operation removed", "its end was announced; it is still gone from the generated crate"),
    row("operation-id-changed", "operation-id-changed", Ok, Ok,
        "operationId changed", "it is not sent; the generated method is named after it"),
    row("path-parameter-renamed", "path-parameter-renamed", Ok, Ok,
        "path parameter renamed", "only its position is on the wire"),
    row("security-tightened", "security-loosened", Warning, Warning,
        "credentials that were enough no longer are", "callers who relied on them are refused; whether there are any, the document does not say"),
    row("security-loosened", "security-tightened", Ok, Ok,
        "other credentials are enough now", "the old ones are still accepted where no other row says otherwise"),
    row("security-restated", "security-restated", Documentation, Documentation,
        "security written differently", "the same credentials are accepted as before"),
    row("security-scheme-changed", "security-scheme-changed", Warning, Warning,
        "the way to send credentials changed", "callers send them as the old document says"),
    row("security-scheme-details-changed", "security-scheme-details-changed", Ok, Ok,
        "addresses or scopes of a security scheme changed", "they matter where a token is fetched, not in the calls of this API"),
    row("callback-added", "callback-removed", Ok, Ok,
        "callback or webhook added", "who has no address for it is not called"),
    row("callback-removed", "callback-added", Breaking, Breaking,
        "callback or webhook removed", "whoever waits to be called waits in vain"),

    // Parameters, and bodies of requests.
    row("parameter-moved", "parameter-moved", Documentation, Documentation,
        "parameter given by the path instead of the operation, or the other way round", "callers send the same"),
    row("parameter-added-required", "parameter-removed-required", Breaking, Ok,
        "required parameter added", "callers must begin to send it; who receives it may ignore it"),
    row("parameter-removed-required", "parameter-added-required", Warning, Breaking,
        "required parameter removed", "servers ignore or refuse what callers still send; who receives it counts on it"),
    row("parameter-added-optional", "parameter-removed-optional", Ok, Ok,
        "optional parameter added", "existing callers go on without it"),
    row("parameter-removed-optional", "parameter-added-optional", Warning, Warning,
        "optional parameter removed", "existing callers may send it still; servers ignore or refuse what they do not know"),
    row("deprecated-parameter-removed", "deprecated-parameter-added", Ok, Ok,
        "deprecated parameter removed", "its end was announced; it is still gone from the generated crate"),
    row("deprecated-parameter-added", "deprecated-parameter-removed", Ok, Ok,
        "parameter added, deprecated from the start", "nobody has to send it"),
    row("parameter-became-required", "parameter-became-optional", Breaking, Ok,
        "parameter became required", "callers who leave it out are refused"),
    row("parameter-became-optional", "parameter-became-required", Ok, Breaking,
        "parameter became optional", "whoever sends it goes on doing so; who receives it counts on it"),
    row("parameter-default-changed", "parameter-default-changed", Breaking, Breaking,
        "default of an optional parameter changed", "the call without it means something else now"),
    row("parameter-encoding-changed", "parameter-encoding-changed", Breaking, Breaking,
        "encoding of a parameter changed", "callers write lists and objects in the old form"),
    row("empty-value-allowed", "empty-value-refused", Ok, Ok,
        "empty value allowed", "nobody sends one yet"),
    row("empty-value-refused", "empty-value-allowed", Breaking, Breaking,
        "empty value no longer allowed", "callers who send one are refused"),
    row("request-body-added-required", "request-body-removed-required", Breaking, Ok,
        "required body added", "callers must begin to send it; who receives it may ignore it"),
    row("request-body-removed-required", "request-body-added-required", Breaking, Breaking,
        "required body removed", "what callers ask for in it is not done any more"),
    row("request-body-added-optional", "request-body-removed-optional", Ok, Ok,
        "optional body added", "existing callers go on without it"),
    row("request-body-removed-optional", "request-body-added-optional", Breaking, Breaking,
        "optional body removed", "what callers ask for in it is not done any more"),
    row("request-body-became-required", "request-body-became-optional", Breaking, Ok,
        "body became required", "callers who leave it out are refused"),
    row("request-body-became-optional", "request-body-became-required", Ok, Breaking,
        "body became optional", "whoever sends it goes on doing so; who receives it counts on it"),

    // Media types.
    row("media-type-added", "media-type-removed", Ok, Ok,
        "media type added", "whoever uses another one goes on doing so"),
    row("media-type-removed", "media-type-added", Breaking, Breaking,
        "media type removed", "whoever sends or asks for it is refused"),
    row("media-type-widened", "media-type-narrowed", Ok, Breaking,
        "media type widened", "readers may receive a type that they cannot read"),
    row("media-type-narrowed", "media-type-widened", Breaking, Ok,
        "media type narrowed", "callers who send another one of the old range are refused"),
    row("media-type-parameters-changed", "media-type-parameters-changed", Ok, Ok,
        "parameters of a media type changed", "the type itself is the same"),
    row("media-type-schema-added", "media-type-schema-removed", Breaking, Ok,
        "content that could be anything has a schema", "callers who send something else are refused"),
    row("media-type-schema-removed", "media-type-schema-added", Ok, Warning,
        "content lost its schema", "readers may receive anything now"),
    row("part-encoding-changed", "part-encoding-changed", Warning, Warning,
        "encoding of a part of the body changed", "what servers do with the old form, the document does not say"),

    // Responses.
    row("response-success-added", "response-success-removed", Ok, Ok,
        "success status added", "an answer of a kind that callers know how to treat: any 2xx is a success"),
    row("response-success-removed", "response-success-added", Breaking, Breaking,
        "success status removed", "callers who wait for it wait in vain"),
    row("response-error-added", "response-error-removed", Ok, Ok,
        "error status added", "any status may come from any server, and callers must treat those that they do not know"),
    row("response-error-removed", "response-error-added", Ok, Ok,
        "error status removed", "an error that no longer happens"),
    row("header-added-required", "header-removed-required", Breaking, Ok,
        "header added, always sent", "readers ignore what they do not know; who sends it must begin to"),
    row("header-removed-required", "header-added-required", Warning, Breaking,
        "header removed that was always sent", "readers count on it; who is sent it may refuse it"),
    row("header-added-optional", "header-removed-optional", Ok, Ok,
        "header added", "readers ignore what they do not know"),
    row("header-removed-optional", "header-added-optional", Warning, Warning,
        "header removed that was sometimes sent", "readers may count on it"),
    row("header-case-changed", "header-case-changed", Documentation, Documentation,
        "name of a header in other letters", "upper and lower case do not differ there"),
    row("header-became-optional", "header-became-required", Ok, Breaking,
        "header no longer always sent", "readers count on it"),
    row("header-became-required", "header-became-optional", Breaking, Ok,
        "header always sent now", "readers who can do without go on; who sends it must always do so"),
    row("links-changed", "links-changed", Documentation, Documentation,
        "links changed", "they tell people and tools where to go next; nothing is sent"),

    // Schemas: what kind of value.
    row("type-changed", "type-changed", Breaking, Breaking,
        "type changed", "old values are not of the new type, nor new ones of the old"),
    row("type-widened", "type-narrowed", Ok, Breaking,
        "type widened", "readers may receive values of a type that they do not know"),
    row("type-narrowed", "type-widened", Breaking, Ok,
        "type narrowed", "callers who send the other values of the old type are refused"),
    row("type-restated", "type-restated", Documentation, Documentation,
        "type written differently", "the same values are allowed as before"),
    row("format-changed", "format-changed", Breaking, Breaking,
        "format changed", "values of the old form are not of the new one"),
    row("format-widened", "format-narrowed", Ok, Breaking,
        "format widened", "readers may receive values that do not fit theirs"),
    row("format-narrowed", "format-widened", Breaking, Ok,
        "format narrowed", "callers who send values outside of it are refused"),
    row("became-nullable", "became-not-nullable", Ok, Breaking,
        "became nullable", "readers may receive null"),
    row("became-not-nullable", "became-nullable", Breaking, Ok,
        "null no longer allowed", "callers who send null are refused"),
    row("default-changed", "default-changed", Ok, Ok,
        "default changed", "what an absent value means has changed, its form has not"),
    row("became-read-only", "became-not-read-only", Ok, Ok,
        "became read-only", "servers ignore it in requests"),
    row("became-not-read-only", "became-read-only", Ok, Ok,
        "no longer read-only", "nobody sends it yet"),
    row("became-write-only", "became-not-write-only", Ok, Ok,
        "became write-only", "what is marked so is a secret; that it is not sent back was to be expected"),
    row("became-not-write-only", "became-write-only", Ok, Ok,
        "no longer write-only", "readers ignore what they do not know"),
    row("required-became-write-only", "required-became-not-write-only", Ok, Ok,
        "required property became write-only", "what is marked so is a secret; that it is not sent back was to be expected"),
    row("required-became-not-write-only", "required-became-write-only", Ok, Warning,
        "required property no longer write-only", "a value that was kept back is sent to every reader"),

    row("became-unsatisfiable", "became-satisfiable", Breaking, Breaking,
        "no value satisfies it any more", "what it asks for contradicts itself: nothing can be sent"),
    row("became-satisfiable", "became-unsatisfiable", Ok, Ok,
        "some value satisfies it now", "nothing could be sent before"),

    // Schemas: objects.
    row("property-added-required", "property-removed-required", Breaking, Ok,
        "required property added", "existing callers do not send it; readers ignore what they do not know"),
    row("property-removed-required", "property-added-required", Warning, Breaking,
        "required property removed", "readers count on it; servers ignore or refuse what callers still send"),
    row("property-added-optional", "property-removed-optional", Ok, Ok,
        "optional property added", "callers go on without it, and readers ignore what they do not know"),
    row("property-removed-optional", "property-added-optional", Warning, Warning,
        "optional property removed", "readers may count on it; servers ignore or refuse what callers still send"),
    row("property-became-required", "property-became-optional", Breaking, Ok,
        "property became required", "callers who leave it out are refused"),
    row("property-became-optional", "property-became-required", Ok, Breaking,
        "property became optional", "readers count on it"),
    row("undeclared-property-required", "undeclared-property-not-required", Breaking, Ok,
        "a property without a schema became required", "callers who leave it out are refused"),
    row("undeclared-property-not-required", "undeclared-property-required", Ok, Breaking,
        "a property without a schema is no longer required", "readers count on it"),
    row("empty-name-required", "empty-name-not-required", Documentation, Documentation,
        "an empty name became required", "it names no property"),
    row("empty-name-not-required", "empty-name-required", Documentation, Documentation,
        "an empty name is no longer required", "it names no property"),
    row("other-properties-allowed", "other-properties-refused", Ok, Warning,
        "other properties allowed", "readers that are strict refuse them once they are sent"),
    row("other-properties-refused", "other-properties-allowed", Breaking, Ok,
        "other properties no longer allowed", "callers who send some are refused"),

    // Schemas: values.
    row("enum-value-added", "enum-value-removed", Ok, Breaking,
        "enum value added", "readers with a closed list of values cannot read it"),
    row("enum-value-removed", "enum-value-added", Breaking, Ok,
        "enum value removed", "callers who send it are refused"),
    row("enum-added", "enum-dropped", Breaking, Ok,
        "restricted to a list of values", "callers who send another value are refused"),
    row("enum-dropped", "enum-added", Ok, Breaking,
        "no longer restricted to a list of values", "readers with a closed list of values cannot read others"),
    row("enum-opened", "enum-closed", Ok, Breaking,
        "closed list of values became open", "readers with a closed list of values cannot read others"),
    row("enum-closed", "enum-opened", Breaking, Ok,
        "open list of values became closed", "callers who send another value are refused"),
    row("open-enum-value-added", "open-enum-value-removed", Ok, Ok,
        "value added to an open list", "readers of an open list have a place for values that they do not know"),
    row("open-enum-value-removed", "open-enum-value-added", Breaking, Ok,
        "value removed from an open list", "callers who send it may be refused"),
    row("open-enum-added", "open-enum-dropped", Ok, Ok,
        "known values named", "others are allowed as before"),
    row("open-enum-dropped", "open-enum-added", Ok, Ok,
        "known values no longer named", "all are allowed as before"),
    row("limit-added", "limit-dropped", Breaking, Ok,
        "limit added", "callers who send values beyond it are refused"),
    row("limit-dropped", "limit-added", Ok, Breaking,
        "limit dropped", "readers may receive values beyond it"),
    row("limit-tightened", "limit-loosened", Breaking, Ok,
        "limit tightened", "callers who send values between the two are refused"),
    row("limit-loosened", "limit-tightened", Ok, Breaking,
        "limit loosened", "readers may receive values between the two"),
    row("limit-restated", "limit-restated", Documentation, Documentation,
        "limit written differently", "the same values are within it as before"),
    row("idle-limit-tightened", "idle-limit-loosened", Warning, Ok,
        "limit of another type's values tightened", "as it stands it limits nothing; if another keyword is meant, callers beyond it are refused"),
    row("idle-limit-loosened", "idle-limit-tightened", Ok, Warning,
        "limit of another type's values loosened", "as it stands it limits nothing; if another keyword is meant, readers may receive values beyond it"),
    row("pattern-added", "pattern-dropped", Breaking, Ok,
        "pattern added", "callers whose values do not match are refused"),
    row("pattern-dropped", "pattern-added", Ok, Ok,
        "pattern dropped", "servers take more; a pattern tells readers how a value looks, and few check it"),
    row("pattern-changed", "pattern-changed", Warning, Ok,
        "pattern changed", "which of two patterns takes more, no program can tell in general"),

    // Schemas: choices, and how they are put together.
    row("alternative-added", "alternative-removed", Ok, Breaking,
        "alternative added", "readers may receive a form that they do not know"),
    row("alternative-removed", "alternative-added", Breaking, Ok,
        "alternative removed", "callers who send it are refused"),
    row("same-alternative-added", "same-alternative-removed", Ok, Ok,
        "alternative added that allows what another one does", "no value is allowed that was not before"),
    row("same-alternative-removed", "same-alternative-added", Ok, Ok,
        "alternative removed that allowed what another one does", "no value is refused that was not before"),
    row("choice-introduced", "choice-dissolved", Breaking, Breaking,
        "one form became a choice of several", "what holds for the one need not hold for any of the others"),
    row("choice-dissolved", "choice-introduced", Breaking, Breaking,
        "a choice of several became one form", "what holds for the one need not hold for any of the others"),
    row("discriminator-changed", "discriminator-changed", Ok, Ok,
        "discriminator changed", "it tells programs how to pick an alternative; the alternatives have rows of their own"),
    row("constraint-added", "constraint-dropped", Breaking, Ok,
        "another constraint must hold", "callers whose values do not satisfy it are refused"),
    row("constraint-dropped", "constraint-added", Ok, Breaking,
        "a constraint no longer holds", "readers may receive values that do not satisfy it"),
    row("keyword-changed", "keyword-changed", Warning, Warning,
        "a keyword changed that no other row judges", "read it: such keywords can restrict anything"),
    row("reference-changed", "reference-changed", Ok, Ok,
        "refers to another component", "names are not sent; what differs between the two has rows of its own"),
    row("reference-inlined", "inline-extracted", Ok, Ok,
        "a component was written out in place", "names are not sent; what differs between the two has rows of its own"),
    row("inline-extracted", "reference-inlined", Ok, Ok,
        "an inline definition became a component", "names are not sent; what differs between the two has rows of its own"),
    row("composition-changed", "composition-changed", Ok, Ok,
        "written in another way", "the whole is compared, and what differs in it has rows of its own"),

    // Components, and texts for people.
    row("part-added", "part-removed", Warning, Ok,
        "another schema must hold as well", "it binds callers with all that it says now and later; what the whole gained by it has rows of its own"),
    row("part-removed", "part-added", Warning, Ok,
        "a schema no longer has to hold", "callers may still send what only it described; what the whole lost by it has rows of its own"),
    row("component-added", "component-removed", Ok, Ok,
        "component added", "it is sent only where an operation uses it, and that has a row of its own"),
    row("component-removed", "component-added", Ok, Ok,
        "component removed", "names are not sent; operations that used it have rows of their own"),
    row("component-renamed", "component-renamed", Ok, Ok,
        "component renamed", "names are not sent; the generated type is named after it"),
    row("deprecated", "reinstated", Documentation, Documentation,
        "deprecated", "it works as before"),
    row("reinstated", "deprecated", Documentation, Documentation,
        "no longer deprecated", "it works as before"),
    row("description-changed", "description-changed", Documentation, Documentation,
        "description changed", "a text for people"),
    row("summary-changed", "summary-changed", Documentation, Documentation,
        "summary changed", "a text for people"),
    row("title-changed", "title-changed", Documentation, Documentation,
        "title changed", "a text for people; types of inline schemas are named after it"),
    row("example-changed", "example-changed", Documentation, Documentation,
        "example changed", "it shows, and does not bind"),
    row("external-docs-changed", "external-docs-changed", Documentation, Documentation,
        "link to documentation changed", "a text for people"),
    row("tags-changed", "tags-changed", Documentation, Documentation,
        "tags changed", "they sort pages; generated code does not follow them"),
    row("info-changed", "info-changed", Documentation, Documentation,
        "title, version, contact or licence of the document changed", "a text for people"),
    row("servers-changed", "servers-changed", Documentation, Documentation,
        "servers changed", "callers give the address of their server themselves"),
    row("openapi-version-changed", "openapi-version-changed", Documentation, Documentation,
        "version of OpenAPI changed", "it tells how to read the document, and both were read that way"),
    row("extension-changed", "extension-changed", Documentation, Documentation,
        "extension changed", "what begins with `x-` binds nobody; the one that lists values has rows of its own"),
    row("order-changed", "order-changed", Documentation, Documentation,
        "order changed", "the same items as before"),
    row("default-written-out", "default-left-out", Documentation, Documentation,
        "written out what holds by default", "it held before"),
    row("default-left-out", "default-written-out", Documentation, Documentation,
        "left out what holds by default", "it holds still"),
    row("rust-item-changed", "rust-item-changed", Ok, Ok,
        "an item of the generated crate changed", "no one change of the spec stands for it"),
    row("unclassified", "unclassified", Warning, Warning,
        "changed in a way that no rule describes", "read it; a rule may be missing here"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_mirror_whose_mirror_it_is() {
        for this in RULES {
            let mirror =
                rule(this.mirror).unwrap_or_else(|| panic!("{} has no mirror {}", this.id, this.mirror));
            assert_eq!(mirror.mirror, this.id, "the mirror of {}", mirror.id);
        }
    }

    #[test]
    fn ids_are_unique() {
        for this in RULES {
            assert_eq!(RULES.iter().filter(|other| other.id == this.id).count(), 1, "{}", this.id);
        }
    }

    #[test]
    fn what_narrows_does_not_break_readers_and_what_widens_does_not_break_callers() {
        for this in RULES.iter().filter(|rule| rule.request != rule.response) {
            assert!(
                this.request <= Ok || this.response <= Ok || this.id.contains("-removed"),
                "{} breaks both, differently",
                this.id
            );
        }
    }

    #[test]
    fn every_row_says_what_and_why() {
        for this in RULES {
            assert!(!this.says.is_empty() && !this.why.is_empty(), "{}", this.id);
            assert!(!this.says.ends_with('.') && !this.why.ends_with('.'), "{}", this.id);
        }
    }
}
