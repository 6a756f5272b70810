"""The table of languages; another one is a folder beside this module and a row here."""

from tracking_plan.usage.languages.javascript.language import JAVASCRIPT, TYPESCRIPT
from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.languages.python.language import PYTHON

LANGUAGES = Languages((PYTHON, JAVASCRIPT, TYPESCRIPT))
