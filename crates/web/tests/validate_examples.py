"""Checks every schema of an OpenAPI 3.1 description, and every example against its schema (JSON Schema 2020-12)."""

import json
import sys

from jsonschema import Draft202012Validator, RefResolver

description = json.load(open(sys.argv[1], encoding="utf-8"))
assert description["openapi"].startswith("3.1"), description["openapi"]
resolver = RefResolver("", description)
checked = 0


def check(schema, example, place):
    global checked
    faults = list(Draft202012Validator(schema, resolver=resolver).iter_errors(example))
    for fault in faults:
        print(f"{place}: {list(fault.absolute_path)} {fault.message}")
    if faults:
        sys.exit(1)
    checked += 1


for name, schema in description["components"]["schemas"].items():
    Draft202012Validator.check_schema(schema)

for path, item in description["paths"].items():
    for method, operation in item.items():
        contents = [("request", operation.get("requestBody", {}))] + list(operation["responses"].items())
        for place, holder in contents:
            assert place == "request" or holder["description"], (path, method, place)
            for content in holder.get("content", {}).values():
                Draft202012Validator.check_schema(content["schema"])
                examples = [named["value"] for named in content.get("examples", {}).values()]
                examples += [content["example"]] if "example" in content else []
                for example in examples:
                    check(content["schema"], example, f"{method} {path} {place}")

print(f"{checked} examples are valid")
