"""What the desk does by itself: leases end."""

from celery import shared_task
from django.utils import timezone

from factcheck.review import leases
from factcheck.review.models import Lease


@shared_task
def end_leases() -> None:
    for lease in Lease.objects.filter(expires_at__lte=timezone.now()).select_related("holder"):
        leases.end(lease)
