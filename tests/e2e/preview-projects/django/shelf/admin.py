from django.contrib import admin

from .models import Author, Book, Series


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "is_read", "bought_on"]
    list_filter = ["is_read"]
    search_fields = ["title"]
    raw_id_fields = ["series"]


admin.site.register([Author, Series])
