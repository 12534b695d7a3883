"""The hooks for sequences of requests.

Both changes of Schemathesis are of the version in requirements.txt. Were one to lose its effect, nothing of two merchants would be
compared, and `cargo xtask conformance` fails.
"""

import schemathesis
from hooks import *  # noqa: F403
from schemathesis.specs.openapi import stateful


def begins_a_sequence(operation, *_):
    """Whether a sequence may begin with it: nothing need be there before. Schemathesis would begin with captures of made-up payments."""
    return {parameter.name for parameter in operation.path_parameters} <= {"merchantId"}


stateful.is_likely_root_transition = begins_a_sequence


@schemathesis.hook
def after_load_schema(context, schema):
    """Has sequences take values from links alone.

    Schemathesis also draws from what other sequences were answered, by how often each value was used. So a sequence that is begun
    again differs from before, which Hypothesis takes for an error: then Schemathesis ends the phase early, and says nothing.
    """
    schema.create_extra_data_source = lambda: None
