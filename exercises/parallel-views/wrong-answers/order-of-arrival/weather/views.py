import asyncio

from django.http import JsonResponse

from weather.stations import StationError, read_temperature


async def temperatures(request):
    cities = request.GET.getlist("city")
    return JsonResponse({"readings": await read_all(cities, read_temperature)})


async def read_all(cities, read):
    readings = []

    async def add(city):
        try:
            readings.append({"city": city, "celsius": await read(city)})
        except StationError:
            readings.append({"city": city, "celsius": None})

    await asyncio.gather(*(add(city) for city in cities))
    return readings
