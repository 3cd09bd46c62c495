"""What gunicorn loads."""

import os
import sys

from cruddur import create_app
from cruddur.settings import Settings, SettingsError

try:
    app = create_app(Settings.from_environment(os.environ))
except SettingsError as error:
    sys.exit(f"The backend does not start:\n{error}")
