from django.http import HttpResponse


def greet(request):
    name = request.GET.get("name")
    if not name:
        return HttpResponse("Who are you?")
    return HttpResponse(f"Hello, {name}!")
