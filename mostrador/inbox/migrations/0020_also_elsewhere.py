from django.db import migrations, models
from django.db.models import Exists, OuterRef


def note_who_has_words_from_elsewhere(apps, schema_editor):
    case, message = apps.get_model("inbox", "Case"), apps.get_model("inbox", "Message")
    elsewhere = message.objects.filter(case=OuterRef("pk")).exclude(conversation=OuterRef("conversation"))
    case.objects.filter(Exists(elsewhere)).update(also_elsewhere=True)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0019_slips")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="also_elsewhere",
            field=models.BooleanField(
                default=False,
                help_text="Words from another conversation were put into it once: only then are they looked for.",
            ),
        ),
        migrations.RunPython(note_who_has_words_from_elsewhere, migrations.RunPython.noop),
    ]
