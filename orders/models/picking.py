"""Picking: waves of orders, the boxes they fill, the shelves they visit, and every read of the scanner."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.models.checks import one_of


class PickingWave(models.Model):
    """
    Orders that are picked in one walk.  Its key is its number: gaps are harmless.

    ``status`` follows from its boxes and lines (services.picking.progress) and is never set by hand.  ``token`` is made
    by the form that asked: a double click is one wave.
    """

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("wave", "Waiting")
        PICKING = "picking", _("Picking")
        PACKING = "packing", _("Checking")
        DONE = "done", pgettext_lazy("wave", "Finished")
        CANCELLED = "cancelled", pgettext_lazy("wave", "Cancelled")

    token = models.UUIDField(unique=True, editable=False)
    warehouse = models.ForeignKey("inventory.Location", models.PROTECT, related_name="+", verbose_name=_("warehouse"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    assigned_name = models.CharField(_("assigned to"), max_length=150, blank=True)
    created_at = models.DateTimeField(pgettext_lazy("wave", "created"))
    created_by_name = models.CharField(_("created by"), max_length=150)
    picked_at = models.DateTimeField(_("picked"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("picking wave")
        verbose_name_plural = _("picking waves")
        ordering = ["-id"]
        constraints = [
            one_of("status", ["open", "picking", "packing", "done", "cancelled"], name="orders_wave_status"),
            models.CheckConstraint(
                condition=Q(status__in=["done", "cancelled"]) ^ Q(finished_at__isnull=True), name="orders_wave_finished"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="orders_wave_active")]

    def __str__(self) -> str:
        return str(self.pk)


class WaveOrder(models.Model):
    """
    One order of a wave and the box that it fills.

    ``dropped`` means that it left the wave unshipped: ``drop_reason`` is a code of orders.states, short_picked,
    put_back or wave_cancelled; what was picked goes back to its shelves.
    """

    class State(models.TextChoices):
        PICKING = "picking", _("Picking")
        PACKED = "packed", pgettext_lazy("box", "Packed")
        SHIPPED = "shipped", pgettext_lazy("box", "Shipped")
        DROPPED = "dropped", pgettext_lazy("box", "Taken out")

    ACTIVE = (State.PICKING, State.PACKED)

    wave = models.ForeignKey(PickingWave, models.PROTECT, related_name="boxes", db_index=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="+", verbose_name=_("order"))
    box = models.PositiveSmallIntegerField(_("box"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PICKING)
    parcels = models.PositiveSmallIntegerField(_("parcels"), default=1)
    weight_grams = models.PositiveIntegerField(_("weight (g)"), default=0)
    length_cm = models.PositiveSmallIntegerField(_("length (cm)"), default=0)
    width_cm = models.PositiveSmallIntegerField(_("width (cm)"), default=0)
    height_cm = models.PositiveSmallIntegerField(_("height (cm)"), default=0)
    packed_at = models.DateTimeField(_("packed"), null=True, blank=True)
    packed_by_name = models.CharField(max_length=150, blank=True)
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_code = models.CharField(_("tracking"), max_length=80, blank=True)
    shipment = models.CharField(_("shipment"), max_length=24, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(max_length=24, blank=True)

    class Meta:
        verbose_name = _("box")
        verbose_name_plural = _("boxes")
        ordering = ["wave", "box"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "box"], name="orders_waveorder_box"),
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=["picking", "packed"]), name="orders_waveorder_one_wave"),
            # One code, one parcel: the same label read twice would send two parcels to one place in the carrier's system.
            models.UniqueConstraint(fields=["tracking_code"], condition=~Q(tracking_code=""), name="orders_waveorder_tracking"),
            one_of("state", ["picking", "packed", "shipped", "dropped"], name="orders_waveorder_state"),
            models.CheckConstraint(condition=Q(parcels__gte=1, parcels__lte=99), name="orders_waveorder_parcels"),
            models.CheckConstraint(condition=Q(state="shipped") ^ Q(shipment=""), name="orders_waveorder_shipment"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="packed"), name="orders_waveorder_packed"),
            models.Index(fields=["shipped_at"], condition=Q(state="shipped"), name="orders_waveorder_shipped"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}/{self.box}"


class PickLine(models.Model):
    """
    ``quantity`` pieces of one variant from one shelf into one box.  Place, SKU, name and barcode are snapshots.

    ``route`` orders the walk; a skipped line comes again after the others.  ``short`` were not there; of these
    ``moved`` were promised from another shelf, on a line of their own.  ``checked`` were read again at the bench.
    """

    wave = models.ForeignKey(PickingWave, models.PROTECT, related_name="lines", db_index=False)
    wave_order = models.ForeignKey(WaveOrder, models.PROTECT, related_name="lines")
    variant = models.ForeignKey("inventory.Variant", models.PROTECT, related_name="+", db_index=False, verbose_name=_("variant"))
    location = models.ForeignKey("inventory.Location", models.PROTECT, related_name="+", db_index=False, verbose_name=_("location"))
    place = models.CharField(pgettext_lazy("shelf", "position"), max_length=20)
    route = models.PositiveIntegerField()
    sku = models.CharField(_("SKU"), max_length=64)
    name = models.CharField(_("name"), max_length=330)
    ean = models.CharField(_("barcode (EAN)"), max_length=14, blank=True)
    weight_grams = models.PositiveIntegerField(default=0)
    quantity = models.PositiveIntegerField(_("quantity"))
    picked = models.PositiveIntegerField(_("picked"), default=0)
    short = models.PositiveIntegerField(_("missing"), default=0)
    moved = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(_("checked"), default=0)
    skips = models.PositiveSmallIntegerField(default=0)
    short_reason = models.CharField(_("reason"), max_length=10, blank=True)
    short_at = models.DateTimeField(null=True, blank=True)
    short_by_name = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("pick line")
        verbose_name_plural = _("pick lines")
        ordering = ["wave", "skips", "route"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_pickline_quantity"),
            models.CheckConstraint(condition=Q(quantity__gte=F("picked") + F("short")), name="orders_pickline_not_over"),
            models.CheckConstraint(condition=Q(checked__lte=F("picked")), name="orders_pickline_checked"),
            models.CheckConstraint(condition=Q(moved__lte=F("short")), name="orders_pickline_moved"),
            one_of("short_reason", ["", "missing", "damaged"], name="orders_pickline_reason"),
        ]
        indexes = [
            models.Index(fields=["wave", "skips", "route"], name="orders_pickline_route"),
            models.Index(fields=["short_at"], condition=Q(short__gt=0, settled_at__isnull=True), name="orders_pickline_short"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.sku}"

    @property
    def open_quantity(self) -> int:
        """Pieces still to take from the shelf."""
        return self.quantity - self.picked - self.short


class PickScan(models.Model):
    """
    One act of a picker at a shelf or at the bench.  Insert-only (a trigger).

    The key is made by the device, so that the same read sent twice is one read; ``answer`` is what was told the first
    time and is told again.
    """

    class Stage(models.TextChoices):
        PICK = "pick", pgettext_lazy("warehouse", "Picking")
        CHECK = "check", pgettext_lazy("warehouse", "Checking")

    class Kind(models.TextChoices):
        RIGHT = "right", pgettext_lazy("read", "Right")
        WRONG = "wrong", pgettext_lazy("read", "Wrong")
        SHORT = "short", pgettext_lazy("read", "Missing")
        UNDO = "undo", pgettext_lazy("read", "Undone")
        SKIP = "skip", pgettext_lazy("read", "Skipped")

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(PickingWave, models.PROTECT, related_name="scans", db_index=False)
    line = models.ForeignKey(PickLine, models.PROTECT, null=True, related_name="+", db_index=False)
    stage = models.CharField(max_length=5, choices=Stage, default=Stage.PICK)
    kind = models.CharField(max_length=5, choices=Kind)
    code = models.CharField(max_length=80, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=10, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    read_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=150)
    asked = models.CharField(max_length=200)
    answer = models.JSONField()

    class Meta:
        verbose_name = _("read")
        verbose_name_plural = _("reads")
        ordering = ["recorded_at"]
        constraints = [
            one_of("stage", ["pick", "check"], name="orders_pickscan_stage"),
            one_of("kind", ["right", "wrong", "short", "undo", "skip"], name="orders_pickscan_kind"),
        ]
        indexes = [models.Index(fields=["wave", "recorded_at"], name="orders_pickscan_wave")]
