"""Models and the database"""

from rows import row


def load_books():
    from django.core.management import call_command

    call_command("loaddata", "books", verbosity=0)


@row("Fixtures: `loaddata`, `dumpdata`")
def fixtures():
    import io

    from django.core.management import call_command

    load_books()
    dumped = io.StringIO()
    call_command("dumpdata", "shop", indent=1, natural_foreign=True, stdout=dumped)
    print(dumped.getvalue())


@row("Queries: `filter`, `exclude`, `Q`, `F`, aggregation, annotation, slicing")
def queries():
    from django.db.models import Avg, Count, F, Q, Sum
    from shop.models import Author, Book

    print(Book.objects.filter(Q(price__lt=10) | Q(title__startswith="K")).exclude(shelf="o"))
    print(Book.objects.filter(title__iregex=r"^the\b", author__name__contains="Guin").query)
    print(Author.objects.annotate(count=Count("books"), total=Sum("books__price")).values_list("name", "count", "total"))
    print(Book.objects.aggregate(Avg("price")), Book.objects.order_by(F("price").desc())[:2])
    print(Book.cheap.count(), Book.objects.values("shelf").annotate(n=Count("*")).order_by("shelf"))


@row("Relations: foreign keys, many to many, `select_related`, `prefetch_related`")
def relations():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from shop.models import Author, Book, Tag

    with CaptureQueriesContext(connection) as queries:
        print([(book.author.name, [tag.label for tag in book.tags.all()])
               for book in Book.objects.select_related("author").prefetch_related("tags")])
        print(Author.objects.get(pk=1).books.filter(tags__label="time"))
    for query in queries.captured_queries:
        print(query["sql"])
    book = Book.objects.get(pk=1)
    book.tags.set(Tag.objects.filter(label="time"))
    print(book.tags.all(), Tag.objects.get(label="classic").book_set.all())


@row("SQL functions, windows, subqueries, JSON, `Case`/`When`")
def functions():
    from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When, Window
    from django.db.models.functions import ExtractYear, Lower, Rank, RowNumber, TruncMonth
    from shop.models import Author, Book

    print(Book.objects.annotate(rank=Window(Rank(), partition_by="author", order_by="price")).values_list("title", "rank"))
    print(Book.objects.annotate(month=TruncMonth("added"), year=ExtractYear("added")).values_list("month", "year"))
    cheapest = Book.objects.filter(author=OuterRef("pk")).order_by("price").values("title")[:1]
    print(Author.objects.annotate(cheapest=Subquery(cheapest)).values_list("cheapest", flat=True))
    print(Author.objects.filter(Exists(Book.objects.filter(author=OuterRef("pk"), shelf="o"))))
    print(Book.objects.filter(details__pages__gt=300), Book.objects.filter(details__has_key="pages").count())
    size = Case(When(details__pages__gt=300, then=Value("long")), default=Value("short"))
    print(Book.objects.annotate(size=size, low=Lower("title"), n=Window(RowNumber(), order_by=F("pk").asc())).values_list("low", "size", "n"))


@row("Transactions: `atomic`, savepoints, `on_commit`")
def transactions():
    from django.db import transaction
    from shop.models import Tag

    try:
        with transaction.atomic():
            Tag.objects.create(label="kept-not")
            raise LookupError
    except LookupError:
        pass
    with transaction.atomic():
        transaction.on_commit(lambda: print("committed"))
        Tag.objects.create(label="kept")
        point = transaction.savepoint()
        Tag.objects.create(label="undone")
        transaction.savepoint_rollback(point)
        print("inside")
    print(Tag.objects.order_by("label").values_list("label", flat=True))


@row("Validation and constraints: `full_clean`, `IntegrityError`")
def constraints():
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError, transaction
    from shop.models import Author, Book

    try:
        Book(title="", author_id=1, price="-1").full_clean()
    except ValidationError as error:
        print(error.message_dict)
    for kwargs in ({"title": "Kindred", "author_id": 2, "price": 1}, {"title": "Free", "author_id": 2, "price": -1}):
        try:
            with transaction.atomic():
                Book.objects.create(**kwargs)
        except IntegrityError as error:
            print(error)
    print(Author.objects.get_or_create(name="Octavia E. Butler")[1], Book.Shelf("o").label)


