using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests;

public sealed class PlanChooserTests
{
    [Fact]
    public async Task ALikingForASlotAveragesOut()
    {
        // The first slot gets 3 nats for nothing: one order would pick whatever stands first.
        var reader = new Reader((text, slot) => (text == "b" ? 1 : 0) + (slot == 0 ? 3 : 0), none: -9);
        Assert.Equal(1, Chosen(await Choose(reader, ["a", "b", "c"])));
        Assert.Equal(0, Chosen(await Choose(reader, ["a", "b", "c"], new() { Permutations = 1 })));
        Assert.Equal(3, reader.LastOrders.Max(o => o.Length));
    }

    [Fact]
    public async Task ProbabilitiesAreAveragedInClosedForm()
    {
        // Two options, two orders: p(a) is 3/4 when first, 1/2 when second.
        var reader = new Reader(
            (text, slot) => text == "a" && slot == 0 ? Math.Log(3) : 0, none: double.NegativeInfinity);
        double[] scores = (await Choose(reader, ["a", "b"])).Scores;
        Assert.Equal([0.625, 0.375, 0], scores.Select(s => Math.Round(s, 9)));
    }

    [Fact]
    public async Task UnsafeModesAreNotShownAndScoreZero()
    {
        var reader = new Reader((text, _) => text == "b" ? 9 : 0, none: -9);
        Verdict verdict = await Choose(reader, ["a", "b", "c"], isSafe: [true, false, true]);
        Assert.DoesNotContain("b", reader.LastOptions);
        Assert.Equal(0, verdict.Scores[1]);
        Assert.NotEqual(1, Chosen(verdict));
        Assert.IsType<NoneSuitableVerdict>(await Choose(reader, ["a"], isSafe: [false]));
    }

    [Fact]
    public async Task ModesThatReadTheSameAreOneOption()
    {
        // Split over three lines the wished text would lose to "none of these": 0.5 / 3 against 0.4.
        var reader = new Reader((text, _) => text == "a" ? Math.Log(0.5) : Math.Log(0.1), none: Math.Log(0.4));
        Verdict verdict = await Choose(reader, ["a", "b", "a", "a"], sureness: [-0.9, 0, -0.1, -0.5]);
        Assert.Equal(["a", "b"], reader.LastOptions);
        Assert.Equal(2, Chosen(verdict));
        Assert.Equal(0.5, verdict.Scores[0] + verdict.Scores[2] + verdict.Scores[3], 9);
        Assert.Equal(1, verdict.Scores.Sum(), 9);
    }

    [Fact]
    public async Task NoneWinsByItselfOrWhenTheBestIsBelowTheThreshold()
    {
        Assert.IsType<NoneSuitableVerdict>(await Choose(new Reader((_, _) => 0, none: 1), ["a", "b"]));
        var even = new Reader((_, _) => 0, none: 0);
        Assert.IsType<NoneSuitableVerdict>(await Choose(even, ["a", "b", "c", "d"]));
        Assert.IsType<ExecuteVerdict>(await Choose(even, ["a", "b", "c", "d"], new() { ExecuteThreshold = 0.1 }));
    }

    [Fact]
    public async Task ACloseCallAsksOnlyWhenAskingIsOn()
    {
        var reader = new Reader((text, _) => text switch { "a" => 2, "c" => 2.1, _ => 0 }, none: -3);
        Assert.Equal(2, Chosen(await Choose(reader, ["a", "b", "c"])));
        var options = new SteeringOptions { AsksWhenClose = true };
        AskVerdict ask = Assert.IsType<AskVerdict>(await Choose(reader, ["a", "b", "c"], options));
        Assert.Equal("Which one: (1) c or (2) a?", ask.Question);
        Assert.IsType<ExecuteVerdict>(await Choose(reader, ["a", "b", "a"], options));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.2, 1)]
    [InlineData(0.05, 2)]
    public async Task AmongPlansThatFitAlikeTheSurestNarrationIsTaken(double levelShare, int chosen)
    {
        var reader = new Reader((text, _) => Math.Log(text switch { "a" => 0.5, "b" => 0.3, _ => 0.05 }), none: Math.Log(0.15));
        Assert.Equal(chosen, Chosen(await Choose(reader, ["a", "b", "c"], sureness: [-0.5, -0.1, -0.01], levelShare: levelShare)));
    }

    [Fact]
    public async Task WhichOfTwoEqualPlansIsTakenDoesNotHangOnASingleOrder()
    {
        // The first slot gets 1 nat for nothing, less than what sets plans apart that do not fit alike.
        var reader = new Reader((text, slot) => (text == "c" ? -9 : 0) + (slot == 0 ? 1 : 0), none: -9);
        var once = new SteeringOptions { Permutations = 1 };
        Assert.Equal(1, Chosen(await Choose(reader, ["a", "b", "c"], once, sureness: [-0.5, -0.1, -0.01], levelShare: 0.2)));
        Assert.Equal(0, Chosen(await Choose(reader, ["b", "a", "c"], once, sureness: [-0.1, -0.5, -0.01], levelShare: 0.2)));
        Assert.Equal(0, Chosen(await Choose(reader, ["a", "b", "c"], once, sureness: [-0.5, -0.1, -0.01])));
    }

    [Fact]
    public async Task UnusableScoresAreAnErrorOfTheReader()
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var reader = new Reader((_, _) => bad, none: bad);
            await Assert.ThrowsAsync<ForewarnException>(async () => await Choose(reader, ["a"]));
        }
    }

    [Fact]
    public void CyclicOrdersPutEveryOptionOnceInEverySlot()
    {
        for (int count = 1; count <= 6; count++)
        {
            int[][] orders = PresentationOrders.Cyclic(count, 6);
            for (int slot = 0; slot < count; slot++)
                Assert.Equal(Enumerable.Range(0, count), orders.Select(o => o[slot]).Order());
        }
        Assert.Equal(2, PresentationOrders.Cyclic(6, 2).Length);
        Assert.Equal(3, PresentationOrders.Cyclic(6, 2)[1][0]);
    }

    private static int Chosen(Verdict verdict) => Assert.IsType<ExecuteVerdict>(verdict).Mode;

    private static async Task<Verdict> Choose(
        Reader reader, string[] texts, SteeringOptions? options = null, bool[]? isSafe = null,
        double[]? sureness = null, double levelShare = 1)
    {
        Narration[] narrations = [.. texts.Select((t, k) => new Narration(k, t, sureness?[k] ?? -1))];
        var guard = new GuardReport([.. texts.Select((_, k) => new GuardFinding(isSafe?[k] ?? true, ""))]);
        var chooser = new PlanChooser(
            new Silent(), reader, (options ?? new()) with { LevelShare = levelShare }, new FakeTimeProvider());
        return await chooser.ChooseAsync("wish", narrations, guard, default);
    }

    /// <summary>Scores an option by its text and the slot it stands in.</summary>
    private sealed class Reader(Func<string, int, double> score, double none) : IWishReader
    {
        public IReadOnlyList<string> LastOptions { get; private set; } = [];

        public int[][] LastOrders { get; private set; } = [];

        public ValueTask<double[][]> ScoreAsync(
            string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
        {
            (LastOptions, LastOrders) = (options, orders);
            return new([.. orders.Select(order =>
            {
                var row = new double[options.Count + 1];
                for (int slot = 0; slot < order.Length; slot++) row[order[slot]] = score(options[order[slot]], slot);
                row[^1] = none;
                return row;
            })]);
        }
    }

    private sealed class Silent : INarrator
    {
        public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) =>
            throw new InvalidOperationException("choosing must not narrate");
    }
}
