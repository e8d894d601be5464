"""What happens at night to what nobody needs."""

from celery import shared_task
from django.utils import timezone

from factcheck.privacy import clearing
from factcheck.privacy.models import Retention


@shared_task
def clear_out() -> None:
    """Remove what desks no longer keep, one desk after the other."""
    for kept in Retention.objects.select_related("desk").order_by("pk"):
        clearing.clear(kept, timezone.now())
