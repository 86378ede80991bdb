from django.http import HttpResponse


def greet(request):
    """Greets whom the query names."""
    return HttpResponse("Hello!")
