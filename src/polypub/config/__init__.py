"""The configuration of a site: found, read, checked, with every problem at once."""

from polypub.config.load import find_project, load_project
from polypub.config.project import Project

__all__ = ["Project", "find_project", "load_project"]
