#!/usr/bin/env python3
"""Hold every example of an OpenAPI document against openapi-core.

    validate_examples.py [--without-examples] DOCUMENT

Each request example is sent as a mock request, each response example as a mock
response to its operation and status, through openapi-core's own validation and
unmarshalling: routing, security, parameters, media types and schemas take part.

With --without-examples the document must have none, and is only loaded.

Exit code: 0 all examples are valid, 1 some are not, 2 nothing was validated.
"""

import json
import re
import sys
import traceback
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.templating.paths.finders import APICallPathFinder
from openapi_core.testing import MockRequest, MockResponse

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class CoreSchemaLoader(yaml.SafeLoader):
    """YAML with the core schema of YAML 1.2: dates and `no` are text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            # A status written without quotes would be a number in Python and text in JSON.
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is not text", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)

    def flatten_mapping(self, node):
        """Leave `<<` alone: merge keys are not part of YAML 1.2."""


def _implicit(tag, pattern, first):
    CoreSchemaLoader.add_implicit_resolver(tag, re.compile(pattern), first)


_implicit("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
_implicit("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
_implicit("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789"))
_implicit(
    "tag:yaml.org,2002:float",
    r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
    list("-+.0123456789"),
)
# In YAML 1.1 a leading zero means octal, and the underscore is allowed.
CoreSchemaLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 10)
)
CoreSchemaLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node))
)


class Unusable(Exception):
    """A part of the document that cannot be turned into a request or response."""


class Judge:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = yaml.load(file, Loader=CoreSchemaLoader)
        # Objects are open to what the server may add; an example is not: a field that
        # no schema describes is a slip of the pen.
        config = Config(additional_properties_default_policy="forbid")
        self.api = OpenAPI.from_dict(
            self.document, config=config, base_uri=Path(path).resolve().as_uri()
        )
        self.finder = APICallPathFinder(self.api.spec)
        servers = self.document.get("servers") or [{"url": "http://localhost"}]
        self.host = servers[0]["url"]
        self.requests = 0
        self.responses = 0
        self.without = 0
        self.failures = 0

    # -- the document -------------------------------------------------------

    def resolve(self, node):
        """Follow references within the document."""
        for _ in range(32):
            if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                return node
            reference = node["$ref"]
            if not reference.startswith("#/"):
                raise Unusable(f"{reference} points outside of the document")
            node = self.document
            for part in reference[2:].split("/"):
                part = part.replace("~1", "/").replace("~0", "~")
                if not isinstance(node, dict) or part not in node:
                    raise Unusable(f"{reference} points nowhere")
                node = node[part]
        raise Unusable("references go in a circle")

    def examples(self, holder):
        """The named examples of a media type or parameter, as (name, example)."""
        found = []
        if "example" in holder:
            found.append(("example", {"value": holder["example"]}))
        found.extend((holder.get("examples") or {}).items())
        return found

    def value(self, example):
        example = self.resolve(example)
        if not isinstance(example, dict) or "value" not in example:
            raise Unusable("the example has no value within the document")
        return example["value"]

    def stand_in(self, parameter):
        """A value for a parameter: its first example, or something of its type."""
        for _, example in self.examples(parameter):
            return self.value(example)
        schema = self.resolve(parameter.get("schema") or {})
        if schema.get("enum"):
            return schema["enum"][0]
        return {"integer": 1, "number": 1, "boolean": True}.get(schema.get("type"), "string")

    # -- one exchange -------------------------------------------------------

    def body(self, value, media_type):
        if re.search(r"[/+]json\b", media_type):
            return json.dumps(value).encode()
        if media_type.split(";")[0].strip() == "application/x-www-form-urlencoded":
            return urlencode(value, doseq=True).encode()
        if isinstance(value, str):
            return value.encode()
        raise Unusable(f"no way to write this value as {media_type}")

    def security(self, operation, headers, query, cookies):
        """Satisfy the first alternative of the operation's security."""
        wanted = operation.get("security", self.document.get("security")) or [{}]
        schemes = (self.document.get("components") or {}).get("securitySchemes") or {}
        for name in wanted[0]:
            scheme = self.resolve(schemes.get(name) or {})
            if scheme.get("type") == "http":
                headers["Authorization"] = f"{scheme['scheme']} judge"
            elif scheme.get("type") == "apiKey":
                {"header": headers, "query": query, "cookie": cookies}[scheme["in"]][
                    scheme["name"]
                ] = "judge"
            else:
                headers["Authorization"] = "Bearer judge"

    def request(self, template, item, method, operation, body=b"", media_type=None):
        parameters = {}
        for holder in (item, operation):
            for parameter in holder.get("parameters") or []:
                parameter = self.resolve(parameter)
                parameters[parameter["in"], parameter["name"]] = parameter
        path, values, headers, query, cookies = template, {}, {}, {}, {}
        for (place, name), parameter in parameters.items():
            if not (parameter.get("required") or self.examples(parameter)):
                continue
            value = self.stand_in(parameter)
            text = value if isinstance(value, str) else json.dumps(value)
            if place == "path":
                path = path.replace("{%s}" % name, quote(text, safe=""))
                values[name] = text
            else:
                {"query": query, "header": headers, "cookie": cookies}[place][name] = text
        self.security(operation, headers, query, cookies)
        found = self.finder.find(method, self.host + path)
        if found.path_result.pattern != template:
            raise Unusable(f"{path} is routed to {found.path_result.pattern}")
        return MockRequest(
            self.host,
            method,
            path,
            path_pattern=template,
            args=query,
            view_args=values,
            headers=headers,
            cookies=cookies,
            data=body,
            content_type=media_type or "application/json",
        )

    def errors(self, check, unmarshal, *exchange):
        errors = list(check(*exchange))
        if not errors:
            errors = list(unmarshal(*exchange).errors)
        return [describe(error) for error in errors]

    # -- all of them --------------------------------------------------------

    def fail(self, operation, status, name, why):
        self.failures += 1
        print(f"FAIL {operation} {status} {name}: {' '.join(str(why).split())}")

    def attempt(self, place, check):
        """One example; whatever goes wrong with it is a failure of this example."""
        try:
            errors = check()
        except Unusable as error:
            errors = [error]
        except Exception as error:  # openapi-core raises many kinds
            errors = [f"{type(error).__name__}: {error}"]
        if errors:
            self.fail(*place, "; ".join(str(error) for error in errors))

    def run(self):
        for template, item in (self.document.get("paths") or {}).items():
            item = self.resolve(item)
            for method in METHODS:
                if method in item:
                    self.operation(template, item, method, item[method])

    def operation(self, template, item, method, operation):
        label = operation.get("operationId") or f"{method.upper()} {template}"

        content = self.resolve(operation.get("requestBody") or {}).get("content") or {}
        for media_type, holder in content.items():
            examples = self.examples(holder)
            self.without += not examples
            for name, example in examples:
                self.requests += 1

                def check():
                    body = self.body(self.value(example), media_type)
                    request = self.request(template, item, method, operation, body, media_type)
                    return self.errors(
                        self.api.iter_request_errors, self.api.unmarshal_request, request
                    )

                self.attempt((label, "request", name), check)

        for status, response in (operation.get("responses") or {}).items():
            try:
                content = self.resolve(response).get("content") or {}
            except Unusable as error:
                self.fail(label, status, "-", error)
                continue
            for media_type, holder in content.items():
                examples = self.examples(holder)
                self.without += not examples
                for name, example in examples:
                    self.responses += 1

                    def check():
                        answer = MockResponse(
                            self.body(self.value(example), media_type),
                            status_code=status_code(status, operation["responses"]),
                            content_type=media_type,
                        )
                        request = self.request(template, item, method, operation)
                        return self.errors(
                            self.api.iter_response_errors,
                            self.api.unmarshal_response,
                            request,
                            answer,
                        )

                    self.attempt((label, status, name), check)


