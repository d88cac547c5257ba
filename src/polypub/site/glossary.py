"""The site's own glossary: `locales/glossary.csv`."""

from __future__ import annotations

from polypub.config.project import Project
from polypub.errors import Problem, SourceError
from polypub.formats.glossary import Glossary, read_glossary

GLOSSARY_FILE = "locales/glossary.csv"


def load_glossary(project: Project) -> Glossary:
    """The terms of the site; none where it has no glossary. SourceError with every problem of the file at once."""
    try:
        data = (project.root / GLOSSARY_FILE).read_bytes()
    except FileNotFoundError:
        return Glossary(path=GLOSSARY_FILE)
    except OSError as error:
        raise SourceError(Problem(f"cannot be read: {error.strerror}", GLOSSARY_FILE)) from None
    return read_glossary(data, GLOSSARY_FILE)
