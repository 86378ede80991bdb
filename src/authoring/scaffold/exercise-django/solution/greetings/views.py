from django.http import HttpResponse


def greet(request):
    """Greets whom the query names."""
    name = request.GET.get("name")
    if not name:
        return HttpResponse("Who are you?", status=400)
    return HttpResponse(f"Hello, {name}!")
