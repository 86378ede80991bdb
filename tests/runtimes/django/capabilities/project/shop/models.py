from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse


class Author(models.Model):
    name = models.CharField(max_length=80, unique=True)
    born = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Tag(models.Model):
    label = models.SlugField(unique=True)

    def __str__(self):
        return self.label


class CheapBooks(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(price__lt=10)


class Book(models.Model):
    class Shelf(models.TextChoices):
        NEW = "n", "New"
        OLD = "o", "Old"

    title = models.CharField(max_length=120)
    author = models.ForeignKey(Author, models.CASCADE, related_name="books")
    tags = models.ManyToManyField(Tag, blank=True)
    price = models.DecimalField(max_digits=6, decimal_places=2, validators=[MinValueValidator(0)])
    shelf = models.CharField(max_length=1, choices=Shelf.choices, default=Shelf.NEW)
    details = models.JSONField(default=dict, blank=True)
    cover = models.FileField(upload_to="covers/", blank=True)
    added = models.DateTimeField(null=True, blank=True)

    objects = models.Manager()
    cheap = CheapBooks()

    class Meta:
        ordering = ["title"]
        permissions = [("discount_book", "Can give a discount")]
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gte=0), name="price_is_not_negative"),
            models.UniqueConstraint(fields=["title", "author"], name="one_title_per_author"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("book", args=[self.pk])
