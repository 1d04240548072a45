"""Small things that every act on an admission shares."""

from collections.abc import Callable
from typing import Any

from hr.views.admission.forms import AdmissionForm
from hr.views.admission.scene import Scene

POST = ("GET", "POST")


def question(words: Any) -> Callable[[Scene], str]:
    """The title of a dialog with the person's name in it."""
    return lambda scene: str(words) % {"name": scene.name}


def of(form: Any, scene: Scene) -> dict[str, Any]:
    """What every service wants: which admission, in the version that was looked at."""
    return {"number": scene.admission.number, "version": form.cleaned_data.get("version") or 0}


def say(icon: str, text: str) -> dict[str, str]:
    return {"icon": icon, "text": text}


def plain(form: type[AdmissionForm]) -> Callable[[Any, Scene], AdmissionForm]:
    """A form that begins empty but for the version."""
    return lambda data, scene: form(data, initial={"version": scene.admission.version})
