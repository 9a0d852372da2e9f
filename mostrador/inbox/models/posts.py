"""Post: what a public thread hangs under."""

from typing import ClassVar

from django.db import models

from mostrador.accounts.models import Member
from mostrador.doors.models import Door


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, member: Member) -> "PostQuerySet":
        return self.filter(door__in=Door.objects.visible_to(member))


class Post(models.Model):
    """The words above the comments, once for everybody who comments in that thread."""

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="posts", db_index=False)
    thread = models.CharField(max_length=255)
    text = models.TextField(blank=True, default="")
    url = models.CharField(max_length=1000, blank=True, default="")
    published_at = models.DateTimeField(null=True)
    picture_url = models.CharField(max_length=1000, blank=True, default="", help_text="Where the channel fetches it.")
    picture_key = models.CharField(max_length=60, blank=True, default="", help_text="Where we keep it; empty: not yet.")
    picture_type = models.CharField(max_length=100, blank=True, default="")

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]  # as for conversations

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "thread"], name="one_post_per_thread")]
