//! The query of a URL as a record.

use std::collections::HashSet;

use axum::http::Uri;
use document::{Fault, Object, Path, Problem, Problems, Record, Schemas, Tree};
use gateway::Refusal;

use crate::openapi::{Parameter, query_parameter};

/// The largest number of parameters of a query. No collection has half as many.
const MOST: usize = 50;

/// Reads the query of a request. The refusal names every parameter that is unknown, given twice or breaks a rule.
pub(crate) fn read<Q: Record>(uri: &Uri) -> Result<Q, Refusal> {
    let query = uri.query().unwrap_or_default();
    let mut problems = Problems::new();
    let object = to_object(query, &properties::<Q>(), &mut problems);
    let read = Q::read_members(&object, &Path::ROOT, &mut problems);
    let faults = problems.into_vec();
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        _ => Err(Refusal::Malformed(once_each(faults))),
    }
}

/// Returns what the description says of the parameters of a query.
pub(crate) fn parameters<Q: Record>() -> Vec<Parameter> {
    properties::<Q>()
        .iter()
        .filter_map(|(name, schema)| Some(query_parameter(name, schema.as_object()?.clone())))
        .collect()
}

/// Refuses ranges whose end is before their beginning, each by the name of its end.
pub(crate) fn check_ranges(ends: &[(&str, bool)]) -> Result<(), Refusal> {
    let problem = |name: &str| Problem {
        name: name.to_owned(),
        fault: Fault::Rule("must not be before the beginning of its range"),
    };
    let problems: Vec<Problem> =
        ends.iter().filter(|(_, is_reversed)| *is_reversed).map(|(name, _)| problem(name)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Malformed(problems)) }
}

fn properties<Q: Record>() -> Object {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    Q::member_schemas(&mut Schemas::new(), &mut properties, &mut required);
    properties
}

/// Makes an object of the query. The values become what the schemas of the parameters say: integers, lists or texts.
fn to_object(query: &str, properties: &Object, problems: &mut Problems) -> Object {
    let mut object = Object::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()).take(MOST) {
        // No text of an answer has a NUL, and no parameter has one in its name.
        let name = name.replace('\0', "\u{fffd}");
        let at = Path::ROOT.member(&name);
        let Some(schema) = properties.get(&name) else {
            problems.add(&at, Fault::Rule("is no parameter of this collection: see /openapi.json"));
            continue;
        };
        // What is no UTF-8 was decoded to this sign.
        if value.contains('\u{fffd}') {
            problems.add(&at, Fault::Pattern("a text in UTF-8"));
            continue;
        }
        let is = |kind| schema.at(&["type"]).and_then(Tree::as_text) == Some(kind);
        let value = if is("integer") { to_integer(&value) } else { Tree::text(value) };
        match object.get_mut(&name) {
            None if is("array") => object.set(name, Tree::List(vec![value])),
            None => object.set(name, value),
            Some(Tree::List(items)) => items.push(value),
            Some(_) => problems.add(&at, Fault::Rule("may be given once")),
        }
    }
    if form_urlencoded::parse(query.as_bytes()).nth(MOST).is_some() {
        problems.add(&Path::ROOT, Fault::Rule("has more than 50 parameters in its URL"));
    }
    object
}

/// What is no integer stays a text, of which the type of the parameter says that it must be an integer.
fn to_integer(text: &str) -> Tree {
    text.parse().map_or_else(|_| Tree::text(text), Tree::Integer)
}

/// Leaves out what is said of a parameter again: one that came twice says the same twice.
fn once_each(mut faults: Vec<Problem>) -> Vec<Problem> {
    let mut said = HashSet::new();
    faults.retain(|problem| said.insert((problem.name.clone(), problem.fault.to_string())));
    faults
}

#[cfg(test)]
mod tests {
    use document::{Moment, record};
    use primitives::{Amount, OrderReference};

    use super::{
        super::{PageIndex, PageSize, Sort, sort_field},
        *,
    };

    sort_field! {
        enum Field { Date = "date", }
    }

    record! {
        struct Asked as "Asked" {
            size: Option<PageSize> = "size",
            page: Option<PageIndex> = "page",
            sort: Option<Vec<Sort<Field>>> = "sort",
            from: Option<Moment> = "dateFrom",
            amount: Option<Amount> = "amountFrom",
            reference: Option<OrderReference> = "order.reference",
        }
    }

    fn read(query: &str) -> Option<Asked> {
        super::read(&format!("/v1?{query}").parse().unwrap()).ok()
    }

    fn wrong_names(query: &str) -> Vec<String> {
        match super::read::<Asked>(&format!("/v1?{query}").parse().unwrap()) {
            Err(Refusal::Malformed(problems)) => problems.into_iter().map(|problem| problem.name).collect(),
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("{query} is taken"),
        }
    }

    #[test]
    fn a_query_becomes_a_record() {
        let asked = read("size=3&page=0&sort=date,desc&sort=date&order.reference=a%20b%2B+c&amountFrom=12");
        let asked = asked.unwrap();
        assert_eq!((asked.size.unwrap().number(), asked.page.unwrap().number()), (3, 0));
        let [first, second] = asked.sort.unwrap()[..] else { panic!() };
        assert!(first.is_descending() && !second.is_descending());
        assert_eq!(asked.reference.unwrap().as_str(), "a b+ c");
        assert_eq!(asked.amount.unwrap().minor_units(), 12);
        assert!(read("").is_some());
    }

    #[test]
    fn every_parameter_that_breaks_a_rule_is_named() {
        let query =
            "size=0&page=-1&sort=name,up&order=x&size=201&dateFrom=2026-11-28T00:00:00&amountFrom=1e3x";
        assert_eq!(
            wrong_names(query),
            ["order", "size", "size", "page", "sort[0]", "dateFrom", "amountFrom"]
        );
    }

    #[test]
    fn a_name_is_given_back_without_nul() {
        assert_eq!(wrong_names("a%00b=1"), ["a\u{fffd}b"]);
    }

    #[test]
    fn more_parameters_than_any_collection_has_are_refused() {
        assert_eq!(wrong_names(&"a=1&".repeat(60)).len(), 2);
    }
}
