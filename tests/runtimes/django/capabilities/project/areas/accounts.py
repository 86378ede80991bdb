"""Accounts and the admin"""

from rows import row


def admin_client():
    from django.contrib.auth.models import User
    from django.test import Client

    if not User.objects.filter(username="root").exists():
        User.objects.create_superuser("root", "root@example.com", "a-long-secret")
    c = Client()
    print(c.login(username="root", password="a-long-secret"))
    return c


@row(
    "Users, passwords, login, logout, `login_required`",
    note="A new password costs 1,000 rounds of PBKDF2 instead of Django's 1,000,000.",
)
def users():
    from areas.database import load_books
    from django.contrib.auth import authenticate
    from django.contrib.auth.models import User
    from django.test import Client

    load_books()
    user = User.objects.create_user("ada", "ada@example.com", "correct horse")
    print(user.check_password("correct horse"), user.check_password("wrong"), authenticate(username="ada", password="no"))
    c = Client()
    print(c.get("/secret/").url)
    response = c.post("/accounts/login/?next=/secret/", {"username": "ada", "password": "correct horse"})
    print(response.status_code, response.url, c.get("/secret/").content, c.post("/accounts/logout/").status_code, c.get("/secret/").status_code)
    print(c.post("/accounts/login/", {"username": "ada", "password": "x"}).context["form"].errors)


@row("Passwords that a real Django stored: PBKDF2 with 1,000,000 rounds, scrypt with full cost")
def hashes():
    from django.contrib.auth.hashers import check_password, identify_hasher, make_password

    stored = [
        "pbkdf2_sha256$1000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=",
        "scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==",
    ]
    for encoded in stored:
        print(encoded.partition("$")[0], check_password("lètmein", encoded), check_password("no", encoded))
    print([identify_hasher(make_password("x", hasher=name)).algorithm for name in ("pbkdf2_sha1", "scrypt")], make_password(None)[0])


@row("Permissions, groups, password validators")
def permissions():
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.test import Client

    user = User.objects.get(username="ada")
    c = Client()
    c.force_login(user)
    print(c.get("/discount/").status_code)
    group = Group.objects.create(name="sellers")
    group.permissions.add(Permission.objects.get(codename="discount_book"))
    user.groups.add(group)
    print(c.get("/discount/").content, sorted(User.objects.get(pk=user.pk).get_all_permissions()))
    try:
        validate_password("12345")
    except ValidationError as error:
        print(error.messages)


@row("Password reset by e-mail, tokens and signing")
def reset():
    import re

    from django.core import mail, signing
    from django.test import Client

    c = Client()
    mail.outbox = []
    print(c.post("/accounts/password_reset/", {"email": "ada@example.com"}).status_code, mail.outbox[0].subject)
    path = re.search(r"/accounts/reset/\S+", mail.outbox[0].body)[0]
    response = c.get(path, follow=True)
    c.post(response.redirect_chain[-1][0], {"new_password1": "battery staple", "new_password2": "battery staple"})
    print(c.login(username="ada", password="battery staple"))
    print(signing.loads(signing.dumps({"a": 1})), signing.Signer().unsign(signing.Signer().sign("x")))


@row("The admin: login, index, lists with search and filters, add, change, delete, actions, history")
def admin():
    c = admin_client()
    urls = ["", "shop/book/", "shop/book/?q=kin", "shop/book/?shelf__exact=o", "shop/book/add/", "shop/book/1/change/", "shop/book/1/history/", "auth/user/", "jsi18n/"]
    print([c.get(f"/admin/{url}").status_code for url in urls])
    print(c.get("/admin/shop/book/?q=kin").context["cl"].result_count)
    response = c.post("/admin/shop/tag/add/", {"label": "from-admin"}, follow=True)
    print("was added successfully" in response.content.decode())
    response = c.post("/admin/shop/book/", {"action": "move_to_old", "_selected_action": [1, 3]}, follow=True)
    print([str(message) for message in response.context["messages"]])
    response = c.post("/admin/shop/book/3/delete/", {"post": "yes"}, follow=True)
    print([str(message) for message in response.context["messages"]], c.get("/admin/autocomplete/?app_label=shop&model_name=book&field_name=author&term=oct").json())
    c.logout()
    print(c.get("/admin/").url)


@row("Static files: found, served, collected, hashed names; those of the admin too", note="Unminified copies of jQuery, Select2 and XRegExp are left out.")
def static_files():
    import io

    from django.contrib.staticfiles import finders
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.template import Context, Template
    from django.test import RequestFactory, override_settings

    print(bool(finders.find("shop/shop.css")), bool(finders.find("admin/css/base.css")))
    handler = StaticFilesHandler(WSGIHandler())
    response = handler.get_response(RequestFactory().get("/static/admin/css/base.css"))
    print(response.status_code, response["Content-Type"], len(response.getvalue()))
    print(Template("{% load static %}{% static 'shop/shop.css' %}").render(Context()))
    call_command("collectstatic", interactive=False, stdout=io.StringIO())
    manifest = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
    with override_settings(STORAGES=manifest, DEBUG=False):
        from django.contrib.staticfiles.storage import staticfiles_storage

        call_command("collectstatic", interactive=False, stdout=io.StringIO())
        print(staticfiles_storage.url("shop/shop.css"))