def status_code(status, others):
    """A code that is answered by this entry of the responses."""
    if status.isdigit():
        return int(status)
    hundreds = range(100, 600) if status == "default" else range(
        int(status[0]) * 100, int(status[0]) * 100 + 100
    )
    for code in hundreds:
        taken = str(code) in others or (status == "default" and f"{code // 100}XX" in others)
        if not taken:
            return code
    raise Unusable(f"no code is left for {status}")


def describe(error):
    """The schema errors behind an error of openapi-core, each with its place."""
    causes = []
    cause = error
    while cause is not None:
        for found in getattr(cause, "schema_errors", ()):
            place = "/" + "/".join(str(part) for part in getattr(found, "absolute_path", ()))
            causes.append(f"{place}: {getattr(found, 'message', found)}")
        cause = cause.__cause__
    return "; ".join(causes) or f"{type(error).__name__}: {error} {error.__cause__ or ''}"


def main(arguments):
    without = arguments[:1] == ["--without-examples"]
    arguments = arguments[without:]
    if len(arguments) != 1:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        judge = Judge(arguments[0])
    except Exception:
        traceback.print_exc(limit=1)
        print("0 examples validated: the document cannot be used")
        return 2
    judge.run()
    total = judge.requests + judge.responses
    print(
        f"{total} examples validated ({judge.requests} of requests, {judge.responses} of"
        f" responses), {judge.failures} failures; {judge.without} bodies without an example"
    )
    if judge.failures or (without and total):
        return 1
    return 0 if total or without else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
