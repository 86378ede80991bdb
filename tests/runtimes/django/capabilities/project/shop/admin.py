from django.contrib import admin

from .models import Author, Book, Tag


class BookInline(admin.TabularInline):
    model = Book
    extra = 0


@admin.action(description="Move to the old shelf")
def move_to_old(modeladmin, request, queryset):
    modeladmin.message_user(request, f"{queryset.update(shelf='o')} moved.")


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "price", "shelf"]
    list_filter = ["shelf", "author"]
    search_fields = ["title", "author__name"]
    date_hierarchy = "added"
    actions = [move_to_old]
    autocomplete_fields = ["author"]


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    inlines = [BookInline]


admin.site.register(Tag)
