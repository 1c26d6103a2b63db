//! progenitor's output for a spec that has one of everything, for the tests of the passes.

use syn::File;

use crate::{
    generate::generate,
    lower::{Facts, Lowered, lower},
};
use specwright_document::Document;

const SPEC: &str = "
openapi: 3.0.3
info: {title: Lamps, version: 1.0.0}
paths:
  /lamps/{lampId}/{part}:
    put:
      operationId: setLamp
      summary: Set a lamp
      parameters:
        - {name: lampId, in: path, required: true, description: Which lamp., schema: {type: string}}
        - {name: part, in: path, required: true, schema: {type: integer}}
        - {name: X-Hand, in: header, required: true, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Lamp'}}}}
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Lamp'}}}}
        '404': {description: None., content: {text/plain: {schema: {type: string}}}}
  /lamps:
    delete:
      operationId: dropLamps
      responses:
        '200': {description: Done., content: {application/json: {schema: {type: object, additionalProperties: false}}}}
components:
  schemas:
    Lamp:
      type: object
      required: [state]
      properties:
        state: {description: What it does., allOf: [{$ref: '#/components/schemas/LampState'}]}
        base: {$ref: '#/components/schemas/Base'}
        pin: {type: string, format: password}
    Base:
      type: object
      x-lenient: true
      required: [plug]
      properties:
        plug: {type: string}
        watts: {type: integer}
        lamps: {type: array, items: {type: string}}
    LampState: {type: string, description: Lit or not., x-extensible-enum: ['on', 'off']}
";

/// The output before any pass, and what the passes are told.
pub(super) fn sample() -> (File, Facts) {
    let document = Document::parse("sample", SPEC.as_bytes()).unwrap();
    let Lowered { value, facts } = lower(&document);
    (generate(&value).unwrap(), facts)
}

/// The code as a person reads it.
pub(super) fn text(file: &File) -> String {
    prettyplease::unparse(file)
}
