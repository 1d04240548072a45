"""Qualification of CPFs, eSocial events and schemas."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hr", "0002_portal")]
    operations = []
