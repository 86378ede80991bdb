from django.http import HttpResponse


def hello(request):
    name = request.GET.get("name") or "world"
    return HttpResponse(f"Hello, {name}!\n")
