"""python -m prices.cli AREA ROOMS YEAR DISTANCE"""
import click

from .estimator import PriceEstimator


@click.command()
@click.argument("area", type=float)
@click.argument("rooms", type=float)
@click.argument("year", type=float)
@click.argument("distance", type=float)
@click.option("--garden", type=float, default=0.0, help="square metres")
@click.option("--floor", type=float, default=1.0)
def main(area, rooms, year, distance, garden, floor):
    """What a house of AREA square metres, built in YEAR, DISTANCE km from the centre sells for."""
    house = dict(area=area, rooms=rooms, year=year, distance=distance, garden=garden, floor=floor)
    found = PriceEstimator().estimate(house)
    click.echo(f"{found.price:,} ({found.low:,} to {found.high:,})")


if __name__ == "__main__":
    main()
