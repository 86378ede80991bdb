from django.http import JsonResponse

from weather.stations import read_temperature


async def temperatures(request):
    """Answers /?city=Oslo&city=Lima with two temperatures."""
    cities = request.GET.getlist("city")
    readings = await read_all(cities, read_temperature)
    return JsonResponse({"readings": readings})


async def read_all(cities, read):
    """Reads the temperature of each city with `read`,
    a coroutine function. Gives a list of dictionaries."""
    readings = []
    for city in cities:
        celsius = await read(city)
        readings.append({"city": city, "celsius": celsius})
    return readings
