//! What every answer says first: a status word, a code and a sentence (Retail API, section 1.2).

use document::{Fault, Object, Problem, Record, Schemas, Text, Tree, Value as _, record};
use domain::{ReturnCode, Title};

/// Arguments of one wrong field that are told.
const MAX_ARGUMENTS: usize = 255;
type Short = Text<0, 255>;

record! {
    pub(crate) struct ApiResult as "Result" {
        title: Title = "title",
        code: Code = "code",
        detail: Short = "detail",
    }
}

record! {
    /// The body of a 400.
    pub(crate) struct BadRequest as "BadRequestResult" {
        ..result: ApiResult,
        invalid_params: Vec<InvalidParam> = "invalidParams",
    }
}

record! {
    /// A field that breaks a rule.
    pub(crate) struct InvalidParam as "InvalidParams" {
        name: Short = "name",
        reason: Short = "reason",
        codes: Vec<Short> = "codes",
        arguments: Vec<Short> = "arguments",
    }
}

impl ApiResult {
    /// Returns the result of what was done or tried.
    pub(crate) fn of(code: ReturnCode) -> Self {
        Self { title: code.title(), code: Code(code), detail: Short::cut(code.text()) }
    }

    /// Returns the result of what was tried, with a title of its own.
    pub(crate) fn titled(title: Title, code: ReturnCode) -> Self {
        Self { title, ..Self::of(code) }
    }

    /// Returns the result of what was not tried. Its word is ERROR, whatever the code means elsewhere
    /// (behaviour, section 1.8).
    pub(crate) fn refusal(code: ReturnCode, detail: &str) -> Self {
        Self { title: Title::Error, code: Code(code), detail: Short::cut(detail) }
    }
}

impl BadRequest {
    pub(crate) fn new(code: ReturnCode, detail: &str, problems: &[Problem]) -> Self {
        let invalid_params = problems.iter().map(InvalidParam::of).collect();
        Self { result: ApiResult::refusal(code, detail), invalid_params }
    }
}

impl InvalidParam {
    fn of(problem: &Problem) -> Self {
        let arguments = problem.fault.arguments();
        Self {
            name: Short::cut(&problem.name),
            reason: Short::cut(&problem.fault.to_string()),
            codes: vec![Short::cut(problem.fault.code())],
            arguments: arguments.iter().take(MAX_ARGUMENTS).map(|text| Short::cut(text)).collect(),
        }
    }
}

/// A return code as answers write it.
#[derive(Clone, PartialEq)]
pub(crate) struct Code(pub(crate) ReturnCode);

document::text_value!(
    Code,
    |text: &str| ReturnCode::parse(text).map(Code).ok_or(Fault::Unknown("a return code")),
    |value: &Code| value.0.code(),
    Object::new().with("type", "string").with("maxLength", 5)
);

/// Returns the body of a success: the result stands beside the members of the resource.
pub(crate) fn success(result: &ApiResult, resource: &impl Record) -> Object {
    let mut body = Object::new().with("result", result.write());
    resource.write_members(&mut body);
    body
}

/// Returns the schema of that body.
pub(crate) fn success_schema<R: Record>(schemas: &mut Schemas) -> Tree {
    let mut properties = Object::new().with("result", ApiResult::schema(schemas));
    let mut required = vec!["result".into()];
    R::member_schemas(schemas, &mut properties, &mut required);
    Object::new().with("type", "object").with("properties", properties).with("required", required).into()
}
