using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

public sealed class FilmStudioTests : IDisposable
{
    private readonly PaintedWorld _world = new();
    private readonly DecisionRing _ring = new(TimeProvider.System);
    private readonly FilmStudio _studio;

    public FilmStudioTests() => _studio = new FilmStudio(() => _world, 4, 1 << 20);

    [Fact]
    public async Task A_strip_shows_even_steps_to_the_last()
    {
        Film film = (await _studio.FilmAsync(Shown(0), default))!;
        Assert.Equal(4, film.Pictures);
        Assert.Equal(6, film.Strips.Count);
        var picture = PngReader.Decode(film.Strips[(2, "front")]);
        Assert.Equal((8, 32), (picture.Height, picture.Width));
        // 20 imagined steps: every fifth; mode 2 is painted red 80, and its green tells the step.
        Assert.Equal([40, 90, 140, 190], Enumerable.Range(0, 4).Select(i => (int)picture.Samples[(i * 8 * 3) + 1]));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(80, picture.Samples[i * 8 * 3]));
        Assert.Equal("console films", _world.Thread);
    }

    [Fact]
    public async Task A_film_is_made_once_and_kept()
    {
        ShownDecision shown = Shown(0);
        Film?[] all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _studio.FilmAsync(shown, default)));
        Assert.All(all, film => Assert.Same(all[0], film));
        Assert.Equal(1, _world.Imagined);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_not_made_and_the_newest_comes_first()
    {
        _world.Gate.Reset();
        using var left = new CancellationTokenSource();
        Task<Film?> running = _studio.FilmAsync(Shown(0), default);
        // The studio's thread may be slow to wake, and would then begin with a newer order.
        Assert.True(_world.Arrived.Wait(TimeSpan.FromMinutes(1)));
        Task<Film?> abandoned = _studio.FilmAsync(Shown(1), left.Token), wanted = _studio.FilmAsync(Shown(2), default);
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        _world.Gate.Set();
        Assert.NotNull(await wanted);
        await running;
        Assert.Equal(2, _world.Imagined);
    }

    [Fact]
    public async Task Orders_do_not_pile_up()
    {
        _world.Gate.Reset();
        Task<Film?>[] orders = [.. Enumerable.Range(0, 40).Select(i => _studio.FilmAsync(Shown(i), default))];
        _world.Gate.Set();
        Film?[] films = await Task.WhenAll(orders);
        Assert.NotNull(films[39]);
        Assert.InRange(films.Count(f => f is null), 20, 39);
    }

    [Fact]
    public async Task A_fault_is_told_to_who_waits_and_the_next_order_is_served()
    {
        _world.Fault = "package 'x': found no graph 'decode', wanted one.";
        var told = await Assert.ThrowsAsync<ForewarnException>(() => _studio.FilmAsync(Shown(0), default));
        Assert.Equal(_world.Fault, told.Message);
        _world.Fault = null;
        Assert.NotNull(await _studio.FilmAsync(Shown(0), default));
    }

    [Fact]
    public async Task A_decision_without_sight_or_plans_has_no_film() =>
        Assert.Null(await _studio.FilmAsync(new ShownDecision(1, default, Script.Decision(0), null), default));

    public void Dispose()
    {
        _world.Gate.Set();
        _studio.Dispose();
    }

    private ShownDecision Shown(long index)
    {
        _ring.Append(Script.Decision(index), Script.Seen(index));
        return _ring.After(0)[^1];
    }
}
