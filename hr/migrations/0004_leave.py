"""Leave, vacation, holidays, requests."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hr", "0003_qualification_and_esocial")]
    operations = []