@row("Bulk work: `bulk_create`, `bulk_update`, `update_or_create`, `iterator`, `in_bulk`")
def bulk():
    from shop.models import Tag

    Tag.objects.bulk_create([Tag(label=f"tag-{number}") for number in range(500)], batch_size=100)
    tags = list(Tag.objects.filter(label__startswith="tag-"))
    for tag in tags:
        tag.label = tag.label.replace("tag", "label")
    print(Tag.objects.bulk_update(tags, ["label"], batch_size=200))
    print(Tag.objects.bulk_create([Tag(label="label-1")], ignore_conflicts=True), sum(1 for _ in Tag.objects.iterator()))
    print(Tag.objects.update_or_create(label="label-2", defaults={"label": "two"}), Tag.objects.filter(label__startswith="label").delete()[0])


@row("Signals: `pre_save`, `post_save`, `post_delete`, `m2m_changed`, your own")
def signals():
    from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
    from django.dispatch import Signal, receiver
    from shop.models import Book, Tag

    sold = Signal()

    @receiver([pre_save, post_save, post_delete], sender=Tag)
    def tell(signal, instance, **details):
        print(type(signal).__name__, instance, details.get("created"))

    @receiver(m2m_changed, sender=Book.tags.through)
    def tell_change(action, pk_set, **details):
        print(action, pk_set and len(pk_set))

    tag = Tag.objects.create(label="signal")
    Book.objects.get(pk=3).tags.add(tag)
    tag.delete()
    sold.connect(lambda **details: print("sold", details["title"]), weak=False)
    sold.send(sender=Book, title="Kindred")
    for signal in (pre_save, post_save, post_delete):
        signal.disconnect(tell, sender=Tag)
    m2m_changed.disconnect(tell_change, sender=Book.tags.through)


@row("Raw SQL: `raw`, cursors, `explain`, introspection")
def raw():
    from django.db import connection
    from shop.models import Book

    print([book.title for book in Book.objects.raw("SELECT * FROM shop_book WHERE price > %s ORDER BY id", [8])])
    with connection.cursor() as cursor:
        cursor.execute("SELECT shelf, COUNT(*) FROM shop_book GROUP BY shelf ORDER BY shelf")
        print(cursor.fetchall(), [column[0] for column in cursor.description])
    print(Book.objects.filter(pk=1).explain(), sorted(connection.introspection.table_names())[-3:])


@row("Several databases, each a SQLite file", note="SQLite is the only database that is there.")
def databases():
    from django.core.management import call_command
    from shop.models import Tag

    call_command("migrate", database="archive", verbosity=0)
    Tag.objects.using("archive").create(label="old")
    print(Tag.objects.using("archive").count(), Tag.objects.filter(label="old").exists())


@row("Migrations: made from changed models, applied, taken back, with SQL and data")
def migrations():
    import io

    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.state import ModelState, ProjectState
    from django.db import models

    executor = MigrationExecutor(connection)
    before = executor.loader.project_state()
    after = before.clone()
    after.add_model(ModelState("shop", "Shelf", [("id", models.BigAutoField(primary_key=True)), ("label", models.CharField(max_length=9))]))
    changes = MigrationAutodetector(before, after).changes(graph=executor.loader.graph)
    print([operation.describe() for operation in changes["shop"][0].operations], changes["shop"][0].name)
    out = io.StringIO()
    call_command("sqlmigrate", "shop", "0001", stdout=out)
    call_command("showmigrations", "shop", "auth", stdout=out)
    call_command("migrate", "sessions", "zero", stdout=out, no_color=True)
    call_command("migrate", "sessions", stdout=out, no_color=True)
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    print(out.getvalue(), isinstance(before, ProjectState))
