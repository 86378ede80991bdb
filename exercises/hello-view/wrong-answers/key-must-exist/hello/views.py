from django.http import HttpResponse


def hello(request):
    name = request.GET["name"]
    return HttpResponse(f"Hello, {name}!\n", content_type="text/plain; charset=utf-8")
