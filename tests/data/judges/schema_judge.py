"""Judges JSON documents under a JSON Schema of draft 2020-12, and the schema by its metaschema before them.

    schema_judge.py FILE

FILE is JSON: the schema under "schema", and under "documents" the text of each by a name. Prints JSON: for each name what
is wrong with its document, one sentence an error, with its place. Exit status 3 is a schema that is none, with the
reason on standard output; anything else but 0 means that the judge itself broke.
"""

import json
import sys

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

REFUSED = 3


def main(file):
    with open(file, encoding="utf-8") as opened:
        case = json.load(opened)
    try:
        Draft202012Validator.check_schema(case["schema"])
    except SchemaError as error:
        print(f"{error.json_path}: {error.message}")
        sys.exit(REFUSED)
    judge = Draft202012Validator(case["schema"])
    print(json.dumps({name: errors(judge, json.loads(text)) for name, text in case["documents"].items()}))


def errors(judge, document):
    return [f"{error.json_path}: {error.message[:200]}" for error in judge.iter_errors(document)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
