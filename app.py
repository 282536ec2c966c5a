"""The application that `flask --app app` and a WSGI server look for."""

import sys

from pydantic import ValidationError

from mmo import create_app
from mmo.compliance.loading import BadRuleFile

try:
    app = create_app()
except BadRuleFile as error:
    sys.exit(str(error))
except ValidationError as error:  # a setting of the environment
    sys.exit("\n".join(f"{each['loc'][0]}: {each['msg']}" for each in error.errors()))
