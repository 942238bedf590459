using Forewarn.Core;
using Forewarn.Policy;

namespace Forewarn.Learning.Tests.Policies;

public class ProposerTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "width_m"]);
    private static readonly ObservationHistory History = new(new Observation([], [0.5f], TimeSpan.Zero));

    [Fact]
    public async Task AScriptedPlanDependsOnSeedAndIndexOnly()
    {
        var proposer = new ScriptedProposer(Spec, (o, seed) => new([o.State[0], (float)seed.NextDouble()], Spec));
        var few = await proposer.ProposeAsync(History, 2, new SeedStreams(1).Stream("p"), default);
        var many = await proposer.ProposeAsync(History, 5, new SeedStreams(1).Stream("p"), default);
        Assert.Equal(few.Values, many.Values[..4]);
        Assert.Equal(5, many.Values.Where((_, i) => i % 2 == 1).Distinct().Count());
        Assert.Equal(0.5f, many.Plan(3)[0]);
    }

    [Fact]
    public async Task ScriptedPlansOfUnequalFormAreNamed()
    {
        int calls = 0;
        var longer = new ScriptedProposer(Spec, (_, _) => new(new float[calls++ == 0 ? 4 : 6], Spec));
        var error = await Refused(longer, 2);
        Assert.Contains("3 rows", error.Message);
        var other = new ScriptedProposer(Spec, (_, _) => new(new float[2], Spec with { Frame = "tool" }));
        Assert.Contains("tool", (await Refused(other, 1)).Message);
        Assert.Contains("1 or more", (await Refused(longer, 0)).Message);
    }

    [Fact]
    public async Task ARecordIsReplayedInOrderAndEnds()
    {
        var first = new ActionProposals([1, 2], 1, Spec);
        var second = new ActionProposals([3, 4], 1, Spec);
        var proposer = new ReplayedProposer([first, second]);
        Assert.Same(first, await proposer.ProposeAsync(History, 1, new SeedStreams(1).Stream("p"), default));
        Assert.Equal(1, proposer.Left);
        Assert.Same(second, await proposer.ProposeAsync(History, 1, new SeedStreams(9).Stream("p"), default));
        Assert.Contains("decision 2", (await Refused(proposer, 1)).Message);
    }

    [Fact]
    public async Task ARecordThatDoesNotFitIsNamed()
    {
        Assert.Throws<ForewarnException>(() => new ReplayedProposer([]));
        var odd = new ActionProposals([1, 2], 1, Spec with { RateHz = 20 });
        Assert.Contains("decision 1", Assert.Throws<ForewarnException>(
            () => new ReplayedProposer([new([1, 2], 1, Spec), odd])).Message);
        Assert.Contains("1 plans", (await Refused(new ReplayedProposer([new([1, 2], 1, Spec)]), 3)).Message);
    }

    private static async Task<ForewarnException> Refused(IActionProposer proposer, int count) =>
        await Assert.ThrowsAsync<ForewarnException>(
            async () => await proposer.ProposeAsync(History, count, new SeedStreams(1).Stream("p"), default));
}
