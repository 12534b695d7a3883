//! One answer of an operation, as the description shows it.

use axum::http::StatusCode;
use document::{Fault, Object, Path, Problems, Record, Schemas, Tree, Value as _, read_json};
use domain::ReturnCode;

use super::header::{self, Header};
use crate::result::{self, ApiResult, BadRequest};

/// Returns the schema of a body.
type SchemaOf = fn(&mut Schemas) -> Tree;

/// An answer: its status, headers, schema and example.
pub(crate) struct Response {
    pub(super) status: StatusCode,
    description: String,
    headers: Vec<Header>,
    /// Media type and schema. `None` where the answer has no body.
    content: Option<(&'static str, SchemaOf)>,
    example: Option<Tree>,
}

/// Describes a success that answers with `R`. `example` is the JSON of an `R` without the result. It is read
/// and written by the record, so that it has the form of a live answer.
pub(crate) fn success<R: Record>(
    status: StatusCode,
    description: &str,
    code: ReturnCode,
    example: &str,
) -> Response {
    let example = result::success(&ApiResult::of(code), &read::<R>(example)).into();
    Response { example: Some(example), ..json(status, description, result::success_schema::<R>) }
}

/// Describes a refusal, whose body is the result alone.
pub(crate) fn refusal(status: StatusCode, description: &str) -> Response {
    json(status, description, ApiResult::schema)
}

/// Describes a success whose body is plain text.
pub(crate) fn text(status: StatusCode, description: &str, example: &str) -> Response {
    let schema = |_: &mut Schemas| Object::new().with("type", "string").into();
    let content = Some(("text/plain", schema as SchemaOf));
    Response { content, example: Some(example.into()), ..json(status, description, schema) }
}

/// Describes a success that has no body.
pub(crate) fn bodiless(status: StatusCode, description: &str) -> Response {
    Response { content: None, ..json(status, description, ApiResult::schema) }
}

/// Describes the refusal of a malformed request, which lists every field that breaks a rule.
pub(crate) fn malformed(description: &str) -> Response {
    let mut problems = Problems::new();
    problems.add(&Path::ROOT.member("order").member("amount"), Fault::Missing);
    let problems = problems.into_vec();
    let example = BadRequest::new(ReturnCode::FIELD_FORMAT, "order.amount is required", &problems).write();
    Response { example: Some(example), ..json(StatusCode::BAD_REQUEST, description, BadRequest::schema) }
}

fn json(status: StatusCode, description: &str, schema: SchemaOf) -> Response {
    let description = description.to_owned();
    let content = Some(("application/json", schema));
    Response { status, description, headers: Vec::new(), content, example: None }
}

fn read<R: Record>(example: &str) -> R {
    let tree = read_json(example.as_bytes()).expect("an example is JSON");
    let mut problems = Problems::new();
    R::from_document(&tree, &mut problems)
        .unwrap_or_else(|| panic!("the example of {}: {:?}", R::NAME, problems.into_vec()))
}

impl Response {
    pub(super) fn with_header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// Adds the description of another reason for the same status.
    pub(super) fn add_reason(&mut self, other: &Self) {
        self.description.push_str(". ");
        self.description.push_str(&other.description);
    }

    pub(super) fn write(self, schemas: &mut Schemas) -> Object {
        let mut response = Object::new().with("description", self.description);
        if !self.headers.is_empty() {
            response.set("headers", header::references(&self.headers));
        }
        let Some((media_type, schema)) = self.content else { return response };
        let mut content = Object::new().with("schema", schema(schemas));
        if let Some(example) = self.example {
            content.set("example", example);
        }
        response.with("content", Object::new().with(media_type, content))
    }
}
