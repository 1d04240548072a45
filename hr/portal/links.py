"""The address of a link.  The token stands behind the #: browsers never send it to a server, a proxy or the next page."""

from django.urls import reverse


def entry_path(token: str) -> str:
    """/portal/entrar/#token, below the installation's own address."""
    return f"{reverse('portal_enter')}#{token}"
