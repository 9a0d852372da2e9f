from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_consent")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="label",
            field=models.CharField(
                blank=True, default="", help_text="What people called them, with evidence: troll.", max_length=10
            ),
        ),
    ]
