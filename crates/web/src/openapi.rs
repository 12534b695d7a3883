//! `/openapi.json`: OpenAPI 3.1, made of the list of endpoints and the declarations of the records.

use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use document::{Object, Schemas, Tree, read_json, write_json_pretty};
use domain::Title;

use crate::{
    api::v1::{ENDPOINTS, Operation},
    app::App,
};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/openapi.json", get(serve))
}

async fn serve() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], description()).into_response()
}

/// The whole description, as text for people and machines.
pub fn description() -> String {
    let mut schemas = Schemas::new();
    let mut paths = Object::new();
    for endpoint in ENDPOINTS {
        let operation = (endpoint.operation)(&mut schemas);
        let method = operation.method;
        paths.set(endpoint.path, Object::new().with(method, write(operation, &mut schemas)));
    }
    let basic = Object::new()
        .with("type", "http")
        .with("scheme", "basic")
        .with("description", "User: merchant id. Password: access key.");
    let components = Object::new()
        .with("securitySchemes", Object::new().with("basicAuth", basic))
        .with("schemas", schemas.into_tree());
    let license = Object::new().with("name", "MIT OR Apache-2.0").with("identifier", "MIT OR Apache-2.0");
    let info = Object::new()
        .with("title", "Guichet")
        .with("version", env!("CARGO_PKG_VERSION"))
        .with("description", "A payment gateway, compatible with the Monext Retail API.")
        .with("license", license);
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", info)
        .with("servers", vec![Tree::from(Object::new().with("url", "https://127.0.0.1:8443"))])
        .with("security", vec![Tree::from(Object::new().with("basicAuth", Vec::<Tree>::new()))])
        .with("paths", paths)
        .with("components", components);
    write_json_pretty(&document.into()) + "\n"
}

fn write(operation: Operation, schemas: &mut Schemas) -> Object {
    let mut responses = Object::new();
    let mut all = operation.responses;
    all.push(("400", invalid(schemas)));
    all.push(("401", refusal(schemas, "No, wrong or locked credentials: 09101, 09102")));
    all.push(("500", refusal(schemas, "Our own fault: 02101")));
    all.push(("503", refusal(schemas, "Nothing was done; try again after the seconds of Retry-After")));
    all.sort_by_key(|(status, _)| *status);
    for (status, response) in all {
        responses.set(status, response);
    }
    let mut object = Object::new()
        .with("operationId", operation.id)
        .with("tags", vec![operation.tag])
        .with("summary", operation.summary);
    if !operation.description.is_empty() {
        object.set("description", operation.description);
    }
    if !operation.parameters.is_empty() {
        object.set("parameters", operation.parameters);
    }
    if let Some(body) = operation.request_body {
        object.set("requestBody", body);
    }
    object.with("responses", responses)
}

pub(crate) fn path_parameter(name: &str, description: &str) -> Object {
    parameter(name, "path", true, description)
}

pub(crate) fn header_parameter(name: &str, description: &str) -> Object {
    parameter(name, "header", false, description)
}

fn parameter(name: &str, place: &str, required: bool, description: &str) -> Object {
    Object::new()
        .with("name", name)
        .with("in", place)
        .with("required", required)
        .with("description", description)
        .with("schema", Object::new().with("type", "string"))
}

/// A success: a result beside the members of the resource.
pub(crate) fn success(
    schemas: &mut Schemas,
    description: &str,
    members: &[(&str, Tree)],
    example: &str,
) -> Object {
    let mut properties = Object::new().with("result", result(schemas));
    for (name, schema) in members {
        properties.set(*name, schema.clone());
    }
    let schema =
        Object::new().with("type", "object").with("properties", properties).with("required", vec!["result"]);
    let example = read_json(example.as_bytes()).expect("an example is JSON");
    response(description, Object::new().with("schema", schema).with("example", example))
}

/// A refusal: the result is the body.
pub(crate) fn refusal(schemas: &mut Schemas, description: &str) -> Object {
    response(description, Object::new().with("schema", result(schemas)))
}

fn response(description: &str, json: Object) -> Object {
    Object::new()
        .with("description", description)
        .with("content", Object::new().with("application/json", json))
}

fn result(schemas: &mut Schemas) -> Tree {
    schemas.component("Result", |_| {
        let text = |max: i64| Object::new().with("type", "string").with("maxLength", max);
        let title = Object::new().with("type", "string").with("enum", Title::WORDS.to_vec());
        let properties = Object::new().with("title", title).with("code", text(5)).with("detail", text(255));
        Object::new()
            .with("type", "object")
            .with("properties", properties)
            .with("required", vec!["title", "code", "detail"])
            .into()
    })
}

fn invalid(schemas: &mut Schemas) -> Object {
    let schema = schemas.component("BadRequestResult", |schemas| {
        let text = Object::new().with("type", "string").with("maxLength", 255);
        let texts = Object::new().with("type", "array").with("items", text.clone());
        let param = Object::new()
            .with("name", text.clone())
            .with("reason", text)
            .with("codes", texts.clone())
            .with("arguments", texts);
        let param = Object::new().with("type", "object").with("properties", param);
        let params = Object::new().with("type", "array").with("items", param);
        let own = Object::new()
            .with("type", "object")
            .with("properties", Object::new().with("invalidParams", params));
        Object::new().with("allOf", vec![result(schemas), own.into()]).into()
    });
    let example = r#"{"title":"ERROR","code":"02305","detail":"order.amount is required","invalidParams":[
        {"name":"order.amount","reason":"is required","codes":["{field.required}"],"arguments":[]}]}"#;
    let example = read_json(example.as_bytes()).expect("an example is JSON");
    response(
        "Every field that breaks a rule, at once",
        Object::new().with("schema", schema).with("example", example),
    )
}
